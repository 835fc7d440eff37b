"""The calendar, periods and thresholds in force, held in memory.

A reader costs no query: the whole book (a few hundred rows) is read once and kept. A change in this process drops it
at once; a change in another process is seen through a token in the shared cache, looked at every two seconds, and at
the latest after a minute.
"""

import threading
import time
import uuid
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from django.core.cache import cache as shared
from django.db import connection, transaction

from casework.clock.calendar import Calendar, Special
from casework.clock.holidays import GUANGXI, entries, estimate
from casework.clock.models import Holiday, Period, Threshold
from casework.core.now import today

TOKEN = "clock.book"
LOOK_EVERY = 2.0  # seconds between looks at the shared token
KEEP_FOR = 60.0  # seconds after which the book is read again whatever the token says

Row = tuple[date, bool, str, str, bool]
Worked = TypeVar("Worked")
Versioned = TypeVar("Versioned", Period, Threshold)


class NoSuchParameter(LookupError):
    """No period or threshold has that name; the words are for the user."""


@dataclass(slots=True)
class Book:
    """One reading of the three tables. ``version`` changes when a date computed from it may change."""

    holidays: list[Row]
    periods: dict[str, list[Period]]
    thresholds: dict[str, list[Threshold]]
    version: int
    token: str | None
    read_at: float
    looked_at: float
    calendars: dict[str, Calendar] = field(default_factory=dict)
    counted: dict[tuple[Any, ...], Any] = field(default_factory=dict)  # answers worked out from this reading

    def calendar(self, region: str) -> Calendar:
        if region not in self.calendars:
            self.calendars[region] = build(self.holidays, region)
        return self.calendars[region]


def once(key: tuple[Any, ...], work: Callable[[], Worked]) -> Worked:
    """An answer worked out once for each reading of the book."""
    known = book().counted
    if key not in known:
        known[key] = work()
    return known[key]


def build(rows: Iterable[Row], region: str) -> Calendar:
    """The calendar of a region; its own rows go before the national ones."""
    mine = sorted((row for row in rows if row[3] in ("", region)), key=lambda row: row[3])
    specials = {day: Special(works, name, provisional) for day, works, name, _, provisional in mine}
    published = {day.year for day, _, _, place, provisional in mine if not place and not provisional}
    return Calendar(specials, published, partial(estimate, region=region))


def built_in(region: str = GUANGXI) -> Calendar:
    """The calendar of the libraries, for a database that holds none yet."""
    return build([(e.date, e.is_workday, e.name, e.region, e.provisional) for e in entries()], region)


def by_name(rows: Iterable[Versioned]) -> dict[str, list[Versioned]]:
    """Versions of each name, the newest first."""
    found: dict[str, list[Versioned]] = {}
    for row in sorted(rows, key=lambda row: row.valid_from, reverse=True):
        found.setdefault(row.name, []).append(row)
    return found


def read() -> Book:
    """The book as the database holds it now: three queries."""
    # The token first: a change between the token and the rows is read twice rather than never.
    token, moment = shared.get(TOKEN), time.monotonic()
    holidays = list(Holiday.objects.values_list("date", "is_workday", "name", "region", "provisional"))
    periods = by_name(Period.objects.all())
    thresholds = by_name(Threshold.objects.all())
    weighs = [
        sorted((str(day), works, region) for day, works, _, region, _ in holidays),
        sorted((p.name, str(p.valid_from), p.amount, p.unit, p.rolls) for ps in periods.values() for p in ps),
        sorted(str(t.value) for t in thresholds.get("local-rest-days", [])),
    ]
    version = zlib.crc32(repr(weighs).encode()) & 0x7FFFFFFF  # fits a PositiveIntegerField
    return Book(holidays, periods, thresholds, version, token, moment, moment)


class Own(threading.local):
    """What this thread's transaction sees of its own change, before anybody else may."""

    book: Book | None = None


_own = Own()
_kept: Book | None = None


def book() -> Book:
    """The book in force; read again when it has been dropped or may be out of date."""
    global _kept
    if uncommitted():
        _own.book = _own.book or read()
        return _own.book
    kept, moment = _kept, time.monotonic()
    if kept is not None:
        if moment - kept.looked_at < LOOK_EVERY:
            return kept
        kept.looked_at = moment
        if shared.get(TOKEN) == kept.token and moment - kept.read_at < KEEP_FOR:
            return kept
    fresh = read()
    # An empty book is a database not loaded yet: looked at again each time.
    _kept = fresh if fresh.periods or fresh.holidays else None
    return fresh


def uncommitted() -> bool:
    """Whether the running transaction changed a row; false again once it is rolled back, which no signal tells."""
    return any(entry[1] is publish for entry in connection.run_on_commit)


def changed(**_: Any) -> None:
    """A row changed: this transaction reads anew at once, everybody else once it is committed."""
    _own.book = None
    transaction.on_commit(publish)


def publish() -> None:
    shared.set(TOKEN, uuid.uuid4().hex, None)
    forget()


def forget(**_: Any) -> None:
    """Drop this process's copy; a receiver of ``post_migrate`` too, because a flush takes the rows away."""
    global _kept
    _kept = None


def calendar(region: str = GUANGXI) -> Calendar:
    """The calendar of a region; Guangxi's own rest days count unless the threshold ``local-rest-days`` is 0."""
    held = book()
    local = held.thresholds.get("local-rest-days")
    if region and local and not local[0].value:
        region = ""
    return held.calendar(region)


def period(name: str, on: date | None = None) -> Period:
    """The version of a period in force on a day (default today).

    Raises:
        NoSuchParameter: nobody ever recorded one.
    """
    return _in_force(book().periods, name, on, "期限")


def threshold(name: str, on: date | None = None) -> Decimal:
    """The figure in force on a day (default today).

    Raises:
        NoSuchParameter: nobody ever recorded one.
    """
    return _in_force(book().thresholds, name, on, "参数").value


def _in_force(table: dict[str, list[Versioned]], name: str, on: date | None, what: str) -> Versioned:
    """Before its first version the first one stands: a matter taken over from paper may be older than our rows."""
    rows = table.get(name)
    if not rows:
        raise NoSuchParameter(f"没有{what}“{name}”。请系统管理员补录。")
    if on is None and len(rows) == 1:
        return rows[0]
    day = on or today()
    return next((row for row in rows if row.valid_from <= day), rows[-1])
