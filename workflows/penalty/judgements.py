"""What hearing and deciding ask of the rows and write: who is kept apart, what was said when, what is imposed."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Max

from casework.accounts.models import Membership
from casework.accounts.roles import OFFICE, holders
from casework.clock.calendar import Unit
from casework.clock.deadlines import calendar, period
from casework.clock.models import Deadline
from casework.penalties import law
from casework.penalties.models import Decision, Deliberation, Hearing, LegalReview, Sanction, Vote
from workflows.penalty.matter import PenaltyMatter

# After any of these the party, or what it was told, has spoken last: what was reviewed before no longer counts.
LAST_WORDS = ("notify", "renotify", "defend", "answer_defence", "waive", "hold_hearing")

POSTPONED = "听证改期，以新的通知书为准。"


# --- people -------------------------------------------------------------------------------------------------------
def kept_apart(page: PenaltyMatter) -> set[int]:
    """Who neither chairs nor records the hearing nor votes nor signs: investigators and the recused (43, 57, 64)."""
    return page.investigators | set(page.dossier.recused)


def in_office(agency: int, people: Iterable[int], roles: Iterable[str] = OFFICE) -> set[int]:
    """Those of the people who hold one of the roles in the agency today."""
    posts = Membership.objects.in_force().filter(agency=agency, role__in=list(roles), user__is_active=True)
    return set(posts.filter(user__in=list(people)).values_list("user", flat=True))


def leaders(page: PenaltyMatter) -> set[int]:
    """The leaders in office who may sit in the collective."""
    posts = Membership.objects.in_force().filter(
        agency=page.record.agency_id, role__in=holders("sign.member"), user__is_active=True
    )
    return set(posts.values_list("user", flat=True)) - kept_apart(page)


# --- the hearing --------------------------------------------------------------------------------------------------
def earliest_hearing(told_on: date) -> date:
    """The first day on which a hearing may be held of which the party was told that day: the whole period of
    行政处罚法 64(2) lies between the two, neither of them counted.
    """
    rule = period("hearing_notice", told_on)
    return calendar().end(told_on, rule.amount, rule.unit, rolls=rule.rolls) + timedelta(days=1)


def schedule(hearing: Hearing, facts: dict[str, Any], members: list[int], postponed: bool) -> Hearing:
    """Set date and panel. A new date needs a new notice: the old one is replaced, its service proves nothing more."""
    if (old := hearing.document) is not None:
        old.status, old.status_reason = "replaced", POSTPONED
        old.save(update_fields=["status", "status_reason"])
    hearing.document, hearing.served_on = None, None
    hearing.postponed += int(postponed)
    for name, value in facts.items():
        setattr(hearing, name, value)
    hearing.save()
    hearing.members.set(members)
    return hearing


def held(hearing: Hearing | None) -> bool:
    """Whether a hearing was gone through; absent, left or withdrawn is none (行政处罚法 64)."""
    return hearing is not None and hearing.outcome == Hearing.Outcome.HELD


# --- what is imposed ----------------------------------------------------------------------------------------------
def money(value: Any) -> Decimal | None:
    """An amount in yuan and fen, from a form or from a proposal's frozen facts; None where it is none."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    whole = amount.is_finite() and 0 <= amount < 10**12 and amount == round(amount, 2)
    return amount if whole else None


def final(page: PenaltyMatter) -> Sanction:
    """What the decision will impose: the sanction notified, or an unsaved copy of it with what the facts change."""
    assert page.notice is not None
    notified, facts = page.notice.sanction, page.facts
    given = {name: getattr(facts, name, None) for name in ("fine", "stop_production", "warning")}
    changed = {name: value for name, value in given.items() if value is not None}
    if "fine" in changed:
        changed["fine"] = money(changed["fine"]) or Decimal(0)
    if reason := getattr(facts, "outside_reason", ""):
        changed["outside_reason"] = reason.strip()
    if all(getattr(notified, name) == value for name, value in changed.items()):
        return notified
    left_out = ("id", "created_at", "updated_at")
    columns = [f.attname for f in Sanction._meta.concrete_fields if f.attname not in left_out]
    same = {name: getattr(notified, name) for name in columns}
    return Sanction(**same | changed | {"made_on": page.today, "by_id": page.by.pk if page.by else notified.by_id})


def decide(page: PenaltyMatter, reasons: str) -> Decision:
    """Write the decision on the sanction it imposes."""
    sanction = final(page)
    if sanction.pk is None:
        assert page.notice is not None
        sanction.save()
        sanction.evidence.set(page.notice.sanction.evidence.all())
    return Decision.objects.create(
        penalty=page.record, sanction=sanction, reasons=reasons, decided_on=page.today, late=ran_late(clock_of(page))
    )


# --- what was said when -------------------------------------------------------------------------------------------
def last(page: PenaltyMatter, *steps: str) -> int:
    """The place in the trail of the latest of these steps; 0 for none."""
    rows = page.dossier.events.filter(kind="penalty", record=page.record.pk, step__in=steps)
    return rows.aggregate(seq=Max("seq"))["seq"] or 0


def all_heard(page: PenaltyMatter, on: date) -> bool:
    """Whether on that day nobody could still defend, ask for a hearing or be heard."""
    notice = page.notice
    if notice is None:
        return False
    defence = closed(page, "defence", notice.document_id, notice.defence_waived_on, on)
    if not notice.hearing_right:
        return defence
    if page.hearing is not None:
        return defence and page.hearing.ended_on is not None and page.hearing.ended_on <= on
    return defence and closed(page, "hearing_request", notice.hearing_document_id, notice.hearing_waived_on, on)


def closed(page: PenaltyMatter, name: str, document: int | None, waived_on: date | None, on: date) -> bool:
    """A window is closed from the day of a written waiver, else from the day after its last."""
    if waived_on is not None:
        return waived_on <= on
    clock = page.clock_of(name, str(document))
    return clock is not None and clock.due_on < on


def required(page: PenaltyMatter) -> tuple[bool, bool]:
    """Whether legal review and the leaders' discussion are due, of what was notified or of what is now imposed."""
    assert page.notice is not None
    heard = held(page.hearing)
    both = (page.notice.sanction, final(page))
    return (
        any(law.must_review(sanction, heard, page.today) for sanction in both),
        any(law.must_deliberate(sanction, heard, page.today) for sanction in both),
    )


def review_of(page: PenaltyMatter) -> LegalReview | None:
    """The latest legal review of what was notified."""
    return page.notice.sanction.reviews.order_by("pk").last() if page.notice else None


def discussion_of(page: PenaltyMatter) -> Deliberation | None:
    """The latest discussion of what was notified."""
    return page.notice.sanction.deliberations.order_by("pk").last() if page.notice else None


def deliberate(page: PenaltyMatter, votes: list[dict[str, Any]], **words: Any) -> Deliberation:
    """Keep the discussion with every vote; it carries by more than half of those who voted."""
    agreed = sum(1 for vote in votes if vote["agrees"])
    assert page.sanction is not None
    row = Deliberation.objects.create(
        sanction=page.sanction, chair=page.principal or page.by, carried=agreed * 2 > len(votes), **words
    )
    Vote.objects.bulk_create(
        Vote(deliberation=row, member_id=vote["member"], agrees=vote["agrees"], words=vote.get("words", ""))
        for vote in votes
    )
    return row


# --- the decision's clock -----------------------------------------------------------------------------------------
def clock_of(page: PenaltyMatter) -> Deadline | None:
    return page.clock_of("decision")


def ran_out(page: PenaltyMatter) -> bool:
    """The period for the decision is over, whether or not the sweep has looked."""
    clock = clock_of(page)
    return clock is not None and clock.due_on < page.today


def ran_late(clock: Deadline | None) -> bool:
    """Whether this clock, or one it goes back to, was extended only after its end."""
    while clock is not None and clock.replaces is not None:
        if clock.starts_on > clock.replaces.due_on:
            return True
        clock = clock.replaces
    return False


def extended(page: PenaltyMatter, days: int) -> dict[str, Any]:
    """The clock that takes the place of the old one: from its end, or from today where it is over."""
    old = clock_of(page)
    assert old is not None
    start = page.today if ran_out(page) else old.due_on
    due = calendar().end(start, days, Unit.NATURAL_DAY)
    return {"starts_on": start, "due_on": due, "label": old.label, "replaces": old}


def beyond_the_rule(page: PenaltyMatter, days: int) -> bool:
    """Whether all extensions together pass what the rule lets the agency give itself; rest days at the end apart."""
    first = clock_of(page)
    assert first is not None
    start = page.today if ran_out(page) else first.due_on
    while first.replaces is not None:
        first = first.replaces
    rule = period("decision_extension", first.starts_on)
    last_day = calendar().end(first.due_on, rule.amount, rule.unit, rolls=False)
    return start + timedelta(days=days) > last_day
