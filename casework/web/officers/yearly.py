"""年度复核: an exception list. Who is clean passes in one go, the others are looked at one by one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.accreditation import exceptions
from casework.accreditation.models import Designation
from casework.accreditation.states import DesignationState
from casework.clock.models import Deadline, DeadlineStatus
from casework.clock.queries import desk_of
from casework.core.now import today
from casework.web import wording
from casework.web.access import officers_only
from casework.web.forms.fields import whole
from workflows import engine

MOST = 200
NEXT = 10  # yearly reviews to come that are named
CLEAN = "材料和系统记录均无不利情况，仍然符合认定条件。"


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return passed(request)
    rows = list(open_reviews(request)[:MOST])
    known = exceptions.known(rows)
    mine = set(Designation.objects.filter(dossier__in=desk_of(request.user)).values_list("pk", flat=True))
    lines = [line(row, known[row.pk], row.pk in mine) for row in rows]
    context = {
        "clean": [one for one in lines if not one["against"]],
        "others": [one for one in lines if one["against"]],
        "any_mine": any(one["mine"] and not one["against"] for one in lines),
        "words": CLEAN,
        "coming": coming(request),
    }
    return render(request, "officers/accreditation/reviews.html", context)


def open_reviews(request: HttpRequest) -> QuerySet[Designation]:
    rows = Designation.objects.visible_to(request.user).filter(state=DesignationState.UNDER_REVIEW)
    return rows.select_related("place__category__programme").prefetch_related("reviews").order_by("party_name", "pk")


def line(row: Designation, against: list[str], mine: bool) -> dict[str, Any]:
    review = next(one for one in row.reviews.all() if not one.outcome)
    return {
        "pk": row.pk,
        "href": reverse("designation", args=[row.pk]),
        "party": row.party_name,
        "what": f"{row.place.category.programme}（{row.place.category}）",
        "ground": review.get_ground_display(),
        "since": wording.short_day(review.opened_on),
        "until": wording.full_day(row.valid_to),
        "against": against,
        "mine": mine,
    }


def coming(request: HttpRequest) -> list[dict[str, Any]]:
    """The next yearly reviews: the clock opens them on their day."""
    standing = Designation.objects.visible_to(request.user).filter(state=DesignationState.ACTIVE)
    names = dict(standing.values_list("pk", "party_name"))
    rows = Deadline.objects.filter(
        kind="designation", name="designation_review", status=DeadlineStatus.RUNNING, record__in=names
    ).order_by("due_on", "pk")
    return [
        {"party": names[row.record], "on": wording.full_day(row.due_on), "days": (row.due_on - today()).days}
        for row in rows[:NEXT]
    ]


def passed(request: HttpRequest) -> HttpResponse:
    """Take the step for each unit ticked; the gate refuses those that are not clean any more, and says why."""
    chosen = [key for key in map(whole, request.POST.getlist("chosen")) if key is not None][:MOST]
    verdict = request.POST.get("verdict", "").strip()[:2000]
    if not chosen or not verdict:
        messages.error(request, "请勾选要通过的单位，并写明复核意见。")
        return redirect("reviews")
    done = 0
    for row in open_reviews(request).filter(pk__in=chosen):
        try:
            engine.take(row, "conclude_review", by=request.user, verdict=verdict)
            done += 1
        except engine.Refused as refusal:
            messages.error(request, f"{row.party_name}没有通过：{refusal}")
    if done:
        messages.success(request, f"{done}家单位复核合格，命名继续有效。")
    return redirect("reviews")
