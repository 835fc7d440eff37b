"""What a notice opens, and what the party's answers close; what is refused stands in broken_telling.py."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.penalties.models import Defence, Sanction
from tests.workflows.penalties.stages import HEARD_FINE, ago, overdue, teller
from workflows.engine import Forbidden, Refused, take
from workflows.penalty.penalty import PenaltyLifecycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return teller()(people)


def day(offset=0):
    return timezone.localdate() + timedelta(days=offset)


def running(story):
    rows = story.penalty.dossier.deadlines.filter(status="running", name__in=["serve", "defence", "hearing_request"])
    return sorted(rows.values_list("name", flat=True))


def page(story):
    return PenaltyLifecycle(story.penalty)


# --- the notice -----------------------------------------------------------------------------------------------------
def test_a_small_fine_gives_no_hearing(story):
    story.investigated(fine=20000).notify()
    notice = story.penalty.notices.get()
    assert (notice.hearing_right, notice.hearing_document) == (False, None)
    assert running(story) == ["serve"]
    story.serve_notice()
    notice.refresh_from_db()
    assert notice.served_on == day() and running(story) == ["defence"]


def test_from_the_threshold_on_the_unit_is_told_of_the_hearing(story):
    story.investigated(fine=50000).notify()
    notice = story.penalty.notices.get()
    assert notice.hearing_right and notice.hearing_document.kind == "hearing-right-notice"
    story.serve_notice()
    notice.refresh_from_db()
    assert notice.served_on == notice.hearing_served_on == day()
    assert running(story) == ["defence", "hearing_request"]
    keys = dict(story.penalty.dossier.deadlines.filter(status="running").values_list("name", "key"))
    assert keys["defence"] == str(notice.document_id) and keys["hearing_request"] == str(notice.hearing_document_id)


@pytest.mark.parametrize(("fine", "right"), [(20000, True), (19999, False)])
def test_a_persons_threshold_is_lower(story, fine, right):
    overdue(story)
    story.file(2, story.somebody())
    more = {} if fine >= 20000 else {"answers": mitigated(), "outside_reason": "减轻处罚", "grade": None}
    story.conclude(fine=fine, **more).notify()
    assert story.penalty.notices.get().hearing_right is right


def mitigated():
    given = {article: {"applies": False, "words": "没有"} for article in ("28", "29", "33", "36", "37")}
    return {**given, "32": {"applies": True, "words": "主动消除危害后果"}}


def test_stopping_production_always_gives_a_hearing(story):
    overdue(story).file(2).conclude(fine=100000).notify()
    notice = story.penalty.notices.get()
    assert notice.sanction.stop_production and notice.hearing_right


def test_no_window_opens_before_service(story):
    story.investigated(fine=HEARD_FINE).notify()
    assert not page(story).defence_over() and not page(story).hearing_over()
    assert running(story) == ["serve"]


def test_a_proposal_approved_late_is_checked_again(story, people):
    """Between proposal and signature the case went back: the signature finds nothing to tell."""
    from workflows.approval import request

    story.investigated()
    proposal = request(story.penalty, "notify", by=people.officer, opinion="拟告知")
    story.send_back()
    assert story.approve(proposal).outcome == "refused"
    assert not story.penalty.notices.exists()


# --- defence --------------------------------------------------------------------------------------------------------
def test_the_party_defends_and_every_point_is_answered(story, people):
    story.notified().defend().answer_defence(adopted=True, reason="情况属实")
    row = Defence.objects.get()
    assert not story.penalty.dossier.documents.filter(kind="defence-record").exists()
    assert (row.by, row.submitted_on, row.answered_on) == (people.representative, day(), day())
    assert row.points == [{"point": "请求从轻", "adopted": True, "reason": "情况属实"}]
    assert row.document.kind == "defence-answer" and row.document.dossier_id == story.penalty.dossier_id


def test_late_with_a_reason_is_heard(story):
    with ago(30):
        story.notified()
    with pytest.raises(Refused, match="期限已过"):
        story.defend()
    story.defend(late_reason="负责人住院，刚收到")
    assert Defence.objects.get().late_reason == "负责人住院，刚收到"


def test_those_who_act_for_the_unit_do_not_answer_for_its_manager(story, people):
    overdue(story)
    story.file(2, story.somebody()).interview().conclude().notify().serve_notice()
    with pytest.raises(Forbidden):
        take(story.penalty, "defend", by=people.representative, text="请求从轻", evidence=[])
    story.defend().answer_defence()
    row = Defence.objects.get()
    papers = story.penalty.dossier.documents
    assert row.from_paper and papers.filter(kind="defence-record").count() == 1
    assert row.document.kind == "defence-answer"


def test_a_stranger_cannot_defend(story, people):
    story.notified()
    with pytest.raises(Forbidden):
        take(story.penalty, "defend", by=people.stranger, text="请求从轻", evidence=[])


# --- waiver ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("what", "left"), [("defence", ["hearing_request"]), ("hearing", ["defence"]), ("both", [])])
def test_a_waiver_closes_its_own_window_only(story, what, left):
    story.notified(fine=HEARD_FINE).waive(what)
    assert running(story) == left
    assert page(story).defence_over() is (what != "hearing")
    assert page(story).hearing_over() is (what != "defence")


def test_a_hearing_asked_for_can_be_given_up(story):
    story.notified(fine=HEARD_FINE).request_hearing().waive("hearing")
    hearing = story.penalty.hearings.get()
    assert (story.penalty.state, hearing.outcome, hearing.ended_on) == ("notified", "waived", day())
    assert not story.penalty.dossier.deadlines.filter(name="hearing", status="running").exists()


# --- another notice -------------------------------------------------------------------------------------------------
def test_a_milder_notice_takes_the_place_of_the_old_one(story):
    story.notified(fine=HEARD_FINE).defend().answer_defence().renotify(fine=20000)
    old, new = story.penalty.notices.order_by("pk")
    assert (old.void_on, new.void_on, new.sanction.fine) == (day(), None, 20000)
    assert not new.hearing_right and running(story) == ["serve"]
    assert old.document.status == "withdrawn" and new.document.status == "issued"
    story.serve_notice()
    assert running(story) == ["defence"]


def test_heavier_on_new_facts_with_our_own_new_evidence(story):
    story.notified(fine=20000).defend().answer_defence()
    story.renotify(fine=21000, new_facts="又查明一名职工未经培训上岗")
    sanction = Sanction.objects.filter(penalty=story.penalty).latest("pk")
    assert (sanction.fine, sanction.new_facts) == (21000, "又查明一名职工未经培训上岗")


def test_another_kind_is_heavier_whatever_the_amount(story):
    """Stopping production was not told: it cannot come by a new notice for having defended."""
    overdue(story).file(2).interview()
    story.conclude(fine=120000, stop_production=False, outside_reason="已在整改").notify().serve_notice()
    with pytest.raises(Refused, match="增加了责令停产停业整顿") as refusal:
        story.renotify(fine=100000)
    assert refusal.value.law == "行政处罚法第45条"


def test_after_a_new_notice_the_windows_are_open_again(story):
    story.notified(fine=HEARD_FINE).waive("both")
    assert page(story).defence_over()
    story.renotify(fine=55000, reason="核减一人").serve_notice()
    assert not page(story).defence_over() and not page(story).hearing_over()
