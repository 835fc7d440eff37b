"""认定申请: what is applied for, and the page of one application."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accreditation import computed, standing
from casework.accreditation.models import Application, Category, Round, SelfAssessment
from casework.accreditation.states import ApplicationState
from casework.web import actions, clocks, lists, wording
from casework.web.access import get_visible, officers_only
from casework.web.forms.fields import whole
from casework.web.officers import casefile, listings, nearest, panels
from casework.web.officers.rows import names_of
from casework.web.officers.visited import remember

ORDER = lists.Order("submitted_on")
COLUMNS = ("id", "dossier_id", "state", "party_name", "submitted_on", "category__name", "round__programme__name")
COLUMNS += ("round__title",)


@officers_only
@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """Everything submitted in the visitor's territory."""
    chosen = narrowed(request)
    rows = Application.objects.visible_to(request.user).filter(**chosen)
    known = {name: request.GET[name] for name in ("after", "before", *chosen) if name in request.GET}
    shown = lists.page(rows, ORDER, known, COLUMNS)
    shown.words = lists.count_words(lists.capped_count(rows), "件")
    labels = dict(Application._meta.get_field("state").choices)
    due = nearest.by_record("application", [row["id"] for row in shown.rows])
    context = {
        "page": shown,
        "narrowed": words_of(chosen) if chosen else "",
        "rows": [
            {
                "href": reverse("application", args=[row["id"]]),
                "party": row["party_name"],
                "what": f"{row['round__programme__name']}（{row['category__name']}）",
                "round": row["round__title"],
                "submitted": wording.short_day(row["submitted_on"]),
                "state": labels[row["state"]],
                **nearest.row_light(due.get(row["id"])),
            }
            for row in shown.rows
        ],
    }
    return render(request, "officers/accreditation/list.html", context)


def narrowed(request: HttpRequest) -> dict[str, Any]:
    """Of one round, category or state, where the address says so."""
    keys = {name: whole(request.GET.get(name)) for name in ("round", "category")}
    chosen: dict[str, Any] = {name: key for name, key in keys.items() if key is not None}
    state = request.GET.get("state", "")
    return chosen | ({"state": state} if state in ApplicationState.values else {})


def words_of(chosen: dict[str, Any]) -> str:
    """What the list is narrowed to, in words."""
    of = Round.objects.select_related("programme").filter(pk=chosen.get("round", 0)).first()
    category = Category.objects.filter(pk=chosen.get("category", 0)).first()
    state = ApplicationState(chosen["state"]).label if "state" in chosen else ""
    return "，".join(str(part) for part in (of, category, state) if part)


@officers_only
@require_GET
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: what it says, what speaks against it, what comes next."""
    rows = Application.objects.select_related("dossier", "enterprise", "agency", "city", "round__programme", "category")
    record = get_visible(rows, request.user, pk)
    remember(request, "application", record.pk, str(record), record.party_name)
    found = [row for row in clocks.of(record.dossier) if row.running]
    context = {
        "application": record,
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "assessments": assessed(record),
        "partners": list(record.partners.all()),
        "supplements": list(record.supplements.prefetch_related("items__evidence")),
        "recommendations": list(record.recommendations.select_related("agency", "by")),
        "obstacles": standing.obstacles(record.enterprise) + standing.doubts(record.enterprise),
        "papers": list(record.dossier.documents.defer("facts").order_by("-pk")),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
        **panels.of_application(record, request.user),
        **listings.of_application(record),
    }
    return render(request, "officers/accreditation/application.html", context)


def assessed(record: Application) -> list[SelfAssessment]:
    """What the applicant says of each criterion, beside it what this system itself knows."""
    rows = record.assessments.select_related("criterion").prefetch_related("evidence")
    found = list(rows.order_by("criterion__position"))
    for row in found:
        row.figure = computed.figure(record, row.criterion.computed) if row.criterion.computed else None
    return found
