"""Papers on their way to the party: the list of those that have not arrived, and the page of one."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accounts.queries import territory
from casework.clock import deadlines
from casework.clock.models import Deadline
from casework.trail.models import Event
from casework.web import actions, lists, timeline, wording
from casework.web.access import officers_only
from casework.web.officers import casefile, docket
from casework.web.steps import step_href
from documents.models import Service, ServiceState

OPEN = (ServiceState.PENDING, ServiceState.ATTEMPTED, ServiceState.RETURNED, ServiceState.POSTED)
COLUMNS = (
    "id", "dossier_id", "document_id", "state", "recipient", "attempts", "document__title", "document__number",
    "document__issued_on", "mode", "served_on",
)  # fmt: skip
LABELS, MODES = dict(ServiceState.choices), dict(Service._meta.get_field("mode").choices or ())
ORDER = lists.Order("id", descending=True)
VIEWS = (("", "待送达"), ("served", "已送达"), ("all", "全部"))


def visible(request: HttpRequest) -> QuerySet[Service]:
    return Service.objects.filter(territory(request.user, field="dossier__region_code"))


@officers_only
@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """Services of the matters on this desk; all of the territory on request."""
    view = request.GET.get("view", "")
    rows = visible(request).exclude(state="")
    if view != "all":
        wanted = (ServiceState.SERVED,) if view == "served" else OPEN
        rows = rows.filter(state__in=wanted, dossier__in=docket.desk(request))
    shown = lists.page(rows, ORDER, request.GET.dict(), COLUMNS)
    shown.words = f"本页{len(shown.rows)}份"
    lights = due_of(shown.rows)
    context = {
        "page": shown,
        "rows": [list_row(row, lights) for row in shown.rows],
        "views": [(key, label, key == view) for key, label in VIEWS],
    }
    return render(request, "officers/services.html", context)


def due_of(rows: list[dict[str, Any]]) -> dict[int, deadlines.Light]:
    """The light of the running clock that a paper be served, by dossier: one query."""
    dossiers = [row["dossier_id"] for row in rows]
    found = Deadline.objects.filter(dossier__in=dossiers, name="serve", status="running").order_by("-due_on")
    return {row.dossier_id: deadlines.light(row) for row in found}


def list_row(row: dict[str, Any], lights: dict[int, deadlines.Light]) -> dict[str, Any]:
    waiting = row["state"] in OPEN
    return {
        "href": reverse("service", args=[row["id"]]),
        "paper": row["document__title"],
        "number": row["document__number"] or "—",
        "to": row["recipient"],
        "issued": wording.short_day(row["document__issued_on"]),
        "state": LABELS[row["state"]],
        "tried": f"，已试{row['attempts']}次" if row["attempts"] else "",
        "kind": "ok" if row["state"] == ServiceState.SERVED else "",
        "how": f"{MODES.get(row['mode'], '')} {wording.short_day(row['served_on'])}" if row["served_on"] else "",
        "light": lights.get(row["dossier_id"]) if waiting else None,
        "act": step_href("service", row["id"], "serve") if waiting else "",
    }


@officers_only
@require_GET
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """One service: the paper, every attempt, the proof, what may be done."""
    rows = visible(request).exclude(state="").select_related("document", "dossier__enterprise")
    record = rows.prefetch_related("proof").filter(pk=pk).first()
    if record is None:
        raise Http404
    events = Event.objects.filter(dossier=record.dossier, kind="service", record=pk).order_by("-seq")
    things = timeline.Things.of(record.dossier)
    context = {
        "service": record,
        "actions": actions.of(record, request.user),
        "proof": [casefile.file_row(file) | {"proves": ""} for file in record.proof.all()],
        "entries": [timeline.entry(event, things, party=False) for event in events],
    }
    return render(request, "officers/service.html", context)
