"""The hearings of the territory: asked for, on the calendar, over; and the same as a calendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.accounts.models import User
from casework.accounts.queries import territory
from casework.core.now import now, today
from casework.penalties.models import Hearing
from casework.web import wording
from casework.web.access import officers_only
from casework.web.downloads import disposition
from casework.web.officers import nearest
from casework.web.reply.invitation import escaped, folded, moment

MOST = 200
LONG = timedelta(hours=2)
VIEWS = (("", "待举行"), ("past", "已结束"))


def visible(user: User) -> QuerySet[Hearing]:
    rows = Hearing.objects.filter(territory(user, field="penalty__region_code"))
    return rows.select_related("penalty__agency", "penalty__dossier", "chair", "clerk", "document")


@officers_only
@require_GET
def hearings(request: HttpRequest) -> HttpResponse:
    view = "past" if request.GET.get("view") == "past" else ""
    rows = visible(request.user)
    if view:
        found = list(rows.exclude(outcome="").order_by("-held_at", "-pk")[:MOST])
    else:
        found = sorted(rows.filter(outcome="", notice__void_on=None)[:MOST], key=order)
    due = nearest.by_dossier([row.penalty.dossier_id for row in found])
    context = {
        "waiting": [row_of(row, due) for row in found if row.held_at is None],
        "days": by_day([row for row in found if row.held_at is not None], due),
        "views": [(key, label, key == view) for key, label in VIEWS],
        "view": view,
    }
    return render(request, "officers/penalties/hearings.html", context)


def order(row: Hearing) -> tuple[datetime, int]:
    return row.held_at or datetime.max.replace(tzinfo=UTC), row.pk


def by_day(found: list[Hearing], due: dict[int, Any]) -> list[dict[str, Any]]:
    """The hearings of each day, in the order they came."""
    days: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        days.setdefault(wording.day(timezone.localtime(row.held_at).date()), []).append(row_of(row, due))
    return [{"day": day, "rows": rows} for day, rows in days.items()]


def row_of(row: Hearing, due: dict[int, Any]) -> dict[str, Any]:
    penalty = row.penalty
    return {
        "pk": row.pk,
        "href": reverse("penalty", args=[penalty.pk]),
        "number": penalty.number or "处罚案件",
        "party": penalty.party_name,
        "at": wording.moment(row.held_at).split(" ")[-1] if row.held_at else "",
        "place": row.place or "—",
        "public": "公开" if row.public else "不公开",
        "chair": str(row.chair or "—"),
        "clerk": str(row.clerk or "—"),
        "served": f"通知书{wording.short_day(row.served_on)}送达" if row.served_on else "通知书还没有送达",
        "late": row.held_at is not None and row.served_on is None and not row.outcome,
        "asked": wording.short_day(row.requested_on),
        "state": row.get_outcome_display() or ("已过听证时间，待登记结果" if over(row) else "待举行"),
        **nearest.row_light(due.get(penalty.dossier_id)),
    }


def over(row: Hearing) -> bool:
    return row.held_at is not None and row.held_at < now()


# --- the calendar file --------------------------------------------------------------------------------------------
@officers_only
@require_GET
def hearing_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One hearing for one's own calendar."""
    row = visible(request.user).filter(pk=pk).exclude(held_at=None).first()
    if row is None:
        raise Http404
    return sent([row], f"听证会{row.penalty.party_name}.ics")


@officers_only
@require_GET
def hearings_file(request: HttpRequest) -> HttpResponse:
    """All that are to come."""
    rows = visible(request.user).filter(outcome="", held_at__gte=now(), notice__void_on=None).order_by("held_at")
    return sent(rows[:MOST], f"听证日程{today():%Y%m%d}.ics")


def sent(rows: Iterable[Hearing], name: str) -> HttpResponse:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    answer = HttpResponse(feed(rows, host, now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = disposition(name)
    return answer


def feed(rows: Iterable[Hearing], host: str, stamp: datetime) -> str:
    """A calendar of the hearings; a changed date carries a higher sequence, so that calendars move the entry."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Guian//Casework//ZH", "METHOD:PUBLISH"]
    for row in rows:
        lines += event(row, host, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))


def event(row: Hearing, host: str, stamp: datetime) -> list[str]:
    assert row.held_at is not None
    penalty = row.penalty
    people = f"主持人{row.chair}，记录人{row.clerk}。{'公开举行' if row.public else '不公开举行'}。"
    return [
        "BEGIN:VEVENT",
        f"UID:hearing-{row.pk}@{host}",
        f"SEQUENCE:{row.postponed}",
        f"DTSTAMP:{moment(stamp)}",
        f"DTSTART:{moment(row.held_at)}",
        f"DTEND:{moment(row.held_at + LONG)}",
        f"SUMMARY:{escaped(f'听证会：{penalty.party_name}')}",
        f"LOCATION:{escaped(row.place)}",
        f"DESCRIPTION:{escaped(f'{penalty.number}。{people}')}",
        "END:VEVENT",
    ]
