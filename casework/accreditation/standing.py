"""Whether a unit may be accredited as things stand: what speaks against it, from what this system itself knows."""

from casework.enforcement.models import Case
from casework.enforcement.states import CaseState
from casework.organisations.models import Enterprise
from casework.penalties.models import Penalty, Suspension
from casework.penalties.states import AFTER, BEFORE, STOPPED

SETTLED = (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.TRANSFERRED)


def obstacles(enterprise: Enterprise) -> list[str]:
    """What forbids it: a suspension in force, an open penalty of the second tier."""
    stopped = Suspension.objects.filter(enterprise=enterprise, state__in=STOPPED).exists()
    second = Penalty.objects.filter(
        enterprise=enterprise, person=None, tier=Penalty.Tier.OVERDUE, state__in=(*BEFORE, *AFTER)
    ).exists()
    return [words for words, found in (("正在停产停业", stopped), ("有逾期未改正的处罚案件没有办结", second)) if found]


def doubts(enterprise: Enterprise) -> list[str]:
    """What does not forbid it but asks for a reason: open correction cases."""
    open_cases = Case.objects.filter(enterprise=enterprise).exclude(state__in=("", *SETTLED)).count()
    return [f"有{open_cases}件整改案件没有办结"] if open_cases else []
