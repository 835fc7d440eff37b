"""What the steps of an inspection write beside its state: findings with their people, and the case they lead to."""

from collections.abc import Sequence
from typing import Any

from casework.core.now import today
from casework.enforcement.basis import basis_for, frozen
from casework.enforcement.models import Case, Finding, FindingWorker, Inspection, Violation
from workflows import engine


def add_finding(
    inspection: Inspection,
    violation: str,
    evidence: list[int],
    workers: Sequence[dict[str, str]],
    words: dict[str, Any],
) -> Finding:
    """Write a finding with its evidence and the workers concerned; the articles are frozen as they stand today.

    Raises:
        ValidationError: a text too long, or an ID number with a wrong check digit.
    """
    kind = Violation.objects.get(pk=violation)
    row = None if words["guidance"] else basis_for(kind, inspection.enterprise, 1, today())
    basis = {
        **frozen(row, {worker.get("employment") or "own" for worker in workers}),
        "fined_at_once": row is not None and row.unit_max is not None,
    }
    number = inspection.findings.count() + 1
    finding = Finding(inspection=inspection, number=number, violation=kind, basis=basis, **words)
    finding.full_clean(exclude=["basis"])
    finding.save()
    finding.evidence.set(evidence)
    people = [FindingWorker(finding=finding, **row) for row in workers]
    for person in people:
        person.full_clean()
    FindingWorker.objects.bulk_create(people)
    return finding


def open_case(inspection: Inspection, by: Any) -> None:
    """Open the correction case of this visit, or hand it what has been found since it was opened."""
    findings = list(inspection.findings.filter(guidance=False, case=None).values_list("pk", flat=True))
    if not findings:
        return
    case = Case.objects.filter(inspection=inspection).first()
    if case is not None:
        engine.take(case, "add_findings", by=by, findings=findings)
        return
    party = inspection.enterprise
    case = Case(
        dossier_id=inspection.dossier_id,
        agency_id=inspection.agency_id,
        enterprise=party,
        party_name=party.name,
        region_code=inspection.region_code,
        industry_id=party.industry_id,
        inspection=inspection,
    )
    engine.begin(case, "open", by=by, findings=findings)
