"""Moving a date that has been computed: pauses, and a changed calendar or period.

The old row is kept: it gets the status moved, and a new row replaces it. Everybody locks the dossier first; the two
sweeps here lock dossier and deadline together and skip what somebody else holds, so they cannot deadlock.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from casework.clock.book import NoSuchParameter, book, period
from casework.clock.calendar import Unit
from casework.clock.deadlines import (
    STANDS_STILL,
    by_the_hour,
    counts_hours,
    fall_due,
    last_day,
    left_out,
    stands_still,
)
from casework.clock.models import Deadline, DeadlineStatus, Pause
from casework.clock.queries import RUNNING, claim
from casework.core.now import today

# casework.trail.chain.append, handed in because clock and trail stand side by side and do not import each other.
Append = Callable[[int, str, int, str, Mapping[str, Any]], None]
STEP = "deadline_moved"
WHY = "放假安排或者法定期限有变动，重新计算。"


def pause(deadline: Deadline, since: date | None = None, *, reason: str, article: str = "") -> Pause:
    """Stop a running deadline; ``since`` (default today) is the first day left out. One that stands still stays so.

    Raises:
        ValueError: it runs by the hour, has ended, or has its last day behind it.
    """
    first = since or today()
    if deadline.status != DeadlineStatus.RUNNING or (counts_hours(deadline) and not stands_still(deadline)):
        raise ValueError("这个时限不能中止。")
    if first > deadline.due_on:
        raise ValueError("时限已经届满，不能中止。")
    with transaction.atomic():
        held = deadline.pauses.filter(until=None).first()
        if held:
            return held
        deadline.lapses_at, deadline.warn_at = STANDS_STILL, None
        deadline.save(update_fields=["lapses_at", "warn_at", "updated_at"])
        return Pause.objects.create(deadline=deadline, since=first, reason=reason, article=article)


def resume(deadline: Deadline, on: date | None = None) -> Deadline:
    """Let a paused deadline run on from ``on`` (default today), later by exactly the days left out.

    Returns the deadline that now runs: a new row, or the same one where no day was left out.

    Raises:
        ValueError: it does not stand still.
    """
    day = on or today()
    held = deadline.pauses.filter(until=None).first()
    if held is None or deadline.status != DeadlineStatus.RUNNING:
        raise ValueError("这个时限没有中止。")
    with transaction.atomic():
        if day <= held.since:
            held.delete()
            fall_due(deadline, deadline.due_on).save(update_fields=["lapses_at", "warn_at", "updated_at"])
            return deadline
        held.until = day - timedelta(days=1)
        earlier = list(deadline.pauses.exclude(pk=held.pk))
        new = successor(deadline)
        fall_due(new, later(deadline, held))
        end_moved([deadline])
        new.save()
        # The pause belongs to the date it made; those before it made both dates.
        held.deadline = new
        held.save()
        copy_pauses(earlier, new)
        return new


def later(deadline: Deadline, held: Pause) -> date:
    """The last day once the pause is left out too."""
    if deadline.period is None:
        assert held.until is not None
        return deadline.due_on + (held.until - held.since) + timedelta(days=1)
    return last_day(deadline.starts_on, deadline.period, left_out([*deadline.pauses.exclude(pk=held.pk), held]))


def successor(deadline: Deadline) -> Deadline:
    """An unsaved copy that replaces the deadline; its dates are still the old ones."""
    new = Deadline(
        **{f.attname: getattr(deadline, f.attname) for f in Deadline._meta.concrete_fields if not f.primary_key}
    )
    new.replaces, new.status, new.calendar_version = deadline, DeadlineStatus.RUNNING, book().version
    new.fired_at = new.warned_at = new.ended_on = None
    return new


def end_moved(deadlines: Sequence[Deadline]) -> None:
    """Before the successors are written: of one clock only one row may run."""
    ids = [d.pk for d in deadlines]
    Deadline.objects.filter(pk__in=ids).update(status=DeadlineStatus.MOVED, ended_on=today())
    for deadline in deadlines:
        deadline.status, deadline.ended_on = DeadlineStatus.MOVED, today()


def copy_pauses(pauses: Sequence[Pause], to: Deadline) -> None:
    if not pauses:
        return
    Pause.objects.bulk_create(
        [Pause(deadline=to, since=p.since, until=p.until, reason=p.reason, article=p.article) for p in pauses]
    )


# --- a changed calendar or period ---------------------------------------------------------------------------------
OUTDATED = (
    # Two ranges instead of one "unequal": each is a short walk along the index, also when there is nothing to do.
    f"{RUNNING} AND d.period_id IS NOT NULL AND d.calendar_version < %s ORDER BY d.calendar_version, d.id",
    f"{RUNNING} AND d.period_id IS NOT NULL AND d.calendar_version > %s ORDER BY d.calendar_version, d.id",
)


def recalculate(append: Append, batch: int = 500, limit: int | None = None) -> int:
    """Move every running deadline whose date the calendar or periods in force now put elsewhere.

    Each batch is a transaction; a deadline somebody else holds is left to the next call, which the tick makes.

    Args:
        append: ``casework.trail.chain.append``; it writes one line for each date moved.
        limit: stop after about so many deadlines looked at, so that a tick also gets to its other work.

    Returns:
        How many dates moved.
    """
    moved = seen = 0
    for where in OUTDATED:
        while limit is None or seen < limit:
            with transaction.atomic():
                version = book().version
                rows = claim(where, [version], batch)
                moved += recalculate_some(rows, version, append)
            seen += len(rows)
            if not rows:
                break
    return moved


def recalculate_some(rows: Sequence[Deadline], version: int, append: Append) -> int:
    """Stamp those whose date stands, replace the others."""
    pauses = pauses_of(rows)
    pairs = [(row, again(row, pauses.get(row.pk, []))) for row in rows]
    changed = [(row, new) for row, new in pairs if new is not None]
    end_moved([row for row, _ in changed])
    # The old rows get the version too, or they would be found again should they ever run once more.
    Deadline.objects.filter(pk__in=[row.pk for row in rows]).update(calendar_version=version)
    Deadline.objects.bulk_create([new for _, new in changed])
    for row, new in changed:
        copy_pauses(pauses.get(row.pk, []), new)
        facts = {"name": row.name, "label": row.label, "from": row.due_on, "to": new.due_on, "reason": WHY}
        append(row.dossier_id, "deadline", new.pk, STEP, facts)
    return len(changed)


def pauses_of(rows: Sequence[Deadline]) -> dict[int, list[Pause]]:
    found: dict[int, list[Pause]] = {}
    for row in Pause.objects.filter(deadline__in=[row.pk for row in rows]).order_by("since"):
        found.setdefault(row.deadline_id, []).append(row)
    return found


def again(deadline: Deadline, pauses: Sequence[Pause]) -> Deadline | None:
    """The successor with the date computed anew, or None where the old one stands.

    What has fired stays fired: its consequence has been drawn. A paused one is computed when it runs on.
    """
    if deadline.fired_at or stands_still(deadline):
        return None
    new = successor(deadline)
    try:
        new.period = rule = period(deadline.name, deadline.starts_on)
    except NoSuchParameter:
        return None
    if rule.unit == Unit.HOUR:
        by_the_hour(new, rule, deadline.starts_at or deadline.created_at)
    else:
        fall_due(new, last_day(deadline.starts_on, rule, left_out(pauses)))
    return None if new.lapses_at == deadline.lapses_at else new
