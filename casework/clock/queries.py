"""Deadlines as sets: what the sweep claims and marks, and the docket of an officer's desk.

The sweep's statements have the status as a literal: a prepared statement only gets the partial index where its text
implies the index's condition.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.accounts.grants import handle_permission_id
from casework.accounts.queries import territory
from casework.clock.calendar import ONE_DAY
from casework.clock.deadlines import STANDS_STILL
from casework.clock.models import ANSWERS, Deadline, DeadlineStatus
from casework.core.now import now, today
from documents.models import Dossier, DossierUserObjectPermission

RUNNING = "d.status = 'running'"
DUE = f"{RUNNING} AND d.fired_at IS NULL AND d.lapses_at <= %s ORDER BY d.lapses_at, d.id"
TO_WARN = f"{RUNNING} AND d.warned_at IS NULL AND d.warn_at <= %s ORDER BY d.warn_at, d.id"


# --- the sweep ----------------------------------------------------------------------------------------------------
def claim_due(limit: int, moment: datetime | None = None) -> list[Deadline]:
    """Deadlines that have lapsed and not fired, the oldest first, locked together with their dossiers.

    Call it inside a transaction. What another session holds is skipped, not waited for: it comes in a later sweep.
    Rows of one dossier share one ``dossier`` instance, with its chain's end as locked.
    """
    return claim(DUE, [stamp(moment or now())], limit)


def claim_to_warn(limit: int, moment: datetime | None = None) -> list[Deadline]:
    """Running deadlines whose warning is due and not sent, locked like ``claim_due``."""
    return claim(TO_WARN, [stamp(moment or now())], limit)


def claim(where: str, values: Sequence[Any], limit: int) -> list[Deadline]:
    """Lock up to ``limit`` deadlines by an index, then their dossiers; a deadline whose dossier is busy is left."""
    text = f"SELECT d.* FROM clock_deadline d WHERE {where} LIMIT %s"
    if connection.vendor == "postgresql":
        text += " FOR NO KEY UPDATE SKIP LOCKED"
    found = list(Deadline.objects.raw(text, [*values, limit]))
    dossiers = {d.pk: d for d in lock_dossiers({row.dossier_id for row in found})}
    kept = [row for row in found if row.dossier_id in dossiers]
    for row in kept:
        row.dossier = dossiers[row.dossier_id]
    return kept


def lock_dossiers(ids: Collection[int]) -> QuerySet[Dossier]:
    return (
        Dossier.objects.filter(pk__in=ids).order_by("pk").select_for_update(skip_locked=True, no_key=True)
        if ids
        else Dossier.objects.none()
    )


def mark_fired(ids: Collection[int], at: datetime | None = None) -> int:
    """Mark claimed deadlines as fired; a right of the party lapses with it. Returns how many were not fired before."""
    lapse = "CASE WHEN right_of_party THEN 'lapsed' ELSE status END"
    ended = "CASE WHEN right_of_party THEN due_on ELSE ended_on END"
    return mark(f"fired_at = %s, status = {lapse}, ended_on = {ended}", "fired_at IS NULL", ids, at)


def mark_warned(ids: Collection[int], at: datetime | None = None) -> int:
    """Mark claimed deadlines as warned of. Returns how many were not warned of before."""
    return mark("warned_at = %s", "warned_at IS NULL", ids, at)


def mark(sets: str, unless: str, ids: Collection[int], at: datetime | None) -> int:
    moment = stamp(at or now())
    members, value = "= ANY(%s)", list(ids)
    if connection.vendor == "sqlite":
        members, value = "IN (SELECT value FROM json_each(%s))", json.dumps(list(ids))  # type: ignore[assignment]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE clock_deadline SET {sets}, updated_at = %s WHERE id {members} AND status = 'running' AND {unless}",
            [moment, moment, value],
        )
        return int(cursor.rowcount)


def stamp(moment: datetime) -> Any:
    """A moment as the database's own driver takes it."""
    return connection.ops.adapt_datetimefield_value(moment) if connection.vendor == "sqlite" else moment


# --- the docket ---------------------------------------------------------------------------------------------------
class Span(NamedTuple):
    """A group of the docket by due day: ``first`` to ``last``, both included; None is open."""

    name: str
    label: str
    first: date | None
    last: date | None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and (self.first or day) <= day <= (self.last or day)

    @property
    def condition(self) -> Q:
        found = Q()
        if self.first:
            found &= Q(due_on__gte=self.first)
        if self.last:
            found &= Q(due_on__lte=self.last)
        return found


@dataclass(slots=True)
class Group:
    """One group of the docket. ``total`` counts no further than ``CAP``."""

    span: Span
    total: int
    rows: list[Deadline] = field(default_factory=list)

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)

    @property
    def next(self) -> str:
        """The key of the page after these rows."""
        return key_of(self.rows[-1]) if self.rows and self.more else ""


CAP = 1000


def spans(day: date) -> list[Span]:
    """Overdue, today, to the end of this week, later."""
    sunday = day + timedelta(days=6 - day.weekday())
    return [
        Span("overdue", "已逾期", None, day - ONE_DAY),
        Span("today", "今日", day, day),
        Span("week", "本周", day + ONE_DAY, sunday),
        Span("later", "以后", sunday + ONE_DAY, None),
    ]


def docket_of(user: Any, *, mine: bool = False) -> QuerySet[Deadline]:
    """Running deadlines an officer has to mind: in the user's territory, or only on the user's own desk.

    The party's rights are not ours to keep, and a paused deadline asks for nothing.
    """
    # A correlated EXISTS keeps the walk along the due days, so that the first rows end it; as a join, SQLite begins
    # with a million dossiers of the province.
    within = Exists(Dossier.objects.filter(territory(user), pk=OuterRef("dossier_id")))
    found = Deadline.objects.filter(within, right_of_party=False).exclude(name__in=ANSWERS)
    if mine:
        found = found.filter(dossier__in=desk_of(user))
    return found.filter(status=DeadlineStatus.RUNNING, lapses_at__lt=STANDS_STILL)


def desk_of(user: Any) -> QuerySet[Any]:
    """Keys of the dossiers a user is in charge of."""
    grants = DossierUserObjectPermission.objects.filter(user=user, permission_id=handle_permission_id())
    return grants.values("content_object")


def docket(deadlines: QuerySet[Deadline], *, on: date | None = None, size: int = 10) -> list[Group]:
    """The first rows of each group with the totals, in three queries however many rows there are."""
    groups = [Group(span, 0) for span in spans(on or today())]
    lists = [ordered(deadlines, group.span) for group in groups]
    for group, total in zip(groups, totals(lists), strict=True):
        group.total = total
    found = {row.pk: row for row in with_matter(Deadline.objects.filter(pk__in=heads(lists, size)))}
    for row in sorted(found.values(), key=lambda row: (row.due_on, row.pk)):
        next(group for group in groups if row.due_on in group.span).rows.append(row)
    return groups


def docket_page(
    deadlines: QuerySet[Deadline], name: str, *, after: str = "", on: date | None = None, size: int = 50
) -> Group:
    """A page of one group after a key (``Group.next``), in two queries. An unknown key begins at the first row.

    Raises:
        LookupError: there is no such group.
    """
    span = next((span for span in spans(on or today()) if span.name == name), None)
    if span is None:
        raise LookupError(name)
    rest = ordered(deadlines, span).filter(beyond(after))
    return Group(span, totals([rest])[0], list(with_matter(rest)[:size]))


def ordered(deadlines: QuerySet[Deadline], span: Span) -> QuerySet[Deadline]:
    return deadlines.filter(span.condition).order_by("due_on", "pk")


def with_matter(deadlines: QuerySet[Deadline]) -> QuerySet[Deadline]:
    """What a line of the docket shows comes with it."""
    return deadlines.select_related("period", "dossier__enterprise", "dossier__agency")


def key_of(deadline: Deadline) -> str:
    return f"{deadline.due_on.isoformat()}_{deadline.pk}"


def beyond(key: str) -> Q:
    """The rows after a key in the docket's order."""
    day, _, pk = key.partition("_")
    try:
        due_on, last = date.fromisoformat(day), int(pk)
    except ValueError:
        return Q()
    # The first condition is what an index can start from; the second says exactly where.
    return Q(due_on__gte=due_on) & (Q(due_on__gt=due_on) | Q(pk__gt=last))


def totals(lists: Sequence[QuerySet[Deadline]]) -> list[int]:
    """How long each list is, counted to ``CAP``, in one query."""
    parts, values = statements([rows.order_by()[:CAP] for rows in lists])
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({part}) AS part)" for part in parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", values)
        return [int(n) for n in cursor.fetchone()]


def heads(lists: Sequence[QuerySet[Deadline]], size: int) -> list[int]:
    """Keys of the first rows of every list, in one query; SQLite knows no limit in a union, so each is wrapped."""
    parts, values = statements([rows[:size] for rows in lists])
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT * FROM ({part}) AS part" for part in parts), values)
        return [int(pk) for (pk,) in cursor.fetchall()]


def statements(lists: Sequence[QuerySet[Deadline]]) -> tuple[list[str], list[Any]]:
    """The text of each query for its keys, and the values of all. A list that can only be empty is asked as one."""
    texts: list[str] = []
    values: list[Any] = []
    for rows in lists:
        try:
            text, params = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            text, params = "SELECT id FROM clock_deadline WHERE 1 = 0", ()
        texts.append(text)
        values += params
    return texts, values


def clocks_of(dossier: int) -> list[Deadline]:
    """Every deadline of a dossier with its period and pauses, those that run first, in two queries."""
    rows = Deadline.objects.filter(dossier=dossier).select_related("period").prefetch_related("pauses")
    return sorted(rows, key=lambda row: (row.status != "running", row.right_of_party, row.due_on, row.pk))
