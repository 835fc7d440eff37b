"""A suspected crime: what was ordered goes on, no fine until the police have said no, and one review of that."""

import pytest

from casework.clock.deadlines import calendar, period
from casework.penalties.models import Referral
from tests.workflows.lawful import day
from tests.workflows.penalties.stages import teller
from workflows.approval import request, sign, withdraw
from workflows.crime import fine_barred
from workflows.engine import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def s(people):
    return teller()(people).found()


def running(s) -> set[str]:
    return set(s.dossier.deadlines.filter(name__startswith="refer", status="running").values_list("name", flat=True))


def test_taken_up(s):
    s.refer_crime()
    row = Referral.objects.get()
    assert row.document.kind == "crime-referral" and running(s) == {"refer_deliver"}
    assert fine_barred([s.dossier.pk]) and s.case.state == "found"
    s.order().serve()
    assert s.case.state == "ordered"
    s.deliver_referral()
    assert running(s) == {"refer_answer"}
    s.answer_referral(True)
    assert not running(s) and fine_barred([s.dossier.pk])


def test_refused_reviewed_and_refused_again(s):
    s.refer_crime().deliver_referral().answer_referral(False)
    assert running(s) == {"refer_review"} and not fine_barred([s.dossier.pk])
    s.do(s.case, "review_referral", reason="事实清楚")
    assert running(s) == {"refer_answer"} and fine_barred([s.dossier.pk])
    s.answer_referral(False)
    assert not running(s) and not fine_barred([s.dossier.pk])
    assert Referral.objects.get().review_asked_on == day()
    with pytest.raises(Refused, match="一次复议"):
        s.do(s.case, "review_referral", reason="再次申请")


def test_dropped_later_it_comes_back(s):
    s.refer_crime().deliver_referral().answer_referral(True).answer_referral(False)
    assert not fine_barred([s.dossier.pk])


def test_the_chief_signs(s):
    s.refer_crime()
    signed = Referral.objects.get().dossier.proposals.get(step="refer_crime")
    assert signed.route == "chief"


def proposed(s):
    facts = {"receiver": "示例市公安局", "suspicion": "危险作业罪", "facts": "拒不执行停产停业决定，有现实危险。"}
    return request(s.case, "refer_crime", by=s.officer, opinion="拟移送。", **facts)


def decision_clocks(s):
    return [(row.due_on, row.status) for row in s.dossier.deadlines.filter(name="refer_decide")]


def test_the_head_decides_within_days_of_the_report(s):
    waiting = proposed(s)
    rule = period("refer_decide")
    due = calendar().end(day(), rule.amount, rule.unit, rolls=rule.rolls)
    assert running(s) == {"refer_decide"} and decision_clocks(s) == [(due, "running")]
    s.approve(waiting)
    assert running(s) == {"refer_deliver"} and decision_clocks(s) == [(due, "met")]


@pytest.mark.parametrize(("decision", "status"), [("against", "met"), ("", "dropped")])
def test_what_is_not_referred_waits_for_no_decision(s, decision, status):
    waiting = proposed(s)
    if decision:
        task = waiting.task_set.get(status="NEW", flow_task__endswith="review")
        sign(task.pk, by=s.cast.head, decision=decision, remark="不构成犯罪。")
    else:
        withdraw(waiting, by=s.officer)
    assert not running(s) and [ended for _, ended in decision_clocks(s)] == [status]
    assert not Referral.objects.exists()
