"""The ledger: every case of the territory, filtered, sorted, paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_POST

from casework.core.now import today
from casework.enforcement.models import Case
from casework.enforcement.states import CaseState
from casework.organisations import names
from casework.web import access, lists
from casework.web.access import officers_only
from casework.web.models import SavedView
from casework.web.officers import rows
from casework.web.officers.filters import LIGHTS, ORDERS, SINCE, Filters

VIEWS = [
    ("全部", {}),
    ("本人承办", {"mine": "1"}),
    ("已过时限", {"light": "red"}),
    ("逾期未改正", {"state": "overdue"}),
    ("待复查", {"state": "reported"}),
]
MOST_VIEWS = 12


@dataclass
class Tab:
    label: str
    href: str
    current: bool
    pk: int | None = None


@officers_only
@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    filters = Filters.read(request.GET)
    cases = filters.apply(Case.objects.visible_to(request.user), request.user)
    shown = lists.page(cases, filters.order, filters.query | keys(request), rows.COLUMNS)
    trades = names.industries()
    total = lists.capped_count(cases) if shown.before or shown.after else len(shown.rows)
    shown.words = lists.count_words(total)
    context = {
        "today": today(),
        "filters": filters,
        "page": shown,
        "rows": rows.case_rows(shown.rows, trades),
        "total": total,
        "tabs": tabs(request, filters),
        "choices": choices(request, trades),
        "sorts": sorts(filters),
        "query": urlencode(filters.query),
    }
    response = render(
        request, "officers/ledger_part.html" if asks_for_part(request) else "officers/ledger.html", context
    )
    patch_vary_headers(response, ["HX-Request"])  # or the back button would show the part as a page
    return response


def asks_for_part(request: HttpRequest) -> bool:
    """Whether the page is there already and only its rows are wanted."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def keys(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in ("after", "before") if name in request.GET}


def tabs(request: HttpRequest, filters: Filters) -> list[Tab]:
    """The views everybody has, then those this person saved."""
    here, address = filters.query, reverse("ledger")
    found = [Tab(label, f"{address}{lists.link(query)}", here == query) for label, query in VIEWS]
    for view in SavedView.objects.filter(user=request.user)[:MOST_VIEWS]:
        query = dict(parse_qsl(view.query))
        found.append(Tab(view.name, f"{address}{lists.link(query)}", here == query, view.pk))
    return found


def choices(request: HttpRequest, trades: dict[str, str]) -> dict[str, Sequence[tuple[str, str]]]:
    """What each filter offers; places are those of the visitor's own territory."""
    return {
        "region": regions(request),
        "industry": list(trades.items()),
        "state": CaseState.choices,
        "light": list(LIGHTS.items()),
        "since": list(SINCE.items()),
        "sort": [(name, words) for name, (words, _order) in ORDERS.items()],
    }


def regions(request: HttpRequest) -> list[tuple[str, str]]:
    """Cities for a provincial officer, counties for a city's; a county's officer has nothing to choose."""
    own = {row.agency.region_id for row in access.memberships(request) if row.agency}
    return names.regions_below(own)


def sorts(filters: Filters) -> dict[str, str]:
    """The address that turns the date column round, and how it stands now (aria-sort)."""
    turned = "-due" if filters.sort == "due" else "due"
    standing = {"due": "ascending", "-due": "descending"}.get(filters.sort, "none")
    return {"due": lists.link(filters.query, sort="" if turned == "due" else turned), "aria": standing}


@officers_only
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters under a name; the same name again keeps the new ones."""
    filters = Filters.read(dict(parse_qsl(request.POST.get("query", ""))))
    name = request.POST.get("name", "").strip()[:20]
    query = urlencode(filters.query)
    if not name:
        messages.error(request, "还没有给视图起名。请写一个名称再保存。")
    elif SavedView.objects.filter(user=request.user).exclude(name=name).count() >= MOST_VIEWS:
        messages.error(request, f"最多保存{MOST_VIEWS}个视图。请先删掉不用的。")
    else:
        SavedView.objects.update_or_create(user=request.user, name=name, defaults={"query": query})
        messages.success(request, f"已存为视图“{name}”。")
    return redirect(f"{reverse('ledger')}?{query}")


@officers_only
@require_POST
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, user=request.user)
    view.delete()
    messages.success(request, f"已删除视图“{view.name}”。")
    return redirect("ledger")
