"""Pages by key: every row once, forwards and backwards, whatever else happens to the list."""

from datetime import date, timedelta

import pytest

from casework.enforcement.models import Case
from casework.web import lists
from documents.models import Dossier

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "due_on")
BY_DUE = lists.Order("due_on")


@pytest.fixture
def cases(people):
    """Sixty cases over twenty days, three a day: ties everywhere."""
    for number in range(60):
        dossier = Dossier.objects.create(
            kind="case", agency=people.agency, region_code="450102", enterprise=people.enterprise, title="x"
        )
        Case.objects.create(
            dossier=dossier, agency=people.agency, enterprise=people.enterprise, party_name="x", region_code="450102",
            industry=people.enterprise.industry, due_on=date(2026, 6, 1) + timedelta(days=number % 20),
        )  # fmt: skip
    return Case.objects.all()


def follow(cases, order, query, which) -> list[list[int]]:
    """The pages one comes through by a link."""
    pages = []
    while True:
        page = lists.page(cases, order, query, COLUMNS, size=7)
        pages.append([row["id"] for row in page.rows])
        if not (target := getattr(page, which)):
            return pages
        query = dict(part.split("=") for part in target[1:].split("&"))


@pytest.mark.parametrize(
    "order", [BY_DUE, lists.Order("due_on", descending=True), lists.Order("id"), lists.Order("id", descending=True)]
)
def test_every_row_is_met_once_on_the_way_out_and_back(cases, order):
    wanted = list(cases.order_by(*order.keys(False)).values_list("id", flat=True))
    out = follow(cases, order, {}, "after")
    assert [pk for page in out for pk in page] == wanted
    last = cases.get(pk=out[-1][0])
    start = {"before": lists.mark({"id": last.pk, "due_on": last.due_on}, order)}
    back = follow(cases, order, start, "before")
    assert [pk for page in reversed(back) for pk in page] == [pk for page in out[:-1] for pk in page]


def test_the_key_is_compared_so_that_an_index_can_be_walked(cases):
    """As one row: ``a > x OR (a = x AND id > y)`` reads everything before the page."""
    sql = str(cases.filter(BY_DUE.beyond(("2026-06-03", 7), False)).query).split("WHERE")[1]
    assert sql.count(">") == 1 and " OR " not in sql and sql.index("due_on") < sql.index('"id"') < sql.index(">")


@pytest.mark.parametrize(
    "value", ["", "x", "_", "2026-13-01_4", "2026-06-01_x", "2026-06-01_-4", "2026-06-01_" + "9" * 40]
)
def test_an_unreadable_key_is_the_first_page(cases, value):
    page = lists.page(cases, BY_DUE, {"after": value}, COLUMNS, size=7)
    assert not page.before and len(page.rows) == 7


def test_links_keep_the_filters_and_lose_the_old_key(cases):
    page = lists.page(cases, BY_DUE, {"state": "ordered", "after": "2026-06-02_1"}, COLUMNS, size=7)
    assert page.after.startswith("?state=ordered&after=") and "before" not in page.after


def test_counting_stops(cases):
    assert lists.capped_count(cases, cap=40) == 41
    assert lists.count_words(41, cap=40) == "超过40件" and lists.count_words(40, cap=40) == "共40件"
