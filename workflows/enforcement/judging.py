"""What the steps of a correction case write beside its state: reports, extensions, judgements, and whose clocks run."""

from datetime import date
from typing import Any

from casework.core.now import now, today
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
from workflows.enforcement import resumed, taken_over
from workflows.remedies.standing import obeyed

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
        known = running(case, name) | taken_over.ran_out(page)
        return [
            rectification(case, due, served)
            for due, served in standing.rectification_dates(case).items()
            if due.isoformat() not in known
        ]
    if page.resuming:
        return taken_up(case, name)
    if (own := getattr(page, f"start_{name}", None)) is not None:
        return list(own())
    if name == "serve":
        return [{"key": f"order:{page.subject.pk}"}]
    if name == "measure_confirm":
        return [{"starts_at": now()}] if facts.danger else []
    if name == "extension_reply":
        return [{"key": str(page.subject.pk)}]
    if name == "recheck" and taken_over.is_opening(page):
        return taken_over.rechecks(page)
    return [{"key": facts.due_on.isoformat()}] if name == "recheck" else [{}]


def taken_up(case: Case, name: str) -> list[dict[str, Any]]:
    """Clocks that a case taken back takes up again, from today."""
    if name == "serve":
        return [{"key": f"order:{order.pk}"} for order in case.orders.filter(served_on=None)]
    if name == "extension_reply":
        return [{"key": str(request.pk)} for request in case.extensions.filter(granted=None)]
    if name == "recheck":
        reported = [f for f in standing.ordered(case) if f.standing == Standing.REPORTED and f.due_on]
        return [{"key": due.isoformat()} for due in sorted({f.due_on for f in reported})]
    return [{"starts_at": now()}] if unconfirmed(case) else []


def rectification(case: Case, due: date, served: date) -> dict[str, Any]:
    """The clock of one due date; the date is the order's own, it runs from service."""
    old = case.dossier.deadlines.filter(name="rectification", status="moved", replaced_by=None).order_by("-pk").first()
    numbers = [str(f.number) for f in standing.ordered(case) if f.due_on == due]
    label = f"整改期限（第{'、'.join(numbers)}项）"
    return {
        "kind": "case", "record": case.pk, "starts_on": served, "due_on": due, "key": due.isoformat(), "label": label,
        "replaces": old,
    }  # fmt: skip


def served(case: Case, document: Document, served_on: date) -> list[dict[str, Any]]:
    """Clocks of the dates that the order just served, or the order whose correction was, set."""
    orders = case.orders.filter(document__in=[document.pk, document.about_id or 0])
    own = set(Finding.objects.filter(order__in=orders).values_list("due_on", flat=True))
    return [rectification(case, due, served_on) for due in standing.rectification_dates(case) if due in own]


def stopping(page: Any, name: str) -> list[str | None]:
    """Keys of the clocks of this name that now stop."""
    case = page.record
    if name == "rectification":
        return idle_dates(case)
    if name == "extension_reply":
        waiting = {str(pk) for pk in case.extensions.filter(granted=None).values_list("pk", flat=True)}
        return [*sorted(running(case, name) - waiting)]
    if name == "recheck":
        left = [f for f in standing.ordered(case) if f.standing == Standing.REPORTED]
        return [*sorted(running(case, name) - {f.due_on.isoformat() for f in left})]
    return [None]


def running(case: Case, name: str) -> set[str]:
    """Keys of the clocks of this name that run."""
    return set(case.dossier.deadlines.filter(name=name, status="running").values_list("key", flat=True))


def idle_dates(case: Case) -> list[str | None]:
    """Rectification clocks whose findings are all answered, held, settled or no longer served."""
    wanted = {due.isoformat() for due in standing.rectification_dates(case)}
    return [*sorted(running(case, "rectification") - wanted)]


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
    obeyed(row.case.dossier_id, "redate", today())
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
    """Record the answer; a granted date moves the findings not yet settled, the old date stays in order and clock."""
    row = ExtensionRequest.objects.get(pk=request)
    row.granted, row.decision_reason, row.decided_on = granted, reason, on
    row.new_date = new_on if granted else None
    row.save()
    if granted:
        row.findings.exclude(standing__in=standing.SETTLED).update(due_on=new_on)
        row.findings.filter(standing=Standing.NOT_DONE).update(standing=Standing.OPEN, settled_on=None)
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
    """Enter the judgements; what is not done while its date still runs stays open, a request made idle is answered."""
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
    resumed.answer_idle(case, checked_on, "经复查已经改正，不再需要延期。")
    return row


def summed_up(case: Case, results: dict[int, str], on: date) -> str:
    """The state once these results are entered; a finding not yet ordered keeps the case open."""
    state = standing.after_judging(standing.ordered(case), results, on)
    waiting = case.findings.filter(order=None, guidance=False).exclude(standing__in=standing.SETTLED).exists()
    return CaseState.ORDERED if waiting and state == CaseState.CORRECTED else state


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
