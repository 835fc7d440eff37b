"""Whether an expert is tied to an applicant: now, or not long enough ago (回避)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tie:
    """Employed by, paid by, or otherwise tied to a unit; ``until`` is empty while it lasts."""

    unit: int
    since: date
    until: date | None = None


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def conflicts(ties: Iterable[Tie], units: Iterable[int], on: date, years: int) -> set[int]:
    """The units of which the expert must keep away on this day. A tie yet to come counts as well: it is being made."""
    asked, earliest = set(units), years_before(on, years)
    return {tie.unit for tie in ties if tie.unit in asked and (tie.until is None or tie.until >= earliest)}
