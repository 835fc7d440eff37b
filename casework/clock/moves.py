"""Moving a date that has been computed: pauses, and a changed calendar or period.

The old row is kept: it gets the status moved, and a new row replaces it. Everybody locks the dossier first; the two
sweeps here lock dossier and deadline together and skip what somebody else holds, so they cannot deadlock.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from casework.clock.book import NoSuchParameter, book, period
from casework.clock.calendar import Unit
from casework.clock.deadlines import (
    STANDS_STILL,
    by_the_hour,
    counts_hours,
    fall_due,
    last_day,
    left_out_of,
    plan,
    stands_still,
)
from casework.clock.models import Deadline, DeadlineStatus, Pause
from casework.clock.queries import lock_with_dossier
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
    if deadline.status != DeadlineStatus.RUNNING or counts_hours(deadline) and not stands_still(deadline):
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
    return last_day(deadline, left_out_of(deadline, held))


def successor(deadline: Deadline) -> Deadline:
    """An unsaved copy that replaces the deadline; its dates are still the old ones."""
    new = Deadline(
        **{f.attname: getattr(deadline, f.attname) for f in Deadline._meta.concrete_fields if not f.primary_key}
    )
    new.replaces, new.status, new.fired_at, new.warned_at, new.ended_on = (
        deadline,
        DeadlineStatus.RUNNING,
        None,
        None,
        None,
    )
    new.calendar_version = book().version
    return new


def end_moved(deadlines: Sequence[Deadline]) -> None:
    """Before the successors are written: of one clock only one row may run."""
    ids = [d.pk for d in deadlines]
    Deadline.objects.filter(pk__in=ids).update(status=DeadlineStatus.MOVED, ended_on=today())
    for deadline in deadlines:
        deadline.status, deadline.ended_on = DeadlineStatus.MOVED, today()


def copy_pauses(pauses: Sequence[Pause], to: Deadline) -> None:
    Pause.objects.bulk_create(
        [Pause(deadline=to, since=p.since, until=p.until, reason=p.reason, article=p.article) for p in pauses]
    )
