"""The command that every start runs: everything there after the first time, nothing touched after the second."""

import io

import pytest
from django.core.management import call_command

from casework.accreditation.models import Countersigner
from casework.clock.models import Period
from casework.enforcement.models import Basis
from casework.organisations.models import Department

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TABLES = ["regions", "departments", "industries", "agencies", "periods", "thresholds", "holidays"]
TABLES += ["violations", "bases", "benchmarks", "programmes", "categories", "slots", "criteria"]


def loaded() -> dict[str, str]:
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    return dict(line.split(": ", 1) for line in out.getvalue().splitlines())


def test_once_twice_and_after_an_administrators_hand():
    first = loaded()
    assert list(first) == TABLES and all("created" in said for said in first.values())
    assert first["regions"] == "126 created" and first["departments"] == "5 created"

    assert set(loaded()) == set(TABLES)
    assert all(said.endswith("same") and "," not in said for said in loaded().values())

    period = Period.objects.get(name="serve")
    period.amount = 5
    period.save()
    department = Department.objects.get(pk="mkj")
    department.name = "国家矿山安全监察局广西局"
    department.save()
    basis = Basis.objects.filter(confirmed=False).first()
    basis.confirmed = True
    basis.save()

    again = loaded()
    assert "1 kept" in again["periods"] and "1 kept" in again["departments"] and "1 kept" in again["bases"]
    period.refresh_from_db(), department.refresh_from_db(), basis.refresh_from_db()
    assert (period.amount, department.name, basis.confirmed) == (5, "国家矿山安全监察局广西局", True)


def test_a_missing_row_comes_back():
    loaded()
    Countersigner.objects.filter(department="czt").delete()
    Department.objects.filter(pk="czt").delete()
    assert loaded()["departments"] == "4 same, 1 created"
