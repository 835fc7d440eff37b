"""A suspected crime: what was ordered goes on, no fine until the police have said no, and one review of that."""

import pytest

from casework.penalties.models import Referral
from tests.workflows.lawful import day
from tests.workflows.penalties.stages import teller
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
