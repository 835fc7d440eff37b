"""Long lists: pages by key instead of by number, counts that stop counting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField, BooleanField, DateField, F, Func, Q, QuerySet, Value

SIZE = 25
MANY = 1000  # a list longer than this is "over a thousand": counting on would cost more than it tells


@dataclass(frozen=True)
class Order:
    """A way to sort: by one column and then by key, so that every row has one place."""

    column: str
    descending: bool = False

    def keys(self, backwards: bool) -> list[str]:
        sign = "-" if self.descending != backwards else ""
        return [f"{sign}{name}" for name in dict.fromkeys((self.column, "id"))]

    def beyond(self, key: tuple[str, int], backwards: bool) -> "Beyond | Q":
        """Rows past a key, compared as a row: the databases walk the index to it, however many share the first value.
        ``a > x OR (a = x AND id > y)`` reads everything before; ``a >= x AND (…)`` all that share ``x``.
        """
        down = self.descending != backwards
        value, pk = key
        if self.column == "id":
            return Q(**{f"id__{'lt' if down else 'gt'}": pk})
        return Beyond(self.column, value, pk, down)


class Beyond(Func):
    """``(column, id) > (value, pk)`` as SQL writes a row."""

    conditional = True
    output_field = BooleanField()

    def __init__(self, column: str, value: Any, pk: int, down: bool) -> None:
        super().__init__(F(column), F("id"), Value(value, DateField()), Value(pk, BigIntegerField()))
        self.sign = "<" if down else ">"

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        parts = [compiler.compile(expression) for expression in self.get_source_expressions()]
        a, b, x, y = (sql for sql, _values in parts)
        return f"({a}, {b}) {self.sign} ({x}, {y})", [value for _sql, values in parts for value in values]


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after one row, or before one."""

    key: tuple[str, int] | None = None
    backwards: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str], order: Order) -> "Cursor":
        """From ``?after=`` or ``?before=``; anything unreadable is the first page."""
        for name, backwards in (("after", False), ("before", True)):
            value, _, pk = query.get(name, "").rpartition("_")
            if pk.isascii() and pk.isdigit() and len(pk) < 19 and _fits(value, order):
                return cls((value, int(pk)), backwards)
        return cls()


def _fits(value: str, order: Order) -> bool:
    """Whether a cursor's value can be compared with its column: a date, or the key itself."""
    if order.column == "id":
        return not value
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@dataclass
class Page:
    rows: list[Any]
    before: str = ""
    after: str = ""
    words: str = ""
    total: int = 0
    query: dict[str, str] = field(default_factory=dict)


def mark(row: Mapping[str, Any], order: Order) -> str:
    return f"{'' if order.column == 'id' else row[order.column].isoformat()}_{row['id']}"


def link(query: Mapping[str, str], **changes: str) -> str:
    """The query of this page with some parameters changed; an empty one is left out."""
    merged = {**query, **changes}
    return "?" + urlencode({name: value for name, value in merged.items() if value})


def page(rows: QuerySet[Any], order: Order, query: Mapping[str, str], columns: Sequence[str], size: int = SIZE) -> Page:
    """One page of plain dicts, with the addresses of its neighbours.

    ``query`` are the parameters of this address; the keys of the page are replaced in the links.
    """
    cursor = Cursor.read(query, order)
    kept = {name: value for name, value in query.items() if name not in ("after", "before")}
    if cursor.key:
        rows = rows.filter(order.beyond(cursor.key, cursor.backwards))
    found = list(rows.order_by(*order.keys(cursor.backwards)).values(*columns)[: size + 1])
    more, found = len(found) > size, found[:size]
    if cursor.backwards:
        found.reverse()
    has_before = more if cursor.backwards else cursor.key is not None
    has_after = cursor.backwards or more
    return Page(
        found,
        before=link(kept, before=mark(found[0], order)) if found and has_before else "",
        after=link(kept, after=mark(found[-1], order)) if found and has_after else "",
        query=kept,
    )


def capped_count(rows: QuerySet[Any], cap: int = MANY) -> int:
    """How many, up to one more than ``cap``."""
    return rows.order_by()[: cap + 1].count()


def count_words(total: int, unit: str = "件", cap: int = MANY) -> str:
    return f"超过{cap}{unit}" if total > cap else f"共{total}{unit}"
