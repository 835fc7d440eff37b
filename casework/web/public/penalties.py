"""Penalties made public (行政处罚法 48): open to everybody as long as they are shown; what is withdrawn is gone."""

import re
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.core.now import today
from casework.organisations.models import Region
from casework.penalties.models import Publication
from casework.web import lists, wording

ORDER = lists.Order("published_on", descending=True)
COLUMNS = ("id", "shown", "published_on")
SEARCHED = ("party", "credit_code", "number", "cause", "basis", "content", "agency")
LABELS = {
    "party": "当事人", "kind": "当事人类别", "credit_code": "统一社会信用代码",
    "number": "决定书文号", "decided_on": "决定日期", "cause": "违法事实",
    "basis": "处罚依据", "content": "处罚内容", "agency": "作出机关", "region": "地区",
}  # fmt: skip
MOST_TEXT = 60


@login_not_required
@require_GET
def penalties(request: HttpRequest) -> HttpResponse:
    """The list, newest first, by region and text."""
    query = {name: request.GET.get(name, "").strip()[:MOST_TEXT] for name in ("q", "region", "after", "before")}
    rows = asked(current(), query["q"].replace("\x00", ""), query["region"])
    page = lists.page(rows, ORDER, query, COLUMNS)
    page.words = lists.count_words(lists.capped_count(rows), "条")
    context = {
        "page": page,
        "rows": [{"pk": row["id"], "on": row["published_on"], **said(row["shown"])} for row in page.rows],
        "q": query["q"],
        "region": query["region"],
        "regions": list(Region.objects.exclude(level=Region.Level.COUNTY).values_list("code", "name")),
        "narrowed": bool(query["q"] or query["region"]),
    }
    return render(request, "public/penalties.html", context)


def current() -> QuerySet[Publication]:
    """What is shown today."""
    lasting = Q(until_on=None) | Q(until_on__gte=today())
    return Publication.objects.filter(lasting, withdrawn_on=None)


def asked(rows: QuerySet[Publication], text: str, region: str) -> QuerySet[Publication]:
    """By region and text; what cannot be read is ignored."""
    if re.fullmatch(r"[0-9]{6}", region):
        prefix = region[:2] if region.endswith("0000") else region[:4] if region.endswith("00") else region
        rows = rows.filter(region_code__startswith=prefix)
    if text:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"shown__{name}__icontains": text})
        rows = rows.filter(found)
    return rows


def said(shown: dict[str, Any]) -> dict[str, str]:
    """Only the keys agreed on: nothing else of the row may ever reach the page."""
    return {name: str(shown.get(name) or "—") for name in LABELS}


@login_not_required
@require_GET
def penalty(request: HttpRequest, pk: int) -> HttpResponse:
    row = Publication.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.withdrawn_on is not None:
        words = f"这条处罚信息已于{wording.full_day(row.withdrawn_on)}撤回，不再公示。"
        return render(request, "public/penalties_gone.html", {"words": words}, status=410)
    if row.until_on is not None and row.until_on < today():
        words = f"这条处罚信息的公示期已于{wording.full_day(row.until_on)}届满，不再公示。"
        return render(request, "public/penalties_gone.html", {"words": words}, status=410)
    facts = said(row.shown)
    context = {
        "title": f"{facts['party']}行政处罚信息",
        "facts": [(label, facts[name]) for name, label in LABELS.items() if row.shown.get(name)],
        "row": row,
    }
    return render(request, "public/penalties_entry.html", context)
