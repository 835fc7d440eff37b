"""What the law says of a penalty: which provision fits, between which bounds, who must look at it before it is decided.

Pure questions on rows and on the figures of ``casework.clock``; the gate and the pages ask the same ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from casework.clock.deadlines import calendar, period, threshold
from casework.core.now import today
from casework.enforcement.basis import bases_for
from casework.enforcement.models import Basis, Violation
from casework.penalties.daily import daily
from casework.penalties.models import Penalty, Person, Sanction

Party = Basis.Party
NOTHING = Decimal(0)
UNBOUNDED = Decimal("9999999999.99")  # the provision itself bounds no daily fine: ``limits`` does

# Who is punished as head or manager may also be "directly responsible" (安全生产法 97): both are offered, 29 decides.
PARTIES = {
    Person.Role.PRINCIPAL: (Party.PRINCIPAL, Party.RESPONSIBLE),
    Person.Role.MANAGER: (Party.MANAGER, Party.RESPONSIBLE),
    Person.Role.RESPONSIBLE: (Party.RESPONSIBLE,),
}

LIGHTER_NOW = "行为发生后规定已改变，现行规定处罚较轻，适用现行规定（行政处罚法第三十七条）。"
AS_IT_WAS = "适用行为发生时的规定（行政处罚法第三十七条）。"
SPECIAL = "特别规定优先于一般规定。"
HIGHER = "同一行为违反几个规定，应当罚款的，按罚款数额高的规定处罚（行政处罚法第二十九条）。"
REPEALED = "这一规定已经失效。现行规定不再认为违法的，不予处罚（行政处罚法第三十七条）。"
ON_BOUND = "金额正好等于{which}{amount}元。法律所称“以上、以下”包含本数，请再核对条文。"


class Imposed(Protocol):
    """What a sanction, a decision's proposal or a change of one has in common."""

    warning: bool
    fine: Decimal
    confiscation: Decimal
    stop_production: bool


# --- which provision ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Offer:
    """A provision that may be chosen, and why it stands where it does."""

    basis: Basis
    reason: str = ""


def provisions(penalty: Penalty, on: date | None = None) -> list[Basis]:
    """The provisions that fit party, tier, industry and the day of the act, the one to take first."""
    return [offer.basis for offer in offers(penalty, on)]


def offers(penalty: Penalty, on: date | None = None) -> list[Offer]:
    """``provisions`` with the reason of each place, as the law stands on the day of the decision (default today)."""
    day = on or today()
    person = penalty.person
    parties = PARTIES[Person.Role(person.role)] if person else (Party.UNIT,)
    violations = Violation.objects.filter(pk__in=penalty.findings.values("violation")).order_by("pk")
    found = [offer for kind in violations for party in parties for offer in _versions(penalty, kind, party, day)]
    return [*_with_the_higher(found)]


def _versions(penalty: Penalty, kind: Violation, party: str, day: date) -> Iterator[Offer]:
    """The law of the day of the act; today's before it where it is lighter (行政处罚法 37)."""
    then = bases_for(kind, penalty.enterprise, penalty.tier, penalty.act_on, party=party)
    now = bases_for(kind, penalty.enterprise, penalty.tier, day, party=party)
    if not then:
        return
    personal = party != Party.UNIT
    changed = bool(now) and now[0] not in then
    if changed and weight(now[0], personal) < weight(then[0], personal):
        yield Offer(now[0], LIGHTER_NOW)
    for row in then:
        yield Offer(row, _reason(row, then, now, day))


def _reason(row: Basis, then: list[Basis], now: list[Basis], day: date) -> str:
    if not now and row.valid_to and row.valid_to < day:
        return REPEALED
    if now and now[0] not in then:
        return AS_IT_WAS
    return SPECIAL if row is then[0] and len(then) > 1 else ""


def _with_the_higher(found: list[Offer]) -> Iterator[Offer]:
    """Says of the provision with the highest fine that 29 asks for it, where another one stands before it."""
    tops = {offer.basis.pk: bounds(offer.basis, offer.basis.party != Party.UNIT)[1] for offer in found}
    highest = max(tops.values(), default=NOTHING)
    for place, offer in enumerate(found):
        beats = place and tops[offer.basis.pk] == highest > tops[found[0].basis.pk]
        lighter_by_time = found[0].reason == LIGHTER_NOW
        yield Offer(offer.basis, HIGHER) if beats and not lighter_by_time else offer


def weight(basis: Basis, personal: bool) -> tuple[Decimal, Decimal, int, bool]:
    """How heavy a provision is: the top of its fine, its floor, whether it stops production, whether it must fine."""
    low, high = bounds(basis, personal)
    stop = 2 if basis.stop_production else int(basis.stop_if_serious)
    return high, low, stop, "可以处" not in basis.consequence


# --- amounts ------------------------------------------------------------------------------------------------------
def bounds(basis: Basis, personal: bool) -> tuple[Decimal, Decimal]:
    """The closed interval of the fine; nothing to nothing where the provision knows no fine for this party."""
    if basis.tier == Basis.Tier.DAILY:
        return NOTHING, NOTHING if personal else UNBOUNDED
    low, high = (basis.person_min, basis.person_max) if personal else (basis.unit_min, basis.unit_max)
    return low or NOTHING, high or NOTHING


def limits(penalty: Penalty, basis: Basis) -> tuple[Decimal, Decimal]:
    """``bounds`` in this case: a daily fine is the first fine times the days, no more and no less."""
    if basis.tier != Basis.Tier.DAILY:
        return bounds(basis, penalty.personal)
    counted = daily(penalty)
    amount = counted.amount if counted and not penalty.personal else NOTHING
    return amount, amount


def on_bound(basis: Basis, personal: bool, fine: Decimal) -> str:
    """A warning where the amount sits exactly on a bound: rules differ on whether 以上、以下 include the figure."""
    low, high = bounds(basis, personal)
    which = "法定上限" if fine == high else "法定下限" if fine == low else ""
    return ON_BOUND.format(which=which, amount=plain(fine)) if which and fine else ""


def plain(amount: Decimal) -> str:
    """``30000`` for 30000.00: an amount as a sentence names it."""
    return f"{amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount:f}"


# --- who must look at it ------------------------------------------------------------------------------------------
def gives_hearing(sanction: Imposed, personal: bool, on: date) -> bool:
    """Whether the party may ask for a hearing (行政处罚法 63): a stop always, money from a figure on."""
    figure = threshold("hearing-fine-person" if personal else "hearing-fine-unit", on)
    return sanction.stop_production or sanction.fine >= figure or sanction.confiscation >= figure


def must_review(sanction: Sanction, heard: bool, on: date) -> bool:
    """Whether legal review must pass before the decision (行政处罚法 58): the same cases as the leaders' discussion."""
    return must_deliberate(sanction, heard, on)


def must_deliberate(sanction: Sanction, heard: bool, on: date) -> bool:
    """Whether the leaders decide together (行政处罚法 57(2)): complex or grave, heard, or below the statutory floor."""
    return (
        heard
        or sanction.complex
        or sanction.stop_production
        or sanction.fine >= threshold("collective-fine", on)
        or sanction.confiscation >= threshold("collective-confiscation", on)
        or below(sanction)
    )


def below(sanction: Sanction) -> bool:
    """Whether it mitigates under the floor (减轻处罚, 行政处罚法 32)."""
    return sanction.fine < sanction.fine_min or any(f.get("effect") == "below" for f in sanction.factors)


def heavier(new: Imposed, old: Imposed) -> str:
    """How the new one is heavier than the old; nothing where it is not (行政处罚法 45(2))."""
    ways = []
    if new.stop_production and not old.stop_production:
        ways.append("增加了责令停产停业整顿")
    for label, after, before in (
        ("罚款", Decimal(new.fine), Decimal(old.fine)),
        ("没收违法所得", Decimal(new.confiscation), Decimal(old.confiscation)),
    ):
        if after > before:
            ways.append(f"{label}由{plain(before)}元增加到{plain(after)}元" if before else f"增加了{label}")
    if new.warning and not old.warning:
        ways.append("增加了警告")
    return "，".join(ways)


def time_bar(act_on: date, harm: bool) -> date:
    """The last day on which the act may still be discovered and punished (行政处罚法 36)."""
    rule = period("time_bar_harm" if harm else "time_bar", act_on)
    return calendar().end(act_on, rule.amount, rule.unit, rolls=rule.rolls)
