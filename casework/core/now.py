"""The present, asked in one place: law counts days in Guangxi's time, and the training mode moves the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

from casework.core import training


def offset() -> timedelta:
    """How far the training clock stands ahead; zero outside the training mode."""
    if not training.is_on():
        return timedelta(0)
    from casework.core.models import TrainingClock  # noqa: PLC0415  the app registry is not ready at import time

    row = TrainingClock.objects.first()
    return row.offset if row else timedelta(0)


STANDING: ContextVar[datetime | None] = ContextVar("standing", default=None)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the present stand at a moment: to tell the demonstration's past in real steps."""
    token = STANDING.set(moment)
    try:
        yield
    finally:
        STANDING.reset(token)


def now() -> datetime:
    """The present as an aware datetime."""
    return STANDING.get() or timezone.now() + offset()


def today() -> date:
    """The date in Guangxi: a UTC date would be yesterday's until eight in the morning."""
    return timezone.localtime(now()).date()
