"""The row is the queue: claim a few rows for a few minutes, so that workers do not do the same work at once.

A claim is a date on the row, not a held lock: a worker killed in the middle only delays its rows until the claim ends,
and on SQLite nobody waits while a file is drawn.
"""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F, Q, QuerySet

from casework.core.now import now

PATIENCE = timedelta(minutes=5)
MAX_ATTEMPTS = 8


def claim(rows: QuerySet[Any], limit: int, patience: timedelta = PATIENCE) -> list[Any]:
    """Claim rows of a model with ``claimed_until`` and ``attempts``; those tried too often are left for a person."""
    with transaction.atomic():
        waiting = rows.filter(Q(claimed_until=None) | Q(claimed_until__lt=now()), attempts__lt=MAX_ATTEMPTS)
        found = list(waiting.order_by("pk").select_for_update(skip_locked=True, of=("self",))[:limit])
        model: type[models.Model] = rows.model
        model._default_manager.filter(pk__in=[row.pk for row in found]).update(
            claimed_until=now() + patience, attempts=F("attempts") + 1
        )
    return found


def delay(attempts: int) -> timedelta:
    """How long to wait after the n-th failure: one minute, doubling, at most two hours."""
    return min(timedelta(minutes=2**attempts), timedelta(hours=2))
