"""What lies in a dossier, each kind read in one query and worded for the page."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from casework.accounts.grants import is_in_charge
from casework.accounts.models import User
from casework.core.now import today
from casework.enforcement.models import Answer, Case, Finding, Inspection
from casework.enforcement.states import Standing
from casework.notices.models import Notice
from casework.penalties.models import Remedy, Suspension
from casework.web import wording
from casework.web.officers.rows import light_of
from casework.web.shell import address
from documents.models import Attachment, Document, Dossier, Service, ServiceState
from workflows.flow import NODES
from workflows.models import Proposal, Signature

SERVICE_KINDS = {ServiceState.SERVED: "ok", ServiceState.CANCELLED: "", ServiceState.RETURNED: "warn"}
STATUS_TAGS = {Document.Status.WITHDRAWN: "已撤销", Document.Status.REPLACED: "已更正"}
STANDINGS = {
    Standing.DONE: ("green", "已改正"),
    Standing.NOT_DONE: ("red", "逾期未改正"),
    Standing.DROPPED: ("off", "不再要求"),
}
ICONS = {"image": "camera", "application": "doc", "video": "camera", "audio": "camera"}
EVIDENCE = {"signature": "签名"}
OPEN_SERVICES = (ServiceState.PENDING, ServiceState.ATTEMPTED, ServiceState.POSTED, ServiceState.RETURNED)


def summary(case: Case) -> str:
    """The first finding's fact and how many there are."""
    facts = list(case.findings.order_by("number").values_list("violation__name", flat=True))
    return facts[0] + (f"等{len(facts)}项" if len(facts) > 1 else "") if facts else "还没有列入案件的问题"


# --- findings -----------------------------------------------------------------------------------------------------
def findings(case: Case) -> dict[str, Any]:
    """The case's findings with the party's latest answer to each and how each stands."""
    rows = list(case.findings.select_related("violation").order_by("number"))
    answers: dict[int, Answer] = {}
    given = Answer.objects.filter(finding__in=rows, report__submitted_at__isnull=False).select_related("report")
    for answer in given.order_by("report__submitted_at"):
        answers[answer.finding_id] = answer
    return {"rows": [finding_row(row, answers.get(row.pk)) for row in rows], "words": standing_words(rows)}


def finding_row(row: Finding, answer: Answer | None) -> dict[str, Any]:
    level, text = standing(row)
    return {
        "n": row.number,
        "fact": row.fact,
        "violation": row.violation.name,
        "breached": row.basis.get("breached", ""),
        "penalised": row.basis.get("penalised_by", ""),
        "due": wording.short_day(row.due_on) if row.due_on else "未责令",
        "moved": wording.short_day(row.first_due_on) if row.first_due_on and row.first_due_on != row.due_on else "",
        "reply": answer.text if answer else "未提交",
        "level": level,
        "state": text,
        "guidance": row.guidance,
    }


def standing(row: Finding) -> tuple[str, str]:
    """The light of one finding: its own date while it is open, its result once it has one."""
    if row.guidance:
        return "off", "只作指导"
    if row.standing in STANDINGS:
        return STANDINGS[Standing(row.standing)]
    if row.standing == Standing.REPORTED:
        return "off", "待复查"
    if row.due_on is None:
        return "off", "待责令"
    light = light_of("ordered", row.due_on)
    return light.level, light.text


def standing_words(rows: Iterable[Finding]) -> str:
    counts: dict[str, int] = defaultdict(int)
    labels = dict(Standing.choices)
    total = 0
    for row in rows:
        total += 1
        late = row.standing == Standing.OPEN and row.due_on and row.due_on < today()
        counts["过期未报" if late else labels[row.standing]] += 1
    parts = "，".join(f"{label}{number}项" for label, number in counts.items())
    return f"{total}项中，{parts}" if total else "没有问题"


def found_at(inspection: Inspection) -> list[dict[str, Any]]:
    """Findings of a visit with the people and the evidence of each: three queries."""
    rows = inspection.findings.select_related("violation").prefetch_related("workers", "evidence").order_by("number")
    return [
        {
            **finding_row(row, None),
            "workers": "、".join(worker.name for worker in row.workers.all()),
            "post": row.post,
            "evidence": [file_row(file) for file in row.evidence.all()],
            "cannot_wait": row.cannot_wait,
            "major": row.major,
        }
        for row in rows
    ]


# --- papers -------------------------------------------------------------------------------------------------------
def papers(dossier: Dossier) -> list[dict[str, Any]]:
    """Every paper, the newest first, with where its service stands: two queries."""
    states: dict[int, Service] = {}
    for service in Service.objects.filter(dossier=dossier).order_by("id"):
        states[service.document_id] = service
    rows = Document.objects.filter(dossier=dossier).defer("facts").order_by("-id")
    return [paper_row(row, states.get(row.pk)) for row in rows]


def paper_row(row: Document, service: Service | None) -> dict[str, Any]:
    kind, state = paper_tag(row, service)
    return {
        "name": row.title,
        "number": row.number or "—",
        "on": wording.short_day(row.issued_on),
        "drawn": bool(row.file),
        "href": reverse("document", args=[row.pk]),
        "failed": bool(row.last_error) and not row.file,
        "how": delivery(service),
        "kind": kind,
        "state": state,
        "reason": row.status_reason,
        "code": row.code,
        "verify": reverse("verify_code", args=[row.code]),
        "internal": row.internal,
    }


def paper_tag(row: Document, service: Service | None) -> tuple[str, str]:
    if row.status in STATUS_TAGS:
        return "", STATUS_TAGS[Document.Status(row.status)]
    if service is None:
        return "", "内部文书" if row.internal else "不须送达"
    state = ServiceState(service.state) if service.state else ServiceState.PENDING
    return SERVICE_KINDS.get(state, "warn"), str(state.label)


def delivery(service: Service | None) -> str:
    """``直接送达，6月2日，陆某签收``"""
    if service is None:
        return "—"
    parts = [
        service.get_mode_display() if service.mode else "",
        wording.short_day(service.served_on) if service.served_on else "",
        f"{service.receiver}签收" if service.receiver else "",
    ]
    return "，".join(filter(None, parts)) or "还没有送达"


def services(dossier: Dossier, user: User) -> list[dict[str, Any]]:
    """Papers that have not reached the party yet."""
    rows = Service.objects.filter(dossier=dossier, state__in=OPEN_SERVICES).select_related("document").order_by("id")
    return [
        {
            "name": row.document.title,
            "number": row.document.number,
            "state": row.get_state_display(),
            "recipient": row.recipient,
            "href": address("service", row.pk),
        }
        for row in rows
    ]


# --- stops and reviews ---------------------------------------------------------------------------------------------
def related(dossier: Dossier, user: User) -> dict[str, Any]:
    """Stops and reviews that hang on the dossier, and where those in charge register another review."""
    return {
        "suspensions": list(Suspension.objects.filter(dossier=dossier).exclude(state="")),
        "remedies": list(Remedy.objects.filter(dossier=dossier).exclude(state="").order_by("-pk")),
        "remedy_href": address("remedy_new", dossier.pk) if is_in_charge(user, dossier) else "",
    }


# --- evidence, notices, approvals ---------------------------------------------------------------------------------
def files(dossier: Dossier) -> list[dict[str, Any]]:
    rows = Attachment.objects.filter(dossier=dossier).select_related("by").prefetch_related("findings").order_by("-id")
    return [file_row(row) | {"proves": proves(row)} for row in rows]


def proves(row: Attachment) -> str:
    numbers = sorted(finding.number for finding in row.findings.all())
    return f"证明第{'、'.join(map(str, numbers))}项" if numbers else ""


def file_row(row: Attachment) -> dict[str, Any]:
    return {
        "name": row.name,
        "kind": EVIDENCE.get(row.kind, row.kind) or "材料",
        "icon": ICONS.get(row.media_type.partition("/")[0], "doc"),
        "href": reverse("attachment", args=[row.pk]),
        "at": wording.moment(row.captured_at or row.created_at),
        "from_party": row.from_party,
        "internal": row.internal,
        "digest": wording.short_digest(row.sha256),
        "place": "" if row.latitude is None else f"{row.latitude:.5f}，{row.longitude or 0:.5f}",
    }


def notices(dossier: Dossier) -> list[dict[str, Any]]:
    """Who was told what, and whether the mail left."""
    rows = Notice.objects.filter(dossier=dossier).select_related("to").order_by("-id")[:50]
    return [
        {
            "title": row.title,
            "to": str(row.to),
            "at": wording.moment(row.created_at),
            "read": f"{wording.moment(row.read_at)}已读" if row.read_at else "未读",
            "mail": row.get_mail_display(),
            "failed": row.mail == Notice.Mail.FAILED,
        }
        for row in rows
    ]


def proposals(dossier: Dossier) -> list[dict[str, Any]]:
    """What waits for signatures, and for whose: two queries."""
    rows = list(Proposal.objects.filter(dossier=dossier, outcome="").select_related("proposer").order_by("id"))
    signed: dict[int, list[Signature]] = defaultdict(list)
    for task in Signature.objects.filter(process__in=rows).select_related("signer").order_by("id"):
        signed[task.process_id].append(task)
    return [proposal_row(row, signed[row.pk]) for row in rows]


def proposal_row(row: Proposal, tasks: list[Signature]) -> dict[str, Any]:
    opinions = [task for task in tasks if task.flow_task and task.flow_task.name in NODES]
    return {
        "label": row.label,
        "route": row.get_route_display(),
        "by": str(row.proposer),
        "at": wording.moment(row.created),
        "opinion": row.opinion,
        "href": address("proposal", row.pk),
        "signatures": [
            {
                "node": NODES[task.flow_task.name][1],
                "who": str(task.signer) if task.signer else "待签",
                "decision": task.get_decision_display() if task.decision else "",
                "at": wording.moment(task.signed_at) if task.signed_at else "",
            }
            for task in opinions
        ],
    }
