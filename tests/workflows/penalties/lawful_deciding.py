"""Somebody about to take each step of hearing and deciding, lawfully."""

from typing import Any

from tests.workflows.lawful import way
from tests.workflows.penalties.stages import ago

HEARD_FINE = 60000  # gives the unit a hearing, and asks for legal review and the leaders' discussion


@way("penalty", "request_hearing")
def request_hearing(s: Any) -> Any:
    s.notified(fine=HEARD_FINE)
    return {"request": "对罚款数额有异议"}, {"by": s.people.representative}


@way("penalty", "schedule_hearing")
def schedule_hearing(s: Any) -> Any:
    s.notified(fine=HEARD_FINE).request_hearing()
    return s.sitting(), {"by": s.people.leader}


def hearing_day(s: Any) -> Any:
    """Asked for, announced and served long ago; the day has come."""
    with ago(60):
        s.heard(fine=HEARD_FINE)
    return s


@way("penalty", "hold_hearing")
def hold_hearing(s: Any) -> Any:
    hearing_day(s)
    return s.told(), {"by": s.people.legal}


@way("penalty", "deliberate")
def deliberate(s: Any) -> Any:
    s.notified(fine=HEARD_FINE).waive("both").review()
    return s.votes(), {"by": s.people.leader}


def ripe(s: Any) -> Any:
    """Defended, answered, all rights given up in writing, reviewed and discussed."""
    return s.notified(fine=HEARD_FINE).defend().answer_defence().waive("both").looked_at()


@way("penalty", "decide")
def decide(s: Any) -> Any:
    ripe(s)
    return {"reasons": "意见已逐点复核，裁量适当。"}


@way("penalty", "extend_decision")
def extend_decision(s: Any) -> Any:
    s.ordered().file()
    return {"days": 30, "reason": "等待鉴定意见"}


@way("penalty", "not_punish")
def not_punish(s: Any) -> Any:
    s.investigated()
    return {"ground": "33-1-minor", "reason": "轻微并已改正", "education": "已当面教育"}
