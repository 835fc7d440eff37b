"""What an enterprise may apply for now, and where it may not, why; and the beginning of an application."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from casework.accounts.queries import enterprises_of
from casework.accreditation.models import Application, Body, Category, Round
from casework.accreditation.states import GONE
from casework.core.now import today
from casework.web.access import enterprises_only
from casework.web.forms.fields import whole
from workflows.accreditation.opening import begin_application
from workflows.engine import Refused
from workflows.registry import page_of


@dataclass
class Offer:
    """A category for one enterprise: open to it (no ``why``), or applied for already."""

    category: Category
    why: str = ""
    mine: Application | None = None


@enterprises_only
@require_GET
def rounds(request: HttpRequest) -> HttpResponse:
    """Rounds that are open or announced, for the chosen one of the visitor's enterprises."""
    sites = list(enterprises_of(request.user).select_related("applicant", "industry").order_by("name"))
    site = next((row for row in sites if str(row.pk) == request.GET.get("site", "")), sites[0] if sites else None)
    found = Round.objects.filter(closes_on__gte=today(), announced_on__lte=today()).select_related("programme")
    rows = found.prefetch_related("programme__categories__industry", "criteria").order_by("closes_on", "pk")
    mine = applied(site) if site else {}
    context = {
        "sites": sites,
        "site": site,
        "body": Body(body_of(site)).label if site else "",
        "rounds": [{"round": row, **offers(row, site, mine)} for row in rows] if site else [],
    }
    return render(request, "enterprises/accreditation/rounds.html", context)


def body_of(site: Any) -> str:
    """What kind of unit it is; one without a row of its own is an ordinary enterprise."""
    applicant: Any = getattr(site, "applicant", None)
    return applicant.body if applicant else Body.ENTERPRISE


def applied(site: Any) -> dict[tuple[int, int], Application]:
    """Round and category -> the application that stands."""
    rows = Application.objects.filter(enterprise=site).exclude(state__in=["", *GONE])
    return {(row.round_id, row.category_id): row for row in rows}


def offers(of: Round, site: Any, mine: dict[tuple[int, int], Application]) -> dict[str, Any]:
    """The categories of a round: those to apply for, those that are not for this enterprise."""
    rows = [offer(of, category, site, mine.get((of.pk, category.pk))) for category in of.programme.categories.all()]
    open_ones = [row for row in rows if row.mine or not row.why]
    return {"open": open_ones, "shut": [row for row in rows if row not in open_ones]}


def offer(of: Round, category: Category, site: Any, mine: Application | None) -> Offer:
    """The first condition of beginning that does not hold; those behind it are not asked any more."""
    blank = Application(round=of, category=category, enterprise=site)
    page = page_of(blank)(blank)
    asked = (condition.resolve(type(page))(page) for condition in page.effects("draft").when)
    return Offer(category, "" if mine else next((answer.unmet for answer in asked if not answer), ""), mine)


@enterprises_only
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an application; who has one already is led to it."""
    of = get_object_or_404(Round.objects.select_related("programme"), pk=pk, announced_on__lte=today())
    site = get_object_or_404(enterprises_of(request.user), pk=whole(request.POST.get("site")))
    category = get_object_or_404(Category, pk=whole(request.POST.get("category")))
    if there := applied(site).get((of.pk, category.pk)):
        return redirect("my_application", there.pk)
    try:
        made = begin_application(of, category, site, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("my_rounds")
    return redirect("my_application_form", made.pk)
