"""The directory of enterprises: find one by a piece of its name or its code, see all it has been part of."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from casework.accounts.models import Membership, User
from casework.accounts.queries import territory
from casework.accounts.roles import Role
from casework.enforcement.models import Case, Inspection
from casework.enforcement.states import OPEN
from casework.organisations import names
from casework.organisations.models import Enterprise
from casework.web import lists, wording
from casework.web.access import officers_only
from casework.web.officers import rows
from casework.web.shell import address
from documents.models import ElectronicConsent

COLUMNS = ("id", "name", "credit_code", "region_id", "industry_id", "representative", "ended_on")
ORDER = lists.Order("id")


def within(user: User) -> Any:
    """Enterprises of the user's territory."""
    return Enterprise.objects.filter(territory(user, field="region"))


@officers_only
@require_GET
def enterprises(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:60]
    industry = request.GET.get("industry", "")
    found = within(request.user).find(text)
    if industry:
        found = found.filter(industry=industry)
    query = {name: request.GET.get(name, "") for name in ("q", "industry", "after", "before")}
    page = lists.page(found, ORDER, query, COLUMNS)
    page.words = lists.count_words(lists.capped_count(found), "家")
    trades = names.industries()
    context = {
        "q": text,
        "industry": industry,
        "industries": list(trades.items()),
        "page": page,
        "rows": enterprise_rows(page.rows, trades),
    }
    return render(request, "officers/enterprises.html", context)


def enterprise_rows(found: list[dict[str, Any]], trades: dict[str, str]) -> list[dict[str, Any]]:
    ids = [row["id"] for row in found]
    counts = Case.objects.filter(enterprise__in=ids).order_by().values("enterprise")
    matters = {
        row["enterprise"]: row for row in counts.annotate(all=Count("pk"), open=Count("pk", filter=Q(state__in=OPEN)))
    }
    where = names.regions()
    return [
        {
            "href": address("enterprise", row["id"]),
            "name": row["name"],
            "code": row["credit_code"],
            "place": where.get(row["region_id"], row["region_id"]),
            "industry": trades.get(row["industry_id"], ""),
            "representative": row["representative"],
            "open": matters.get(row["id"], {}).get("open", 0),
            "all": matters.get(row["id"], {}).get("all", 0),
            "ended": row["ended_on"] is not None,
        }
        for row in found
    ]


@officers_only
@require_GET
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise with its matters. Matters elsewhere stay hidden: each is asked of the visitor's territory."""
    seen = Case.objects.visible_to(request.user).filter(enterprise=pk)
    record = Enterprise.objects.select_related("region", "industry", "successor").filter(pk=pk)
    if not seen.exists():
        record = record.filter(territory(request.user, field="region"))
    found = get_object_or_404(record)
    listed = list(seen.exclude(state="").order_by("-id").values(*rows.COLUMNS)[:50])
    context = {
        "enterprise": found,
        "rows": rows.case_rows(listed, names.industries()),
        "visits": visits(found, request.user),
        "people": people(found),
        "consent": ElectronicConsent.objects.filter(enterprise=found, withdrawn_on=None).first(),
        "start_inspection": address("inspection_new"),
    }
    return render(request, "officers/enterprise.html", context)


def visits(found: Enterprise, user: User) -> list[dict[str, Any]]:
    seen = Inspection.objects.visible_to(user).filter(enterprise=found).exclude(state="")
    listed = seen.annotate(found=Count("findings")).order_by("-id")[:50]
    return [
        {
            "href": address("inspection", row.pk),
            "on": wording.day(row.planned_on) if row.started_at is None else wording.moment(row.started_at),
            "ground": row.get_ground_display(),
            "state": row.get_state_display(),
            "found": row.found,
        }
        for row in listed
    ]


def people(found: Enterprise) -> list[dict[str, str]]:
    """Who acts for the enterprise today."""
    held = Membership.objects.in_force().filter(enterprise=found, role=Role.REPRESENTATIVE).select_related("user")
    return [
        {"name": str(row.user), "title": row.title or "经办人", "since": wording.full_day(row.valid_from)}
        for row in held.order_by("id")
    ]
