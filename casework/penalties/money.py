"""What a decision costs on a day: fine, confiscation, surcharge, what was paid and paid back. Pure but for ``account``.

Surcharge (加处罚款, 行政处罚法 72(1)(1)): a share of the unpaid fine for each day after the last day to pay, at most
the fine itself. Days of a remedy are left out (73(3)), and so is what a granted deferral does not yet ask for (66(2)).
It is owed once a 加处罚款决定书 has been served, never by the passing of days alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from casework.clock.deadlines import last_day, period, threshold
from casework.clock.models import Deadline
from casework.core.words import date_cn
from casework.penalties.models import Decision, Deferral, Payment, Remedy, Surcharge

NOTHING = Decimal(0)
FEN = Decimal("0.01")
DAY = timedelta(days=1)
REMEDY = "复议、诉讼期间不计（行政处罚法第73条第3款）"
DEFERRED = "批准延期、分期缴纳期间不计（行政处罚法第66条第2款）"


@dataclass(frozen=True)
class Paid:
    """Money on a day; negative where it was paid back."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class Deferred:
    """A granted deferral: from ``since`` on each part is due only after its own date."""

    since: date
    parts: tuple[tuple[date, Decimal], ...]

    def waits(self, day: date) -> Decimal:
        """How much need not yet be paid that day."""
        return sum((amount for due, amount in self.parts if due >= day), NOTHING) if day >= self.since else NOTHING


@dataclass(frozen=True)
class Imposed:
    """A served 加处罚款决定书: the sum up to a day."""

    upto: date
    amount: Decimal
    served_on: date


@dataclass(frozen=True)
class Debt:
    """Everything the reckoning needs. ``pay_on`` is the last day to pay, None while the decision is not served."""

    fine: Decimal
    confiscation: Decimal = NOTHING
    pay_on: date | None = None
    paid: Sequence[Paid] = ()
    remedies: Sequence[tuple[date, date | None]] = ()  # applied, ended; the last may still be pending
    deferred: Sequence[Deferred] = ()
    imposed: Sequence[Imposed] = ()
    rate: Decimal = Decimal("0.03")
    cap: Decimal = Decimal(1)


@dataclass(frozen=True)
class Stretch:
    """Late days in a row with one base; ``why`` says why they are left out."""

    since: date
    until: date
    base: Decimal
    amount: Decimal
    why: str = ""

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True)
class Account:
    """``surcharge`` is what has accrued by the day, ``imposed`` the part of it that a served decision asks for."""

    on: date
    pay_on: date | None
    fine: Decimal
    confiscation: Decimal
    surcharge: Decimal
    imposed: Decimal
    paid: Decimal
    refunded: Decimal
    owed: Decimal
    excess: Decimal
    fine_left: Decimal
    late_days: int
    stretches: list[Stretch] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def unpaid_fine(debt: Debt, day: date) -> Decimal:
    """The fine less what had arrived before the day: money goes to the fine first, and counts from the next day."""
    before = sum((paid.amount for paid in debt.paid if paid.on < day), NOTHING)
    return min(max(debt.fine - before, NOTHING), debt.fine)


def base_of(debt: Debt, day: date) -> tuple[Decimal, str]:
    """What the surcharge of a day is reckoned on, and why it is not, where the day is left out."""
    unpaid = unpaid_fine(debt, day)
    if unpaid and any(since <= day and (until is None or day <= until) for since, until in debt.remedies):
        return NOTHING, REMEDY
    due = max(unpaid - sum((row.waits(day) for row in debt.deferred), NOTHING), NOTHING)
    return due, DEFERRED if unpaid and not due else ""


def changes(debt: Debt, first: date, last: date) -> list[date]:
    """The days on which the base may change, with the first and the day after the last."""
    days = {first, last + DAY, *(paid.on + DAY for paid in debt.paid)}
    for since, until in debt.remedies:
        days |= {since, (until or last) + DAY}
    for row in debt.deferred:
        days |= {row.since, *(due + DAY for due, _amount in row.parts)}
    return sorted(day for day in days if first <= day <= last + DAY)


def stretches(debt: Debt, on: date) -> Iterator[Stretch]:
    """The late days up to and with ``on``; nothing where nothing is late. Amounts are not yet capped."""
    if debt.pay_on is None or on <= debt.pay_on:
        return
    days = changes(debt, debt.pay_on + DAY, on)
    for since, after in pairwise(days):
        base, why = base_of(debt, since)
        if base or why:
            yield Stretch(since, after - DAY, base, base * debt.rate * (after - since).days, why)


def accrued(debt: Debt, on: date) -> Decimal:
    """The surcharge by the day, to the fen, never above the cap."""
    total = sum((row.amount for row in stretches(debt, on)), NOTHING)
    return min(total, debt.fine * debt.cap).quantize(FEN, ROUND_HALF_UP)


def asked_for(debt: Debt, on: date) -> Decimal:
    """The surcharge that served decisions ask for; never more than accrued by their days, as is known today."""
    served = [row for row in debt.imposed if row.served_on <= on]
    return max((min(row.amount, accrued(debt, row.upto)) for row in served), default=NOTHING)


def reckon(debt: Debt, on: date) -> Account:
    rows = list(stretches(debt, on))
    known = [row for row in debt.paid if row.on <= on]
    paid = sum((row.amount for row in known if row.amount > 0), NOTHING)
    refunded = -sum((row.amount for row in known if row.amount < 0), NOTHING)
    surcharge, imposed = accrued(debt, on), asked_for(debt, on)
    due = debt.fine + debt.confiscation + imposed
    return Account(
        on=on, pay_on=debt.pay_on, fine=debt.fine, confiscation=debt.confiscation, surcharge=surcharge,
        imposed=imposed, paid=paid, refunded=refunded, owed=max(due - paid + refunded, NOTHING),
        excess=max(paid - refunded - due, NOTHING), fine_left=unpaid_fine(debt, on + DAY),
        late_days=sum(row.days for row in rows if row.base), stretches=rows,
        lines=[*in_words(debt, rows, surcharge, imposed)],
    )  # fmt: skip


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f}元"


def in_words(debt: Debt, rows: list[Stretch], surcharge: Decimal, imposed: Decimal) -> Iterator[str]:
    """How the surcharge came about, a line for each stretch of days."""
    if debt.pay_on and debt.fine:
        yield f"罚款{yuan(debt.fine)}，应于{date_cn(debt.pay_on)}前缴清。"
    share = f"{(debt.rate * 100).normalize():f}%"
    for row in rows:
        days = f"{date_cn(row.since)}至{date_cn(row.until)}，{row.days}天，"
        yield days + (
            f"{row.why}。" if row.why else f"未缴罚款{yuan(row.base)}，每日{share}，加处罚款{yuan(row.amount)}。"
        )
    if sum((row.amount for row in rows), NOTHING) > surcharge + FEN:
        yield f"加处罚款不超过罚款数额，按{yuan(surcharge)}计（行政处罚法第72条第1款第1项）。"
    if surcharge > imposed:
        yield f"其中{yuan(surcharge - imposed)}还没有送达加处罚款决定书，不计入应缴。"


# --- from the rows ------------------------------------------------------------------------------------------------
def chain_of(decision: Decision) -> list[Decision]:
    """The decision with those it replaced, the oldest first."""
    found = [decision]
    while (earlier := found[0].replaces) is not None:
        found.insert(0, earlier)
    return found


def pay_day(decision: Decision) -> date | None:
    """The last day to pay: a change for the better does not give the period anew, a stay before it moves it."""
    served = next((row for row in chain_of(decision) if row.served_on), None)
    if served is None or served.served_on is None:
        return None
    clocks = Deadline.objects.filter(dossier=served.penalty.dossier_id, name="pay", key=str(served.document_id))
    clock = clocks.exclude(period=None).order_by("pk").last()  # one without a period was set by a deferral
    return clock.due_on if clock else last_day(served.served_on, period("pay", served.served_on))


def debt_of(decision: Decision) -> Debt:
    """Payments are the penalty's, whichever decision they were made under; a void decision asks for nothing."""
    chain = chain_of(decision)
    void = decision.standing == Decision.Standing.ANNULLED or not decision.punishes
    documents = [row.document_id for row in chain if row.document_id]
    remedies = Remedy.objects.filter(document__in=documents).exclude(state="").order_by("applied_on")
    surcharges = Surcharge.objects.filter(decision__in=chain).exclude(served_on=None)
    return Debt(
        fine=NOTHING if void else decision.sanction.fine,
        confiscation=NOTHING if void else decision.sanction.confiscation,
        pay_on=pay_day(decision),
        paid=payments_of(decision),
        remedies=[(row.applied_on, row.ended_on) for row in remedies],
        deferred=[deferred(row) for row in Deferral.objects.filter(decision__in=chain, granted=True)],
        imposed=[Imposed(row.upto_on, row.amount, row.served_on) for row in surcharges if row.served_on],
        rate=threshold("surcharge-rate", decision.decided_on),
        cap=threshold("surcharge-cap", decision.decided_on),
    )


def payments_of(decision: Decision) -> list[Paid]:
    rows = Payment.objects.filter(decision__penalty=decision.penalty_id)
    return [Paid(row.paid_on, row.amount if row.kind == Payment.Kind.PAID else -row.amount) for row in rows]


def deferred(row: Deferral) -> Deferred:
    parts = tuple((part.due_on, part.amount) for part in row.instalments.all())
    return Deferred(row.decided_on or row.requested_on, parts)


def account(decision: Decision, on: date) -> Account:
    """What the decision asks for and what was paid, by the end of the day ``on``."""
    return reckon(debt_of(decision), on)
