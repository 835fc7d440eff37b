"""Ties between experts and applicants, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.conflict import Tie, conflicts, years_before

pytestmark = pytest.mark.once
ON = date(2026, 6, 16)


@pytest.mark.parametrize(
    ("until", "tied"),
    [(None, True), (ON, True), (date(2023, 6, 16), True), (date(2023, 6, 15), False), (date(2019, 1, 1), False)],
)
def test_three_years_to_the_day(until, tied):
    assert conflicts([Tie(7, date(2015, 1, 1), until)], [7], ON, 3) == ({7} if tied else set())


def test_another_unit_does_not_count_and_one_of_several_does():
    ties = [Tie(7, date(2020, 1, 1)), Tie(8, date(2010, 1, 1), date(2012, 1, 1)), Tie(9, date(2025, 1, 1), ON)]
    assert conflicts(ties, [8, 9, 10], ON, 3) == {9}
    assert conflicts(ties, [], ON, 3) == set()


def test_a_post_that_begins_tomorrow_counts():
    assert conflicts([Tie(7, ON + timedelta(1))], [7], ON, 3) == {7}


def test_the_day_that_not_every_year_has():
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 5), st.integers(0, 3000))
def test_a_longer_ban_never_frees_anybody(on, years, ago):
    tie = [Tie(1, date(1990, 1, 1), on - timedelta(ago))]
    assert conflicts(tie, [1], on, years) <= conflicts(tie, [1], on, years + 1)
