"""A designation of my unit: its certificate, its reviews, what is asked of the unit, and what the unit may do."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import in_charge
from casework.accreditation.models import Designation
from casework.accreditation.states import HOLDING, LEFT
from casework.clock.models import Deadline, DeadlineStatus
from casework.web import wording
from casework.web.access import enterprises_only, get_owned
from casework.web.enterprises import papers
from casework.web.enterprises.cases import life
from casework.web.enterprises.penalty_home import MOST, of_site, unopened
from casework.web.reply import designation_page
from casework.web.reply.designation_forms import FORMS
from casework.web.reply.penalty_rights import lamp
from casework.web.steps import Desk, take_step
from workflows.registry import page_of

RELATED = ("dossier__agency", "enterprise", "agency", "application", "certificate", "place__category__programme")
ASKED = ("designation_rectify", "statement")


def owned(request: HttpRequest, pk: int) -> Designation:
    return get_owned(Designation.objects.select_related(*RELATED), request.user, pk)


@enterprises_only
@require_GET
def designation(request: HttpRequest, pk: int) -> HttpResponse:
    row = owned(request, pk)
    title, lede = designation_page.sentence(row)
    listed = papers.listed(request, row.dossier)
    certificate = next((paper for paper in listed if paper["pk"] == row.certificate_id), None)
    context = {
        "designation": row,
        "title": title,
        "lede": lede,
        "standing": row.state in HOLDING,
        "certificate": certificate,
        "rights": designation_page.rights(page_of(row)(row, by=request.user)),
        "renewing": designation_page.renewing(row),
        "clocks": designation_page.dates(row),
        "reviews": list(row.reviews.order_by("-pk")),
        "rectifications": list(row.rectifications.prefetch_related("evidence").order_by("-pk")),
        "ending": designation_page.ending(row),
        "papers": listed,
        "sealed": [paper for paper in listed if paper["sealed"]],
        "officers": in_charge(row.dossier),
        **life(row.dossier),
    }
    return render(request, "enterprises/accreditation/designation.html", context)


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the unit's steps."""
    row = owned(request, pk)
    form_class = FORMS.get(("designation", step))
    if form_class is None:
        raise Http404
    return take_step(
        Desk(
            request, row, form_class, reverse("my_designation", args=[row.pk]),
            template="enterprises/penalty/step.html", barred="enterprises/penalty/barred.html",
            preview="officers/step_preview.html", from_party=True,
        )
    )  # fmt: skip


# --- the unit's desk ----------------------------------------------------------------------------------------------
def groups(user: Any, site: Any, ended: bool) -> list[dict[str, Any]]:
    found = of_site(Designation, user, site).select_related("place__category__programme")
    rows = list(found.filter(state__in=LEFT if ended else HOLDING)[:MOST])
    dossiers = [row.dossier_id for row in rows]
    asked = Deadline.objects.filter(dossier__in=dossiers, status=DeadlineStatus.RUNNING, name__in=ASKED)
    dates: dict[int, date] = dict(asked.order_by("-due_on").values_list("dossier", "due_on"))
    sealed = unopened(dossiers)
    made = [line(row, dates.get(row.dossier_id), sealed.get(row.dossier_id, 0)) for row in rows]
    made.sort(key=lambda row: row["on"] or date.max)
    return [{"key": "designations", "title": "命名", "rows": made}] if made else []


def line(row: Designation, due: date | None, unread: int) -> dict[str, Any]:
    level, left = lamp(due)
    return {
        "href": reverse("my_designation", args=[row.pk]),
        "number": f"{row.place.category.programme}　{row.number}",
        "party": row.party_name,
        "own": False,
        "what": designation_page.sentence(row)[0],
        "on": due,
        "due": wording.day(due) if due else "",
        "level": level,
        "left": left,
        "papers": unread,
        "act": "去办理" if due else "查看",
    }
