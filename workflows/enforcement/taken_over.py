"""A correction case that began on paper: its rows with their true dates, and the clocks that run on from those."""

from datetime import date, timedelta
from typing import Any

from casework.core.now import today
from casework.enforcement import standing
from casework.enforcement.basis import basis_for, frozen
from casework.enforcement.models import Case, Finding, Order, Violation
from casework.enforcement.states import CaseState, Standing


def opened_state(page: Any, **facts: Any) -> str:
    return str(facts["state"])


def open_imported(case: Case, opened_on: date, number: str, findings: list[dict[str, Any]]) -> None:
    """Rows of a case begun on paper, with its true dates; nothing is issued again."""
    case.opened_on, case.number, case.imported = opened_on, number, True
    order = None
    if case.state != CaseState.FOUND:
        order = Order.objects.create(case=case, issued_on=opened_on, served_on=findings[0].get("served_on"))
    for position, row in enumerate(findings, 1):
        basis = basis_for(Violation.objects.get(pk=row["violation"]), case.enterprise, 1, opened_on)
        fined = basis is not None and basis.unit_max is not None
        Finding.objects.create(
            case=case, order=order, number=position, violation_id=row["violation"], fact=row["fact"],
            basis={**frozen(basis), "fined_at_once": fined}, due_on=row.get("due_on"), first_due_on=row.get("due_on"),
            standing=row.get("standing", Standing.OPEN),
        )  # fmt: skip


def is_opening(page: Any) -> bool:
    return hasattr(page.facts, "opened_on")


def ran_out(page: Any) -> set[str]:
    """Keys of the dates that ran out before the case came here: their clock has fired on paper."""
    if not is_opening(page):
        return set()
    return {f.due_on.isoformat() for f in standing.ordered(page.record) if standing.overdue_since(f, today())}


def rechecks(page: Any) -> list[dict[str, Any]]:
    """The clocks of re-inspection: from the report's own day, or from the day after the date ran out.

    A table names the day of the report; where nobody knows it, the time runs from today.
    """
    begun: dict[date, date] = {}
    told = dict(enumerate(page.facts.findings, 1))
    for finding in standing.ordered(page.record):
        if finding.standing == Standing.REPORTED:
            start = told[finding.number].get("reported_on") or today()
        elif finding.standing == Standing.OPEN and standing.overdue_since(finding, today()):
            start = finding.due_on + timedelta(days=1)
        else:
            continue
        begun[finding.due_on] = min(start, begun.get(finding.due_on, start))
    return [{"key": due.isoformat(), "starts_on": start} for due, start in sorted(begun.items())]
