"""Who evaluates what: the evaluations of a seat, and what follows when a member leaves the panel."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from casework.accreditation import panels
from casework.accreditation.models import Application, Evaluation, Panel, Seat
from casework.accreditation.states import COUNTS
from casework.accreditation.states import ApplicationState as S
from workflows import engine

Followed = list[Callable[[], Any]]
WITH_PANEL = (S.EVALUATING, S.EVALUATED)


def assign(application: Application, seats: Iterable[Seat], by: Any) -> Followed:
    """An evaluation for each seat."""
    return [partial(engine.begin, evaluation(application, seat), "begin", by=by) for seat in seats]


def evaluation(application: Application, seat: Seat) -> Evaluation:
    return Evaluation(
        dossier_id=application.dossier_id, agency_id=application.agency_id, region_code=application.region_code,
        application=application, seat=seat,
    )  # fmt: skip


def joined(seat: Seat, by: Any) -> Followed:
    """A new member evaluates everything the panel has before it."""
    found: Followed = []
    for application in before(seat.panel):
        found += assign(application, [seat], by)
    return found + reopened(seat.panel, by)


def before(panel: Panel) -> list[Application]:
    """What the panel has to judge, in one order."""
    rows = Application.objects.filter(round=panel.round_id, category=panel.category_id, state__in=WITH_PANEL)
    return list(rows.order_by("pk"))


def reopened(panel: Panel, by: Any) -> Followed:
    """What was concluded with scores that no longer count is open again."""
    rows = [row for row in before(panel) if row.state == S.EVALUATED]
    return [partial(engine.take, row, "reopen_evaluation", by=by) for row in rows]


@contextmanager
def in_words() -> Iterator[None]:
    """What the panel says is a refusal of the step."""
    try:
        yield
    except panels.NoPanel as refusal:
        raise engine.Refused(str(refusal)) from refusal


def left(evaluation: Evaluation, reason: str, by: Any) -> Followed:
    """The member leaves the panel as a whole: the scores of one ranking come from the same people."""
    seat = evaluation.seat
    with in_words():
        successor = panels.leave(seat, reason)
    rows = Evaluation.objects.filter(seat=seat, state__in=COUNTS, application__state__in=WITH_PANEL)
    others = rows.exclude(pk=evaluation.pk).order_by("application")
    follow: Followed = [partial(engine.take, row, "follow_seat", by=by, reason=reason) for row in others]
    return follow + (joined(successor, by) if successor else reopened(seat.panel, by))
