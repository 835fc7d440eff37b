"""The draw: the same from the same seed, whoever runs it, fair, and made from nothing but seed and candidates."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.draw import draw, new_seed

pytestmark = pytest.mark.once
SEEDS = st.text(alphabet="0123456789abcdef", min_size=1, max_size=32)
POOLS = st.sets(st.integers(1, 10**6), max_size=40)


def again(seed, candidates, places):
    """The documented algorithm, written a second time in another way."""
    left, drawn, counter = sorted(map(str, candidates)), [], 0
    while left and len(drawn) < places:
        number = int(hashlib.sha256(f"{seed}:{counter}".encode()).hexdigest()[:16], 16)
        counter += 1
        if number >= (2**64 // len(left)) * len(left):
            continue
        drawn.append(int(left[number % len(left)]))
        del left[number % len(left)]
    return drawn


@given(SEEDS, POOLS, st.integers(0, 50))
def test_whoever_runs_it_again_draws_the_same(seed, pool, places):
    found = draw(seed, pool, places)
    assert found == draw(seed, sorted(pool, reverse=True), places) == again(seed, pool, places)
    assert len(found) == len(set(found)) == min(places, len(pool)) and set(found) <= pool


@given(SEEDS, POOLS, st.integers(0, 20), st.integers(0, 20))
def test_a_longer_draw_begins_with_the_shorter_one(seed, pool, places, more):
    """A successor is the next one of the same draw: nobody draws until he likes the result."""
    assert draw(seed, pool, places + more)[:places] == draw(seed, pool, places)


def test_a_known_draw():
    assert draw("4f1c", [3, 11, 27, 45, 108], 3) == again("4f1c", [3, 11, 27, 45, 108], 3) == [45, 3, 27]


def test_every_candidate_has_the_same_chance():
    first = Counter(draw(f"seed{n}", range(1, 6), 1)[0] for n in range(5000))
    assert set(first) == set(range(1, 6)) and all(850 < count < 1150 for count in first.values())


def test_a_seed_is_not_drawn_twice():
    assert len({new_seed() for _ in range(200)}) == 200 and len(new_seed()) == 32
