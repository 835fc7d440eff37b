"""The ledger over a million cases: first page, a rare name, page 1 000, the access filter, queries of a page."""

import json

from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import Membership, User
from casework.enforcement.models import Case
from casework.organisations.models import Agency
from casework.web.officers import rows
from casework.web.officers.filters import Filters
from tests.bench import generate
from tests.bench.rig import Row, timed

PAGE = 26


def in_database(found: QuerySet, filters: Filters) -> float:
    """Milliseconds the database needs for one page, the median of several runs."""
    page = found.order_by(*filters.order.keys(False)).values(*rows.COLUMNS)[:PAGE]
    if connection.vendor != "postgresql":
        return timed(lambda: list(page))
    text, values = page.query.sql_with_params()

    def once() -> float:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + text, values)
            plan = cursor.fetchone()[0]
        return json.loads(plan)[0]["Execution Time"] if isinstance(plan, str) else plan[0]["Execution Time"]

    return sorted(once() for _ in range(9))[4]


def ledger(user: User, **query: str) -> tuple[QuerySet, Filters]:
    filters = Filters.read(query)
    return filters.apply(Case.objects.visible_to(user), user), filters


def far(found: QuerySet, filters: Filters, page: int) -> QuerySet:
    """The rows of a far page, reached by key as the page's own link does."""
    row = found.order_by(*filters.order.keys(False)).values("id", filters.order.column)[page * 25]
    return found.filter(filters.order.beyond((row[filters.order.column], row["id"]), False))


def main(people) -> list[Row]:
    generate.generate(people[0].pk, people[1].pk, people[1].industry_id)
    officer = province_officer()
    county = {"region": "450102", "state": "ordered"}
    first = in_database(*ledger(officer, **county))
    city = in_database(*ledger(officer, region="450100", state="ordered"))
    rare = in_database(*ledger(officer, q=generate.RARE))
    common = in_database(*ledger(officer, q="华泰"))
    all_of_them, filters = ledger(officer)
    plain = in_database(all_of_them, filters)
    thousandth = in_database(far(all_of_them, filters, 1000), filters)
    free = in_database(filters.apply(Case.objects.all(), officer), filters)
    queries = queries_of_page(officer)
    return [
        Row("ledger, county and state, page 1", f"{first:.2f} ms", "< 20 ms", first < 20),
        Row("ledger, city and state, page 1", f"{city:.2f} ms", "< 20 ms", city < 20),
        Row(
            "ledger, two rare characters",
            f"{rare:.2f} ms, {rare / first:.1f} times page 1",
            "<= 10 times",
            rare <= 10 * first,
        ),
        Row("ledger, two common characters", f"{common:.2f} ms", "", None),
        Row(
            "ledger, page 1 000",
            f"{thousandth:.2f} ms, {thousandth / plain:.1f} times page 1",
            "<= 2 times",
            thousandth <= 2 * plain,
        ),
        Row("ledger, access filter", f"{plain:.2f} ms against {free:.2f} ms", "<= 2 times", plain <= 2 * free),
        Row(
            "ledger, queries of a page",
            f"{queries[0]} with 25 rows, {queries[1]} with few",
            "<= 12",
            max(queries) <= 12,
        ),
    ]


def province_officer() -> User:
    user, _ = User.objects.get_or_create(username="bench-province", name="厅执法员")
    Membership.objects.get_or_create(user=user, role="officer", agency=Agency.objects.get(region_id="450000"))
    return user


def queries_of_page(user: User) -> tuple[int, int]:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    found = []
    for address in ("/ledger/?state=ordered", f"/ledger/?q={generate.RARE}"):
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    return found[0], found[1]
