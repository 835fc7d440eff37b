"""申报批次: the list, and the cockpit of one round."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accreditation import cockpit
from casework.accreditation.models import Application, Round
from casework.core.now import today
from casework.web import wording
from casework.web.access import officers_only
from casework.web.lists import link
from casework.web.officers.round_new import announcing
from casework.web.shell import address

LABELS = dict(Application._meta.get_field("state").choices)
MOST = 60  # rounds on the list, the newest first: four programmes a year


@officers_only
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Every round, the newest first, with what the visitor's territory has applied for in it."""
    seen = Application.objects.visible_to(request.user).values("pk")
    mine = Count("applications", filter=Q(applications__in=seen))
    rows = (
        Round.objects.select_related("programme")
        .annotate(number=mine)
        .order_by("-closes_on", "programme__position")[:MOST]
    )
    context = {
        "rows": [
            {
                "href": reverse("round", args=[row.pk]),
                "round": row,
                "window": window_words(row),
                "number": row.number,
            }
            for row in rows
        ],
        "announce": address("round_new") if announcing(request.user) else "",
    }
    return render(request, "officers/accreditation/rounds.html", context)


def window_words(of: Round) -> tuple[str, str]:
    """The window's light and words."""
    day = today()
    if day < of.opens_on:
        return "off", f"{wording.short_day(of.opens_on)}开始"
    if day > of.closes_on:
        return "off", "申报已截止"
    left = (of.closes_on - day).days
    return "green", f"申报还剩*{left}*天" if left else "今天截止"


@officers_only
@require_GET
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The cockpit: per category the slots, the applications by state, what waits for whom, the panel."""
    of = get_object_or_404(Round.objects.select_related("programme", "agency"), pk=pk)
    rows = cockpit.standings(of, Application.objects.visible_to(request.user))
    context = {
        "round": of,
        "window": window_words(of),
        "rows": [category_row(of, row) for row in rows if row.counts],
        "others": [row for row in rows if not row.counts],
        "total": sum(row.total for row in rows),
        "slots": sum(row.slots for row in rows),
        "free": sum(row.free for row in rows),
    }
    return render(request, "officers/accreditation/round.html", context)


def category_row(of: Round, row: cockpit.Standing) -> dict[str, Any]:
    return {
        "s": row,
        "states": states(of, row),
        "due": wording.short_day(row.due_on),
        "listing": address("listing", row.listing) if row.listing else "",
    }


def states(of: Round, row: cockpit.Standing) -> list[dict[str, Any]]:
    """The states that hold any application, in the order of the procedure, each leading to its list."""
    here = {"round": str(of.pk), "category": str(row.category.pk)}
    return [
        {"label": label, "n": row.counts[state], "href": reverse("applications") + link(here, state=state)}
        for state, label in LABELS.items()
        if row.counts.get(state)
    ]
