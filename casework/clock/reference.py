"""Load periods, thresholds and holidays, as often as you like.

A row is ours while nobody but this loader ever wrote it: what an administrator edited, confirmed or deleted stays as
he left it. Written in bulk, because every start and many tests load it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from casework.clock import book
from casework.clock.holidays import entries
from casework.clock.models import Holiday, Period, Threshold
from casework.clock.periods import PERIODS, THRESHOLDS, PeriodRow, ThresholdRow
from casework.core.reference import LOADED

Values = dict[str, Any]
Key = tuple[Any, ...]


def load() -> dict[str, Counter[str]]:
    """Bring the three tables up to what ships. Returns what happened to the rows, by table."""
    with transaction.atomic():
        outcomes = {
            "periods": put(Period, ("name", "valid_from"), map(period_values, PERIODS)),
            "thresholds": put(Threshold, ("name", "valid_from"), map(threshold_values, THRESHOLDS)),
            "holidays": put(Holiday, ("date", "region"), (entry._asdict() for entry in entries())),
        }
        outcomes["holidays"]["dropped"] += drop_outdated()
        if any(outcome[what] for outcome in outcomes.values() for what in ("created", "updated", "dropped")):
            book.changed()
    return outcomes


def period_values(row: PeriodRow) -> Values:
    return {
        **common(row),
        "amount": row.amount,
        "unit": row.unit.value,
        "rolls": row.rolls,
        "runs_from": row.runs_from,
    }


def threshold_values(row: ThresholdRow) -> Values:
    return {**common(row), "value": row.value, "unit": row.unit}


def common(row: PeriodRow | ThresholdRow) -> Values:
    return {
        "name": row.name,
        "label": row.label,
        "article": row.law.name + row.place,
        "source": row.law.source,
        "valid_from": row.law.since,
        "confirmed": row.law.found,
    }


def put(model: type[models.Model], key: tuple[str, ...], rows: Iterable[Values]) -> Counter[str]:
    """Create what is missing and renew what is still ours."""
    wanted = {tuple(values[k] for k in key): values for values in rows}
    held = {tuple(getattr(row, k) for k in key): row for row in model._default_manager.all()}
    left = edited(model, key) | {at for at, row in held.items() if getattr(row, "confirmed_by_id", None)}
    new = [model(**values) for at, values in wanted.items() if at not in held and at not in left]
    stale = [held[at] for at, values in wanted.items() if at in held and at not in left and renew(held[at], values)]
    if new:
        bulk_create_with_history(new, model, default_change_reason=LOADED)
    if stale:
        names = [name for name in next(iter(wanted.values())) if name not in key]
        bulk_update_with_history(stale, model, names, default_change_reason=LOADED)
    kept = len(left & wanted.keys())
    return Counter(created=len(new), updated=len(stale), kept=kept, same=len(wanted) - len(new) - len(stale) - kept)


def renew(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Give the row the values that ship; whether any differed."""
    changes = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changes.items():
        setattr(row, name, value)
    return bool(changes)


def edited(model: type[models.Model], key: tuple[str, ...]) -> set[Key]:
    """Keys of the rows that somebody but the loader wrote or deleted."""
    history = model.history.exclude(history_change_reason=LOADED)  # type: ignore[attr-defined]
    return set(history.values_list(*key))


def drop_outdated() -> int:
    """Take away provisional days of ours that no longer ship, once a year's notice is known."""
    wanted = {(entry.date, entry.region) for entry in entries()}
    kept = wanted | edited(Holiday, ("date", "region"))
    gone = [row for row in Holiday.objects.filter(provisional=True) if (row.date, row.region) not in kept]
    for row in gone:
        row._change_reason = LOADED  # type: ignore[attr-defined]
        row.delete()
    return len(gone)
