"""A review of a served act: whose clocks run, what stands still, what a ruling asks for and when it is done."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from casework.penalties.models import Remedy
from tests.workflows.lawful import day
from tests.workflows.penalties.stages import teller
from tests.workflows.stages import ago
from workflows.engine import Refused, take
from workflows.remedies import standing
from workflows.remedies.file import as_it_stood, file_of
from workflows.remedies.opening import open_remedy
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(people):
    return teller()(people)


def clocks(s, status: str = "running") -> dict[str, str]:
    rows = s.remedy.dossier.deadlines.filter(status=status)
    return {row.name: row.key for row in rows if row.name not in ("backfill", "rectification")}


def ordered(s):
    return s.found().order().serve()


# --- clocks -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("instance", "clock"), [("reconsideration", "reconsideration_answer"), ("suit", "suit_answer")]
)
def test_the_answer_runs_from_the_copy_and_the_partys_periods_are_used(s, instance, clock):
    with ago(3):
        ordered(s)
    s.register(instance=instance, applied_on=day(-2), received_on=day(-1))
    row = s.dossier.deadlines.get(name=clock)
    assert (row.status, row.starts_on, row.kind, row.record) == ("running", day(-1), "remedy", s.remedy.pk)
    assert s.remedy.due_on == row.due_on
    own, other = ("reconsideration", "suit") if instance == "reconsideration" else ("suit", "reconsideration")
    assert s.dossier.deadlines.get(name=own).status == "met"
    assert s.dossier.deadlines.get(name=other).status == "dropped"
    s.answer()
    assert s.dossier.deadlines.get(name=clock).status == "met" and s.remedy.answered_on == day()
    assert s.remedy.answer_document.kind == "remedy-answer" and s.remedy.document == s.act()


def test_a_reconsideration_opens_fifteen_days_to_sue(s):
    ordered(s).register().rule("upheld")
    assert clocks(s) == {"suit_after_reconsideration": str(s.act().pk)}
    assert s.dossier.deadlines.get(name="suit_after_reconsideration").right_of_party
    assert s.dossier.deadlines.get(name="reconsideration_answer").status == "dropped"
    s.register(instance="suit")
    assert clocks(s) == {"suit_answer": str(s.remedy.pk)}
    s.rule("upheld")
    assert clocks(s) == {"appeal": str(s.act().pk)}
    s.register(instance="appeal").rule("upheld")
    assert clocks(s) == {}


def test_who_withdraws_may_still_sue_in_the_first_period(s):
    with ago(3):
        ordered(s)
    s.register().rule("withdrawn")
    again = s.dossier.deadlines.get(name="suit", status="running")
    assert again.starts_on == day(-3) and again.right_of_party
    s.register()
    assert s.remedy.state == "pending"


# --- the row ------------------------------------------------------------------------------------------------------
def test_one_row_per_instance(s):
    ordered(s).register()
    assert open_remedy(s.act(), "suit") == open_remedy(s.act(), "suit")
    with pytest.raises(Refused, match="还有复议或者诉讼没有结束"):
        s.register(instance="suit")
    with pytest.raises(Refused, match="审理中"):
        s.register(instance="reconsideration")
    with pytest.raises(IntegrityError):
        Remedy.objects.create(
            document=s.act(), instance="reconsideration", dossier=s.dossier, agency=s.people.agency,
            enterprise=s.people.enterprise, region_code="450102", applied_on=day(),
        )  # fmt: skip


# --- stays --------------------------------------------------------------------------------------------------------
def test_pending_and_stayed(s):
    ordered(s)
    act, case = s.act(), s.dossier.pk
    assert not standing.pending(act) and not standing.stayed(case)
    s.register()
    assert standing.pending(act) and not standing.stayed(case) and standing.open_in([case])
    s.stay()
    assert standing.stayed(case) and standing.stayed(case, act) and not standing.stayed(case, act.pk + 1)
    s.end_stay()
    assert standing.pending(act) and not standing.stayed(case)
    s.stay().rule("upheld")
    assert not standing.pending(act) and not standing.stayed(case) and not standing.open_in([case])
    assert not s.remedy.stays.filter(until=None).exists()


def test_a_payment_stands_still_with_the_act(s):
    with ago(4):
        s.decided().serve_decision()
    decision = s.penalty.decisions.get()
    with ago(3):
        s.register(decision.document).stay()
    pay = s.penalty.dossier.deadlines.get(name="pay", status="running")
    assert pay.lapses_at.year == 9999
    s.end_stay()
    moved = s.penalty.dossier.deadlines.get(name="pay", status="running")
    assert moved.due_on > pay.due_on and moved.replaces == pay


def test_a_due_date_stands_still_with_the_order(s):
    with ago(12):
        s.found().order(10).serve()
    with ago(9):
        s.register().stay()
    tick()
    assert s.case.state == "ordered", "a date that stands still does not pass"
    s.end_stay()
    finding = s.case.findings.get()
    assert (finding.first_due_on, finding.due_on) == (day(-2), day(7))
    clock = s.dossier.deadlines.get(name="rectification", status="running")
    assert (clock.due_on, clock.key) == (day(7), day(7).isoformat())
    s.report().recheck("done")
    assert s.case.state == "corrected" and not s.dossier.deadlines.filter(name="rectification", status="running")


def test_a_date_of_another_order_runs_on(s):
    with ago(12):
        s.start().find().find("V3").conclude()
        first, second = s.case.findings.all()
        for finding in (first, second):
            rows = [{"finding": finding.pk, "due_on": day(-2)}]
            take(s.case, "order", by=s.officer, findings=rows, officers=s.ids)
        s.serve()
    with ago(9):
        s.register().stay()
    tick()
    assert s.case.state == "expired"


# --- what a ruling asks for ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("outcome", "step"),
    [("upheld", ""), ("withdrawn", ""), ("unlawful", ""), ("changed", "redate"), ("annulled", "withdraw")],
)
def test_of_an_order(s, outcome, step):
    ordered(s).register().rule(outcome)
    assert s.remedy.obliges == step and standing.open_in([s.dossier.pk]) is bool(step)


def test_withdrawing_the_order_obeys(s):
    ordered(s).register().rule("annulled").ask(s.case, "withdraw", ground="wrong", reason="依复议决定撤销")
    assert s.remedy.obeyed_on == day() and not standing.open_in([s.dossier.pk])


def test_a_new_date_obeys(s):
    ordered(s).register().rule("changed")
    rows = [{"finding": s.case.findings.get().pk, "due_on": day(40)}]
    facts = {"order": s.case.orders.get().pk, "findings": rows, "ground": "ruling", "reason": "依复议决定延长期限"}
    s.ask(s.case, "redate", **facts)
    assert s.remedy.obeyed_on == day()


def test_lifting_obeys_and_ends_the_stop(s):
    s.stop().register(s.act("on-site-measure")).rule("annulled")
    assert s.remedy.obliges == "lift"
    s.lift("annulled", "依复议决定")
    assert s.remedy.obeyed_on == day() and s.suspension.state == "lifted"


@pytest.mark.parametrize(
    ("outcome", "step"), [("changed", "amend"), ("unlawful", "amend"), ("annulled", "annul"), ("redo", "redo")]
)
def test_of_a_decision(s, outcome, step):
    s.decided().serve_decision().register(s.penalty.decisions.get().document)
    fine = Decimal("5000") if outcome == "changed" else None
    s.rule(outcome, fine=fine)
    assert (s.remedy.obliges, s.remedy.outcome_fine) == (step, fine)


def test_nobody_is_worse_off_for_asking(s):
    s.decided().serve_decision().register(s.penalty.decisions.get().document)
    fine = s.penalty.decisions.get().sanction.fine
    with pytest.raises(Refused, match="不能高于原罚款"):
        s.rule("changed", fine=fine + 1)
    s.rule("changed", fine=fine)
    assert s.remedy.state == "ended"


# --- the file -----------------------------------------------------------------------------------------------------
def test_the_file_as_it_stood(s):
    with ago(9):
        s.found()
    with ago(5):
        s.order()
    with ago(4):
        s.serve()
    late = s.evidence(words="事后补的照片")
    s.register()
    file = file_of(s.remedy)
    assert s.act() in file.documents and file.on == day(-5)
    assert not file.attachments  # a file's own day is the machine's: all of these came today
    assert {event.step for event in file.events} >= {"start", "record_finding", "order"}
    assert "serve" not in {event.step for event in file.events}
    assert late in {row.pk for row in as_it_stood(s.dossier.pk, day()).attachments}


def test_the_file_of_a_decision_holds_the_case_it_came_from(s):
    s.decided().serve_decision()
    file = as_it_stood(s.penalty.dossier_id, day())
    assert file.dossiers == [s.dossier.pk, s.penalty.dossier_id]
    assert {row.kind for row in file.documents} >= {"rectification-order", "penalty-decision"}
