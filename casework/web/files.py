"""Papers and evidence as files, and the door of a matter: both audiences come here with the same address."""

from pathlib import Path
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from casework.accreditation import expert_desk
from casework.web import access
from casework.web.downloads import send
from casework.web.reading import is_sealed
from casework.web.shell import address
from documents.models import Document, Dossier
from documents.queries import attachments_visible_to, documents_visible_to, dossiers_visible_to

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
M = TypeVar("M", bound=Model)
MATTERS = ("listing", "case", "inspection", "penalty", "application", "designation")  # what a dossier can be about


def dossiers(request: HttpRequest) -> QuerySet[Dossier]:
    return dossiers_visible_to(request.user)


def first(pk: int, *sources: QuerySet[M]) -> M | None:
    """The row, from whichever source knows it."""
    return next((row for rows in sources if (row := rows.filter(pk=pk).first())), None)


def documents(request: HttpRequest) -> QuerySet[Document]:
    return documents_visible_to(request.user)


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper as PDF (``?as=pdf``) or as Word document; a page says so while it is still being drawn."""
    row = first(pk, documents(request).select_related("dossier"), expert_desk.papers(request.user))
    if row is None:
        raise Http404
    if access.audience(request) == "enterprise" and is_sealed(row):
        return redirect("my_paper", pk)
    wants_pdf = request.GET.get("as") == "pdf"
    file = row.pdf if wants_pdf else row.file
    if not file:
        return pending(request, row, wants_pdf)
    ending, media_type = (".pdf", PDF) if wants_pdf else (".docx", DOCX)
    return send(file, f"{row.title}{row.number}{ending}", media_type, inline=wants_pdf)


def pending(request: HttpRequest, row: Document, wants_pdf: bool) -> HttpResponse:
    """Why there is no file yet: being drawn, failed, or this installation has no PDF component."""
    from documents.render import pdf_available  # noqa: PLC0415  asks the system; only this page needs it

    context = {
        "document": row,
        "wants_pdf": wants_pdf,
        "no_pdf": wants_pdf and not pdf_available(),
        "failed": bool(row.last_error),
    }
    response = render(request, "components/pending.html", context, status=404 if context["no_pdf"] else 202)
    if not context["no_pdf"]:
        response["Refresh"] = "60" if row.last_error else "5"
    return response


@require_GET
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    row = first(pk, attachments_visible_to(request.user), expert_desk.files(request.user))
    if row is None:
        raise Http404
    name = row.name if Path(row.name).suffix else row.name + Path(row.file.name).suffix
    return send(row.file, name, row.media_type, inline=True)


@require_GET
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a matter in the visitor's own wing; notices and mails carry this address."""
    row = dossiers(request).select_related(*MATTERS).filter(pk=pk).first()
    if row is None:
        raise Http404
    mine = "my_" if access.audience(request) == "enterprise" else ""
    for name in MATTERS:
        if (record := getattr(row, name, None)) and address(f"{mine}{name}", record.pk):
            return redirect(f"{mine}{name}", pk=record.pk)
    return redirect("home")
