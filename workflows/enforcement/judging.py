"""What the steps of a correction case write beside its state: reports, extensions, judgements, and whose clocks run."""

from datetime import date
from typing import Any

from casework.core.now import now
from casework.core.words import date_cn
from casework.enforcement import standing
from casework.enforcement.basis import basis_for
from casework.enforcement.models import (
    Answer,
    Case,
    Escalation,
    ExtensionRequest,
    Finding,
    Judgement,
    Order,
    Recheck,
    Report,
    Violation,
)
from casework.enforcement.states import CaseState, Standing
from documents.models import Document, Dossier

DECLINE_GROUNDS = {
    "33-1-minor": "违法行为轻微并及时改正，没有造成危害后果（行政处罚法第33条第1款）",
    "33-1-first": "初次违法且危害后果轻微并及时改正（行政处罚法第33条第1款）",
    "33-2": "当事人有证据足以证明没有主观过错（行政处罚法第33条第2款）",
    "36": "违法行为超过追究时效（行政处罚法第36条）",
    "none": "没有处罚规定（行政处罚法第16条）",
}
WITHDRAWAL_GROUNDS = {
    "wrong": "责令整改有误或已被撤销",
    "ended": "当事人终止或被关闭，没有承继单位",
    "given_up": "岗位或生产线已经停用，经现场核实",
    "twice": "重复立案",
}


def starting(page: Any, name: str) -> list[dict[str, Any]]:
    """Clocks of this name that now start, as arguments of clock.deadlines.plan."""
    case, facts = page.record, page.facts
    if name == "rectification":
        running = set(case.dossier.deadlines.filter(name=name, status="running").values_list("key", flat=True))
        return [
            rectification(case, due, served)
            for due, served in standing.rectification_dates(case).items()
            if due.isoformat() not in running
        ]
    if name == "serve":
        return [{"key": f"order:{page.subject.pk}"}]
    if name == "measure_confirm":
        return [{"starts_at": now()}] if facts.danger else []
    if name == "extension_reply":
        return [{"key": str(page.subject.pk)}]
    if name == "recheck" and not hasattr(facts, "due_on"):
        return [{}] if case.state in (CaseState.REPORTED, CaseState.EXPIRED) else []
    return [{"key": facts.due_on.isoformat()}] if name == "recheck" else [{}]


def rectification(case: Case, due: date, served: date) -> dict[str, Any]:
    """The clock of one due date; the date is the order's own, it runs from service."""
    old = case.dossier.deadlines.filter(name="rectification", status="moved", replaced_by=None).order_by("-pk").first()
    numbers = [str(f.number) for f in standing.ordered(case) if f.due_on == due]
    label = f"整改期限（第{'、'.join(numbers)}项）"
    return {
        "kind": "case", "record": case.pk, "starts_on": served, "due_on": due, "key": due.isoformat(), "label": label,
        "replaces": old,
    }  # fmt: skip


def stopping(page: Any, name: str) -> list[str | None]:
    """Keys of the clocks of this name that now stop."""
    case = page.record
    if name == "rectification":
        wanted = {due.isoformat() for due in standing.rectification_dates(case)}
        running = set(case.dossier.deadlines.filter(name=name, status="running").values_list("key", flat=True))
        return sorted(running - wanted)
    if name == "extension_reply":
        return [str(page.facts.request)]
    if name == "recheck":
        left = [f for f in standing.ordered(case) if f.standing == Standing.REPORTED]
        kept = {f.due_on.isoformat() for f in left}
        running = set(case.dossier.deadlines.filter(name=name, status="running").values_list("key", flat=True))
        return sorted(running - kept)
    return [None]


def unconfirmed(case: Case) -> Any:
    return case.measures.filter(danger=True, confirmed_at=None, lifted_on=None).order_by("-pk").first()


def redate(order: int, findings: list[dict[str, Any]]) -> tuple[Document | None, list[dict[str, str]]]:
    """The old dates never ran: the new ones take their place as first dates, from the service of the correction.

    Returns:
        The order's document and what the 更正书 changes in it.
    """
    row, changes = Order.objects.get(pk=order), []
    for named in findings:
        old = Finding.objects.get(pk=named["finding"])
        where = f"第{old.number}项整改期限"
        changes.append({"where": where, "old": date_cn(old.due_on), "new": date_cn(named["due_on"])})
        Finding.objects.filter(pk=named["finding"], order=row).update(
            due_on=named["due_on"], first_due_on=named["due_on"], standing=Standing.OPEN, settled_on=None
        )
    row.served_on = None
    row.save(update_fields=["served_on"])
    return row.document, changes


def request_extension(
    page: Any, findings: list[int], wished_on: date, reason: str, evidence: list[int], obstacle: str
) -> ExtensionRequest:
    request = ExtensionRequest.objects.create(
        case=page.record, wished_on=wished_on, reason=reason, obstacle=obstacle, requested_on=page.today, by=page.by
    )
    request.findings.set(findings)
    request.evidence.set(evidence)
    return request


def decide_extension(request: int, granted: bool, reason: str, new_on: date | None, on: date) -> ExtensionRequest:
    """Record the answer; a granted date moves the findings, the old date stays in the order and in the clock."""
    row = ExtensionRequest.objects.get(pk=request)
    row.granted, row.decision_reason, row.decided_on = granted, reason, on
    row.new_date = new_on if granted else None
    row.save()
    if granted:
        row.findings.update(due_on=new_on, standing=Standing.OPEN, settled_on=None)
    return row


def report(page: Any, due_on: date, answers: list[dict[str, Any]], from_paper: bool) -> Report:
    """Submit the report of one due date; a draft of it becomes the report."""
    row = Report.objects.filter(case=page.record, due_on=due_on, submitted_at=None).first()
    row = row or Report(case=page.record, due_on=due_on, by=page.by)
    row.submitted_at, row.by, row.from_paper = now(), page.by, from_paper
    row.save()
    for given in answers:
        answer, _made = Answer.objects.update_or_create(
            report=row, finding_id=given["finding"], defaults={"text": given["text"]}
        )
        answer.evidence.set(given["evidence"])
    Finding.objects.filter(pk__in=[given["finding"] for given in answers]).update(standing=Standing.REPORTED)
    return row


def recheck(
    case: Case, officers: list[int], checked_on: date, judgements: list[dict[str, Any]], evidence: Any
) -> Recheck:
    """Enter the judgements; what is not done while its date still runs stays open."""
    row = Recheck.objects.create(case=case, on=checked_on)
    row.officers.set(officers)
    row.evidence.set(evidence)
    found = {f.pk: f for f in standing.ordered(case)}
    for judged in judgements:
        finding = found[judged["finding"]]
        Judgement.objects.create(recheck=row, finding=finding, result=judged["result"], fact=judged["fact"])
        late = finding.due_on < checked_on
        finding.standing = judged["result"] if judged["result"] != Standing.NOT_DONE or late else Standing.OPEN
        finding.settled_on, finding.settled_fact = checked_on, judged["fact"]
        finding.save(update_fields=["standing", "settled_on", "settled_fact"])
    return row


def second_tier(case: Case, finding: Finding) -> Any:
    return basis_for(Violation.objects.get(pk=finding.violation_id), case.enterprise, 2, case.opened_on)


def escalate(case: Case, parties: list[dict[str, Any]]) -> None:
    late = [f for f in standing.ordered(case) if f.standing == Standing.NOT_DONE]
    for given in parties:
        row = Escalation.objects.create(
            case=case, party=given["party"], person=bool(given.get("person")), post=given.get("post", ""),
            propose=bool(given["propose"]), reason=given["reason"],
        )  # fmt: skip
        row.findings.set(late)


def decline(findings: list[int], party: str, ground: str, reason: str, on: date) -> Finding:
    """Note the declined penalty on each finding, per party."""
    rows = list(Finding.objects.filter(pk__in=findings).order_by("number"))
    for row in rows:
        row.declined = [*row.declined, {"party": party, "ground": ground, "reason": reason, "on": on.isoformat()}]
        row.save(update_fields=["declined"])
    return rows[0]


def drop_all(case: Case) -> None:
    case.findings.exclude(standing=Standing.DONE).update(standing=Standing.DROPPED)


def imported_state(page: Any, **facts: Any) -> str:
    return str(facts["state"])


def open_imported(case: Case, opened_on: date, number: str, findings: list[dict[str, Any]]) -> None:
    """Rows of a case begun on paper, with its true dates; nothing is issued again."""
    case.opened_on, case.number, case.imported = opened_on, number, True
    order = None
    if case.state != CaseState.FOUND:
        order = Order.objects.create(case=case, issued_on=opened_on, served_on=findings[0].get("served_on"))
    for position, row in enumerate(findings, 1):
        basis = basis_for(Violation.objects.get(pk=row["violation"]), case.enterprise, 1, opened_on)
        words = {"breached": basis.breached, "penalised_by": basis.penalised_by, "basis": basis.pk} if basis else {}
        Finding.objects.create(
            case=case, order=order, number=position, violation_id=row["violation"], fact=row["fact"], basis=words,
            due_on=row.get("due_on"), first_due_on=row.get("due_on"), standing=row.get("standing", Standing.OPEN),
        )  # fmt: skip


def keep_number(case: Case, documents: list[Document]) -> None:
    """A case is known by the number of its first order."""
    numbers = [document.number for document in documents if document.kind == "rectification-order"]
    if numbers and not case.number:
        case.number = numbers[0]
        Case.objects.filter(pk=case.pk).update(number=numbers[0])


def seal_volume(case: Case, step: str) -> None:
    """A closed case's volume takes no further paper; reopening begins another."""
    if step == "close":
        Dossier.objects.filter(pk=case.dossier_id).update(sealed_at=now())
