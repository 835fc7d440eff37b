"""Means, outliers and the ranking, over scores nobody thought of."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.scoring import Result, outliers, ranking, shortlisted, trimmed_mean

pytestmark = pytest.mark.once
SCORES = st.decimals(0, 100, places=1)
PASS = Decimal(80)


@given(st.lists(SCORES, min_size=1, max_size=11))
def test_the_mean_lies_between_the_scores_it_is_made_of(scores):
    mean = trimmed_mean(scores)
    assert min(scores) <= mean <= max(scores)
    assert mean == trimmed_mean(list(reversed(scores)))


@given(st.lists(SCORES, min_size=5, max_size=11), SCORES)
def test_one_extreme_score_alone_moves_nothing(scores, other):
    """Whoever gives the highest score may give any higher one."""
    ordered = sorted(scores)
    assert trimmed_mean([*ordered[:-1], max(other, ordered[-1])]) == trimmed_mean(ordered)
    assert trimmed_mean([min(other, ordered[0]), *ordered[1:]]) == trimmed_mean(ordered)


def test_three_scores_are_all_counted_and_none_is_refused():
    assert trimmed_mean([Decimal(70), Decimal(80), Decimal(99)]) == Decimal("83.00")
    assert trimmed_mean([Decimal(1), Decimal(80), Decimal(81), Decimal(82), Decimal(100)]) == Decimal("81.00")
    with pytest.raises(ValueError, match="还没有评分"):
        trimmed_mean([])


def test_who_is_far_from_the_middle_is_shown():
    scores = {1: Decimal(80), 2: Decimal(82), 3: Decimal(84), 4: Decimal(60), 5: Decimal(92)}
    assert outliers(scores, Decimal(15)) == {4}
    assert outliers(scores, Decimal(9)) == {4, 5}
    assert outliers({1: Decimal(0), 2: Decimal(100)}, Decimal(1)) == set()


@st.composite
def fields(draw):
    rows = draw(st.lists(st.tuples(SCORES, SCORES, st.booleans()), max_size=12))
    return [Result(number, mean, core, vetoed) for number, (mean, core, vetoed) in enumerate(rows, 1)]


@given(fields(), st.text("abcdef0123456789", min_size=1, max_size=8), st.integers(-1, 12))
def test_the_ranking_is_of_all_in_order_of_merit(results, seed, slots):
    places = ranking(results, PASS, seed)
    assert [place.rank for place in places] == list(range(1, len(results) + 1))
    assert {place.result.application for place in places} == {result.application for result in results}
    merits = [(place.passed, place.result.mean, place.result.core) for place in places]
    assert merits == sorted(merits, reverse=True)
    assert places == ranking(list(reversed(results)), PASS, seed)
    chosen = shortlisted(places, slots)
    assert len(chosen) <= max(slots, 0)
    assert all(place.result.mean >= PASS and not place.result.vetoed for place in chosen)
    left_out = [place for place in places if place not in chosen and place.passed]
    assert not left_out or len(chosen) == max(slots, 0)


def test_a_tie_is_broken_by_core_criteria_then_by_the_draw_that_says_so():
    better, worse = Result(1, Decimal(90), Decimal(30)), Result(2, Decimal(90), Decimal(29))
    assert [p.drawn for p in ranking([worse, better], PASS, "a")] == [False, False]
    assert ranking([worse, better], PASS, "a")[0].result is better
    twins = [Result(n, Decimal(90), Decimal(30)) for n in (1, 2)]
    orders = {tuple(p.result.application for p in ranking(twins, PASS, f"seed{n}")) for n in range(20)}
    assert orders == {(1, 2), (2, 1)}
    assert all(p.drawn for p in ranking(twins, PASS, "a"))


def test_a_failed_veto_ranks_below_everybody_who_passes():
    vetoed, poor = Result(1, Decimal(99), Decimal(40), vetoed=True), Result(2, Decimal(80), Decimal(10))
    assert [p.result.application for p in ranking([vetoed, poor], PASS, "a")] == [2, 1]
    assert shortlisted(ranking([vetoed], PASS, "a"), 1) == []
