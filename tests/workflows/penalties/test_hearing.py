"""The hearing: asked for, announced, postponed, held or given up, and what each leaves behind."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from casework.clock.deadlines import calendar
from casework.core.now import standing_at, today
from casework.penalties.models import Hearing
from documents.models import Document, Service
from tests.people import cast
from tests.workflows.penalties.stages import ago, teller
from workflows.engine import Forbidden, Refused, take
from workflows.penalty.judgements import earliest_hearing

pytestmark = pytest.mark.django_db
FINE = 60000


@pytest.fixture
def story():
    return teller()(cast())


@pytest.fixture
def set_long_ago(story):
    """Asked for and announced long ago; the day has come."""
    with ago(60):
        story.heard(fine=FINE)
    return story


def clocks(story, name):
    return list(story.penalty.dossier.deadlines.filter(name=name).order_by("pk").values_list("status", flat=True))


def test_the_request_stops_its_window_and_starts_ours(story):
    story.notified(fine=FINE).request_hearing()
    assert story.penalty.state == "hearing_requested"
    assert clocks(story, "hearing_request") == ["met"] and clocks(story, "hearing") == ["running"]
    hearing = Hearing.objects.get(penalty=story.penalty)
    assert (hearing.notice, hearing.requested_on) == (story.page.notice, today())


def test_seven_workdays_lie_between_notice_and_hearing(reference_data):
    told = today()
    first = earliest_hearing(told)
    days = [told + timedelta(days=n) for n in range(1, (first - told).days)]
    assert sum(calendar().is_workday(day) for day in days) == 7


def test_the_panel_and_the_notice(story):
    story.heard(fine=FINE)
    hearing = story.page.hearing
    assert story.penalty.state == "hearing_scheduled"
    assert (hearing.chair, list(hearing.members.all()), hearing.clerk) == (
        story.people.legal,
        [story.people.head],
        story.people.clerk,
    )
    assert hearing.document.kind == "hearing-notice" and hearing.served_on == today()


def test_a_former_officer_of_the_correction_case_may_not_chair(story):
    """He checked the enterprise and handed the case over since: still an investigator (行政处罚法 64)."""
    from casework.accounts.grants import put_in_charge, take_off
    from casework.accounts.models import User

    people = story.people
    story.notified(fine=FINE).request_hearing()
    for dossier in (story.case.dossier, story.penalty.dossier):
        take_off(dossier, User.objects.filter(pk=people.partner.pk))
        put_in_charge(dossier, [people.third_officer])
    with pytest.raises(Refused, match="不能是本案调查人员"):
        story.schedule_hearing(chair=people.partner.pk)


def test_only_the_leader_sets_and_only_the_chair_holds(set_long_ago):
    story = set_long_ago
    with pytest.raises(Forbidden):
        take(story.penalty, "schedule_hearing", by=story.officer, **story.sitting())
    for by in (story.officer, story.people.head, story.people.leader):
        with pytest.raises(Refused, match="由主持人法制员甲登记"):
            take(story.penalty, "hold_hearing", by=by, **story.told())


def test_postponed_once_with_a_new_notice_that_is_served_anew(story):
    story.heard(fine=FINE)
    old = story.page.hearing.document
    later = timezone.make_aware(datetime.combine(earliest_hearing(today()) + timedelta(days=7), time(9, 30)))
    story.schedule_hearing(postponed=True, held_at=later)
    hearing = story.page.hearing
    assert Document.objects.get(pk=old.pk).status == "replaced"
    assert hearing.document != old and hearing.served_on is None and hearing.postponed == 1
    with standing_at(later), pytest.raises(Refused, match="听证会通知书还没有送达"):
        story.hold_hearing()
    story.serve_notice()
    with standing_at(later):
        assert story.hold_hearing().penalty.state == "heard"


def test_a_notice_served_too_late_is_set_anew_without_counting_as_a_postponement(story):
    with ago(60):
        story.notified(fine=FINE).request_hearing().schedule_hearing()
    held_on = timezone.localtime(story.page.hearing.held_at).date()
    with standing_at(story.page.hearing.held_at - timedelta(days=1)):
        story.serve_notice()
    with standing_at(story.page.hearing.held_at), pytest.raises(Refused, match="没有在听证7个工作日前送达"):
        story.hold_hearing()
    story.schedule_hearing()
    assert story.page.hearing.postponed == 0
    assert timezone.localtime(story.page.hearing.held_at).date() > held_on


def test_held_writes_minutes_and_report_and_stops_the_clock(set_long_ago):
    story = set_long_ago.hold_hearing(agents="示例律师甲、示例律师乙")
    hearing = story.page.hearing
    assert story.penalty.state == "heard" and (hearing.outcome, hearing.ended_on) == ("held", today())
    assert hearing.signed.count() == 1 and hearing.agents == "示例律师甲、示例律师乙"
    kinds = set(story.penalty.dossier.documents.values_list("kind", flat=True))
    assert {"hearing-record", "hearing-report"} <= kinds and clocks(story, "hearing") == ["met"]


def test_a_refusal_to_sign_is_noted_by_the_chair(set_long_ago):
    story = set_long_ago.hold_hearing(signed=[], refusal="当事人阅后拒绝签名。")
    assert story.page.hearing.refusal == "当事人阅后拒绝签名。"


@pytest.mark.parametrize("outcome", ["absent", "left", "waived"])
def test_who_stays_away_has_given_up_the_hearing(set_long_ago, outcome):
    story = set_long_ago.hold_hearing(outcome)
    assert story.penalty.state == "notified" and story.page.hearing_over()
    with pytest.raises(Refused, match="不能再次申请"):
        story.request_hearing()
    recorded = Document.objects.filter(dossier=story.penalty.dossier, kind="hearing-record").exists()
    assert recorded == (outcome != "waived")
    assert story.looked_at().decide().penalty.state == "decided"


def test_withdrawn_in_writing_before_the_day(story):
    story.heard(fine=FINE).hold_hearing("waived")
    assert story.penalty.state == "notified"


def test_the_hearing_notice_goes_to_the_party(story):
    story.notified(fine=FINE).request_hearing().schedule_hearing()
    service = Service.objects.get(dossier=story.penalty.dossier, state="pending")
    assert service.document.kind == "hearing-notice"
