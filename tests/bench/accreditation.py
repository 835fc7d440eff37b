"""A round of a thousand applications with five evaluations each: its cockpit, and its ranking with the short list."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.accreditation.models import (
    Application,
    Category,
    CriterionScore,
    Evaluation,
    Expert,
    Listing,
    Panel,
    Round,
    Seat,
)
from casework.accreditation.shortlisting import candidates
from casework.core.now import today
from casework.organisations.models import Agency, Enterprise
from casework.trail import guards
from documents.models import Dossier
from tests.bench.ledger import province_officer
from tests.bench.rig import Row, timed
from workflows.accreditation.opening import announce

APPLICATIONS, SEATS = 1000, 5
PROGRAMME = "training_base"


def generate() -> Round:
    """Rows as the gate would have left them, written by the set; guards are off meanwhile."""
    office, officer = Agency.objects.get(region_id="450000"), province_officer()
    guards.remove(connection)
    with transaction.atomic():
        of = announce(
            officers=[officer], programme_id=PROGRAMME, agency=office, title="基准批次", announced_on=today(),
            opens_on=today(), closes_on=today(), announcement="基准",
        )  # fmt: skip
        categories = list(Category.objects.filter(programme=PROGRAMME).order_by("pk"))
        applications = applied(of, categories, office)
        seats = {category.pk: seated(of, category, officer) for category in categories}
        scored(of, applications, seats)
        for category in categories:
            listing(of, category, office)
    guards.install(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return of


def applied(of: Round, categories: list[Category], office: Agency) -> list[Application]:
    units = Enterprise.objects.bulk_create(
        Enterprise(name=f"基准{n}号有限公司", credit_code=f"BENCH{n}", region_id="450102", industry_id="metallurgy")
        for n in range(APPLICATIONS)
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(kind="application", agency=office, region_code="450102", enterprise=unit, title="基准")
        for unit in units
    )
    rows = zip(units, dossiers, strict=True)
    return Application.objects.bulk_create(
        Application(
            dossier=dossier, state="evaluated", version=6, agency=office, enterprise=unit, party_name=unit.name,
            region_code="450102", round=of, category=categories[n % len(categories)], submitted_on=today(),
        )
        for n, (unit, dossier) in enumerate(rows)
    )  # fmt: skip


def seated(of: Round, category: Category, by: User) -> list[Seat]:
    experts = Expert.objects.bulk_create(Expert(name=f"基准专家{n}", employer="示例大学") for n in range(SEATS))
    panel = Panel.objects.create(
        round=of, category=category, seed="0" * 32, pool=[row.pk for row in experts], size=SEATS, by=by
    )
    return Seat.objects.bulk_create(Seat(panel=panel, expert=row, place=n) for n, row in enumerate(experts, 1))


def scored(of: Round, applications: list[Application], seats: dict[int, list[Seat]]) -> None:
    evaluations = Evaluation.objects.bulk_create(
        Evaluation(
            dossier_id=row.dossier_id, state="submitted", version=3, agency_id=row.agency_id,
            region_code=row.region_code, application=row, seat=seat,
        )
        for row in applications
        for seat in seats[row.category_id]
    )  # fmt: skip
    criteria = list(of.criteria.all())
    CriterionScore.objects.bulk_create(
        [
            CriterionScore(evaluation=row, criterion=criterion, score=criterion.weight - (n * 7 + m * 3) % 5)
            for n, row in enumerate(evaluations)
            for m, criterion in enumerate(criteria)
        ],
        batch_size=2000,
    )


def listing(of: Round, category: Category, office: Agency) -> None:
    unit = Enterprise.objects.get(credit_code="BENCH0")
    dossier = Dossier.objects.create(kind="listing", agency=office, region_code="450000", enterprise=unit, title="基准")
    Listing.objects.create(
        dossier=dossier, agency=office, region_code="450000", round=of, category=category, seed="1" * 32
    )


@contextmanager
def database_time() -> Iterator[list[float]]:
    """Milliseconds of each statement sent meanwhile, fetching not counted."""
    spent: list[float] = []

    def watch(execute: Callable[..., Any], *given: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(*given)
        finally:
            spent.append((time.perf_counter() - start) * 1000)

    with connection.execute_wrapper(watch):
        yield spent


def cockpit(of: Round) -> tuple[int, float]:
    """How many statements the page sends, and the median of several runs of what the database needs for them."""
    client, address = Client(), f"/rounds/{of.pk}/"
    client.force_login(province_officer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    asked, found = len(queries), []
    for _ in range(7):
        with database_time() as spent:
            client.get(address)
        found.append(sum(spent))
    return asked, sorted(found)[3]


def shortlist(of: Round) -> None:
    for row in Listing.objects.filter(round=of).select_related("round", "category"):
        assert len(candidates(row)) == APPLICATIONS // Category.objects.filter(programme=PROGRAMME).count()


def main(people: Any) -> list[Row]:
    of = generate()
    queries, spent = cockpit(of)
    ranked = timed(lambda: shortlist(of), 3)
    what = f"round of {APPLICATIONS} applications, {SEATS} evaluations each"
    return [
        Row(f"{what}: queries of the cockpit", f"{queries}", "< 12", queries < 12),
        Row("… the cockpit in the database", f"{spent:.1f} ms", "< 100 ms", spent < 100),
        Row("… ranking and short list", f"{ranked / 1000:.2f} s", "< 2 s", ranked < 2000),
    ]
