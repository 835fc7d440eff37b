"""Plain statements on the shortest way to the driver, for the few modules that write SQL (docs/adr/0006)."""

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection


def run(cursor: Any, text: str, values: Sequence[Any]) -> None:
    """Execute a statement with ``%s`` slots. On SQLite Django would rewrite the slots every time; here it is done once.

    Django's own way is taken while somebody counts queries.
    """
    if connection.vendor != "sqlite" or connection.queries_logged:
        cursor.execute(text, values)
        return
    with connection.wrap_database_errors:
        sqlite3.Cursor.execute(cursor.cursor, question_marks(text), values)


@cache
def question_marks(text: str) -> str:
    return text.replace("%s", "?")
