"""Put the clock of a training installation forward."""

from datetime import datetime, timedelta

from django.db import transaction

from casework.core.models import TrainingClock
from casework.core.now import now, offset

MOST = timedelta(days=3 * 366)  # beyond, no calendar is known


class NotForward(ValueError):
    """A moment the clock cannot be put to; one Chinese sentence."""


def reading() -> str:
    """How far the clock stands ahead, in seconds, as a form carries it."""
    return str(int(offset().total_seconds()))


@transaction.atomic
def put_forward(to: datetime, seen: str) -> TrainingClock:
    """Put the clock to a later moment; it never goes back, because what was written since stays written.

    Args:
        seen: the reading for which the move was meant.

    Raises:
        NotForward: not later, too far, or somebody else moved the clock meanwhile.
    """
    row = TrainingClock.objects.select_for_update().first() or TrainingClock(offset=timedelta(0))
    if reading() != seen:
        raise NotForward("时钟刚被拨过。请核对现在的日期后再拨。")
    further = to - now()
    if further <= timedelta(0):
        raise NotForward("时钟只能往后拨。请选今天以后的日期。")
    if row.offset + further > MOST:
        raise NotForward("最多拨到三年以后，再往后没有工作日历。")
    row.offset += further
    row.save()
    return row
