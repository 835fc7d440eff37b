"""Somebody about to take each step of collecting the money of a decision, lawfully."""

from decimal import Decimal
from typing import Any

from tests.workflows.lawful import day, way
from tests.workflows.stages import ago

FINE = 30_000


def unpaid(s: Any, days: int = 30) -> Any:
    """Decided and served so long ago that the time to pay is over; nothing has come in."""
    with ago(days):
        s.punished(fine=FINE)
    return s


def last_demand(s: Any) -> Any:
    """The time to sue ran out unused; the last demand was served and waited out."""
    unpaid(s, 250)
    with ago(30):
        s.demand(last=True)
    return s


def receipt(s: Any, amount: Any) -> dict[str, Any]:
    return {"receipt": s.receipt(), "amount": Decimal(amount), "paid_on": day()}


@way("penalty", "record_payment")
def record_payment(s: Any) -> Any:
    s.punished(fine=FINE)
    return receipt(s, 10_000)


@way("penalty", "refund")
def refund(s: Any) -> Any:
    s.punished(fine=FINE).pay().amend(20_000)
    return {**receipt(s, 10_000), "reason": "决定变更后多缴"}


@way("penalty", "request_deferral")
def request_deferral(s: Any) -> Any:
    s.punished(fine=FINE)
    proof = s.proof(by=s.people.representative, from_party=True)
    facts = {"reason": "一次缴清有困难", "evidence": [proof], "instalments": s.parts(30, 60)}
    return facts, {"by": s.people.representative}


@way("penalty", "defer_payment")
def defer_payment(s: Any) -> Any:
    s.punished(fine=FINE).request_deferral()
    asked = s.decision.deferrals.get()
    return {"request": asked.pk, "granted": True, "reason": "", "instalments": s.parts(40, 80)}


@way("penalty", "demand")
def demand(s: Any) -> Any:
    unpaid(s)
    return {"last": False, "pay_by": day(10)}


@way("penalty", "object_to_demand")
def object_to_demand(s: Any) -> Any:
    unpaid(s).demand()
    return {"text": "正在筹款"}, {"by": s.people.representative}


@way("penalty", "answer_objection")
def answer_objection(s: Any) -> Any:
    unpaid(s).demand().object_to_demand()
    return {"demand": s.decision.demands.get().pk, "answer": "请按期缴纳"}


@way("penalty", "add_surcharge")
def add_surcharge(s: Any) -> Any:
    unpaid(s).demand()
    return {"upto_on": day()}


@way("penalty", "apply_to_court")
def apply_to_court(s: Any) -> Any:
    last_demand(s)
    return {"court": "示例人民法院"}


@way("penalty", "record_ruling")
def record_ruling(s: Any) -> Any:
    last_demand(s).apply_to_court()
    return s.ruling()
