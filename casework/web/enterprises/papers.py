"""Papers of the enterprise: which it may read, and the moment it opened one that was served electronically."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.web import wording
from casework.web.access import enterprises_only
from casework.web.files import documents
from casework.web.reading import electronic, keep_reading, unread
from documents.models import Document, Dossier, Service

__all__ = ["listed", "paper", "unread"]


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The cover of a paper served electronically: opening it is a POST, whose moment is kept."""
    row = documents(request).select_related("dossier__enterprise", "agency").filter(pk=pk).first()
    if row is None:
        raise Http404
    service = electronic().filter(document=row).order_by("id").first()
    if request.method == "POST" or service is None:
        if request.method == "POST":
            keep_reading(row)
        return redirect(f"{reverse('document', args=[pk])}{'?as=pdf' if row.pdf else ''}")
    return render(request, "enterprises/paper.html", {"paper": row, "service": service})


def listed(request: HttpRequest, dossier: Dossier) -> list[dict[str, Any]]:
    """Papers the party may read, the newest first, with how and when each reached it: two queries."""
    rows = list(documents(request).filter(dossier=dossier).defer("facts").order_by("-id"))
    services = {row.document_id: row for row in served(row.pk for row in rows)}
    return [line(row, services.get(row.pk)) for row in rows]


def served(papers: Iterable[int]) -> Iterable[Service]:
    return Service.objects.filter(document__in=list(papers), state__in=("served", "posted")).order_by("id")


def line(row: Document, service: Service | None) -> dict[str, Any]:
    sealed = service is not None and service.mode == "electronic" and service.read_at is None
    href = reverse("document", args=[row.pk])
    return {
        "pk": row.pk,
        "kind": row.kind,
        "name": row.title,
        "number": row.number,
        "on": wording.short_day(row.issued_on),
        "how": how(service),
        "sealed": sealed,
        "word": href if row.file else "",
        "pdf": f"{href}?as=pdf" if row.pdf else "",
        "verify": reverse("verify_code", args=[row.code]),
        "status": "" if row.status == Document.Status.ISSUED else row.get_status_display(),
        "reason": row.status_reason,
    }


def how(service: Service | None) -> str:
    if service is None:
        return ""
    words = f"{wording.short_day(service.served_on or service.posted_on)}{service.get_mode_display()}"
    return f"{words}，{wording.moment(service.read_at)}查阅" if service.read_at else words
