"""The register of one number series in one year: what became of every number, and each month's sums."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from casework.enforcement.models import Case
from casework.organisations.models import Agency
from documents.models import Document, ReservedNumber, Serial
from documents.numbering import gaps, written

Status = ReservedNumber.Status
WITHDRAWN = (Document.Status.WITHDRAWN, Document.Status.REPLACED)


@dataclass
class Entry:
    """One number and what became of it."""

    serial: int
    number: str
    status: str
    label: str
    on: date | None
    who: str = ""
    words: str = ""
    href: str = ""


@dataclass
class Month:
    """How many numbers of one month were used, are reserved, were voided; without a month: given on paper before."""

    month: int
    first: int
    last: int
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Status.values, 0))

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass
class Register:
    agency: Agency
    series: str
    year: int

    @cached_property
    def last(self) -> int:
        found = Serial.objects.filter(agency=self.agency, series=self.series, year=self.year)
        return found.values_list("last", flat=True).first() or 0

    @cached_property
    def documents(self) -> list[Document]:
        rows = Document.objects.filter(agency=self.agency, series=self.series, year=self.year, serial__isnull=False)
        return list(rows.select_related("dossier__enterprise").defer("facts").order_by("serial"))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every number that is accounted for, in order."""
        used = {row.serial: row for row in self.documents}
        rows = ReservedNumber.objects.filter(agency=self.agency, series=self.series, year=self.year)
        apart = [row for row in rows.select_related("holder") if row.serial not in used]
        found = [self.of_document(row) for row in used.values()] + self.of_rows(apart)
        return sorted(found, key=lambda entry: entry.serial)

    @cached_property
    def gaps(self) -> list[int]:
        return gaps(self.agency.pk, self.series, self.year, {row.serial for row in self.documents})

    @cached_property
    def months(self) -> list[Month]:
        """Sums by month in the order of the year; what was given on paper before comes first."""
        found: dict[int, Month] = {}
        for entry in self.entries:
            key = self.month_of(entry)
            month = found.setdefault(key, Month(key, entry.serial, entry.serial))
            month.last = entry.serial
            month.counts[entry.status] += 1
        return [found[key] for key in sorted(found)]

    @property
    def sums(self) -> dict[str, int]:
        return {status: sum(month.counts[status] for month in self.months) for status in Status.values}

    def of_month(self, month: int | None) -> list[Entry]:
        return [entry for entry in self.entries if month is None or self.month_of(entry) == month]

    def month_of(self, entry: Entry) -> int:
        """The month it is counted in: none for a number given on paper; the last for one used after New Year."""
        if entry.on is None:
            return 0
        return entry.on.month if entry.on.year == self.year else 12

    # --- single numbers -------------------------------------------------------------------------------------------
    def number(self, serial: int) -> str:
        return written(self.agency.short, self.series, self.year, serial)

    def of_document(self, row: Document) -> Entry:
        label = f"文书{row.get_status_display()}" if row.status in WITHDRAWN else "已使用"
        words = f"{row.title}，{row.dossier.about}"
        href = reverse("document", args=[row.pk])
        return Entry(row.serial or 0, row.number, Status.USED, label, row.issued_on, words=words, href=href)

    def of_rows(self, rows: Iterable[ReservedNumber]) -> list[Entry]:
        """Numbers without a document of their own; the imported case behind a paper number is named."""
        rows = list(rows)
        papers = [self.number(row.serial) for row in rows if row.status == Status.PAPER]
        cases = Case.objects.filter(agency=self.agency, imported=True, number__in=papers)
        behind = {case.number: case for case in cases}
        return [self.of_row(row, behind.get(self.number(row.serial))) for row in rows]

    def of_row(self, row: ReservedNumber, case: Any) -> Entry:
        paper = row.status == Status.PAPER
        words = row.reason or (f"既往案件，{case.party_name}" if case else "")
        return Entry(
            row.serial, self.number(row.serial), row.status, row.get_status_display(),
            None if paper else timezone.localtime(row.created_at).date(),
            who="" if paper else row.holder.name, words=words, href=reverse("case", args=[case.pk]) if case else "",
        )  # fmt: skip
