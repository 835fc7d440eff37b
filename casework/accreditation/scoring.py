"""From the experts' scores to a ranking: pure, so that every figure can be computed again by whoever was scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from casework.accreditation.draw import draw

CENT = Decimal("0.01")
TRIMMED_FROM = 5  # with fewer scores nothing is left out: three less two is one expert's opinion


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def trimmed_mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean without the highest and the lowest score, once there are enough of them.

    Raises:
        ValueError: there is no score.
    """
    if not scores:
        raise ValueError("还没有评分。")
    kept = sorted(scores)[1:-1] if len(scores) >= TRIMMED_FROM else list(scores)
    return rounded(sum(kept, Decimal(0)) / len(kept))


def outliers(scores: Mapping[int, Decimal], apart: Decimal) -> set[int]:
    """Experts whose score lies further than ``apart`` from the middle one: shown to the panel, never left out by it."""
    if len(scores) < 3:
        return set()
    middle = Decimal(median(scores.values()))
    return {expert for expert, score in scores.items() if abs(score - middle) > apart}


@dataclass(frozen=True)
class Result:
    """How one application was scored. ``core`` is the mean of its core criteria; ``vetoed`` that one veto failed."""

    application: int
    mean: Decimal
    core: Decimal
    vetoed: bool = False


@dataclass(frozen=True)
class Place:
    """A place in the ranking; ``drawn`` where only the draw told it from its neighbour."""

    rank: int
    result: Result
    passed: bool
    drawn: bool


def ranking(results: Sequence[Result], pass_mark: Decimal, seed: str) -> list[Place]:
    """Those who pass before those who don't; by mean, then core criteria, then the recorded draw."""

    def merit(result: Result) -> tuple[bool, Decimal, Decimal]:
        return passes(result, pass_mark), result.mean, result.core

    groups: dict[tuple[bool, Decimal, Decimal], list[Result]] = {}
    for result in results:
        groups.setdefault(merit(result), []).append(result)
    found: list[Place] = []
    for key in sorted(groups, reverse=True):
        tied = {result.application: result for result in groups[key]}
        for application in draw(seed, tied, len(tied)):
            found.append(Place(len(found) + 1, tied[application], key[0], len(tied) > 1))
    return found


def passes(result: Result, pass_mark: Decimal) -> bool:
    return result.mean >= pass_mark and not result.vetoed


def shortlisted(places: Sequence[Place], slots: int) -> list[Place]:
    """The first of those who pass, no more than there are free slots; a slot may stay empty."""
    return [place for place in places if place.passed][: max(slots, 0)]
