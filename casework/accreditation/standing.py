"""Whether a unit may be accredited as things stand: what speaks against it, from what this system itself knows."""

from datetime import date

from django.db.models import Max

from casework.accreditation.models import Bar
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
    rows = Bar.objects.filter(enterprise=enterprise, since__lte=today(), until__gte=today())
    return rows.aggregate(last=Max("until"))["last"]


def obstacles(enterprise: Enterprise) -> list[str]:
    """What forbids it: a suspension in force, an open penalty of the second tier, a bar, an ending under way."""
    stopped = Suspension.objects.filter(enterprise=enterprise, state__in=STOPPED).exists()
    second = Penalty.objects.filter(
        enterprise=enterprise, person=None, tier=Penalty.Tier.OVERDUE, state__in=(*BEFORE, *AFTER)
    ).exists()
    ending = enterprise.designations.filter(state=DesignationState.REVOCATION_NOTIFIED).exists()
    until = barred_until(enterprise)
    found = (
        ("正在停产停业", stopped),
        ("有逾期未改正的处罚案件没有办结", second),
        ("已有的命名正在办理撤销、撤回", ending),
        (until and f"命名被撤销，{until:%Y年%-m月%-d日}以前不得申报", until),
    )
    return [words for words, holds in found if holds and words]


def doubts(enterprise: Enterprise) -> list[str]:
    """What does not forbid it but asks for a reason: open correction cases."""
    open_cases = Case.objects.filter(enterprise=enterprise).exclude(state__in=("", *SETTLED)).count()
    return [f"有{open_cases}件整改案件没有办结"] if open_cases else []
