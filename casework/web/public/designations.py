"""命名单位名单: units that hold a designation today, open to everybody."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.accreditation.models import Designation, Programme
from casework.accreditation.states import HOLDING
from casework.web import lists

ORDER = lists.Order("designated_on", descending=True)
COLUMNS = (
    *("id", "party_name", "designated_on", "valid_to", "number", "state"),
    *("place__category__name", "place__category__programme__name", "enterprise__region__name"),
)


@login_not_required
@require_GET
def designations(request: HttpRequest) -> HttpResponse:
    """The list, the newest first, by programme."""
    query = {name: request.GET.get(name, "").strip()[:30] for name in ("programme", "after", "before")}
    rows = current(query["programme"])
    page = lists.page(rows, ORDER, query, COLUMNS)
    page.words = lists.count_words(lists.capped_count(rows), "家")
    labels = dict(Designation._meta.get_field("state").choices or ())
    context = {
        "page": page,
        "rows": [{**row, "words": labels[row["state"]]} for row in page.rows],
        "programmes": list(Programme.objects.values_list("code", "name")),
        "programme": query["programme"],
    }
    return render(request, "public/designations.html", context)


def current(programme: str) -> QuerySet[Designation]:
    """Designations that hold their slot; what cannot be read is ignored."""
    rows = Designation.objects.filter(state__in=HOLDING)
    known = Programme.objects.filter(code=programme).exists()
    return rows.filter(place__category__programme=programme) if known else rows
