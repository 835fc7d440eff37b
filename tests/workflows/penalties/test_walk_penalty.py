"""A random walk through penalties: plausible and implausible steps, by random people and with spoilt forms, while the
clock moves. After each step the invariants of the procedures hold; a step refused has changed nothing.

``WALK=300x40`` walks 300 times 40 steps (minutes); without it a few short walks are taken, the same ones every time.
"""

import os
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from casework.clock.models import Holiday, Period, Threshold
from casework.core.now import now, standing_at
from casework.penalties.models import Suspension
from casework.penalties.states import AFTER
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents.models import Attachment, Document
from tests.people import cast
from tests.workflows.penalties import small
from tests.workflows.penalties.always import invariants
from tests.workflows.penalties.small import FINE, HEARD_FINE, MOVES, Model, quiet, step_of
from tests.workflows.walk import undone
from workflows import engine
from workflows.demo import collecting_story, deciding_story, filing_story, stopping_story
from workflows.engine import Refused
from workflows.penalty.penalty import PenaltyLifecycle
from workflows.tick import tick

RUNS, STEPS = (int(number) for number in os.environ.get("WALK", "12x15").split("x"))
PEOPLE = ("partner", "third_officer", "uncertified", "head", "leader", "legal", "chief", "clerk", "neighbour_officer")
PEOPLE += ("representative", "stranger", "system_admin")
DAYS = (0, 0, 0, 0, 1, 3, 7, 16, 40, 100)
TOLD_BY = (small, filing_story, deciding_story, collecting_story, stopping_story)
NAMES = sorted(MOVES)
ENDING = ("withdraw", "transfer", "not_punish", "send_back", "annul", "redo", "end_enforcement", "close", "reopen")
ADDED_TO = {Event, Document, Attachment, Holiday, Period, Threshold}


class Interference:
    """Stands between the story and the gate: somebody else acts, or one thing in the form is spoilt."""

    def __init__(self) -> None:
        self.somebody: Any = None
        self.spoil: Any = None

    def take(self, record: Any, step: str, *, by: Any, **facts: Any) -> Any:
        if self.spoil is not None and facts:
            name = sorted(facts)[self.spoil % len(facts)]
            facts[name] = spoilt(facts[name])
        return engine.take(record, step, by=self.somebody or by, **facts)


def spoilt(value: Any) -> Any:
    """Another value of the same kind, as a form could give it."""
    match value:
        case bool():
            return not value
        case str():
            return " "
        case Decimal():
            return value * 10
        case datetime():
            return value - timedelta(days=30)
        case date():
            return value + timedelta(days=30)
        case list():
            return []
    return value


def fingerprint() -> list[Any]:
    """Every row that a step of a penalty could touch; of what is only ever added to, how much there is."""
    with connection.cursor() as cursor:
        found = []
        for model in apps.get_models():
            if model._meta.app_label in ("penalties", "clock", "documents", "trail", "notices"):
                what = "COUNT(*), MAX(id)" if model in ADDED_TO else "*"
                cursor.execute(f'SELECT {what} FROM "{model._meta.db_table}"')
                found.append(cursor.fetchall())
    return found


class Walk:
    def __init__(self, story: Model, data: Any, gate: Interference) -> None:
        self.story, self.data, self.gate = story, data, gate
        self.moment = now()
        self.reached: set[str] = set()
        self.done: Counter[str] = Counter()

    def draw(self, options: Any) -> Any:
        return self.data.draw(st.sampled_from(options))

    def go(self, steps: int) -> None:
        for _ in range(steps):
            self.moment += timedelta(days=self.draw(DAYS))
            with standing_at(self.moment):
                tick()
                self.step()
            self.reached.add(self.story.penalty.state)
        self.whole()

    def step(self) -> None:
        """Mostly one that the state knows, rightly; else whatever, by whomever, in whatever form."""
        name = self.draw(self.moves())
        how = self.draw(range(8))
        self.gate.somebody = getattr(self.story.people, self.draw(PEOPLE)) if how == 0 else None
        self.gate.spoil = self.draw(range(12)) if how == 1 else None
        before = fingerprint()
        try:
            (Model.serve_all if name == "serve" else MOVES[name])(self.story)
        except Refused as refusal:
            assert refusal.words and fingerprint() == before, f"{name} was refused and has changed something"
            self.done["refused"] += 1
        else:
            self.done["taken"] += 1
        invariants(self.story)

    def moves(self) -> list[str]:
        """Mostly those that lead on, now and then those that end the matter or turn it back, or any at all."""
        dice = self.draw(range(16))
        if dice < 2:
            return NAMES
        page = PenaltyLifecycle(self.story.penalty)
        found = [name for name in NAMES if not step_of(name) or page.transition(step_of(name)) is not None]
        found = [name for name in found if "." not in name or self.stopped()]
        if dice == 2:
            return found
        return [name for name in found if step_of(name) not in ENDING] + ["serve", "serve"]

    def stopped(self) -> bool:
        return Suspension.objects.filter(dossier=self.story.penalty.dossier_id).exists()

    def whole(self) -> None:
        """5: exactly one event for each change, each beginning where the last ended; the chain of digests verifies."""
        penalty = self.story.penalty
        events = list(Event.objects.filter(kind="penalty", record=penalty.pk).order_by("version"))
        assert [row.version for row in events] == list(range(1, penalty.version + 1))
        assert all(first.target == second.source for first, second in pairwise(events))
        assert events[-1].target == penalty.state
        assert verify_dossier(penalty.dossier_id, files=False) is None


def stories(people: Any) -> list[Model]:
    """Where walks begin: a small fine and one with a hearing just filed, notified, and decided; one with a stop."""
    filed = [Model(people).ready_for(1, fine) for fine in (FINE, HEARD_FINE)]
    notified = [Model(people).ready_for(1, fine).conclude().notify().serve_notice() for fine in (FINE, HEARD_FINE)]
    decided = Model(people).ready_for(1, FINE).conclude().notify().serve_notice().waive("defence").decide()
    stopped = Model(people).ready_for(2).conclude().notify().serve_notice().waive("both").review().deliberate()
    return [*filed, *notified, decided, decided, stopped.decide()]


@pytest.mark.django_db
@pytest.mark.once
def test_walk(monkeypatch):
    quiet(monkeypatch)
    gate, reached, done = Interference(), Counter(), Counter()
    for module in TOLD_BY:
        monkeypatch.setattr(module, "take", gate.take)
    begun = stories(cast())

    @settings(
        max_examples=RUNS,
        derandomize="WALK" not in os.environ,
        phases=[Phase.reuse, Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.data())
    def walk(data):
        gate.somebody = gate.spoil = None
        with undone():
            one = Walk(data.draw(st.sampled_from(begun)), data, gate)
            one.go(STEPS)
            event(f"ended {one.story.penalty.state}")
            reached.update(one.reached)
            done.update(one.done)

    walk()
    print(f"{RUNS} walks of {STEPS} steps: {dict(done)}; walks that reached {dict(reached.most_common())}")
    assert reached["notified"] and sum(reached[state] for state in (*AFTER, "performed")) > RUNS // 4, reached
    assert done["taken"] > RUNS and done["refused"] > RUNS, done
