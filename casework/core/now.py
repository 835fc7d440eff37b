"""The present, asked in one place: law counts days in Guangxi's time, and the training mode moves the clock."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def offset() -> timedelta:
    """How far the training clock stands ahead; zero outside the training mode."""
    if not settings.TRAINING_MODE:
        return timedelta(0)
    from casework.core.models import TrainingClock  # noqa: PLC0415  the app registry is not ready at import time

    row = TrainingClock.objects.first()
    return row.offset if row else timedelta(0)


def now() -> datetime:
    """The present as an aware datetime."""
    return timezone.now() + offset()


def today() -> date:
    """The date in Guangxi: a UTC date would be yesterday's until eight in the morning."""
    return timezone.localtime(now()).date()
