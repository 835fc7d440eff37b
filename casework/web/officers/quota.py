"""名额看板: each category's places, who holds them since when, which are promised, who stands next."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accreditation.board import Row, Seat, board
from casework.accreditation.models import Application, Designation
from casework.web import wording
from casework.web.access import officers_only

SEATS = {"won": "已命名", "review": "已命名，正在复核或者终止", "notice": "已列入名单", "open": "空缺"}


@officers_only
@require_GET
def quota(request: HttpRequest) -> HttpResponse:
    """The whole quota is public; what leads further leads only into the visitor's own territory."""
    rows = board()
    named = set(Designation.objects.visible_to(request.user).values_list("pk", flat=True))
    asked = set(Application.objects.visible_to(request.user).values_list("pk", flat=True))
    programmes: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        programmes.setdefault(row.category.programme, []).append(shown(row, named, asked))
    context = {
        "programmes": [
            {"programme": programme, "rows": found, "words": totals([row["row"] for row in found])}
            for programme, found in programmes.items()
        ],
        "words": totals(rows),
        "legend": SEATS.items(),
    }
    return render(request, "officers/accreditation/quota.html", context)


def totals(rows: list[Row]) -> str:
    free = sum(row.free for row in rows)
    return f"{sum(len(row.seats) for row in rows)}个名额，空缺{free}个"


def shown(row: Row, named: set[int], asked: set[int]) -> dict[str, Any]:
    label = "、".join(SEATS[seat.kind] for seat in row.seats)
    return {
        "row": row,
        "label": f"{len(row.seats)}个名额：{label}",
        "holders": [holder(seat, named, asked) for seat in row.seats if seat.kind != "open"],
        "waiting": [(one.application.party_name, f"第{one.rank}名，{one.mean}分") for one in row.waiting],
    }


def holder(seat: Seat, named: set[int], asked: set[int]) -> dict[str, str]:
    """Who has the slot, or will have it, since when and until when."""
    if (row := seat.held) is not None:
        until = f"{wording.short_day(row.designated_on)}起，有效期至{wording.full_day(row.valid_to)}"
        state = "" if seat.kind == "won" else f"，{row.get_state_display()}"
        href = reverse("designation", args=[row.pk]) if row.pk in named else ""
        return {"name": row.party_name, "words": until + state, "href": href}
    application = seat.promised
    assert application is not None  # the board says who is promised a place
    href = reverse("application", args=[application.pk]) if application.pk in asked else ""
    return {"name": application.party_name, "words": application.get_state_display(), "href": href}
