"""The clock: a passed date moves the case and tells both sides, once, however late or often the sweep runs."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from casework.core.now import today
from casework.notices.models import Notice
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.story import Story
from workflows.engine import Refused, take
from workflows.tick import tick

pytestmark = pytest.mark.django_db


def at_midnight_after(day):
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@pytest.fixture
def story():
    return Story(cast()).found().order(days=10).serve()


def due(story):
    return story.case.findings.get(number=1).due_on


def test_overdue_begins_at_midnight_after_the_last_day_not_before(story):
    day = due(story)
    with time_machine.travel(at_midnight_after(day) - timedelta(seconds=1), tick=False):
        tick()
        assert story.case.state == "ordered"
    with time_machine.travel(at_midnight_after(day), tick=False):
        tick()
        assert story.case.state == "expired"


def test_a_deadline_fires_once(story):
    with time_machine.travel(at_midnight_after(due(story)) + timedelta(days=30), tick=False):
        first, again = tick(), tick()
        assert first["fired"] and not again["fired"]
        told = Notice.objects.filter(kind__startswith="period-expired")
        assert {n.to.username for n in told} == {"officer", "partner", "representative", "group-representative"}
        assert story.dossier.events.filter(step="expire").count() == 1
        assert verify_dossier(story.dossier.pk) is None
        assert story.dossier.deadlines.filter(name="recheck", status="running").exists()


def test_a_warning_is_due_and_not_yet_sent(story):
    """The worker slept over the day of the warning: it is sent late, once."""
    with time_machine.travel(at_midnight_after(due(story)) - timedelta(hours=20), tick=False):
        tick()
        tick()
        assert Notice.objects.filter(kind="deadline-near-party", to=story.people.representative).count() == 1


def test_an_open_request_for_more_time_holds_the_date(story):
    cast_, finding = story.people, story.case.findings.get(number=1)
    facts = {
        "findings": [finding.pk],
        "reason": "考试排期",
        "evidence": [],
        "wished_on": due(story) + timedelta(days=20),
    }
    take(story.case, "request_extension", by=cast_.representative, **facts)
    with time_machine.travel(at_midnight_after(due(story)) + timedelta(days=1), tick=False):
        tick()
        assert story.case.state == "ordered"
        from workflows.approval import request

        proposal = request(
            story.case, "decide_extension", by=cast_.officer, request=story.case.extensions.get().pk, granted=False,
            reason="没有正当理由",
        )  # fmt: skip
        story.approve(proposal)
        tick()
        assert story.case.state == "expired"


def test_the_clock_never_takes_a_persons_step(story):
    with pytest.raises(Refused, match="无权"):
        take(story.case, "recheck", by=None, officers=[], checked_on=today(), judgements=[])


def test_nobody_takes_the_clocks_step(story):
    for user in story.people.everybody:
        with pytest.raises(Refused, match="无权"):
            take(story.case, "expire", by=user, due_on=due(story))


def test_an_unserved_order_never_expires():
    story = Story(cast()).found().order(days=10)
    with time_machine.travel(timezone.now() + timedelta(days=60), tick=False):
        tick()
        assert story.case.state == "ordered"
