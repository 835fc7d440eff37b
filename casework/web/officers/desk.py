"""The workbench: what has to be done by when, what came in, what the month has brought."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.clock.queries import desk_of
from casework.core.now import now, today
from casework.enforcement.models import Case
from casework.enforcement.states import OPEN
from casework.notices.models import Notice
from casework.web import lists, wording
from casework.web.access import officers_only
from casework.web.officers import docket, figures
from casework.web.officers.visited import recent
from casework.web.shell import address
from documents.models import Service, ServiceState

NOTICE_ICONS = {
    "report-submitted": "upload",
    "extension-requested": "clock",
    "to-sign": "pen",
    "proposal-ended": "scale",
}
WAITING_SERVICES = (ServiceState.PENDING, ServiceState.ATTEMPTED, ServiceState.RETURNED)
MOST_NOTICES = 8


@officers_only
@require_GET
def workbench(request: HttpRequest) -> HttpResponse:
    groups = docket.groups(request)
    context = {
        "today": today(),
        "groups": groups,
        "counters": counters(request, groups),
        "inbox": inbox(request),
        "recent": recent(request),
        "figures": figures.of_month(request),
        "empty": not any(group.rows for group in groups),
        "next_due": docket.next_due(groups),
        "start_inspection": address("inspection_new"),
    }
    return render(request, "officers/workbench.html", context)


def counters(request: HttpRequest, groups: list[docket.Group]) -> list[dict[str, Any]]:
    """Six figures that lead to what they count."""
    mine = Case.objects.filter(dossier__in=desk_of(request.user), state__in=OPEN)
    unserved = Service.objects.filter(dossier__in=docket.desk(request), state__in=WAITING_SERVICES)
    numbers = {group.key: group.total for group in groups}
    return [
        {"n": numbers["overdue"], "label": "已逾期", "level": "red" if numbers["overdue"] else "", "href": "#overdue"},
        {"n": numbers["today"], "label": "今日到期", "level": "amber" if numbers["today"] else "", "href": "#today"},
        {"n": numbers["week"], "label": "本周到期", "level": "", "href": "#week"},
        {"n": unserved.count(), "label": "待送达", "level": "", "href": address("services") or "#"},
        {"n": waiting(request), "label": "待我签批", "level": "", "href": address("approvals") or "#"},
        {"n": mine.count(), "label": "我的案件", "level": "", "href": address("ledger") + "?mine=1"},
    ]


def waiting(request: HttpRequest) -> int:
    from workflows.approval import inbox as signatures  # noqa: PLC0415  loads the flow, which the login page need not

    return len(signatures(request.user)[: lists.MANY])


def inbox(request: HttpRequest) -> list[dict[str, Any]]:
    """The latest messages, unread ones first."""
    mine = Notice.objects.filter(to=request.user).select_related("dossier__enterprise")
    fresh = mine.filter(read_at=None) | mine.filter(created_at__gte=now() - timedelta(days=7))
    return [
        {
            "pk": row.pk,
            "icon": NOTICE_ICONS.get(row.kind, "bell"),
            "what": row.title,
            "who": row.dossier.about if row.dossier else "",
            "when": wording.ago(row.created_at),
            "unread": row.read_at is None,
            "level": row.level,
            "body": row.body,
        }
        for row in fresh.order_by("-id")[:MOST_NOTICES]
    ]
