"""Asking for more time, from the enterprise's own page or entered from its signed paper."""

from typing import Any

from casework.accounts.models import User
from casework.core.now import today
from casework.enforcement import drafts, standing
from casework.enforcement.models import Case, Finding
from casework.enforcement.states import RUNNING, Standing
from casework.web.reply.forms import ExtensionForm
from documents.evidence import BadUpload, accept_all
from documents.models import Attachment
from workflows import approval
from workflows.engine import Refused

KIND = "延期申请材料"


def extendable(case: Case) -> list[Finding]:
    """Findings a request can name: ordered and served, not reported or settled, no request open."""
    if case.state not in RUNNING:
        return []
    waiting = standing.held(case)
    rows = [row for rows in drafts.asked(case).values() for row in rows]
    return [row for row in rows if row.standing != Standing.REPORTED and row.pk not in waiting]


def form_for(case: Case, findings: list[Finding], *posted: Any) -> ExtensionForm:
    late = any(row.due_on < today() for row in findings if row.due_on)
    initial = {"findings": [row.pk for row in findings]} if len(findings) == 1 else {}
    return ExtensionForm(*posted, findings=findings, late=late, dossier=case.dossier, initial=initial)


def ask(form: ExtensionForm, case: Case, *, by: User, version: int | None = None) -> tuple[bool, list[Attachment]]:
    """Take the files in and ask; whether it was done, and the files that are kept for another try.

    What is wrong stands on the form afterwards.
    """
    files = form.kept()
    if not form.is_valid():
        return False, files
    try:
        if chosen := form.cleaned_data["files"]:
            files += accept_all(chosen, dossier=case.dossier, by=by, kind=KIND, from_party=True)
    except BadUpload as refusal:
        form.add_error("files", str(refusal))
        return False, files
    facts = {name: form.cleaned_data[name] for name in ("findings", "wished_on", "reason")}
    facts["obstacle"] = form.cleaned_data.get("obstacle", "")
    try:
        approval.request(
            case, "request_extension", by=by, version=version, evidence=[file.pk for file in files], **facts
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False, files
    return True, files
