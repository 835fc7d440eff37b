"""A penalty from filing to closing through the real gate, with its approvals, against the same life as a bare flow."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.accounts.models import User
from casework.core.now import standing_at, today
from documents.models import Service
from tests.bench.matters.penalty_flow import LIFE, PenaltyFlow, names
from tests.bench.rig import Row, compare
from tests.workflows.stages import ago
from workflows.approval import request, sign
from workflows.demo.collecting_story import CollectingStory
from workflows.demo.deciding_story import REASONS, open_tasks
from workflows.demo.story import Cast

FINE = 60000  # gives the unit a hearing
LIVES = 7  # one a round
SHORT = 0.05  # seconds: less than any life lasts
WHO = {
    "defend": "representative",
    "request_hearing": "representative",
    "schedule_hearing": "leader",
    "deliberate": "leader",
    "review_legality": "legal",
    "hold_hearing": "legal",
}
SIGNERS = {"review": "head", "approve": "leader"}
HANDED = {"mode": "direct", "receiver": "示例收件人", "place": "企业办公室"}
POINTS = [{"point": "请求从轻", "adopted": False, "reason": "从轻情节已在裁量时考虑。"}]
FACTS: dict[str, Callable[["Life"], dict[str, Any]]] = {
    "file": lambda s: s.charges(),
    "conclude_investigation": lambda s: {"officers": s.ids, "rights_told": True, **s.proposal(FINE)},
    "serve": lambda s: {**HANDED, "served_on": today()},
    "defend": lambda s: {"text": "涉及人员少，已在整改，请求从轻。", "evidence": [], "from_paper": False},
    "answer_defence": lambda s: {"defence": s.penalty.notices.get().defences.get().pk, "points": POINTS},
    "request_hearing": lambda s: {"request": "对违法事实和罚款数额有异议，要求听证。"},
    "schedule_hearing": lambda s: s.sitting(),
    "hold_hearing": lambda s: s.told(),
    "review_legality": lambda s: {"result": "pass", "opinion": "事实清楚，证据充分，适用依据正确。"},
    "deliberate": lambda s: s.votes(),
    "decide": lambda s: {"reasons": REASONS},
    "report_up": lambda s: {"receiver": "示例市人民政府", "reported_on": today()},
    "record_payment": lambda s: {"receipt": s.receipt(), "amount": s.account().owed, "paid_on": today()},
    "close": lambda s: {"result": "处罚决定已经履行。"},
}
Watch = Callable[[str], Any]


class Life(CollectingStory):
    """A penalty about to be filed. What its steps need is found, ordered and uploaded before, untimed."""

    def __init__(self, cast: Cast) -> None:
        with ago(80), transaction.atomic():
            super().__init__(cast)
            self.ordered().opened()
            self.ready = {kind: super(Life, self).proof(kind) for kind in ("当事人的陈述", "书证", "听证笔录")}

    def proof(self, kind: str = "书证", by: User | None = None, words: str = "示例材料", **more: Any) -> int:
        return self.ready.pop(kind)

    def on_its_day(self, days: int, step: str) -> Any:
        if step == "hold_hearing":
            hearing = self.page.hearing
            assert hearing is not None
            return standing_at(hearing.held_at + timedelta(hours=3))
        return ago(days)

    def act(self, days: int, step: str, signatures: int, watch: Watch) -> None:
        """One step with all its signatures. ``watch`` is entered around each request somebody would send."""
        with self.on_its_day(days, step):
            waiting = Service.objects.filter(dossier=self.penalty.dossier_id, state="pending")
            record = waiting.earliest("pk") if step == "serve" else self.penalty
            by, facts = getattr(self.cast, WHO.get(step, ""), self.officer), FACTS.get(step, lambda s: {})(self)
            with watch(step):
                done = request(record, step, by=by, **{"opinion": "拟同意。", **facts})
            for _ in range(signatures):
                task = open_tasks(done)[0]
                with watch(step):
                    done = sign(task.pk, by=getattr(self.cast, SIGNERS[task.flow_task.name]), decision="agreed")
            assert not signatures or done.outcome == "taken", done.words

    def walk(self, watch: Watch = lambda step: nullcontext()) -> None:
        for move in LIFE:
            self.act(*move, watch)
        assert self.penalty.state == "closed"


def through_the_gate(lives: list[Life]) -> Callable[[], int]:
    """One unit: a whole life, for its steps cost differently."""
    waiting = iter(lives)

    def work() -> int:
        next(waiting).walk()
        return len(LIFE)

    return work


def bare_flow(dossier: Any, user: User) -> Callable[[], int]:
    """The same steps and signatures, with neither record, paper, event nor deadline."""

    def work() -> int:
        with transaction.atomic():
            process = PenaltyFlow.start.run(dossier=dossier)
        for name in names():
            task = process.task_set.get(flow_task=getattr(PenaltyFlow, name), status="NEW")
            with transaction.atomic():
                if name.startswith("step"):
                    task.flow_task.run(task, note="同一句话")
                else:
                    human(task, user)
        return len(LIFE)

    return work


def human(task: Any, user: User) -> None:
    activation = task.flow_task.activation_class(task)
    activation.assign(user)
    activation.start(None)
    activation.execute()


def counted(life: Life) -> dict[str, list[int]]:
    """How many statements every request of a life sends, by step; what opens and ends a transaction apart."""
    found: dict[str, list[int]] = {}
    ends = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")

    @contextmanager
    def watch(step: str) -> Iterator[None]:
        with CaptureQueriesContext(connection) as seen:
            yield
        found.setdefault(step, []).append(sum(not q["sql"].startswith(ends) for q in seen.captured_queries))

    life.walk(watch)
    return found


def staff(people: Any) -> Cast:
    agency, enterprise, officer = people
    named = {u.username: u for u in User.objects.filter(username__in=["partner", *NAMES])}
    rest = {name: named[name] for name in NAMES}
    return Cast(agency=agency, enterprise=enterprise, officers=[officer, named["partner"]], **rest)


NAMES = ("head", "leader", "legal", "chief", "representative")


def main(people: Any) -> list[Row]:
    cast = staff(people)
    lives = [Life(cast) for _ in range(LIVES + 2)]
    statements = counted(lives.pop())
    lives.pop().walk()  # once more to warm up, uncounted
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    variants = {"gate": through_the_gate(lives), "flow": bare_flow(lives[0].dossier, lives[0].officer)}
    found = compare(variants, "flow", rounds=LIVES, seconds=SHORT)
    (rate, ratio), (bare, _) = found["gate"], found["flow"]
    signatures, services = sum(signed for _, _, signed in LIFE), sum(step == "serve" for _, step, _ in LIFE)
    requests = [(count, step) for step, counts in statements.items() for count in counts]
    dear, step = max(requests)
    figure = f"median {statistics.median(count for count, _ in requests):.0f}, most {dear} ({step})"
    return [
        Row(
            f"penalty, file to close: {len(LIFE) - services} steps, {services} services, {signatures} signatures",
            f"{rate:.0f} steps/s, {ratio:.2f} of a bare flow ({bare:.0f}/s)",
            "",
            None,
        ),
        Row("… statements of one request", figure, "", None),
    ]
