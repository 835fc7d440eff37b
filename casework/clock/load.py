"""Load periods, thresholds and holidays, as often as you like.

A row is ours while its last change is ours: what an administrator edited, confirmed or deleted stays as he left it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from casework.clock import book
from casework.clock.holidays import entries
from casework.clock.models import Holiday, Period, Threshold
from casework.clock.periods import PERIODS, THRESHOLDS, PeriodRow, ThresholdRow, article

OURS = "随系统载入"
Values = dict[str, Any]
Key = tuple[Any, ...]


def load() -> dict[str, int]:
    """Bring the three tables up to what ships. Returns how many rows were written, by table."""
    with transaction.atomic():
        written = {
            "法定期限": put(Period, ("name", "valid_from"), map(period_values, PERIODS)),
            "裁量与数量参数": put(Threshold, ("name", "valid_from"), map(threshold_values, THRESHOLDS)),
            "节假日": put(Holiday, ("date", "region"), (entry._asdict() for entry in entries())) + drop_outdated(),
        }
        if any(written.values()):
            book.changed()
    return written


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
        "article": article(row.law, row.place),
        "source": row.law.source,
        "valid_from": row.law.since,
        "confirmed": row.law.found,
    }


def put(model: type[models.Model], key: tuple[str, ...], rows: Iterable[Values]) -> int:
    """Create what is missing and renew what is still ours. Returns how many rows were written."""
    wanted = {tuple(values[k] for k in key): values for values in rows}
    held = {tuple(getattr(row, k) for k in key): row for row in manager(model).all()}
    left = theirs(model, key)
    new = [model(**values) for at, values in wanted.items() if at not in held and at not in left]
    stale = [renew(row, wanted[at]) for at, row in held.items() if at in wanted and at not in left]
    stale = [row for row in stale if row is not None]
    if new:
        bulk_create_with_history(new, model, default_change_reason=OURS)
    if stale:
        names = [name for name in next(iter(wanted.values())) if name not in key]
        bulk_update_with_history(stale, model, names, default_change_reason=OURS)
    return len(new) + len(stale)


def renew(row: models.Model, values: Mapping[str, Any]) -> models.Model | None:
    """The row with the values that ship, or None where it has them already."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return None
    for name, value in values.items():
        setattr(row, name, value)
    return row


def theirs(model: type[models.Model], key: tuple[str, ...]) -> set[Key]:
    """Keys of the rows whose last change, also a deletion, was somebody else's."""
    last: dict[int, Any] = {}
    for change in model.history.order_by("history_date", "history_id"):  # type: ignore[attr-defined]
        last[change.id] = change
    return {
        tuple(getattr(change, k) for k in key)
        for change in last.values()
        if change.history_change_reason != OURS or getattr(change, "confirmed_by_id", None)
    }


def drop_outdated() -> int:
    """Take away provisional days of ours that no longer ship, once a year's notice is known."""
    wanted = {(entry.date, entry.region) for entry in entries()}
    left = theirs(Holiday, ("date", "region"))
    gone = 0
    for row in Holiday.objects.filter(provisional=True):
        if (row.date, row.region) not in wanted | left:
            row._change_reason = OURS  # type: ignore[attr-defined]
            row.delete()
            gone += 1
    return gone


def manager(model: type[models.Model]) -> models.Manager[Any]:
    return model._default_manager
