"""The chain of a dossier's events: link, append, read back. Each digest covers the line and the digest before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, transaction

from casework.core.now import now
from casework.core.sql import run

LOCK = "SELECT seq, head FROM documents_dossier WHERE id = %s"
if_postgres = " FOR NO KEY UPDATE"  # an insert of a child row need not wait for us

COLUMNS = "dossier_id, seq, kind, record, version, step, source, target, at, by_id, by_name, facts, previous, digest"
MOVE_HEAD = "UPDATE documents_dossier SET seq = %s, head = %s WHERE id = %s"


class Line(NamedTuple):
    """One event before it is written; ``facts`` is a plain dict of JSON values."""

    dossier: int
    seq: int
    kind: str
    record: int
    version: int
    step: str
    source: str
    target: str
    at: datetime
    by: int | None
    by_name: str
    facts: Mapping[str, Any]


def canonical(value: Any) -> str:
    """JSON with one spelling: sorted keys, no blanks, dates as ISO text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def digest(line: Line, previous: str) -> str:
    """SHA-256 over the previous digest and the line."""
    body = canonical([*line[:8], line.at.astimezone(UTC).isoformat(timespec="microseconds"), *line[9:11], line.facts])
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def lock(cursor: Any, dossier: int) -> tuple[int, str]:
    """Lock the matter's row and return the end of its chain. Everybody locks the dossier first: one lock order."""
    ask_lock(cursor, dossier)
    return locked(cursor)


def ask_lock(cursor: Any, dossier: int) -> None:
    run(cursor, LOCK + if_postgres if connection.vendor == "postgresql" else LOCK, [dossier])


def locked(cursor: Any) -> tuple[int, str]:
    """The end of the chain that was asked for."""
    seq, head = cursor.fetchone()
    return seq, head


def write(cursor: Any, line: Line, previous: str) -> str:
    """Insert the event and move the dossier's head; the dossier must be locked. Returns the new head."""
    values = written(line, previous)
    run(cursor, insert_text(), values)
    run(cursor, MOVE_HEAD, [line.seq, values[-1], line.dossier])
    return str(values[-1])


@cache
def insert_text() -> str:
    facts = "%s" if connection.vendor == "sqlite" else "%s::jsonb"
    slots = ", ".join(["%s"] * 11 + [facts] + ["%s"] * 2)
    return f"INSERT INTO trail_event ({COLUMNS}) VALUES ({slots})"


def written(line: Line, previous: str) -> list[Any]:
    """The event's column values, its digest last."""
    at = connection.ops.adapt_datetimefield_value(line.at) if connection.vendor == "sqlite" else line.at
    return [*line[:8], at, line.by, line.by_name, canonical(line.facts), previous, digest(line, previous)]


def write_many(cursor: Any, lines: Iterable[tuple[Line, str]]) -> None:
    """Insert many events, each with the digest before it; the caller moves the heads."""
    cursor.executemany(insert_text(), [written(line, previous) for line, previous in lines])


def append(dossier: int, kind: str, record: int, step: str, facts: Mapping[str, Any], by: Any = None) -> None:
    """Append an event that changes no state: a file drawn, evidence received, an opinion given, a date moved.

    ``kind`` must not be that of a lifecycle; ``by`` is a user or None for the clock.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        seq, head = lock(cursor, dossier)
        name = str(by) if by else ""
        line = Line(dossier, seq + 1, kind, record, seq + 1, step, "", "", now(), by and by.pk, name, facts)
        write(cursor, line, head)
