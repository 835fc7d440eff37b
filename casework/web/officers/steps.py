"""Officers take steps: the record, its form, where it goes afterwards."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.accreditation.models import Evaluation
from casework.enforcement.models import Inspection
from casework.web.access import officers_only
from casework.web.officers.forms import FORMS
from casework.web.officers.inspections import BUSY
from casework.web.steps import Desk, step_href, take_step
from documents.models import Service
from documents.queries import dossiers_visible_to
from workflows.registry import PAGES, page_of

ON_SITE = ("start", "record_finding", "conclude")  # taken on the phone, at the enterprise
# The party's own steps, entered from its signed paper: pages of their own.
FROM_PAPER = {("case", "report"): "paper_report", ("case", "request_extension"): "paper_extension"}

HOMES = {
    "penalty": "penalty",
    "suspension": "suspension",
    "remedy": "remedy",
    "application": "application",
    "designation": "designation",
    "listing": "listing",
}


def find_record(kind: str, user: User, pk: int) -> Any:
    """A record of the visitor's territory.

    Raises:
        Http404: no such kind or record, or not his to see.
    """
    page = PAGES.get(kind)
    if page is None:
        raise Http404
    rows = page.record_model._default_manager.select_related("dossier__enterprise__industry", "dossier__agency")
    record = rows.filter(dossier__in=dossiers_visible_to(user).values("pk"), pk=pk).first()
    if record is None:
        raise Http404
    return record


def home_of(record: Any) -> str:
    """The page of the matter a record belongs to; a visit that still goes on is worked from its own page."""
    if isinstance(record, Service):
        return reverse("dossier", args=[record.dossier_id])
    if isinstance(record, Inspection):
        return reverse("inspection_site" if record.state in BUSY else "inspection", args=[record.pk])
    if isinstance(record, Evaluation):
        return reverse("panel", args=[record.seat.panel_id])
    name = HOMES.get(page_of(record).kind, "case")
    return reverse(name, args=[record.pk])


def template_of(kind: str, step: str) -> str:
    return "officers/onsite_step.html" if kind == "inspection" and step in ON_SITE else "officers/step.html"


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, kind: str, pk: int, step: str) -> HttpResponse:
    """Take a step of a record."""
    record = find_record(kind, request.user, pk)
    if (kind, step) in FROM_PAPER:
        return redirect(FROM_PAPER[kind, step], pk)
    form_class = FORMS.get((kind, step))
    if form_class is None:
        raise Http404
    return take_step(
        Desk(
            request, record, form_class, home_of(record), template=template_of(kind, step),
            barred="officers/step_barred.html", preview="officers/step_preview.html",
            service_href=lambda service: step_href("service", service.pk, "serve"),
            from_party=page_of(record).steps()[step].may.audience == "party",
        )
    )  # fmt: skip
