"""拟认定名单: categories whose list can be drawn up, the lists there are, and the page of one list."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.models import User
from casework.accreditation import slots
from casework.accreditation.models import Application, Category, Listing, Ranked, Round
from casework.accreditation.publicity import publicity_of
from casework.accreditation.shortlisting import places_left
from casework.accreditation.states import ENDED, ApplicationState
from casework.clock import deadlines
from casework.web import actions, clocks, wording
from casework.web.access import get_visible, officers_only
from casework.web.forms.fields import whole
from casework.web.officers import casefile
from casework.web.officers.rows import names_of
from casework.web.officers.visited import remember
from casework.web.steps import step_href
from workflows.accreditation.opening import open_listing

MOST = 60  # lists on the page, the newest first


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def listings(request: HttpRequest) -> HttpResponse:
    """Lists, and categories that wait for one; POST opens the list of a round and category."""
    if request.method == "POST":
        return open_one(request)
    rows = Listing.objects.visible_to(request.user).exclude(state="")
    rows = rows.select_related("round__programme", "category").annotate(
        count=Count("ranked", filter=Q(ranked__chosen=True))
    )[:MOST]
    context = {
        "rows": [
            {
                "href": reverse("listing", args=[row.pk]),
                "name": f"{row.round.programme}（{row.category}）",
                "round": row.round.title,
                "count": row.count,
                "drawn_up": wording.short_day(row.drawn_up_on),
                "publicised": wording.short_day(row.publicised_on) if row.publicised_on else "—",
                "state": row.get_state_display(),
            }
            for row in rows
        ],
        "ready": ready(request.user),
    }
    return render(request, "officers/accreditation/listings.html", context)


def open_one(request: HttpRequest) -> HttpResponse:
    """Open the list, if the visitor is an officer of the round, and go to its first step."""
    of = Round.objects.filter(pk=whole(request.POST.get("round")) or 0, officers=request.user).first()
    category = Category.objects.filter(pk=whole(request.POST.get("category")) or 0).first()
    if of is None or category is None or category.programme_id != of.programme_id:
        messages.error(request, "只有本批次的经办人可以拟定名单。")
        return redirect("listings")
    return redirect(step_href("listing", open_listing(of, category).pk, "draw_up"))


def ready(user: User) -> list[dict[str, Any]]:
    """Categories of the visitor's rounds in which somebody was evaluated, nobody is still on the way, and there is no
    list: two queries.
    """
    done = Q(state=ApplicationState.EVALUATED)
    on_the_way = ~Q(state__in=["", ApplicationState.DRAFT, ApplicationState.EVALUATED, *ENDED])
    rows = (
        Application.objects.filter(round__officers=user)
        .values("round", "category", "round__title", "category__name", "round__programme__name")
        .annotate(done=Count("pk", filter=done), open=Count("pk", filter=on_the_way))
        .filter(done__gt=0, open=0)
        .order_by("-round", "category")
    )
    listed = set(Listing.objects.exclude(state="").values_list("round", "category"))
    return [row for row in rows if (row["round"], row["category"]) not in listed]


@officers_only
@require_GET
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: the ranking, the places, how each unit's notice stands, what comes next."""
    rows = Listing.objects.select_related("dossier", "agency", "round__programme", "category")
    record = get_visible(rows, request.user, pk)
    remember(request, "listing", record.pk, str(record), record.category.name)
    found = [row for row in clocks.of(record.dossier) if row.running]
    ranked = record.ranked.select_related("application").prefetch_related("application__objections")
    context = {
        "listing": record,
        "officers": "、".join(names_of([record.dossier_id]).get(record.dossier_id, ["未指定"])),
        "clocks": found,
        "clocks_words": clocks.count_words(found),
        "actions": actions.of(record, request.user),
        "ranked": [line(row) for row in ranked.order_by("rank")],
        "seats": seats(record.category),
        "papers": casefile.papers(record.dossier),
        "proposals": casefile.proposals(record.dossier),
        "services": casefile.services(record.dossier, request.user),
    }
    return render(request, "officers/accreditation/listing.html", context)


def seats(category: Category) -> dict[str, Any]:
    """The places of a category as the page draws them: held, promised to a unit on a list, free."""
    total, free, left = category.slots.count(), slots.free(category).count(), max(places_left(category), 0)
    row = ["won"] * (total - free) + ["notice"] * (free - left) + ["open"] * left
    return {"row": row, "words": f"名额{total}个：已命名{total - free}个，名单上{free - left}个，空余{left}个"}


def line(row: Ranked) -> dict[str, Any]:
    """A place of the ranking with how the unit stands now."""
    notice = publicity_of(row.application) if row.publicised_on else None
    objections = list(row.application.objections.all())
    return {
        "row": row,
        "href": reverse("application", args=[row.application_id]),
        "state": row.application.get_state_display(),
        "light": deadlines.light(notice) if notice else None,
        "until": wording.day(notice.due_on) if notice else "",
        "objections": len(objections),
        "open": sum(objection.answered_on is None for objection in objections),
    }


def of_application(record: Application) -> dict[str, Any]:
    """What the page of an application says of its list: its place, and every objection."""
    objections = record.objections.prefetch_related("evidence")
    return {"place": Ranked.objects.filter(application=record).first(), "objections": list(objections)}
