"""The papers of a step: issued in the order the page names them, their service opened, the 审批表 filled."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from casework.accounts.codes import keep_code, new_code
from casework.accounts.models import OfficerCertificate
from casework.accounts.queries import in_charge
from casework.core.now import today
from documents.catalogue import KINDS, Kind
from documents.issue import issue
from documents.models import Document, ReservedNumber, Service

if TYPE_CHECKING:
    from workflows.engine import Lifecycle, Step

APPROVAL_FORM = "approval-form"


def issue_all(page: "Lifecycle", wanted: list[str], step: "Step", open_service: Callable[..., Any]) -> list[Document]:
    """Issue the papers and put each that must be served into the service lifecycle; returns the documents."""
    if page.proposal is not None and not any(KINDS[code].approval for code in wanted):
        wanted = [*wanted, APPROVAL_FORM]
    named = [(code, copy) for code in wanted for copy in page.copies(code)]
    return [issue_one(page, code, step, open_service, copy) for code, copy in named]


def issue_one(
    page: "Lifecycle", code: str, step: "Step", open_service: Callable[..., Any], copy: dict[str, Any]
) -> Document:
    kind = KINDS[code]
    plain, digest = new_code() if kind.access_code else ("", "")
    document = issue(
        code,
        record=page.record,
        subject=page.subject,
        by=step.by,
        facts={
            **step.facts,
            **page.paper_facts(code),
            **copy,
            "step_label": str(page.effects(step.name).label),
            "opinion": page.proposal.opinion if page.proposal else "",
        },
        officers=signing_officers(page, step),
        opinions=opinions(page.proposal),
        access_code=plain,
        reserved=reserved_number(page, kind, step),
        rehearsal=step.rehearsal,
        title=approval_title(page, step) if code == APPROVAL_FORM else "",
    )
    if step.rehearsal:
        return document
    if plain:
        keep_code(document.dossier.enterprise, document, digest)
    if page.subject is not None and hasattr(page.subject, "document_id") and not page.subject.document_id:
        page.subject.document = document
        page.subject.save(update_fields=["document"])
    if kind.served:
        service = Service(
            dossier_id=document.dossier_id, document=document, recipient=str(document.facts["addressee"])[:120]
        )
        open_service(service, "prepare", by=step.by)
    return document


def reserved_number(page: "Lifecycle", kind: Kind, step: "Step") -> ReservedNumber | None:
    """The number taken earlier for a form filled without network, held until the step is done.

    Raises:
        ValidationError: it is not there to be used for this paper by these officers.
    """
    if not (chosen := step.facts.get("reserved")) or not kind.series:
        return None
    own = ReservedNumber.objects.filter(agency=page.record.agency_id, series=kind.series)
    row = own.select_for_update(of=("self",)).select_related("holder").filter(pk=chosen).first()
    if row is None:
        raise ValidationError(f"所选文号不是本机关为{kind.title}预留的。请另选。")
    if row.status != ReservedNumber.Status.RESERVED:
        raise ValidationError(f"{row.year}年{row.serial}号{row.get_status_display()}，不能再用。请另选文号。")
    if row.holder_id not in {step.by and step.by.pk, *(step.facts.get("officers") or ())}:
        raise ValidationError(f"{row.year}年{row.serial}号由{row.holder}领用，不能由他人使用。请另选文号。")
    return row


def approval_title(page: "Lifecycle", step: "Step") -> str:
    return f"{page.effects(step.name).label}审批表"


def signing_officers(page: "Lifecycle", step: "Step") -> list[dict[str, str]]:
    """The officers named in the facts, else those in charge, with the certificate in force today."""
    chosen = step.facts.get("officers")
    users = in_charge(page.record.dossier)
    if chosen:
        users = users.model.objects.filter(pk__in=chosen)
    numbers = dict(OfficerCertificate.objects.in_force(today()).values_list("user_id", "number"))
    return [{"name": user.name, "certificate": numbers.get(user.pk, "")} for user in users.order_by("name", "pk")]


def opinions(proposal: Any) -> list[dict[str, Any]]:
    """What was signed, in order, for the official approval forms."""
    if proposal is None:
        return []
    signed = proposal.task_set.exclude(decision="").select_related("signer", "on_behalf_of").order_by("pk")
    return [
        {
            "node": task.flow_task.name,
            "label": task.data.get("label", ""),
            "signer": task.signer.name if task.signer else "",
            "on_behalf_of": task.on_behalf_of.name if task.on_behalf_of else "",
            "decision": task.get_decision_display(),
            "remark": task.remark,
            "signed_on": timezone.localtime(task.signed_at).date().isoformat(),
        }
        for task in signed
    ]
