"""Every state a penalty can reach, by the real gate and the real conditions: an exhaustive search.

What a step may depend on is what its conditions say, so two situations are taken for one when they are in the same
state, every condition of every step out of it gives the same answer, and papers wait in both or in neither. Time goes
on to the end of the next period that makes a difference. Only the signatures are left out; that nobody gets past them
is proved elsewhere (test_gate, test_approval).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from casework.core.now import now, standing_at, today
from casework.penalties.models import Suspension
from documents.models import Attachment, Service, ServiceState
from tests.workflows.penalties.stages import overdue
from tests.workflows.story import Story
from workflows.demo.collecting_story import CollectingStory
from workflows.engine import Refused, take
from workflows.penalty.penalty import PenaltyLifecycle
from workflows.tick import tick

DAY = timedelta(days=1)
Mark = tuple[Any, ...]


class Model(Story, CollectingStory):
    """The story of the demonstration, without signatures and with one file of each kind."""

    def ready_for(self, tier: int) -> "Model":
        """Filed and questioned, the case behind it as the tier asks."""
        ready = self.ordered() if tier == 1 else overdue(self).serve()
        return ready.file(tier=tier).interview()

    def account(self) -> Any:
        if self.page.latest is None:
            raise Refused("nothing was decided")
        return super().account()

    def propose(self, step: str, opinion: str = "", by: Any = None, **facts: Any) -> Any:
        return take(self.penalty, step, by=by or self.officer, **facts)

    def together(self, step: str, opinion: str = "", **facts: Any) -> Any:
        take(self.penalty, step, by=self.officer, **facts)
        return self

    def proof(self, kind: str = "书证", by: Any = None, words: str = "示例材料", **more: Any) -> int:
        rows = Attachment.objects.filter(dossier=self.penalty.dossier_id, kind=kind, from_party="from_party" in more)
        found = rows.values_list("pk", flat=True).first()
        return found or super().proof(kind, by, words, **more)


MOVES: dict[str, Callable[[Any], Any]] = {
    "conclude_investigation": lambda s: s.conclude(),
    "send_back": lambda s: s.send_back(),
    "review_legality": lambda s: s.review(),
    "review_legality (refused)": lambda s: s.review("refuse", "事实不清。"),
    "notify": lambda s: s.notify(),
    "defend": lambda s: s.defend(late_reason="刚收到材料"),
    "answer_defence": lambda s: s.answer_defence(),
    "waive (defence)": lambda s: s.waive("defence"),
    "waive (hearing)": lambda s: s.waive("hearing"),
    "renotify": lambda s: s.renotify(),
    "request_hearing": lambda s: s.request_hearing(),
    "schedule_hearing": lambda s: s.schedule_hearing(),
    "hold_hearing": lambda s: s.hold_hearing(),
    "hold_hearing (absent)": lambda s: s.hold_hearing("absent"),
    "deliberate": lambda s: s.deliberate(),
    "deliberate (lost)": lambda s: s.deliberate(False),
    "decide": lambda s: s.decide(),
    "extend_decision": lambda s: s.extend_decision(60, superior="上级批复", responsible="示例责任人"),
    "not_punish": lambda s: s.not_punish(),
    "transfer": lambda s: s.transfer(),
    "take_back": lambda s: s.take_back(),
    "withdraw": lambda s: s.withdraw(),
    "record_payment": lambda s: s.pay(),
    "refund": lambda s: s.refund(),
    "demand": lambda s: s.demand(),
    "demand (last)": lambda s: s.demand(last=True),
    "add_surcharge": lambda s: s.add_surcharge(),
    "apply_to_court": lambda s: s.apply_to_court(),
    "record_ruling": lambda s: s.record_ruling("enforce"),
    "record_ruling (refused)": lambda s: s.record_ruling("refused"),
    "redo": lambda s: s.redo(),
    "annul": lambda s: s.annul(),
    "publish": lambda s: s.publish(),
    "report_up": lambda s: s.report_up(),
    "unpublish": lambda s: s.unpublish(),
    "perform": lambda s: s.perform(),
    "end_enforcement": lambda s: s.end_enforcement(),
    "close": lambda s: s.close_penalty(),
}


def serve_all(story: Model) -> None:
    """Every paper that waits reaches its party."""
    if not Service.objects.filter(dossier=story.penalty.dossier_id, state=ServiceState.PENDING).exists():
        raise Refused("nothing waits")
    story.serve_notice()


@contextmanager
def tried() -> Iterator[None]:
    """What is done inside is undone."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


class Search:
    """A walk through everything that can happen; ``found`` leads from each situation to those one move away."""

    def __init__(self, story: Model, look: Callable[[Model, tuple[str, ...]], None]) -> None:
        self.story, self.look = story, look
        self.found: dict[Mark, set[Mark]] = {}
        self.paths: dict[Mark, tuple[str, ...]] = {}
        self.taken: set[str] = set()

    def go_on(self, path: tuple[str, ...] = ()) -> Mark:
        here = mark(self.story)
        if here in self.found:
            return here
        self.found[here], self.paths[here] = set(), path
        self.look(self.story, path)
        for name in self.open_moves():
            with tried():
                try:
                    MOVES[name](self.story)
                except Refused:
                    continue
                self.taken.add(name)
                self.found[here].add(self.go_on((*path, name)))
        self.let_be(here, path)
        return here

    def open_moves(self) -> list[str]:
        page = PenaltyLifecycle(self.story.penalty)
        return [name for name in MOVES if page.transition(name.split(" ")[0]) is not None]

    def let_be(self, here: Mark, path: tuple[str, ...]) -> None:
        """Papers reach the party, or time goes on until something is different."""
        with tried():
            try:
                serve_all(self.story)
            except Refused:
                pass
            else:
                self.found[here].add(self.go_on((*path, "served")))
        for day in self.days_ahead():
            with tried(), standing_at(day):
                tick()
                if mark(self.story) != here:
                    self.found[here].add(self.go_on((*path, "time")))
                    return

    def days_ahead(self) -> list[datetime]:
        """The mornings after each period that now runs, and after the next hearing."""
        rows = self.story.penalty.dossier.deadlines.filter(status="running", due_on__gte=today())
        days = set(rows.values_list("due_on", flat=True))
        hearings = self.story.penalty.hearings.filter(outcome="", held_at__gt=now())
        days |= {local.date() for held in hearings if (local := timezone.localtime(held.held_at))}
        return [timezone.make_aware(datetime.combine(day + DAY, time(9, 30))) for day in sorted(days)]

    def ends(self, done: Callable[[Mark], bool]) -> set[Mark]:
        """Situations from which an end can be reached."""
        reaching = {here for here in self.found if done(here)}
        grew = True
        while grew:
            more = {here for here, nexts in self.found.items() if here not in reaching and nexts & reaching}
            reaching |= more
            grew = bool(more)
        return reaching


def mark(story: Model) -> Mark:
    """What distinguishes a situation from others."""
    penalty = story.penalty
    page = PenaltyLifecycle(penalty)
    answers = []
    for name, effects in page.steps().items():
        if page.transition(name) is not None:
            met = (bool(condition.resolve(PenaltyLifecycle)(page)) for condition in effects.when)
            answers.append((name, tuple(met)))
    waiting = Service.objects.filter(dossier=penalty.dossier_id, state="pending").exists()
    stops = sorted(Suspension.objects.filter(dossier=penalty.dossier_id).values_list("state", flat=True))
    return (penalty.state, tuple(answers), waiting, tuple(stops))
