"""Loading the clock's tables: everything named by the procedures, again and again, without undoing anybody's work."""

from datetime import date

import pytest

from casework.clock import reference
from casework.clock.book import period, threshold
from casework.clock.models import Holiday, Period, Threshold
from casework.clock.periods import PERIODS, THRESHOLDS

pytestmark = pytest.mark.django_db

# Figures of procedures.md and the law reference: amount, unit, and whether the text itself was read.
FIGURES = {
    "backfill": (1, "working-day", False),
    "measure_confirm": (24, "hour", True),
    "serve": (7, "working-day", False),
    "extension_reply": (5, "natural-day", False),
    "recheck": (10, "natural-day", False),
    "decision": (90, "natural-day", True),
    "keep": (7, "working-day", True),
    "defence": (3, "working-day", False),
    "hearing_request": (5, "working-day", True),
    "hearing": (15, "natural-day", False),
    "hearing_notice": (7, "working-day", True),
    "publish": (7, "working-day", True),
    "unpublish": (3, "working-day", True),
    "report_up": (10, "natural-day", False),
    "pay": (15, "natural-day", True),
    "reconsideration": (60, "natural-day", True),
    "suit": (6, "month", True),
    "suit_after_reconsideration": (15, "natural-day", True),
    "demand_wait": (10, "working-day", True),
    "court_window": (3, "month", True),
    "court_objection": (15, "natural-day", True),
    "fitness": (10, "natural-day", False),
    "power_cut_notice": (24, "hour", True),
    "acceptance": (5, "working-day", False),
    "supplement": (10, "working-day", False),
    "recommendation": (20, "working-day", False),
    "evaluation": (15, "working-day", False),
    "publicity": (5, "working-day", False),
    "objection": (15, "working-day", False),
    "designation_rectify": (60, "natural-day", False),
    "public_notice": (30, "natural-day", True),
    "reconsideration_answer": (10, "working-day", True),
    "suit_answer": (15, "natural-day", True),
}


def test_every_period_of_the_procedures_is_a_row(reference_data):
    for name, figure in FIGURES.items():
        row = period(name)
        assert (row.amount, row.unit, row.confirmed) == figure, name


def test_the_thresholds_of_the_procedures_are_rows(reference_data):
    wanted = {
        "warn-working-days": 3,
        "failed-attempts": 2,
        "hearing-fine-unit": 50000,
        "hearing-fine-person": 20000,
        "collective-fine": 50000,
        "collective-quorum": 3,
        "evidence-kinds": 2,
        "officers-min": 2,
        "closure-penalties-180": 3,
        "closure-penalties-365": 4,
    }
    assert {name: threshold(name) for name in wanted} == wanted
    assert float(threshold("surcharge-rate")) == 0.03
    assert threshold("due-days") > 0
    assert threshold("yearly-visits") > 0
    assert not Threshold.objects.get(name="yearly-visits").confirmed


def test_every_row_says_where_it_comes_from():
    rows = [*PERIODS, *THRESHOLDS]
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.law.source for row in rows)
    # Whatever is said to be found in a text names its article.
    assert all(row.place or row.law.name for row in rows if row.law.found)


def test_loading_twice_writes_nothing(reference_data):
    before = [m.history.count() for m in (Period, Threshold, Holiday)]
    outcomes = reference.load()
    assert all(not o["created"] and not o["updated"] and not o["dropped"] for o in outcomes.values())
    assert [m.history.count() for m in (Period, Threshold, Holiday)] == before


def test_what_somebody_edited_confirmed_or_deleted_stays(people):
    edited, confirmed = Period.objects.get(name="recheck"), Period.objects.get(name="defence")
    edited.amount = 15
    edited.save()
    Period.objects.filter(pk=confirmed.pk).update(confirmed=True, confirmed_by=people.legal)
    Holiday.objects.get(date=date(2026, 4, 20)).delete()
    outcomes = reference.load()
    assert outcomes["periods"]["kept"] == 2
    assert outcomes["holidays"]["kept"] == 1
    assert Period.objects.get(name="recheck").amount == 15
    assert Period.objects.get(name="defence").confirmed
    assert not Holiday.objects.filter(date=date(2026, 4, 20)).exists()


def test_a_row_still_ours_follows_what_ships(reference_data, monkeypatch):
    rows = [row._replace(amount=12) if row.name == "recheck" else row for row in PERIODS]
    monkeypatch.setattr(reference, "PERIODS", rows)
    assert reference.load()["periods"]["updated"] == 1
    assert period("recheck").amount == 12


def test_a_published_notice_takes_the_place_of_the_provisional_days(reference_data, monkeypatch):
    from casework.clock import holidays

    assert Holiday.objects.filter(date=date(2027, 2, 10), provisional=True).exists()
    kept = [entry for entry in holidays.entries() if entry.date != date(2027, 2, 10)]
    monkeypatch.setattr(reference, "entries", lambda: iter(kept))
    assert reference.load()["holidays"]["dropped"] == 1
    assert not Holiday.objects.filter(date=date(2027, 2, 10)).exists()


def test_the_holidays_of_four_years_are_loaded(reference_data):
    years = set(Holiday.objects.filter(region="").values_list("date__year", flat=True))
    assert years == {2024, 2025, 2026, 2027}
    assert Holiday.objects.filter(is_workday=True, date__year=2026).count() == 6
    assert not Holiday.objects.filter(date__year=2027, provisional=False).exists()
    assert Holiday.objects.filter(region="450000").count() == 8


# --- the administrators' pages ------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["holiday", "period", "threshold"])
@pytest.mark.parametrize(
    ("who", "sees", "writes"),
    [
        ("system_admin", 200, 200),
        ("audit_admin", 200, 403),
        ("security_admin", 403, 403),
        ("officer", 404, 404),
        ("legal", 404, 404),
    ],
)
def test_only_the_system_administrator_keeps_the_tables(client, people, page, who, sees, writes):
    client.force_login(getattr(people, who))
    assert client.get(f"/admin/clock/{page}/").status_code == sees
    assert client.get(f"/admin/clock/{page}/add/").status_code == writes


def test_an_edit_is_kept_with_its_author(client, people):
    client.force_login(people.system_admin)
    row = Period.objects.get(name="recheck")
    names = ("name", "label", "unit", "runs_from", "article", "source", "valid_from")
    answer = client.post(
        f"/admin/clock/period/{row.pk}/change/",
        {n: getattr(row, n) for n in names} | {"amount": 12, "rolls": "on", "confirmed": "on"},
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.amount == 12
    assert not row.confirmed  # confirming is for legal staff, elsewhere
    assert row.history.first().history_user == people.system_admin
    assert reference.load()["periods"]["kept"] == 1
