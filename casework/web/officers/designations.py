"""命名: who is designated, and the page of one designation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accreditation import exceptions, renewal, waiting
from casework.accreditation.models import Designation
from casework.accreditation.states import HOLDING, LEFT
from casework.accreditation.states import DesignationState as S
from casework.web import actions, clocks, lists, wording
from casework.web.access import get_visible, officers_only
from casework.web.officers import casefile, nearest
from casework.web.officers.designation_file import panels, stages
from casework.web.officers.rows import names_of
from casework.web.officers.visited import remember

ORDER = lists.Order("designated_on", descending=True)
COLUMNS = ("id", "dossier_id", "state", "party_name", "number", "designated_on", "valid_to")
COLUMNS += ("place__category__name", "place__category__programme__name")
VIEWS = (
    ("", "现有命名", HOLDING),
    ("review", "复核中", (S.UNDER_REVIEW,)),
    ("rectifying", "整改中", (S.RECTIFYING,)),
    ("ending", "拟终止", (S.REVOCATION_NOTIFIED,)),
    ("ended", "已终止", LEFT),
)
LABELS = dict(S.choices)
LEVELS = {S.ACTIVE: "green", S.UNDER_REVIEW: "amber", S.RECTIFYING: "amber", S.REVOCATION_NOTIFIED: "red"}


@officers_only
@require_GET
def designations(request: HttpRequest) -> HttpResponse:
    """Units designated in the visitor's territory, the newest first."""
    states = {key: found for key, _label, found in VIEWS}
    view = request.GET.get("view", "")
    view = view if view in states else ""
    rows = Designation.objects.visible_to(request.user).filter(state__in=states[view])
    known = {name: request.GET[name] for name in ("after", "before") if name in request.GET}
    shown = lists.page(rows, ORDER, known | ({"view": view} if view else {}), COLUMNS)
    shown.words = lists.count_words(lists.capped_count(rows), "家")
    due = nearest.by_record("designation", [row["id"] for row in shown.rows])
    context = {
        "page": shown,
        "rows": [line(row) | nearest.row_light(due.get(row["id"])) for row in shown.rows],
        "views": [(key, label, key == view) for key, label, _states in VIEWS],
    }
    return render(request, "officers/accreditation/designations.html", context)


def line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "href": reverse("designation", args=[row["id"]]),
        "party": row["party_name"],
        "what": f"{row['place__category__programme__name']}（{row['place__category__name']}）",
        "number": row["number"],
        "since": wording.short_day(row["designated_on"]),
        "until": wording.full_day(row["valid_to"]),
        "state": LABELS[row["state"]],
        "state_level": LEVELS.get(row["state"], ""),
    }


@officers_only
@require_GET
def designation(request: HttpRequest, pk: int) -> HttpResponse:
    """One designation: what it is worth today, what is known against the unit, what comes next."""
    related = ("dossier", "enterprise", "agency", "application", "certificate", "decision")
    rows = Designation.objects.select_related(*related, "place__category__programme")
    record = get_visible(rows, request.user, pk)
    remember(request, "designation", record.pk, "命名", record.party_name)
    found = [row for row in clocks.of(record.dossier) if row.running]
    standing = record.state in HOLDING
    context = {
        "designation": record,
        "level": LEVELS.get(S(record.state), ""),
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "stages": stages(record),
        "against": exceptions.of(record) if standing else [],
        "renewal": renewal.asked_for(record) if standing else None,
        "renewal_opens": renewal.opens_on(record),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "panels": panels(record),
        "waiting": [] if standing else waiting.waiting(record.place.category),
        "papers": list(record.dossier.documents.defer("facts").order_by("-pk")),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
        **casefile.related(record.dossier, request.user),
    }
    return render(request, "officers/accreditation/designation.html", context)
