"""The page of a penalty case: where it stands, what the next decision still lacks, what was told, answered and paid."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.accounts.models import User
from casework.penalties.models import Penalty
from casework.penalties.states import PenaltyState
from casework.web import actions, clocks, timeline
from casework.web.access import get_visible, officers_only
from casework.web.officers import casefile, guards, nearest, penalty_file, penalty_stages
from casework.web.officers.cases import tabs, wanted_tab
from casework.web.officers.rows import names_of
from casework.web.officers.visited import remember
from workflows.options import options

TIERS = dict(Penalty.Tier.choices)


@officers_only
@require_GET
def penalty(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_visible(penalty_file.everything(), request.user, pk)
    remember(request, "penalty", record.pk, record.number or "处罚案件", record.party_name)
    tab = wanted_tab(request)
    context = {
        "penalty": record,
        "tab": tab,
        "tabs": tabs(record.dossier),
        "head": header(record),
        "stages": penalty_stages.of_penalty(record),
        **PARTS[tab](record, request),
    }
    return render(request, "officers/penalties/penalty.html", context)


def header(record: Penalty) -> dict[str, Any]:
    running = nearest.by_dossier([record.dossier_id])
    state = PenaltyState(record.state) if record.state else None
    return {
        "title": record.number or f"{record.party_name} 待立案",
        "state": state.label if state else "待立案",
        "level": penalty_stages.LEVELS.get(state, "") if state else "",
        "light": nearest.light(running.get(record.dossier_id)),
        "tier": TIERS[record.tier],
        "party": party_words(record),
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "cause": record.cause or "、".join(f.violation.name for f in record.findings.all()) or "还没有列入违法行为",
    }


def party_words(record: Penalty) -> str:
    """``个人：刘某，主要负责人`` or ``单位``"""
    person = record.person
    if person is None:
        return "单位"
    return f"个人，{record.enterprise.name}{person.post or person.get_role_display()}"


def overview(record: Penalty, request: HttpRequest) -> dict[str, Any]:
    found = clocks.of(record.dossier)
    ahead = penalty_stages.DECISIVE.get(record.state, ())
    papers = casefile.papers(record.dossier)
    return {
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "guarded": guards.of(record, ahead, request.user, options(record, request.user)),
        "panels": penalty_file.filled(penalty_file.panels(record)),
        "account": penalty_file.account(record),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
        "papers": papers[:4],
        "papers_total": len(papers),
        "entries": timeline.latest(record.dossier),
        **beside(record, request.user),
    }


def beside(record: Penalty, user: User) -> dict[str, Any]:
    """The stop and the remedies that hang on the dossier, and other penalties of the same correction case."""
    others = Penalty.objects.filter(case=record.case_id).exclude(pk=record.pk).order_by("pk")
    return {"others": list(others), **casefile.related(record.dossier, user)}


def documents(record: Penalty, request: HttpRequest) -> dict[str, Any]:
    return {"papers": casefile.papers(record.dossier), "services": casefile.services(record.dossier, request.user)}


def evidence(record: Penalty, request: HttpRequest) -> dict[str, Any]:
    return {"files": casefile.files(record.dossier)}


def trail(record: Penalty, request: HttpRequest) -> dict[str, Any]:
    return {"entries": timeline.entries(record.dossier), "notices": casefile.notices(record.dossier)}


PARTS = {"overview": overview, "documents": documents, "evidence": evidence, "timeline": trail}
