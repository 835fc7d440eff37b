"""What filing and investigating leave behind; what is refused stands in broken_filing.py."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from casework.accounts.queries import in_charge
from casework.enforcement.models import Finding
from casework.penalties.models import Penalty, Sanction
from documents.models import Document, Dossier
from tests.workflows.penalties.stages import ago, expired_before, fined_and_refusing, overdue, teller
from workflows.engine import Forbidden, Refused, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return teller()(people)


def clock(story, name):
    return story.penalty.dossier.deadlines.filter(name=name).latest("pk")


def day(offset=0):
    return timezone.localdate() + timedelta(days=offset)


def kinds(story):
    return list(story.penalty.dossier.documents.order_by("pk").values_list("kind", flat=True))


# --- filing ---------------------------------------------------------------------------------------------------------
def test_filing_gives_number_clock_officers_and_approval_form(story, people):
    story.ordered().file(cause=" 未经培训上岗案 ", officers=[people.officer.pk, people.third_officer.pk])
    penalty = story.penalty
    form = penalty.dossier.documents.get(kind="filing-approval")
    assert (penalty.state, penalty.cause, penalty.number, form.internal) == (
        "filed",
        "未经培训上岗案",
        form.number,
        True,
    )
    assert clock(story, "decision").due_on >= day(90)  # on a rest day it rolls
    assert [f.pk for f in penalty.findings.all()] == [story.case.findings.get().pk]
    assert people.third_officer in in_charge(penalty.dossier)


def test_nobody_files_without_the_leaders_signature(story, people):
    story.ordered().opened()
    with pytest.raises(Refused, match="须先经审批"):
        take(story.penalty, "file", by=people.officer, **story.charges())


def test_unit_and_persons_each_have_their_own_case_dossier_and_number(story):
    overdue(story)
    numbers = set()
    others = story.somebody(), story.somebody("manager", "示例安全员", "450102198503072021")
    for person in (None, *others):
        story.file(2, person)
        numbers.add((story.penalty.number, story.penalty.dossier_id, story.penalty.party_name))
    assert len(numbers) == len({number for number, _, _ in numbers}) == 3
    assert Dossier.objects.filter(kind="penalty", personal=True).count() == 2


def test_tier_one_and_tier_two_are_two_acts(story):
    overdue(story).file(1).file(2)
    assert [*Penalty.objects.order_by("pk").values_list("tier", "state")] == [(1, "filed"), (2, "filed")]


def test_found_overdue_stays_found_when_corrected_late(story):
    """The fine of tier 2 punishes that the date was missed; correcting afterwards does not undo it."""
    overdue(story).report(text="已于今日补训").recheck()
    assert Finding.objects.get(case=story.case).standing == "done"
    assert story.file(2).penalty.state == "filed"


def test_a_withdrawn_case_does_not_bar_filing_again(story):
    story.ordered().file().withdraw().file()
    assert [*Penalty.objects.order_by("pk").values_list("state", flat=True)] == ["withdrawn", "filed"]


@pytest.mark.parametrize(("years", "harm", "lawful"), [(2, False, False), (2, True, True), (5, True, False)])
def test_time_bar_runs_from_the_end_of_the_act_to_its_discovery(story, years, harm, lawful):
    """Two years; five where life is concerned and harm was done (行政处罚法 36). The last day is still in time."""
    story.ordered().opened()
    last = day().replace(year=day().year - years, day=min(day().day, 28)) - timedelta(days=3)
    facts = {**story.charges(), "act_on": last, "harm": harm}
    if lawful:
        assert story.propose("file", **facts).outcome == "taken"
        return
    with pytest.raises(Refused, match="时效") as refusal:
        story.propose("file", **facts)
    assert refusal.value.law == "行政处罚法第36条"


def test_discovery_stops_the_time_bar_filing_need_not(story):
    """Found in time, filed later than two years after the act: discovery counts, not filing."""
    with ago(800):
        story.ordered()
    story.opened()
    story.propose("file", **{**story.charges(), "act_on": day(-810)})
    assert story.penalty.state == "filed"


# --- the daily fine -------------------------------------------------------------------------------------------------
def test_a_daily_fine_is_the_first_one_for_every_day(story):
    fined_and_refusing(story).file(3).interview()
    order = story.case.orders.get()
    wanted = Decimal(100000) * (day() - order.issued_on).days
    for wrong in (wanted - 100000, wanted + 1):
        with pytest.raises(Refused, match=r"罚款(超过|低于)法定"):
            story.conclude(fine=wrong, grade=None)
    story.conclude(fine=wanted, grade=None)
    assert Sanction.objects.filter(penalty=story.penalty).latest("pk").fine == wanted


def test_no_daily_fine_before_a_reinspection_after_the_service_of_the_fine(story):
    with ago(10):
        expired_before(story)
        story.serve().file(2).interview().conclude(fine=100000).notify().serve_notice()
        story.waive("both").looked_at().decide().serve_decision()
    with pytest.raises(Refused, match="罚款决定送达后复查仍未改正"):
        story.file(3)


# --- questioning, evidence ------------------------------------------------------------------------------------------
def test_summons_is_served_and_the_record_is_internal(story):
    story.ordered().file().summon().interview()
    notice, record = (story.penalty.dossier.documents.get(kind=k) for k in ("interview-notice", "interview-record"))
    assert notice.services.get().state == "pending"
    assert record.internal and not record.services.exists()


def test_evidence_kept_in_advance_is_dealt_with_by_its_own_clock(story):
    story.ordered().file().keep().keep()
    first, second = story.penalty.kept.order_by("pk")
    keys = set(story.penalty.dossier.deadlines.filter(name="keep", status="running").values_list("key", flat=True))
    assert keys == {str(first.pk), str(second.pk)}
    story.release()
    first.refresh_from_db()
    assert (first.released_on, first.disposal) == (day(), "复制后退还当事人。")
    assert first.document.kind == "evidence-notice" and first.release_document.kind == "evidence-disposal"
    assert {"evidence-approval", "evidence-disposal-approval"} <= set(kinds(story))
    running = story.penalty.dossier.deadlines.filter(name="keep", status="running")
    assert [*running.values_list("key", flat=True)] == [str(second.pk)]


# --- the end of the investigation -----------------------------------------------------------------------------------
def test_the_sanction_keeps_what_it_rests_on(story, people):
    story.ordered().file().interview().conclude(fine=20000)
    made = Sanction.objects.get(penalty=story.penalty)
    assert (made.fine, made.fine_min, made.fine_max, made.by) == (20000, 0, 100000, people.officer)
    assert made.grade is not None and made.grade.fine_min <= made.fine <= made.grade.fine_max
    assert made.kinds() == ["罚款"] and made.evidence.count() == 2
    assert kinds(story)[-2:] == ["investigation-report", "handling-approval"]


def test_evidence_of_the_correction_case_counts(story):
    """What was photographed at the visit need not be brought twice."""
    story.ordered().file()
    photographed = story.evidence(kind="现场照片")
    story.conclude(evidence=[photographed, story.proof("当事人的陈述")])
    assert story.penalty.state == "investigated"


def test_not_to_punish_may_be_proposed_and_cannot_be_told(story):
    story.ordered().file().conclude(fine=0, grade=None, answers=answers(story, "33"))
    assert Sanction.objects.get(penalty=story.penalty).kinds() == []
    with pytest.raises(Refused, match="请办理不予处罚"):
        story.notify()
    assert story.not_punish().penalty.state == "not_punished"


def answers(story, *yes):
    given = {article: {"applies": False, "words": "没有"} for article in ("28", "29", "32", "33", "36", "37")}
    return {**given, **{article: {"applies": True, "words": "有"} for article in yes}}


def test_mitigation_goes_below_the_floor_with_its_ground(story):
    overdue(story).file(2)
    less = {"fine": 80000, "grade": None, "outside_reason": "主动消除危害后果"}
    with pytest.raises(Refused, match="第32条"):
        story.conclude(**less)
    story.conclude(**less, answers=answers(story, "32"), factors=[{"effect": "below", "words": "主动消除后果"}])
    assert Sanction.objects.get(penalty=story.penalty).fine == 80000


def test_a_person_is_fined_in_his_own_range(story):
    overdue(story)
    story.file(2, story.somebody())
    with pytest.raises(Refused, match="超过法定上限50000元"):
        story.conclude(fine=50001)
    story.conclude(fine=50000)
    made = Sanction.objects.get(penalty=story.penalty)
    assert (made.fine_min, made.fine_max, made.stop_production) == (20000, 50000, False)


# --- back and review ------------------------------------------------------------------------------------------------
def test_sent_back_the_notice_is_void_and_its_clocks_stop(story, people):
    story.notified(fine=60000)
    notice = story.penalty.notices.get()
    assert (
        story.penalty.dossier.deadlines.filter(name__in=["defence", "hearing_request"], status="running").count() == 2
    )
    story.send_back("缺少考核记录")
    notice.refresh_from_db()
    assert (story.penalty.state, notice.void_on, notice.void_reason) == ("filed", day(), "退回补充调查：缺少考核记录")
    assert not story.penalty.dossier.deadlines.filter(
        name__in=["defence", "hearing_request", "serve"], status="running"
    ).exists()
    assert clock(story, "decision").status == "running"
    papers = Document.objects.filter(pk__in=[notice.document_id, notice.hearing_document_id])
    assert {paper.status for paper in papers} == {"withdrawn"}
    story.conclude(fine=20000).notify()
    assert story.penalty.notices.filter(void_on=None).get().sanction.fine == 20000


def test_leader_and_legal_send_back_an_officer_does_not(story, people):
    story.investigated()
    for nobody in (people.officer, people.head, people.representative, people.county_leader):
        with pytest.raises(Forbidden):
            take(story.penalty, "send_back", by=nobody, missing="缺证据")
    take(story.penalty, "send_back", by=people.leader, missing="缺证据")
    assert story.penalty.stage_reason == "缺证据"


def test_service_of_a_void_notice_opens_no_window(story):
    story.investigated().notify().send_back().serve_notice()
    assert not story.penalty.dossier.deadlines.filter(name__in=["defence", "hearing_request"]).exists()


def test_each_review_is_of_one_sanction(story, people):
    story.investigated().review("amend", "请核实人数。").review()
    rows = [*Sanction.objects.get(penalty=story.penalty).reviews.values_list("result", "reviewer")]
    assert rows == [("amend", people.legal.pk), ("pass", people.legal.pk)]
    assert kinds(story).count("legal-review") == 2
