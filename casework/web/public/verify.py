"""Anybody holding a paper asks whether it is ours: by the code printed below its QR, and by the file itself."""

import base64
import re
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accreditation.models import Designation
from casework.accreditation.status import status
from casework.core.digests import of_pieces
from casework.core.now import now
from casework.trail.models import Event
from casework.trail.verify import verify_document
from casework.web import limits, wording
from documents import qr
from documents.models import Document

CERTIFICATE = "designation-certificate"
VERDICTS = {
    Document.Status.ISSUED: ("green", "这份文书是真的", "现行有效。"),
    Document.Status.WITHDRAWN: ("red", "这份文书已经撤销", "不再有效。"),
    Document.Status.REPLACED: ("amber", "这份文书已经更正", "请以{after}为准。"),
}
MOST_WRONG = MOST_FILES = 30  # from one address in ten minutes
MOST_BYTES = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
NO_FILE = "还没有选文件。请选择收到的文件再比对。"
TOO_BIG = f"文件超过{MOST_BYTES // 1024 // 1024} MB，没有比对。本机关签发的文书没有这么大。"


def plain_code(text: str) -> str:
    """A code as it was typed: any case, blanks and hyphens between the groups."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[:12]


@login_not_required
@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    if code := plain_code(request.GET.get("code", "")):
        return redirect("verify_code", code=code)
    return render(request, "public/verify_ask.html", {"asked": "", "missing": "code" in request.GET})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Number, agency, date, masked party and standing of the paper; a file sent along is compared and not kept.

    Whoever tries codes is shut out for a while: there are 31¹² of them, but nobody shall collect any.
    """
    is_sent = request.method == "POST"
    if limits.reached(request, "code", MOST_WRONG) or (is_sent and limits.reached(request, "file", MOST_FILES)):
        return render(request, "429.html", status=429)
    papers = Document.objects.select_related("agency", "dossier__enterprise")
    document = papers.filter(code=plain_code(code), internal=False).first()
    if document is None:
        limits.count(request, "code")
        return render(request, "public/verify_ask.html", {"asked": code, "missing": False}, status=404)
    file = request.FILES.get("file")
    if is_sent:
        limits.count(request, "file")
    refused = refusal(is_sent, file)
    context = {
        "document": document,
        "party": masked(document.dossier.about),
        "code": grouped(document.code),
        "checked_at": wording.moment(now()),
        "qr": picture(document.code),
        "event": told(document),
        "result": compare(document, file) if file and not refused else None,
        "refused": refused,
        **verdict(document),
    }
    return render(request, "public/verify.html", context)


def refusal(is_sent: bool, file: UploadedFile | None) -> str:
    """Why there is nothing to compare, if so."""
    if not is_sent:
        return ""
    return NO_FILE if file is None else TOO_BIG if (file.size or 0) > MOST_BYTES else ""


def verdict(document: Document) -> dict[str, str]:
    """What the paper is worth today; a certificate tells how its designation stands, and gives nobody's reasons."""
    if document.kind == CERTIFICATE:
        designation = Designation.objects.get(dossier=document.dossier_id)
        found = status(designation, replaced=document.status == Document.Status.REPLACED)
        words = f"由{document.agency.name}签发，{found.words}"
        return {"level": found.level, "head": found.head, "words": words, "standing": found.label, "reason": ""}
    level, head, words = VERDICTS[Document.Status(document.status)]
    return {
        "level": level,
        "head": head,
        "words": f"由{document.agency.name}签发，{words.format(after=successor(document))}",
        "standing": str(document.get_status_display()),
        "reason": document.status_reason,
    }


def successor(document: Document) -> str:
    """The paper that corrects this one, by number where it has one; its code stays with whoever received it."""
    after = document.corrections.filter(internal=False, status=Document.Status.ISSUED).order_by("-pk").first()
    return f"《{after.title}》{after.number}" if after else "更正书"


def masked(name: str) -> str:
    """The party's name with its middle hidden: enough to compare with the paper, not enough to collect names."""
    keep = 4 if len(name) > 10 else 2 if len(name) > 5 else 0
    if not keep:
        return name[:1] + "＊" * (len(name) - 1)
    return name[:keep] + "＊" * (len(name) - 2 * keep) + name[-keep:]


def grouped(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def picture(code: str) -> str:
    """The paper's own square code as a data address."""
    address = f"{settings.SITE_URL}{reverse('verify_code', args=[code])}"
    return "data:image/png;base64," + base64.b64encode(qr.png(address)).decode()


def told(document: Document) -> Event | None:
    """The event of the issue, if facts and files are still those the chain remembers: the files are read again."""
    events = Event.objects.filter(dossier=document.dossier_id, kind="document", record=document.pk).order_by("seq")
    said = {event.step: event for event in events}
    facts = {("document", document.pk, step): event.facts for step, event in said.items()}
    return None if verify_document(document, facts, files=True) else said["issue"]


def compare(document: Document, file: UploadedFile) -> dict[str, Any]:
    """Whether the file sent is byte for byte one of those drawn for this paper."""
    found = of_pieces(file.chunks()).sha256
    kinds = {document.sha256: "Word 文件", document.pdf_sha256: "PDF 文件"}
    kinds.pop("", None)
    return {"same": found in kinds, "kind": kinds.get(found, ""), "name": file.name, "sha256": found}
