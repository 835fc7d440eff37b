"""Every penalty of the territory: filtered, paged by key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from casework.accounts.models import User
from casework.clock.queries import desk_of
from casework.core.now import today
from casework.organisations import names
from casework.penalties.models import Decision, Penalty
from casework.penalties.states import PenaltyState
from casework.web import lists
from casework.web.access import officers_only
from casework.web.officers import nearest
from casework.web.officers.filters import PAPER_NUMBER, dossiers_of_paper
from casework.web.officers.ledger import asks_for_part, keys, regions
from casework.web.officers.rows import officers_of

COLUMNS = ("id", "dossier_id", "number", "party_name", "person_id", "region_code", "tier", "cause", "state", "due_on")
ORDERS = {
    "": ("最近立案", lists.Order("id", descending=True)),
    "due": ("时限从近到远", lists.Order("due_on")),
    "id": ("最早立案", lists.Order("id")),
}
LABELS = {"": "待立案", **dict(PenaltyState.choices)}
TIERS = dict(Penalty.Tier.choices)
LEVELS = {PenaltyState.CLOSED: "green", PenaltyState.DEMANDED: "amber", PenaltyState.AT_COURT: "amber"}
NAMES = ("q", "region", "state", "tier", "mine", "sort")
VIEWS = (
    ("全部", {}),
    ("本人承办", {"mine": "1"}),
    ("已告知", {"state": "notified"}),
    ("已作决定", {"state": "decided"}),
    ("已催告", {"state": "demanded"}),
)


@dataclass(frozen=True)
class PenaltyFilters:
    """The parameters of the list, each already known to be one of those offered."""

    q: str = ""
    region: str = ""
    state: str = ""
    tier: str = ""
    mine: str = ""
    sort: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "PenaltyFilters":
        values = {name: query.get(name, "").strip()[:60] for name in NAMES}
        offered: dict[str, Sequence[str]] = {
            "state": PenaltyState.values,
            "tier": [str(value) for value in TIERS],
            "mine": ["1"],
            "sort": list(ORDERS),
        }
        known = {name: value for name, value in values.items() if value in offered.get(name, [value])}
        if not re.fullmatch(r"\d{6}", known.get("region", "")):
            known.pop("region", None)
        return cls(**known)

    @property
    def query(self) -> dict[str, str]:
        return {name: value for name in NAMES if (value := getattr(self, name))}

    def apply(self, rows: QuerySet[Penalty], user: User) -> QuerySet[Penalty]:
        rows = rows.filter(place(self.region), text(self.q))
        if self.state:
            rows = rows.filter(state=self.state)
        if self.tier:
            rows = rows.filter(tier=int(self.tier))
        return rows.filter(dossier__in=desk_of(user)) if self.mine else rows


def place(code: str) -> Q:
    """Equality for a county, a range for a city."""
    if not code or not code.endswith("00"):
        return Q(region_code=code) if code else Q()
    prefix = code[:2] if code.endswith("0000") else code[:4]
    return Q(region_code__gte=prefix.ljust(6, "0"), region_code__lte=prefix.ljust(6, "9"))


def text(words: str) -> Q:
    """The number of any paper of the dossier, or a part of the party's name, or the unit's code."""
    if number := PAPER_NUMBER.search(words):
        return Q(dossier__in=dossiers_of_paper(words, int(number[1]), int(number[2])))
    return Q(party_name__contains=words) | Q(enterprise__credit_code=words.upper()) if words else Q()


@officers_only
@require_GET
def penalties(request: HttpRequest) -> HttpResponse:
    filters = PenaltyFilters.read(request.GET)
    found = filters.apply(Penalty.objects.visible_to(request.user), request.user)
    shown = lists.page(found, ORDERS[filters.sort][1], filters.query | keys(request), COLUMNS)
    total = lists.capped_count(found) if shown.before or shown.after else len(shown.rows)
    shown.words = lists.count_words(total)
    context = {
        "today": today(),
        "filters": filters,
        "page": shown,
        "rows": list_rows(shown.rows),
        "views": views(filters),
        "choices": choices(request),
        "query": urlencode(filters.query),
    }
    part = asks_for_part(request)
    template = "officers/penalties/list_part.html" if part else "officers/penalties/list.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def choices(request: HttpRequest) -> dict[str, Any]:
    sorts = [(name, label) for name, (label, _order) in ORDERS.items()]
    found = {"region": regions(request), "state": PenaltyState.choices, "tier": Penalty.Tier.choices}
    return {**found, "sort": sorts}


def views(filters: PenaltyFilters) -> list[tuple[str, str, bool]]:
    here, address = filters.query, reverse("penalties")
    return [(label, f"{address}{lists.link(dict(query))}", here == query) for label, query in VIEWS]


def list_rows(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One query for each kind of thing, however long the page."""
    dossiers = [row["dossier_id"] for row in found]
    officers, due, where = officers_of(dossiers), nearest.by_dossier(dossiers), names.regions()
    fines = fines_of([row["id"] for row in found])
    return [
        {
            "href": reverse("penalty", args=[row["id"]]),
            "number": row["number"] or "待立案",
            "party": row["party_name"],
            "person": row["person_id"] is not None,
            "place": where.get(row["region_code"], row["region_code"]),
            "tier": TIERS[row["tier"]],
            "cause": row["cause"] or "—",
            "state": LABELS.get(row["state"], row["state"]),
            "state_level": LEVELS.get(row["state"], ""),
            "fine": fines.get(row["id"], "—"),
            "officers": officers.get(row["dossier_id"], "—"),
            **nearest.row_light(due.get(row["dossier_id"])),
        }
        for row in found
    ]


def fines_of(penalties: Sequence[int]) -> dict[int, str]:
    """What the decision in force imposes."""
    rows = Decision.objects.filter(penalty__in=penalties, standing__in=("standing", "unlawful"))
    found = rows.values_list("penalty", "punishes", "sanction__fine", "sanction__stop_production")
    return {pk: imposed(punishes, fine, stop) for pk, punishes, fine, stop in found}


def imposed(punishes: bool, fine: Any, stop: bool) -> str:
    if not punishes:
        return "不予处罚"
    return "，".join(filter(None, [f"{fine:,.0f}元" if fine else "", "停产停业" if stop else ""])) or "警告"
