"""Which articles a violation breaks: the special rule before the general one, as law stood on the day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from casework.enforcement.models import Basis, FindingWorker, Violation
from casework.organisations.models import Enterprise

Employment = FindingWorker.Employment

GUIDANCE = "只违反行动方案，没有法律依据：只作指导，不责令、不处罚。"
# The duty to train, under its number of today and that of the law before 2021-09-01.
TRAINING = ("《中华人民共和国安全生产法》第二十八条", "《中华人民共和国安全生产法》第二十五条")
OWN_STAFF = "第一款"
PARAGRAPHS = {Employment.OWN: "第一款", Employment.DISPATCHED: "第二款", Employment.INTERN: "第三款"}


def bases_for(
    violation: Violation, enterprise: Enterprise, tier: int, on: date, *, party: str = Basis.Party.UNIT
) -> list[Basis]:
    """Every rule that covers the act of the party on the day, the most special first and the latest version of each.

    A producer's rule comes before its industry's, an industry's before the general one. The choice below the first is
    the officer's: one act is never fined twice, and of several norms the higher fine applies (行政处罚法 29).
    """
    rows = (
        Basis.objects.filter(violation=violation, tier=tier, party=party, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .filter(Q(industry=None) | Q(industry=enterprise.industry_id))
        .filter(producer__in={False, enterprise.producer})
        .order_by("-valid_from")
    )
    latest: dict[tuple[bool, bool], Basis] = {}
    for row in rows:
        latest.setdefault((row.producer, row.industry_id is not None), row)
    return [latest[kind] for kind in sorted(latest, reverse=True)]


def basis_for(
    violation: Violation, enterprise: Enterprise, tier: int, on: date, *, plan_alone: bool = False
) -> Basis | None:
    """The rule to cite, or None where there is none: before the law, no such tier, or only the plan asks for it."""
    if plan_alone and violation.may_be_guidance:
        return None
    return next(iter(bases_for(violation, enterprise, tier, on)), None)


def frozen(basis: Basis | None, employments: Iterable[str] = ()) -> dict[str, Any]:
    """What a finding keeps of its basis, so that later changes of law do not change it; empty articles = guidance.

    The employments of the workers concerned choose the paragraph where the duty is that of 安全生产法 28.
    """
    if basis is None:
        return {"breached": "", "penalised_by": "", "consequence": GUIDANCE, "basis": None}
    return {
        "breached": duty(basis.breached, employments),
        "penalised_by": basis.penalised_by,
        "consequence": basis.consequence,
        "basis": basis.pk,
    }


def duty(breached: str, employments: Iterable[str]) -> str:
    """The duty to train with the paragraphs of those concerned, own staff where nobody is named; others as they are."""
    section = breached.removesuffix(OWN_STAFF)
    if breached == section or section not in TRAINING:
        return breached
    named = set(employments) or {Employment.OWN}
    return section + "、".join(text for kind, text in PARAGRAPHS.items() if kind in named)
