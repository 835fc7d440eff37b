"""停产停业: the board of all stops that are in force, and the page of one."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.core.now import today
from casework.penalties.models import Suspension
from casework.penalties.states import STOPPED
from casework.penalties.states import SuspensionState as S
from casework.web import actions, clocks, lists, wording
from casework.web.access import get_visible, officers_only
from casework.web.officers import casefile, guards, nearest, penalty_stages
from casework.web.officers.filters import Filters
from casework.web.officers.penalty_file import Entry, Panel, filled, link
from casework.web.officers.penalty_list import place
from casework.web.officers.rows import names_of, officers_of
from casework.web.officers.visited import remember
from workflows.options import options
from workflows.stopping.prompts import prompts

ORDER = lists.Order("started_on")
COLUMNS = ("id", "dossier_id", "state", "region_code", "scope", "started_on", "ended_on", "decision_id")
COLUMNS += ("enterprise__name", "enterprise__region__name")
VIEWS = (("", "停产中"), ("defied", "拒不停产"), ("asked", "已申请验收"), ("ended", "已结束"))
ENDED = (S.RESUMED, S.SHUT, S.LIFTED)
STATES = {"": STOPPED, "defied": (S.DEFIED,), "asked": (S.ACCEPTANCE_REQUESTED,), "ended": ENDED}
LEVELS = {S.DEFIED: "red", S.ACCEPTANCE_REQUESTED: "amber", S.CLOSURE_PROPOSED: "red", S.RESUMED: "green"}
LABELS = dict(S.choices)


@officers_only
@require_GET
def suspensions(request: HttpRequest) -> HttpResponse:
    """Who is stopped since when, and what comes next."""
    view = request.GET.get("view", "")
    view = view if view in STATES else ""
    region = Filters.read(request.GET).region
    rows = Suspension.objects.visible_to(request.user).filter(place(region), state__in=STATES[view])
    query = {name: value for name, value in (("view", view), ("region", region)) if value}
    known = {name: request.GET[name] for name in ("after", "before") if name in request.GET}
    shown = lists.page(rows, ORDER, query | known, COLUMNS)
    total = lists.capped_count(rows) if shown.before or shown.after else len(shown.rows)
    shown.words = lists.count_words(total, "家")
    context = {
        "page": shown,
        "rows": board_rows(shown.rows),
        "views": [(key, label, key == view) for key, label in VIEWS],
    }
    return render(request, "officers/penalties/suspensions.html", context)


def board_rows(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    officers = officers_of([row["dossier_id"] for row in found])
    due = nearest.by_record("suspension", [row["id"] for row in found])
    return [
        {
            "href": reverse("suspension", args=[row["id"]]),
            "enterprise": row["enterprise__name"],
            "place": row["enterprise__region__name"],
            "scope": row["scope"],
            "since": wording.short_day(row["started_on"]),
            "days": days_words(row["started_on"], row["ended_on"]),
            "rests": "处罚决定" if row["decision_id"] else "现场处理措施",
            "state": LABELS.get(row["state"], row["state"]),
            "state_level": LEVELS.get(row["state"], ""),
            "officers": officers.get(row["dossier_id"], "—"),
            **nearest.row_light(due.get(row["id"])),
        }
        for row in found
    ]


def days_words(since: date, until: date | None) -> str:
    return f"{((until or today()) - since).days + 1}天"


@officers_only
@require_GET
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Suspension.objects.select_related(
        "dossier", "enterprise", "agency", "decision__penalty", "decision__document", "measure__document"
    )
    record = get_visible(rows, request.user, pk)
    remember(request, "suspension", record.pk, "停产停业", record.enterprise.name)
    found = [row for row in clocks.of(record.dossier) if row.running]
    ahead = penalty_stages.SUSPENSION_DECISIVE.get(record.state, ())
    context = {
        "suspension": record,
        "level": LEVELS.get(S(record.state), "") if record.state else "",
        "days": days_words(record.started_on, record.ended_on),
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "stages": penalty_stages.of_suspension(record),
        "act": act_of(record),
        "prompts": prompts(record),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "guarded": guards.of(record, ahead, request.user, options(record, request.user)),
        "findings": list(record.findings.select_related("violation").order_by("number")),
        "panels": filled(panels(record)),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
    }
    return render(request, "officers/penalties/suspension.html", context)


def act_of(record: Suspension) -> dict[str, str]:
    """The decision or the measure the stop rests on, and the page of its matter."""
    if record.decision is not None:
        penalty = record.decision.penalty
        return {"href": reverse("penalty", args=[penalty.pk]), "words": f"{penalty}的处罚决定"}
    measure = record.measure
    if measure is None:
        return {"href": "", "words": "—"}
    return {"href": reverse("dossier", args=[record.dossier_id]), "words": str(measure.document or "现场处理措施")}


def panels(row: Suspension) -> list[Panel]:
    made = (accepted(row), defied(row), cut(row), closing(row))
    return [panel for panel in made if panel.entries]


def accepted(row: Suspension) -> Panel:
    entries = []
    for one in row.acceptances.select_related("document").prefetch_related("officers"):
        state = "等待现场验收" if one.fit is None else "具备条件" if one.fit else "不具备条件"
        kind = "warn" if one.fit is None else "ok" if one.fit else ""
        people = "、".join(user.name for user in one.officers.all())
        lines = [("整改情况", one.text), ("验收", f"{wording.short_day(one.checked_on)}　{people}" if people else "")]
        lines.append(("意见", one.opinion))
        entries.append(Entry(f"{wording.short_day(one.requested_on)}申请验收", state, kind, lines, link(one.document)))
    return Panel("acceptance", "复产验收", entries=entries)


def defied(row: Suspension) -> Panel:
    entries = []
    for one in row.defiances.select_related("document").order_by("pk"):
        state = f"{wording.short_day(one.ceased_on)}停止" if one.ceased_on else "仍在生产"
        lines = [("事实", one.fact), ("停止情况", one.ceased_fact)]
        head = f"{wording.short_day(one.seen_on)}发现仍在生产"
        entries.append(Entry(head, state, "ok" if one.ceased_on else "warn", lines, link(one.document)))
    return Panel("defiance", "拒不停产", entries=entries)


def cut(row: Suspension) -> Panel:
    entries = []
    for one in row.power_cuts.select_related("document", "supplier_document", "restore_document").order_by("pk"):
        state = f"{wording.moment(one.restored_at)}恢复" if one.restored_at else f"{wording.moment(one.cut_at)}起停止"
        lines = [("紧急情形", one.emergency), ("恢复理由", one.restore_reason)]
        papers = link(one.document) + link(one.supplier_document) + link(one.restore_document)
        kind = "ok" if one.restored_at else "warn"
        entries.append(Entry(f"{one.what}，{one.supplier}", state, kind, lines, papers))
    return Panel("power", "停止供电、供应", entries=entries)


def closing(row: Suspension) -> Panel:
    entries = []
    for one in row.closures.select_related("document").order_by("pk"):
        state = "等待答复" if one.closed is None else "决定关闭" if one.closed else "不予关闭"
        lines = [("情形", one.get_ground_display()), ("理由", one.reason), ("答复", one.answer)]
        head = f"{wording.short_day(one.proposed_on)}提请{one.government}关闭"
        entries.append(Entry(head, state, "warn" if one.closed is None else "", lines, link(one.document)))
    return Panel("closure", "提请关闭", entries=entries)
