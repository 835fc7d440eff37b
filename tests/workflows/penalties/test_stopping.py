"""A stop of production: begun by service and nothing else, ended by acceptance, closure, lifting or its act's end."""

from datetime import timedelta

import pytest

from casework.core.now import now
from casework.enforcement.models import Measure
from casework.penalties.models import PowerCut, Suspension
from casework.penalties.states import STOPPED
from documents.models import Document, Service
from tests.workflows.lawful import day
from tests.workflows.penalties.stages import overdue, teller
from tests.workflows.stages import ago
from workflows.engine import Refused, take
from workflows.stopping.prompts import prompts
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(people):
    return teller()(people)


def running(record) -> set[str]:
    rows = record.dossier.deadlines.filter(kind="suspension", record=record.pk, status="running")
    return set(rows.values_list("name", flat=True))


def punished(s):
    """Overdue, and a decision of tier 2 has been handed over."""
    overdue(s).serve()
    s.file(2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide()
    return s.serve_decision()


# --- beginning ----------------------------------------------------------------------------------------------------
def test_service_of_the_measure_begins_it(s):
    s.start().find("V3", cannot_wait=True).conclude()
    finding = s.case.findings.get()
    facts = {"findings": [finding.pk], "measures": "停止焊接作业线。", "officers": s.ids}
    s.ask(s.case, "stop_work", stops_production=True, **facts)
    assert not Suspension.objects.exists()
    with ago(0):
        s.serve()
    stop = s.suspension
    assert (stop.state, stop.started_on, stop.scope) == ("in_force", day(), "停止焊接作业线。")
    assert list(stop.findings.all()) == [finding] and stop.measure == s.case.measures.get()
    assert stop.dossier.events.get(kind="suspension").by == s.officer


def test_a_measure_that_stops_nothing_begins_none(s):
    s.stop(stops=False)
    assert not Suspension.objects.exists()


def test_a_lifted_measure_begins_none(s):
    s.start().find("V3", cannot_wait=True).conclude()
    facts = {"findings": [s.case.findings.get().pk], "measures": "停止焊接作业线。", "officers": s.ids}
    s.ask(s.case, "stop_work", stops_production=True, **facts)
    s.ask(s.case, "lift_measure", measure=s.case.measures.get().pk, reason="险情排除")
    s.serve()
    assert not Suspension.objects.exists()


def test_the_clock_too_begins_it_when_the_public_notice_is_over(s):
    with ago(40):
        s.start().find("V3", cannot_wait=True).conclude()
        facts = {"findings": [s.case.findings.get().pk], "measures": "停止焊接作业线。", "officers": s.ids}
        s.ask(s.case, "stop_work", stops_production=True, **facts)
        service = Service.objects.get(document=s.case.measures.get().document_id)
        told = {"posted_on": day(-40), "remark": "下落不明", "whereabouts_unknown": True}
        take(service, "attempt", by=s.officer, mode="direct", tried_on=day(-40), remark="无人")
        take(service, "post", by=s.officer, **told)
    tick()
    assert s.suspension.state == "in_force" and s.suspension.started_on < day()


def test_a_service_found_false_binds_nobody_until_made_good(s):
    with ago(2):
        s.stop()
    service = Service.objects.get(document=s.case.measures.get().document_id)
    s.ask(service, "annul_service", reason="收件人有误")
    assert any("没有有效送达" in words for words in prompts(s.suspension))
    facts = {"mode": "direct", "served_on": day(), "receiver": "示例收件人"}
    take(service, "serve", by=s.officer, **facts)
    assert Suspension.objects.count() == 1 and s.suspension.started_on == day()
    s.record_defiance()
    assert s.suspension.state == "defied"


def test_the_decision_takes_the_place_of_the_measure(s):
    """A stop on the spot over a finding of the case goes over into the decision of tier 2."""
    with ago(20):
        s.start().find("V3", "1名焊工无证上岗", cannot_wait=True, major=True).conclude().order(10).serve().stop()
    first = s.suspension
    tick()
    s.recheck("not_done").serve()
    s.file(2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide()
    assert Suspension.objects.get().state == "in_force"
    s.serve_decision()
    first.refresh_from_db()
    assert first.state == "lifted" and first.measure.lifted_on == day()
    assert "行政处罚决定书" in first.stage_reason
    stop = s.suspension
    assert stop.decision == s.penalty.decisions.get() and stop.dossier == s.penalty.dossier
    assert (stop.state, list(stop.findings.all())) == ("in_force", list(s.penalty.findings.all()))


# --- acceptance ---------------------------------------------------------------------------------------------------
def test_resuming_settles_the_findings_and_corrects_the_case(s):
    s.stop().request_acceptance()
    assert running(s.suspension) == {"fitness"} and s.suspension.due_on > day()
    s.resume("焊工已取证，具备条件。")
    finding = s.case.findings.get()
    assert (s.suspension.state, s.suspension.ended_on, s.case.state) == ("resumed", day(), "corrected")
    assert (finding.standing, finding.settled_on) == ("done", day())
    assert finding.settled_fact == "焊工已取证，具备条件。"
    assert s.case.measures.get().lifted_on == day() and not running(s.suspension)


def test_a_finding_left_keeps_the_case_open(s):
    s.start().find("V3", "1名焊工无证上岗", cannot_wait=True).find().conclude().order().stop()
    s.request_acceptance().resume()
    assert s.case.state == "ordered"
    assert [f.standing for f in s.case.findings.order_by("number")] == ["done", "open"]
    s.report().recheck("done")
    assert s.case.state == "corrected"


def test_a_finding_settled_before_it_was_ordered_needs_no_order(s):
    s.start().find("V3", "1名焊工无证上岗", cannot_wait=True).find().conclude().stop()
    s.request_acceptance().resume()
    assert s.case.state == "found"
    other = s.case.findings.get(standing="open")
    rows = [{"finding": other.pk, "due_on": day(10)}]
    take(s.case, "order", by=s.officer, findings=rows, officers=s.ids)
    s.serve().report().recheck("done")
    assert s.case.state == "corrected"


def test_overdue_ends_with_the_last_late_finding(s):
    punished(s)
    s.request_acceptance().resume()
    assert s.case.state == "corrected" and s.case.findings.get().standing == "done"


def test_a_refusal_leaves_the_stop_in_force_and_another_request_possible(s):
    s.stop().request_acceptance().refuse_resumption()
    assert s.suspension.state == "in_force" and not running(s.suspension)
    s.request_acceptance().resume()
    assert [row.fit for row in s.suspension.acceptances.all()] == [False, True]
    assert all(row.document_id for row in s.suspension.acceptances.all())


def test_defiance_drops_the_request(s):
    s.stop().request_acceptance().record_defiance()
    assert s.suspension.state == "defied" and not running(s.suspension)
    assert s.suspension.acceptances.get().fit is False
    s.cease_defiance()
    assert s.suspension.state == "in_force" and s.suspension.defiances.get().ceased_on == day()


# --- power --------------------------------------------------------------------------------------------------------
def recipients(s):
    rows = Service.objects.filter(document__kind__startswith="power-")
    return dict(rows.values_list("document__kind", "recipient"))


def test_the_unit_is_served_its_decision_and_the_supplier_its_notices(s):
    s.stop().record_defiance().cut_power()
    unit, supplier = s.cast.enterprise.name, s.suspension.power_cuts.get().supplier
    assert recipients(s) == {"power-cut-decision": unit, "power-cut-notice": supplier}
    s.cease_defiance().restore_power()
    assert recipients(s)["power-restore-notice"] == supplier != unit


def test_a_cut_has_a_paper_for_the_unit_and_one_for_the_supplier(s):
    s.stop().record_defiance().cut_power()
    cut = s.suspension.power_cuts.get()
    assert (cut.document.kind, cut.supplier_document.kind) == ("power-cut-decision", "power-cut-notice")
    s.serve()
    rights = s.dossier.deadlines.filter(name__in=["reconsideration", "suit"], status="running")
    keys = set(rights.values_list("key", flat=True))
    assert str(cut.document_id) in keys and str(cut.supplier_document_id) not in keys
    s.cease_defiance().restore_power()
    cut.refresh_from_db()
    assert cut.restored_at and cut.restore_document.kind == "power-restore-notice"


def test_danger_or_explosives_need_no_day(s):
    s.stop().record_defiance()
    s.cut_power(cut_at=now() + timedelta(minutes=5), emergency="现场有爆炸危险")
    s.cut_power(cut_at=now() + timedelta(minutes=5), what="停止供应民用爆炸物品", supplier="示例民爆公司")
    assert PowerCut.objects.count() == 2


def test_the_officer_is_told_when_the_unit_had_less_than_its_day(s):
    s.stop().record_defiance().cut_power(cut_at=now() + timedelta(hours=25))
    assert any("还没有送达该单位" in words for words in prompts(s.suspension))
    with ago(-1):
        s.serve()
        assert any("送达不足24小时" in words for words in prompts(s.suspension))


def test_told_in_time_there_is_nothing_to_say_of_the_cut(s):
    s.stop().record_defiance().cut_power(cut_at=now() + timedelta(hours=60))
    s.serve()
    assert not [words for words in prompts(s.suspension) if "停电" in words]


def test_power_stays_off_while_the_unit_defies(s):
    s.stop().record_defiance().cut_power()
    with pytest.raises(Refused, match="还没有停止生产"):
        s.restore_power()


# --- closure, lifting ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("closed", "state"), [(True, "shut"), (False, "in_force")])
def test_the_governments_answer(s, closed, state):
    s.stop().propose_closure()
    closure = s.suspension.closures.get()
    assert closure.document.kind == "closure-report"
    assert closure.counts == {"in_180": 0, "in_365": 0, "limit_180": 3, "limit_365": 4}
    s.answer_closure(closed)
    assert s.suspension.state == state and bool(s.suspension.ended_on) is closed


def test_unfit_and_defiant_are_grounds_under_a_decision(s):
    punished(s)
    s.request_acceptance().refuse_resumption()
    s.propose_closure(ground="2").answer_closure(False)
    s.record_defiance().propose_closure(ground="4")
    assert s.suspension.state == "closure_proposed"


def test_lifting_lifts_the_measure(s):
    s.stop().request_acceptance().lift()
    assert s.suspension.state == "lifted" and s.case.measures.get().lifted_on == day()
    assert Document.objects.filter(kind="suspension-lifted").exists() and not running(s.suspension)


def test_lifting_the_measure_ends_the_stop(s):
    s.stop()
    s.ask(s.case, "lift_measure", measure=s.case.measures.get().pk, reason="险情排除")
    assert (s.suspension.state, s.suspension.stage_reason) == ("lifted", "险情排除")


def test_an_annulled_decision_takes_the_stop_with_it(s):
    punished(s)
    s.propose("annul", reason="认定事实有误")
    assert s.suspension.state == "lifted"


# --- coal ---------------------------------------------------------------------------------------------------------
def test_a_coal_mine_announces_its_stop_and_its_resumption(s):
    s.people.enterprise.industry_id = "coal"
    s.people.enterprise.save()
    s.stop()
    assert running(s.suspension) == {"coal_announce"}
    announced = {"announced_on": day(), "medium": "本机关网站"}
    s.do(s.suspension, "announce", **announced).request_acceptance().resume()
    assert running(s.suspension) == {"coal_announce"}
    s.do(s.suspension, "announce", **announced)
    assert not running(s.suspension)


# --- prompts ------------------------------------------------------------------------------------------------------
def test_what_the_law_asks_next_of_a_unit_that_defies(s):
    punished(s)
    s.case.findings.update(major=True)
    assert prompts(s.suspension) == []
    s.record_defiance()
    words = "".join(prompts(s.suspension))
    for article in ("刑法第134条之一第2项", "安全生产法第112条", "安全生产法第113条第4项"):
        assert article in words


def test_no_stop_without_a_served_act(s):
    """Invariant 2, asked of every stop that is on."""
    s.stop().record_defiance()
    for stop in Suspension.objects.filter(state__in=STOPPED):
        act = stop.decision or stop.measure
        assert Service.objects.filter(document=act.document, state="served").exists()
    assert Measure.objects.filter(suspension__state__in=STOPPED, lifted_on=None).exists()
