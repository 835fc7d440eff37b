"""Whether a unit may be accredited as things stand: what speaks against it, from what this system itself knows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q

from casework.accreditation.models import Bar, Designation
from casework.accreditation.states import DesignationState
from casework.core.now import today
from casework.enforcement.models import Case
from casework.enforcement.states import CaseState
from casework.organisations.models import Enterprise
from casework.penalties.models import Penalty, Suspension
from casework.penalties.states import AFTER, BEFORE, STOPPED

SETTLED = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.TRANSFERRED)


def barred_until(enterprise: Enterprise) -> date | None:
    """The last day on which it may not apply, where a revoked designation bars it today."""
    return bars([enterprise.pk]).get(enterprise.pk)


def bars(enterprises: Iterable[int]) -> dict[int, date]:
    """Unit -> the last day on which it may not apply."""
    rows = Bar.objects.filter(enterprise__in=enterprises, since__lte=today(), until__gte=today()).order_by()
    return dict(rows.values_list("enterprise").annotate(last=Max("until")))


def obstacles(enterprise: Enterprise) -> list[str]:
    """What forbids it: a suspension in force, an open penalty of the second tier, a bar, an ending under way."""
    return obstacles_of([enterprise.pk]).get(enterprise.pk, [])


def obstacles_of(enterprises: Iterable[int]) -> dict[int, list[str]]:
    """The same for many, in four queries; a unit with nothing against it is left out."""
    units = list(enterprises)
    second = Q(person=None, tier=Penalty.Tier.OVERDUE, state__in=(*BEFORE, *AFTER))
    asked: list[tuple[str, Any, Q]] = [
        ("正在停产停业", Suspension, Q(state__in=STOPPED)),
        ("有逾期未改正的处罚案件没有办结", Penalty, second),
        ("已有的命名正在办理撤销、撤回", Designation, Q(state=DesignationState.REVOCATION_NOTIFIED)),
    ]
    found: dict[int, list[str]] = defaultdict(list)
    for words, model, condition in asked:
        rows = model.objects.filter(condition, enterprise__in=units).order_by()
        for unit in rows.values_list("enterprise", flat=True).distinct():
            found[unit].append(words)
    for unit, until in bars(units).items():
        found[unit].append(f"命名被撤销，{until:%Y年%-m月%-d日}以前不得申报")
    return dict(found)


def doubts(enterprise: Enterprise) -> list[str]:
    """What does not forbid it but asks for a reason: open correction cases."""
    open_cases = Case.objects.filter(enterprise=enterprise).exclude(state__in=("", *SETTLED)).count()
    return [f"有{open_cases}件整改案件没有办结"] if open_cases else []
