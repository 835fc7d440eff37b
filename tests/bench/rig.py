"""What every measurement shares: rounds in pairs, medians of ratios, rows of one table."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Row(NamedTuple):
    what: str
    figure: str
    goal: str
    met: bool | None


def show(rows: list[Row]) -> None:
    for row in rows:
        mark = {True: "met", False: "MISSED", None: ""}[row.met]
        print(f"| {row.what} | {row.figure} | {row.goal} | {mark} |", flush=True)


def rate(work: Callable[[], int], seconds: float) -> float:
    """Units of work a second: ``work`` does some and says how many."""
    done, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        done += work()
    return done / spent


def compare(
    variants: dict[str, Callable[[], int]], floor: str, rounds: int = 5, seconds: float = 1.0
) -> dict[str, tuple[float, float]]:
    """Rates and their ratios to the floor's: medians over rounds, variants interleaved, order turned every round."""
    rates: dict[str, list[float]] = {name: [] for name in variants}
    for number in range(rounds):
        for name in list(variants) if number % 2 == 0 else reversed(list(variants)):
            rates[name].append(rate(variants[name], seconds))
    return {
        name: (
            statistics.median(found),
            statistics.median(r / f for r, f in zip(found, rates[floor], strict=True)),
        )
        for name, found in rates.items()
    }


def timed(work: Callable[[], object], times: int = 9) -> float:
    """The median time of a piece of work, in milliseconds, after one warm-up."""
    work()
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)
