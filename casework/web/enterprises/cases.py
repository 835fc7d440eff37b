"""The page of one matter as its party sees it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.accounts.queries import in_charge
from casework.enforcement.models import Case, Inspection
from casework.trail.models import Event
from casework.web import timeline
from casework.web.access import enterprises_only, get_owned
from casework.web.enterprises import papers, rights
from casework.web.reply import standing
from documents.models import Dossier

RECENT = 5  # events shown on the page; the rest is one link away
DRAWN = ("draw", "pdf")  # a paper's file being made is no news of the matter


@enterprises_only
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Case.objects.select_related("dossier__agency", "enterprise", "agency")
    return show(request, get_owned(rows, request.user, pk))


def show(request: HttpRequest, case: Case, *, wrong: list[tuple[str, str]] | None = None,
         typed: dict[int, str] | None = None) -> HttpResponse:  # fmt: skip
    """The page; after a refused post with what is wrong and what was typed.

    Args:
        wrong: pairs of anchor and sentence.
        typed: finding -> text that was not saved.
    """
    matter = standing.matter(case)
    said = dict(wrong or [])
    for item in matter.items:
        item.text = (typed or {}).get(item.pk, item.text)
        item.wrong = said.get(f"finding-{item.pk}", "")
    title, lede = standing.sentence(matter, case.agency.name)
    listed = papers.listed(request, case.dossier)
    context = {
        "case": case,
        "matter": matter,
        "title": title,
        "lede": lede,
        "wrong": wrong or [],
        "papers": listed,
        "sealed": [paper for paper in listed if paper["sealed"]],
        "order": next((paper for paper in listed if paper["kind"] == "rectification-order"), None),
        "rights": rights.of(case, matter),
        "consequences": rights.consequences(case),
        "officers": in_charge(case.dossier),
        "penalties": case.penalties.filter(person=None).exclude(state="").order_by("-pk"),
        "remedies": case.dossier.remedies.exclude(state="").prefetch_related("stays").order_by("-pk"),
        "stops": case.dossier.suspensions.exclude(state="").order_by("-pk"),
        **life(case.dossier),
    }
    return render(request, "enterprises/case.html", context, status=422 if wrong else 200)


def life(dossier: Dossier) -> dict[str, Any]:
    """The latest events that say something to the party, and how many there are in all."""
    told = Event.objects.filter(dossier=dossier).exclude(kind__in=timeline.INTERNAL_KINDS)
    things = timeline.Things.of(dossier)
    events = told.exclude(kind="document", step__in=DRAWN).order_by("-seq")[: RECENT * 2]
    entries = [timeline.entry(event, things, True) for event in events if not timeline.internal(event, things)]
    return {"entries": entries[:RECENT], "events": dossier.seq, "dossier": dossier}


@enterprises_only
@require_GET
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """A visit that has led to no case: its papers and its trail."""
    rows = Inspection.objects.select_related("dossier", "enterprise", "agency")
    row = get_owned(rows, request.user, pk)
    context = {
        "inspection": row,
        "papers": papers.listed(request, row.dossier),
        "officers": in_charge(row.dossier),
        **life(row.dossier),
    }
    return render(request, "enterprises/inspection.html", context)
