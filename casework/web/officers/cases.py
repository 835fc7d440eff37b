"""The case page: where the matter stands, by when, what may be done, what was found, written and brought."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.enforcement.models import Case, Inspection
from casework.enforcement.states import CaseState
from casework.web import actions, clocks, timeline
from casework.web.access import get_visible, officers_only
from casework.web.officers import casefile, penalty_opening, stages
from casework.web.officers.rows import LEVELS, names_of
from casework.web.officers.visited import remember
from documents.models import Attachment, Document

TABS = (("overview", "概览"), ("documents", "文书"), ("evidence", "证据"), ("timeline", "留痕"))


@officers_only
@require_GET
def case(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Case.objects.select_related("dossier", "enterprise", "agency", "industry", "inspection")
    record = get_visible(rows, request.user, pk)
    remember(request, "case", record.pk, str(record), record.party_name)
    tab = wanted_tab(request)
    context = {
        "case": record,
        "tab": tab,
        "tabs": tabs(record.dossier),
        "head": header(record),
        "stages": stages.of_case(record),
        **PARTS[tab](record, request),
    }
    return render(request, "officers/case.html", context)


def wanted_tab(request: HttpRequest) -> str:
    tab = request.GET.get("tab", "")
    return tab if tab in dict(TABS) else "overview"


def tabs(dossier: Any) -> list[dict[str, Any]]:
    """The tabs with how much stands behind each; the length of the trail is the dossier's own count."""
    numbers = {
        "overview": 0,
        "documents": Document.objects.filter(dossier=dossier).count(),
        "evidence": Attachment.objects.filter(dossier=dossier).count(),
        "timeline": dossier.seq,
    }
    return [{"key": key, "label": label, "n": numbers[key]} for key, label in TABS]


def header(record: Case) -> dict[str, Any]:
    return {
        "title": record.number or f"{record.party_name} 待责令整改",
        "state": CaseState(record.state).label if record.state else "未开始",
        "level": LEVELS.get(record.state, ""),
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "summary": casefile.summary(record),
    }


def overview(record: Case, request: HttpRequest) -> dict[str, Any]:
    found = clocks.of(record.dossier)
    papers = casefile.papers(record.dossier)
    return {
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "findings": casefile.findings(record),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
        "papers": papers[:4],
        "papers_total": len(papers),
        "entries": timeline.latest(record.dossier),
        "inspection": record.inspection,
        **penalty_opening.beside(record, request.user),
        **casefile.related(record.dossier, request.user),
    }


def documents(record: Case, request: HttpRequest) -> dict[str, Any]:
    return {"papers": casefile.papers(record.dossier), "services": casefile.services(record.dossier, request.user)}


def evidence(record: Case, request: HttpRequest) -> dict[str, Any]:
    return {"files": casefile.files(record.dossier)}


def trail(record: Case, request: HttpRequest) -> dict[str, Any]:
    return {"entries": timeline.entries(record.dossier), "notices": casefile.notices(record.dossier), "check": None}


PARTS = {"overview": overview, "documents": documents, "evidence": evidence, "timeline": trail}


@officers_only
@require_GET
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """An inspection to read: plan, visit, findings, signatures, papers; what it led to."""
    rows = Inspection.objects.select_related("dossier", "enterprise", "agency")
    record = get_visible(rows, request.user, pk)
    remember(request, "inspection", record.pk, str(record), record.enterprise.name)
    found = clocks.of(record.dossier)
    context = {
        "inspection": record,
        "officers": "、".join(user.name for user in record.officers.all()) or "未指定",
        "stages": stages.of_inspection(record),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "findings": casefile.found_at(record),
        "papers": casefile.papers(record.dossier),
        "files": casefile.files(record.dossier),
        "proposals": casefile.proposals(record.dossier),
        "cases": list(record.cases.all()),
        "entries": timeline.entries(record.dossier),
    }
    return render(request, "officers/inspection.html", context)
