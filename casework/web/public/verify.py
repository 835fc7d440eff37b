"""Anybody holding a paper asks whether it is ours: by the code printed below its QR, and by the file itself."""

import base64
import hashlib
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
from casework.core.now import now
from casework.trail.chain import canonical
from casework.trail.models import Event
from casework.web import wording
from documents import qr
from documents.models import Document

CERTIFICATE = "designation-certificate"
VERDICTS = {
    Document.Status.ISSUED: ("green", "这份文书是真的", "现行有效。"),
    Document.Status.WITHDRAWN: ("red", "这份文书已经撤销", "不再有效。"),
    Document.Status.REPLACED: ("amber", "这份文书已经更正", "请以更正书为准。"),
}


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
    """Number, agency, date, masked party and standing of the paper; a file sent along is compared and not kept."""
    papers = Document.objects.select_related("agency", "dossier__enterprise")
    document = papers.filter(code=plain_code(code), internal=False).first()
    if document is None:
        return render(request, "public/verify_ask.html", {"asked": code, "missing": False}, status=404)
    file = request.FILES.get("file")
    context = {
        "document": document,
        "party": masked(document.dossier.about),
        "code": grouped(document.code),
        "checked_at": wording.moment(now()),
        "qr": picture(document.code),
        "event": told(document),
        "result": compare(document, file) if file else None,
        "chosen_none": request.method == "POST" and file is None,
        **verdict(document),
    }
    return render(request, "public/verify.html", context)


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
        "words": f"由{document.agency.name}签发，{words}",
        "standing": str(document.get_status_display()),
        "reason": document.status_reason,
    }


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


def told(document: Document) -> dict[str, Any] | None:
    """The event of the issue, if the paper's facts are still those the chain remembers."""
    event = Event.objects.filter(dossier=document.dossier_id, kind="document", record=document.pk, step="issue").first()
    facts = hashlib.sha256(canonical(document.facts).encode()).hexdigest()
    if event is None or event.facts.get("facts_sha256") != facts:
        return None
    return {"seq": event.seq, "at": wording.moment(event.at)}


def compare(document: Document, file: UploadedFile) -> dict[str, Any]:
    """Whether the file sent is byte for byte one of those drawn for this paper."""
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    kinds = {document.sha256: "Word 文件", document.pdf_sha256: "PDF 文件"}
    kinds.pop("", None)
    found = kinds.get(digest.hexdigest(), "")
    return {"same": bool(found), "kind": found, "name": file.name, "digest": wording.short_digest(digest.hexdigest())}
