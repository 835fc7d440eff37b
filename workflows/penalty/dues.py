"""What the steps of collecting write beside the state: receipts, deferrals, demands, surcharges, the court's papers."""

from datetime import date
from decimal import Decimal
from typing import Any

from casework.penalties import court
from casework.penalties.models import (
    CourtApplication,
    Decision,
    Deferral,
    Demand,
    Instalment,
    Payment,
    Ruling,
    Surcharge,
)
from casework.penalties.money import Account


def left(account: Account) -> dict[str, Decimal]:
    """What is still owed, the surcharge apart: money goes to it last."""
    surcharge = min(account.imposed, account.owed)
    return {"fine": account.owed - surcharge, "surcharge": surcharge}


def book(page: Any, receipt: str, amount: Decimal, paid_on: date, batch: int | None) -> Payment:
    return Payment.objects.create(
        decision=page.latest, agency=page.record.agency, receipt=receipt.strip(), amount=amount, paid_on=paid_on,
        batch_id=batch, by=page.by,
    )  # fmt: skip


def pay_back(page: Any, receipt: str, amount: Decimal, paid_on: date, reason: str) -> Payment:
    return Payment.objects.create(
        decision=page.latest, agency=page.record.agency, kind=Payment.Kind.REFUND, receipt=receipt.strip(),
        amount=amount, paid_on=paid_on, reason=reason[:300], by=page.by,
    )  # fmt: skip


def parts(deferral: Deferral, instalments: list[dict[str, Any]]) -> None:
    Instalment.objects.filter(deferral=deferral).delete()
    Instalment.objects.bulk_create(
        Instalment(deferral=deferral, due_on=row["due_on"], amount=Decimal(row["amount"])) for row in instalments
    )


def ask_to_defer(
    page: Any, reason: str, evidence: list[int], instalments: list[dict[str, Any]], from_paper: bool
) -> Deferral:
    """The wished dates stand beside the request until it is answered."""
    deferral = Deferral.objects.create(
        decision=page.decision, requested_on=page.today, reason=reason, from_paper=from_paper, by=page.by
    )
    deferral.evidence.set(evidence)
    parts(deferral, instalments)
    return deferral


def defer(request: int, granted: bool, reason: str, instalments: list[dict[str, Any]], on: date) -> Deferral:
    deferral = Deferral.objects.get(pk=request)
    deferral.granted, deferral.decision_reason, deferral.decided_on = granted, reason[:300], on
    deferral.save()
    if granted:
        parts(deferral, instalments)
    return deferral


def pay_dates(deferral: Any) -> list[dict[str, Any]]:
    """The clock to pay under a granted deferral: the last date on the decision's own clock, each earlier one apart."""
    if not isinstance(deferral, Deferral) or not deferral.granted:
        return []
    rows, decision = list(deferral.instalments.all()), deferral.decision
    old = decision.penalty.dossier.deadlines.filter(name="pay", key=str(decision.document_id)).order_by("pk").last()
    first = {"starts_on": deferral.decided_on, "label": "缴纳罚款"}
    earlier = [
        {**first, "due_on": row.due_on, "key": f"{decision.document_id}:{n}", "label": f"缴纳罚款（第{n}期）"}
        for n, row in enumerate(rows[:-1], 1)
    ]
    return [*earlier, {**first, "due_on": rows[-1].due_on, "key": str(decision.document_id), "replaces": old}]


def window(decision: Decision | None, name: str) -> list[dict[str, Any]]:
    """The clock by which the court must be asked, of the kind that runs as things stand."""
    found = court.window(decision) if decision else None
    if decision is None or found is None or found.name != name:
        return []
    return [{"starts_on": found.since, "key": str(decision.document_id)}]


def demand(page: Any, last: bool, pay_by: date) -> Demand:
    return Demand.objects.create(
        decision=page.decision, last=last, made_on=page.today, pay_by=pay_by, **left(page.account())
    )


def object_to(page: Any, text: str) -> Demand:
    row = Demand.objects.filter(decision__in=page.chain).latest("pk")
    row.objection = text
    row.save(update_fields=["objection", "updated_at"])
    return row


def answer(demand: int, words: str) -> Demand:
    row = Demand.objects.get(pk=demand)
    row.objection_answer = words[:400]
    row.save(update_fields=["objection_answer", "updated_at"])
    return row


def add_surcharge(decision: Any, account: Account) -> Surcharge:
    return Surcharge.objects.create(
        decision=decision, upto_on=account.on, days=account.late_days, amount=account.surcharge,
        computation="\n".join(line for line in account.lines if "不计入应缴" not in line),
    )  # fmt: skip


def apply(page: Any, court: str) -> CourtApplication:
    return CourtApplication.objects.create(
        decision=page.decision, court=court.strip()[:80], applied_on=page.today, **left(page.account())
    )


def rule(
    application: CourtApplication, outcome: str, number: str, ruled_on: date, received_on: date, words: str
) -> Ruling:
    return Ruling.objects.create(
        application=application, outcome=outcome, number=number.strip()[:60], ruled_on=ruled_on,
        received_on=received_on, words=words[:400],
    )  # fmt: skip
