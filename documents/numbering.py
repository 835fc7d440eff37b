"""Official numbers: one series for each agency, year and kind, without gap or double however many issue at once."""

from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction

from casework.core.now import today
from documents.models import ReservedNumber, Serial

NEXT = (
    "INSERT INTO documents_serial (agency_id, year, series, last) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (agency_id, year, series) DO UPDATE SET last = documents_serial.last + %s RETURNING last"
)


class Number(NamedTuple):
    year: int
    series: str
    serial: int
    text: str


def written(short: str, series: str, year: int, serial: int | str) -> str:
    """（桂）应急责改〔2026〕1号: full-width parentheses, hexagonal brackets, no leading zeros, no 第."""
    return f"（{short}）{series}〔{year}〕{serial}号"


def next_number(agency_id: int, short: str, series: str, on: date) -> Number:
    """Take the next number of the series; the series is held until the transaction ends, so take it late.

    Args:
        on: the day printed on the paper; its year is the number's year.
    """
    last = advance(agency_id, series, on.year, 1)
    return Number(on.year, series, last, written(short, series, on.year, last))


def advance(agency_id: int, series: str, year: int, by: int) -> int:
    """Move the series forward and return its last number. One statement also creates the first row of a year."""
    if not connection.in_atomic_block:
        raise RuntimeError("a number may be taken inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [agency_id, year, series, by, by])
        return int(cursor.fetchone()[0])


@transaction.atomic
def reserve(agency_id: int, series: str, count: int, holder: Any, on: date | None = None) -> list[ReservedNumber]:
    """Take a block of numbers for forms filled where there is no network."""
    year = (on or today()).year
    last = advance(agency_id, series, year, count)
    return ReservedNumber.objects.bulk_create(
        ReservedNumber(agency_id=agency_id, year=year, series=series, serial=serial, holder=holder)
        for serial in range(last - count + 1, last + 1)
    )


@transaction.atomic
def void(reserved: ReservedNumber, reason: str) -> None:
    """Enter a reserved number in the void register; it is never used again.

    Raises:
        ValueError: no reason, or the number is used or void already.
    """
    row = ReservedNumber.objects.select_for_update().get(pk=reserved.pk)
    if not reason.strip() or row.status != ReservedNumber.Status.RESERVED:
        raise ValueError("作废文号须写明原因，且文号尚未使用。")
    row.status, row.reason = ReservedNumber.Status.VOID, reason.strip()
    row.save()


@transaction.atomic
def begin_after(agency_id: int, series: str, year: int, last_paper: int) -> None:
    """Let a series go on after the last number given on paper before this product.

    Raises:
        ValueError: the series has already passed that number.
    """
    current = Serial.objects.filter(agency_id=agency_id, series=series, year=year).first()
    if current and current.last > last_paper:
        raise ValueError(f"该字号已用至{current.last}号，不能退回到{last_paper}号。")
    if not current or current.last < last_paper:
        advance(agency_id, series, year, last_paper - (current.last if current else 0))


def gaps(agency_id: int, series: str, year: int, used: set[int]) -> list[int]:
    """Numbers of the series that neither a document nor the register accounts for; always empty when all is well."""
    current = Serial.objects.filter(agency_id=agency_id, series=series, year=year).first()
    known = used | set(
        ReservedNumber.objects.filter(agency_id=agency_id, series=series, year=year).values_list("serial", flat=True)
    )
    return sorted(set(range(1, (current.last if current else 0) + 1)) - known)
