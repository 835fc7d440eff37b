"""Messages of a person, for officers and enterprises alike: unread first, read on POST."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from casework.core.now import now
from casework.notices.models import Notice
from casework.web import access, lists, wording

LAYOUTS = {
    "officer": "layouts/officers.html",
    "enterprise": "layouts/enterprises.html",
    "expert": "layouts/experts.html",
    "department": "layouts/departments.html",
}
HERE = {"officer": "notices", "enterprise": "my_notices", "expert": "expert_notices", "department": "notices"}
ORDER = lists.Order("id", descending=True)
COLUMNS = ("id", "title", "body", "level", "created_at", "read_at", "dossier__enterprise__name", "dossier__title")


def wing_of(request: HttpRequest) -> str:
    """The visitor's wing.

    Raises:
        Http404: administrators and strangers have no messages here.
    """
    wing = access.audience(request)
    if wing not in LAYOUTS:
        raise Http404
    return wing


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """Unread messages; all of them with ``?all=1``, or where none is unread. POST marks every one as read."""
    wing = wing_of(request)
    mine = Notice.objects.filter(to=request.user)
    if request.method == "POST":
        marked = mine.filter(read_at=None).update(read_at=now())
        messages.success(request, f"已把{marked}条消息标为已读。")
        return redirect(HERE[wing])
    unread = lists.capped_count(mine.filter(read_at=None))
    everything = bool(request.GET.get("all")) or not unread
    shown = mine if everything else mine.filter(read_at=None)
    query = {"all": "1" if request.GET.get("all") else "", **{k: request.GET.get(k, "") for k in ("after", "before")}}
    page = lists.page(shown, ORDER, query, COLUMNS)
    page.words = lists.count_words(lists.capped_count(shown), "条")
    context = {
        "layout": LAYOUTS[wing],
        "here": reverse(HERE[wing]),
        "unread": lists.count_words(unread, "条").removeprefix("共") if unread else "",
        "everything": everything,
        "page": page,
        "rows": [line(row) for row in page.rows],
    }
    return render(request, "notices_list.html", context)


def line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "pk": row["id"],
        "title": row["title"],
        "body": row["body"],
        "level": row["level"],
        "who": row["dossier__enterprise__name"] or row["dossier__title"] or "",
        "when": wording.moment(row["created_at"]),
        "unread": row["read_at"] is None,
    }


@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a message: mark it and go where it leads, but never to another site."""
    wing = wing_of(request)
    row = get_object_or_404(Notice, pk=pk, to=request.user)
    if row.read_at is None:
        Notice.objects.filter(pk=pk).update(read_at=now())
    local = row.url.startswith("/") and not row.url.startswith(("//", "/\\"))
    return redirect(row.url if local else HERE[wing])
