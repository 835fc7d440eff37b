"""The tick follows the calendar and the training clock."""

from datetime import timedelta

import pytest

from casework.clock.models import Deadline, Holiday
from casework.core.models import TrainingClock
from casework.core.now import now, today
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.story import Story
from workflows.tick import tick

pytestmark = pytest.mark.django_db


def workday_within(deadline) -> object:
    """A day the period counts."""
    from casework.clock.book import calendar

    days = [deadline.starts_on + timedelta(days=n) for n in range(1, (deadline.due_on - deadline.starts_on).days)]
    return next(day for day in days if calendar().is_workday(day))


def test_a_new_holiday_moves_running_deadlines_with_one_line_each():
    stories = [Story(cast_) for cast_ in [cast()] for _ in range(2)]
    for story in stories:
        story.found().order()
    before = {d.pk: d.due_on for d in Deadline.objects.filter(name="serve", status="running")}
    assert len(before) == 2 and tick()["moved"] == 0
    some = Deadline.objects.filter(name="serve").earliest("pk")
    Holiday.objects.create(date=workday_within(some), name="临时放假", source="自治区通知")
    done = tick()
    moved = Deadline.objects.filter(replaces__isnull=False, status="running")
    assert done["moved"] == moved.count() >= 2
    for deadline in moved.filter(name="serve"):
        assert deadline.due_on > before[deadline.replaces_id] and deadline.replaces.status == "moved"
    for story in stories:
        lines = list(story.dossier.events.filter(kind="deadline", step="deadline_moved"))
        mine = {d.pk for d in moved if d.dossier_id == story.dossier.pk}
        assert len(lines) == len(mine) and {line.record for line in lines} == mine
        assert verify_dossier(story.dossier.pk, files=False) is None
    assert tick()["moved"] == 0
    assert story.dossier.events.filter(step="deadline_moved").count() == len(lines)


def test_a_date_set_by_an_order_stands_whatever_the_calendar_says():
    story = Story(cast()).found().order(10).serve()
    due = story.case.findings.get().due_on
    Holiday.objects.create(date=due, name="临时放假", source="自治区通知")
    tick()
    running = story.dossier.deadlines.get(name="rectification", status="running")
    assert running.due_on == due


def test_the_tick_uses_the_training_clock(settings):
    story = Story(cast()).found().order(10).serve()
    due = story.case.findings.get().due_on
    assert tick()["fired"] == 0 and story.case.state == "ordered"
    TrainingClock.objects.create(offset=timedelta(days=11))
    assert tick()["fired"] == 0, "outside the training mode the row is ignored"
    settings.TRAINING_MODE = settings.TRAINING_DATABASE_OK = True
    assert today() == due + timedelta(days=1)
    assert tick()["fired"] and story.case.state == "expired"
    event = story.dossier.events.get(step="expire")
    assert abs(event.at - now()) < timedelta(minutes=5) and event.facts["due_on"] == due.isoformat()
    story.recheck("not_done")
    assert story.case.state == "overdue"
