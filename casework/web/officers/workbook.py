"""Write a ledger out as a workbook. The Export row is the queue; a worker that dies costs a sweep, never the export."""

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import parse_qsl

from celery import current_app
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from casework.core.now import now
from casework.enforcement.models import Case
from casework.organisations import names
from casework.web import lists, wording
from casework.web.models import Export
from casework.web.officers import rows
from casework.web.officers.filters import Filters

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)  # renewed with every piece written: only a dead worker lets it run out
TRIES = 5
PIECE = 500
HEADINGS = [
    *[("案号", "number", 30), ("当事人", "party", 36), ("地区", "place", 14), ("行业", "industry", 14)],
    *[("违法情形", "violation", 44), ("阶段", "state", 18), ("时限", "left", 12), ("届满日", "due", 14)],
    *[("承办人", "officers", 20), ("发现日期", "opened", 14)],
]


def ask(user: Any, query: str, words: str, purpose: str) -> Export:
    """Put an export in the queue and wake a worker after commit."""
    export = Export.objects.create(user=user, query=query, words=words[:200], purpose=purpose)
    transaction.on_commit(wake, robust=True)
    log.info("ledger export %s asked by %s: %s; %s", export.pk, user.pk, words or "all", purpose)
    return export


def wake() -> None:
    try:
        current_app.send_task("casework.web.tasks.exports", retry=False)
    except OSError as error:  # the broker is down: the periodic sweep will find the row
        log.warning("worker not told: %s", error)


def sweep() -> int:
    """Write every export that waits or whose worker died. Returns how many were written."""
    written = 0
    while (export := claim()) is not None:
        written += write_or_note(export)
    return written


def claim() -> Export | None:
    """Take the oldest export that nobody is writing."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now())
    with transaction.atomic():
        waiting = Export.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            free, status__in=[Export.Status.WAITING, Export.Status.WRITING]
        )
        export = waiting.order_by("id").first()
        if export is None:
            return None
        export.status, export.claimed_until = Export.Status.WRITING, now() + CLAIM
        export.attempts, export.done = export.attempts + 1, 0
        export.save(update_fields=["status", "claimed_until", "attempts", "done", "updated_at"])
    return export


def write_or_note(export: Export) -> bool:
    """Write one export; a failure is noted on its row and tried again, a few times."""
    try:
        write(export)
    except Exception as error:
        log.exception("ledger export %s failed", export.pk)
        over = export.attempts >= TRIES
        status = Export.Status.FAILED if over else Export.Status.WAITING
        later = None if over else now() + timedelta(seconds=30 * export.attempts)
        Export.objects.filter(pk=export.pk).update(status=status, last_error=repr(error)[:300], claimed_until=later)
        return False
    return True


def write(export: Export) -> None:
    cases = wanted(export)
    export.rows = cases.order_by().count()
    export.save(update_fields=["rows", "updated_at"])
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"ledger-{export.pk}.xlsx"
        fill(export, cases, path)
        export.sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        with path.open("rb") as stream:
            export.file.save(path.name, File(stream), save=False)
    export.status, export.claimed_until = Export.Status.READY, None
    export.save(update_fields=["file", "sha256", "status", "claimed_until", "updated_at"])


def wanted(export: Export) -> Any:
    """The cases, by what its author may see when it is written, not when it was asked."""
    filters = Filters.read(dict(parse_qsl(export.query)))
    return filters.apply(Case.objects.visible_to(export.user), export.user)


def fill(export: Export, cases: Any, path: Path) -> None:
    """The workbook, row by row: a ledger of a hundred thousand cases never stands in memory at once."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("执法台账")
    for number, (_label, _name, width) in enumerate(HEADINGS):
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = width
    sheet.freeze_panes = "A3"
    asked = f"用途：{export.purpose}　条件：{export.words or '全部'}"
    sheet.append([f"导出人：{export.user}　{wording.moment(now())}　{asked}"])
    sheet.append([heading(sheet, label) for label, _name, _width in HEADINGS])
    for piece in pieces(export, cases):
        for row in piece:
            sheet.append([plain(row[name]) for _label, name, _width in HEADINGS])
    book.save(path)


def heading(sheet: Any, label: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=label)
    cell.font = Font(bold=True)
    return cell


def plain(text: str) -> str:
    """Text that a spreadsheet takes for text: no formula, no emphasis marks of the lights."""
    text = text.replace("*", "")
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def pieces(export: Export, cases: Any) -> Iterator[list[dict[str, Any]]]:
    """The rows a piece at a time by key, each piece renewing the claim and saying how far it got."""
    trades, order = names.industries(), lists.Order("id")
    last = 0
    while found := list(cases.filter(id__gt=last).order_by(*order.keys(False)).values(*rows.COLUMNS)[:PIECE]):
        yield rows.case_rows(found, trades)
        last = found[-1]["id"]
        export.done += len(found)
        Export.objects.filter(pk=export.pk).update(done=export.done, claimed_until=now() + CLAIM)
