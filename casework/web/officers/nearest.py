"""The nearest running date of each matter on a page, in one query; the party's own rights do not press the office."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Min

from casework.clock import deadlines
from casework.clock.models import ANSWERS, Deadline, DeadlineStatus
from casework.web import wording


def by_dossier(dossiers: Collection[int]) -> dict[int, date]:
    rows = running().filter(dossier__in=dossiers).values_list("dossier").annotate(on=Min("due_on"))
    return dict(rows)


def by_record(kind: str, records: Collection[int]) -> dict[int, date]:
    """For matters that share a dossier with another."""
    rows = running().filter(kind=kind, record__in=records).values_list("record").annotate(on=Min("due_on"))
    return dict(rows)


def running():
    ours = Deadline.objects.filter(status=DeadlineStatus.RUNNING, right_of_party=False)
    return ours.exclude(name__in=ANSWERS).order_by()


def light(due: date | None) -> deadlines.Light:
    if due is None:
        return deadlines.Light("off", "不计时")
    row = Deadline(due_on=due, lapses_at=deadlines.midnight(due + timedelta(days=1)))
    row.status = DeadlineStatus.RUNNING
    return deadlines.light(row)


def row_light(due: date | None) -> dict[str, str]:
    """What a row of a list prints of its date."""
    lamp = light(due)
    return {"level": lamp.level, "left": lamp.text, "due": wording.short_day(due) if due else "—"}
