"""What a case does when a stop ends with its findings put right: they are done, and the case may be corrected."""

from datetime import date
from typing import Any

from casework.enforcement.models import Case, Finding
from casework.enforcement.standing import SETTLED
from casework.enforcement.states import CaseState, Standing
from workflows.words import choose


def settled_state(page: Any, **facts: Any) -> str:
    """Corrected once nothing is left; overdue no longer once nothing late is left; else as it was."""
    left = page.record.findings.filter(guidance=False).exclude(standing__in=SETTLED)
    left = left.exclude(suspensions=facts["suspension"])
    if not left.exists():
        return CaseState.CORRECTED
    late = left.filter(standing=Standing.NOT_DONE).exists()
    return str(CaseState.ORDERED if page.record.state == CaseState.OVERDUE and not late else page.record.state)


_SAME = (CaseState.FOUND, CaseState.ORDERED, CaseState.REPORTED, CaseState.EXPIRED)
MOVES = {
    **{state: choose(settled_state, state, CaseState.CORRECTED) for state in _SAME},
    CaseState.OVERDUE: choose(settled_state, CaseState.OVERDUE, CaseState.ORDERED, CaseState.CORRECTED),
}


def settle(case: Case, suspension: int, fact: str, on: date) -> None:
    """The findings the stop rested on are done; a request for more time about nothing else is answered."""
    done = Finding.objects.filter(case=case, suspensions=suspension).exclude(standing__in=SETTLED)
    for finding in done:
        finding.standing, finding.settled_on, finding.settled_fact = Standing.DONE, on, fact[:400]
        finding.save(update_fields=["standing", "settled_on", "settled_fact"])
    answer_idle(case, on, "经复产验收已经改正，不再需要延期。")


def answer_idle(case: Case, on: date, reason: str) -> None:
    """Open requests for more time whose findings are all settled need no other answer."""
    unsettled = (Standing.OPEN, Standing.REPORTED, Standing.NOT_DONE)
    idle = case.extensions.filter(granted=None).exclude(findings__standing__in=unsettled)
    idle.update(granted=False, decided_on=on, decision_reason=reason)
