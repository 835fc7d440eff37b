"""Example grades as loaded: marked as such, unconfirmed, inside the law, and a person's own figures stand."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.urls import reverse

from casework.core.reference import read_yaml
from casework.enforcement import reference as enforcement
from casework.enforcement.models import Basis
from casework.organisations.reference import load_industries
from casework.penalties import law, reference
from casework.penalties.models import Benchmark

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def _loaded(db):
    load_industries()
    enforcement.load()
    reference.load()


@pytest.mark.usefixtures("_loaded")
def test_loading_again_changes_nothing_and_what_an_office_entered_stays():
    row = Benchmark.objects.get(violation="V1", tier=1, grade="A")
    row.fine_max, row.example, row.confirmed = Decimal(20000), False, True
    row.save()
    assert reference.load() == {"benchmarks": {"same": 35, "kept": 1}}
    assert Benchmark.objects.get(pk=row.pk).fine_max == 20000


@pytest.mark.usefixtures("_loaded")
def test_every_row_says_that_it_is_an_example():
    assert Benchmark.objects.count() == 36
    assert not Benchmark.objects.exclude(example=True, confirmed=False, source__contains="示例").exists()


@pytest.mark.usefixtures("_loaded")
@pytest.mark.parametrize(("tier", "personal"), [(1, False), (2, False), (2, True)])
def test_the_grades_fill_the_range_of_the_law_without_a_gap(tier, personal):
    for code in read_yaml("benchmarks.yaml")["violations"]:
        rows = list(Benchmark.objects.filter(violation=code, tier=tier, personal=personal).order_by("heads_min"))
        party = "responsible" if personal else "unit"
        rule = Basis.objects.get(violation=code, tier=tier, party=party, industry=None, valid_to=None)
        assert (rows[0].fine_min, rows[-1].fine_max) == law.bounds(rule, personal)
        for milder, graver in pairwise(rows):
            assert milder.fine_max == graver.fine_min and milder.heads_max + 1 == graver.heads_min
        assert rows[0].heads_min == 1 and rows[-1].heads_max is None


def test_an_administrator_changes_a_grade_and_history_keeps_the_old_one(client, people):
    row = Benchmark.objects.get(violation="V3", tier=1, grade="B")
    row.confirmed, row.confirmed_by = True, people.legal
    row.save()
    client.force_login(people.system_admin)
    address = reverse("admin:penalties_benchmark_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    assert "confirmed" not in form.fields
    given = {name: "" if value is None else value for name, value in form.initial.items() if name in form.fields}
    assert client.post(address, given | {"fine_max": "55000", "example": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.fine_max, row.example, row.confirmed, row.confirmed_by) == (55000, False, False, None)
    assert row.history.latest().history_user == people.system_admin
    assert row.history.earliest("history_id").fine_max == 60000
    client.force_login(people.officer)
    assert client.get(address).status_code == 404
