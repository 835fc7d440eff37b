"""How the findings of a case stand: questions over its rows, asked by the lifecycle page and by what people see."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from casework.enforcement.models import Case, ExtensionRequest, Finding
from casework.enforcement.states import CaseState, Standing

SETTLED = (Standing.DONE, Standing.DROPPED)


def ordered(case: Case) -> list[Any]:
    """The findings that an order names, with their order; order and date are there, whatever the columns allow."""
    if (known := vars(case).get("known_findings")) is not None:
        return list(known)
    return list(case.findings.exclude(order=None).select_related("order"))


def held(case: Case) -> set[int]:
    """Findings for which a request for more time is open: their date does not expire meanwhile."""
    if (known := vars(case).get("known_held")) is not None:
        return set(known)
    open_requests = ExtensionRequest.objects.filter(case=case, granted=None)
    return set(open_requests.values_list("findings", flat=True)) - {None}


def preload(cases: Iterable[Case]) -> None:
    """Read findings and open requests of many cases in two queries; for readers that change none of them."""
    known = {case.pk: case for case in cases}
    for case in known.values():
        vars(case).update(known_findings=[], known_held=set())
    for finding in (
        Finding.objects.filter(case__in=known).exclude(order=None).select_related("order").order_by("number")
    ):
        vars(known[finding.case_id])["known_findings"].append(finding)
    for case, finding in ExtensionRequest.objects.filter(case__in=known, granted=None).values_list("case", "findings"):
        vars(known[case])["known_held"].add(finding)


def rectification_dates(case: Case) -> dict[date, date]:
    """Due dates whose clock should run -> the day the order was served: open, served, not held."""
    waiting = held(case)
    return {
        f.due_on: f.order.served_on
        for f in ordered(case)
        if f.standing == Standing.OPEN and f.order.served_on and f.due_on and f.pk not in waiting
    }


def overdue_since(finding: Finding, on: date) -> bool:
    """The finding's date has passed, on an order served before that date."""
    order = finding.order
    return bool(
        finding.due_on and finding.due_on < on and order and order.served_on and order.served_on < finding.due_on
    )


def after_judging(findings: Iterable[Finding], results: dict[int, str], on: date) -> str:
    """The case's state once these results are entered: the findings' standing, summed up.

    Args:
        findings: the ordered findings of the case, with their orders.
        results: finding -> done, not_done or dropped.
    """
    standing = {f.pk: results.get(f.pk, f.standing) for f in findings}
    if all(value in SETTLED for value in standing.values()):
        return CaseState.CORRECTED
    late = [f for f in findings if standing[f.pk] == Standing.NOT_DONE and overdue_since(f, on)]
    return CaseState.OVERDUE if late else CaseState.ORDERED


def unanswered_first_tier(case: Case) -> list[Finding]:
    """Findings with a first-tier fine that nobody has punished or declined to punish (安全生产法 97).

    A decision in force against the unit answers, whether it punishes or not and of whatever tier: the first may not
    follow the second (行政处罚法 29). So does a penalty case that another organ has taken over.
    """
    decided = Q(penalties__decisions__standing__in=["standing", "unlawful"]) | Q(penalties__closed_from="transferred")
    answered = set(case.findings.filter(decided, penalties__person=None).values_list("pk", flat=True))
    asked = [f for f in ordered(case) if f.basis.get("fined_at_once") and f.standing != "dropped"]
    return [f for f in asked if not f.declined and f.pk not in answered]


def summary(case: Case) -> dict[str, Any]:
    """Counts of the findings by standing, for headers and lists."""
    rows = list(case.findings.values_list("standing", "guidance"))
    return {"total": len(rows), **{s.value: sum(1 for r, g in rows if r == s and not g) for s in Standing}}
