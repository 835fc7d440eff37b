"""A random walk through an application up to its evaluation: right and wrong steps by right and wrong people while the
clock moves, and after each what must always hold.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.models import CriterionScore, Evaluation, Panel, Seat
from casework.accreditation.panels import matches, vacant
from casework.accreditation.results import results
from casework.accreditation.states import COUNTS, ENDED
from casework.core.now import standing_at, today
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.experts import outsider, pool
from tests.workflows.accreditation.story import Story
from tests.workflows.stages import fingerprint
from tests.workflows.walk import undone, walking
from workflows.engine import Refused, take
from workflows.tick import tick


class Walk:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.story = Story(cast()).recommended()
        self.other = self.story.rival().submitted()
        pool(self.story.category, 5)

    def draw(self, options: Any) -> Any:
        return self.data.draw(st.sampled_from(list(options)))

    def by(self, rightly: Any) -> Any:
        p = self.story.people
        return self.draw([rightly] * 5 + [p.officer, p.representative, p.leader, p.stranger])

    @property
    def row(self) -> Evaluation | None:
        """Any evaluation of either application."""
        rows = list(Evaluation.objects.order_by("pk"))
        return self.draw(rows) if rows else None

    def evaluate(self, step: str, **facts: Any) -> None:
        if (row := self.row) is None:
            return
        rightly = row.seat.expert.user if step in ("declare", "submit", "recuse") else self.story.people.officer
        self.story.ask(row, step, self.by(rightly), **facts)

    def conclude(self, of: Story) -> None:
        if Panel.objects.exists():
            of.go("conclude_evaluation", by=self.by(of.leader), **{**of.report(), "visited_on": today()})


MOVES: dict[str, Callable[[Walk], Any]] = {
    "recommend": lambda w: w.other.go("accept").go("recommend", by=w.story.office.city_officer, verdict="具备条件。"),
    "close": lambda w: w.story.close_window(),
    "convene": lambda w: w.story.go("convene_panel", size=w.draw((3, 3, 5, 4)), **w.story.times),
    "convene_other": lambda w: w.other.go("convene_panel", size=3, **w.other.times),
    "declare": lambda w: w.evaluate("declare"),
    "submit": lambda w: w.evaluate("submit", scores=w.story.scores(w.draw((0, 1, 15, 16))), verdict="条件具备。"),
    "submit_all": lambda w: [w.story.submit(row) for row in Evaluation.objects.filter(state="assigned")],
    "recuse": lambda w: w.evaluate("recuse", reason="受聘于该单位"),
    "replace": lambda w: w.evaluate("replace", reason="逾期"),
    "void": lambda w: w.evaluate("void", reason="发现有利害关系"),
    "name": lambda w: w.story.go("name_expert", expert=outsider().pk, reason="候选人用完"),
    "conclude": lambda w: w.conclude(w.story),
    "conclude_other": lambda w: w.conclude(w.other),
    "withdraw": lambda w: w.other.go("withdraw", by=w.other.people.representative),
    "reject": lambda w: w.story.go("reject", reason="现场不具备条件。"),
    "join": lambda w: take(w.other.application, "join_panel", by=None, **w.other.times),
}

# What a panel mostly does; what ends everything comes late.
SCORING = ["submit_all", "conclude", "conclude_other", "void", "submit", "declare"]
USUAL = [*SCORING, *(name for name in MOVES if name not in ("withdraw", "reject", "join"))]


def invariants(walk: Walk) -> None:
    for told in (walk.story, walk.other):
        assert verify_dossier(told.dossier.pk, files=False) is None
        application = told.application
        if application.state in ENDED:
            assert not application.evaluations.filter(state="assigned").exists()
            assert not told.dossier.deadlines.filter(status="running", right_of_party=False).exists()
        running = told.dossier.deadlines.filter(name="evaluation", status="running").count()
        assert running == (application.state == "evaluating")
    for row in Evaluation.objects.select_related("seat"):
        assert list(Event.objects.filter(kind="evaluation", record=row.pk).values_list("version", flat=True)) == list(
            range(1, row.version + 1)
        )
        assert row.state not in COUNTS or row.seat.left_on is None, "who left has nothing on his desk"
        scored = row.state == "submitted" or (row.state == "voided" and row.submitted_at)
        assert row.scores.count() == (7 if scored else 0)
    assert Panel.objects.count() <= 1
    for panel in Panel.objects.all():
        assert matches(panel) and vacant(panel) >= 0
        for application in (walk.story.application, walk.other.application):
            if application.state in ("evaluating", "evaluated"):
                seats = Seat.objects.filter(panel=panel, left_on=None)
                assert application.evaluations.filter(state__in=COUNTS).count() == seats.count()
            if application.state == "evaluated":
                assert not vacant(panel) and not application.evaluations.filter(state="assigned").exists()
    scored = {row.application for row in results(walk.story.round, walk.story.category)}
    assert scored <= {walk.story.pk, walk.other.pk}
    assert not CriterionScore.objects.filter(score__gt=15).exists()


@pytest.mark.django_db
@walking
@given(data=st.data())
def test_walk(data):
    moment = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(9, 30)))
    with undone():
        with standing_at(moment):
            walk = Walk(data)
        for count, name in enumerate(("recommend", "close", "convene", *[None] * 15)):
            moment += timedelta(days=data.draw(st.sampled_from((0, 0, 1, 4))))
            name = name if name and data.draw(st.integers(0, 9)) < 9 else walk.draw(USUAL if count < 14 else MOVES)
            with standing_at(moment):
                tick()
                step(walk, name)
                invariants(walk)


def step(walk: Walk, name: str) -> None:
    attempt = MOVES[name]
    before = fingerprint()
    try:
        attempt(walk)
    except Refused as refusal:
        assert refusal.words
        if name not in ("recommend", "submit_all", "conclude", "conclude_other"):  # several steps, or files before one
            assert fingerprint() == before, f"{name} was refused and has changed something"
