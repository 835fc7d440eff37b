"""The days for which an application is under public notice (公示期)."""

from datetime import date

from casework.accreditation.models import Application
from casework.clock.deadlines import stands_still
from casework.clock.models import Deadline, DeadlineStatus

NAME = "publicity"


def publicity_of(application: Application) -> Deadline | None:
    """The notice's clock that runs or stands still; None before the notice and once it has ended."""
    rows = Deadline.objects.filter(kind="application", record=application.pk, name=NAME)
    return rows.filter(status=DeadlineStatus.RUNNING).order_by("pk").last()


def runs_on(row: Deadline, today: date) -> bool:
    """Whether the last day is still to come; one that stands still has not come to it."""
    return stands_still(row) or row.due_on >= today
