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

BLOCK = 50  # numbers one officer takes at a time
MOST_PAPER = 5000  # of one series in one year; more is a slip of the pen


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
    """Take a block of numbers for forms filled where there is no network.

    Raises:
        ValueError: none, or more than a block.
    """
    if not 1 <= count <= BLOCK:
        raise ValueError(f"一次可预留1至{BLOCK}个文号。")
    year = (on or today()).year
    last = advance(agency_id, series, year, count)
    return enter(agency_id, series, year, range(last - count + 1, last + 1), holder, ReservedNumber.Status.RESERVED)


def enter(agency_id: int, series: str, year: int, serials: range, holder: Any, status: str) -> list[ReservedNumber]:
    return ReservedNumber.objects.bulk_create(
        ReservedNumber(agency_id=agency_id, year=year, series=series, serial=serial, holder=holder, status=status)
        for serial in serials
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
def begin_after(agency_id: int, series: str, year: int, last_paper: int, holder: Any) -> None:
    """Let a series go on after the last number given on paper before this product; those before it are entered as such.

    Args:
        holder: who says so.

    Raises:
        ValueError: the series has already passed that number, or the number cannot be right.
    """
    current = Serial.objects.select_for_update().filter(agency_id=agency_id, series=series, year=year).first()
    last = current.last if current else 0
    if last > last_paper:
        raise ValueError(f"该字号已用至{last}号，不能退回到{last_paper}号。")
    if last_paper - last > MOST_PAPER:
        raise ValueError(f"一次最多登记{MOST_PAPER}个纸质文号。请核对最后一个文号。")
    if last == last_paper:
        return
    if advance(agency_id, series, year, last_paper - last) != last_paper:  # the first number of the year, meanwhile
        raise ValueError("该字号刚被取用过。请刷新后再登记。")
    enter(agency_id, series, year, range(last + 1, last_paper + 1), holder, ReservedNumber.Status.PAPER)


def gaps(agency_id: int, series: str, year: int, used: set[int]) -> list[int]:
    """Numbers of the series that neither a document nor the register accounts for; always empty when all is well."""
    current = Serial.objects.filter(agency_id=agency_id, series=series, year=year).first()
    known = used | set(
        ReservedNumber.objects.filter(agency_id=agency_id, series=series, year=year).values_list("serial", flat=True)
    )
    return sorted(set(range(1, (current.last if current else 0) + 1)) - known)
