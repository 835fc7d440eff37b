"""A random walk through one matter: plausible and implausible steps by random people while the clock moves. After each
move the invariants of the contract hold, and a move refused has changed nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from casework.accounts.queries import in_charge
from casework.core.now import standing_at, today
from casework.enforcement import standing
from casework.enforcement.models import Case, Inspection
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents.evidence import BadUpload
from documents.models import Document, Dossier, Serial, Service
from tests.people import Cast
from tests.workflows.stages import fingerprint
from tests.workflows.story import Story
from workflows.approval import request, sign, withdraw
from workflows.engine import Refused, take
from workflows.models import Proposal, Signature
from workflows.registry import PAGES
from workflows.tick import tick

Move = Callable[["Walk"], Callable[[], Any]]
# A walk that fails is short enough to read; shrinking it would take minutes.
walking = settings(
    max_examples=8, phases=[Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck), deadline=None
)

ACTING = {  # which step ends a running clock, on which record
    "rectification": ("case", {"report", "expire", "recheck"}),
    "recheck": ("case", {"recheck"}),
    "extension_reply": ("case", {"decide_extension"}),
    "measure_confirm": ("case", {"confirm_measure", "lift_measure"}),
    "backfill": ("inspection", {"confirm_start"}),
    "serve": ("service", {"serve"}),
    "public_notice": ("service", {"deem_served", "serve"}),
}
PEOPLE = ("officer", "partner", "third_officer", "head", "leader", "legal", "clerk", "neighbour_officer")
PEOPLE += ("representative", "stranger", "system_admin", "second_leader")


class Walk:
    def __init__(self, people: Cast, data: Any) -> None:
        self.people, self.data = people, data
        self.moment = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(9, 30)))
        self.done: Counter[str] = Counter()
        with standing_at(self.moment):
            self.story = Story(people)

    def draw(self, options: Any) -> Any:
        return self.data.draw(st.sampled_from(list(options)))

    def by(self, *rightly: Any) -> Any:
        """Mostly one of those whose step it is, now and then anybody."""
        if self.draw(range(6)):
            return self.draw(rightly)
        return getattr(self.people, self.draw(PEOPLE))

    def day(self, *days: int) -> date:
        return today() + timedelta(days=self.draw(days))

    @property
    def case(self) -> Case | None:
        return Case.objects.filter(dossier=self.story.dossier).first()

    def go(self, moves: dict[str, Move], steps: int) -> None:
        for _ in range(steps):
            self.moment += timedelta(days=self.draw((0, 0, 0, 1, 3, 8, 20)))
            with standing_at(self.moment):
                self.move(self.draw(moves), moves)

    def move(self, name: str, moves: dict[str, Move]) -> None:
        try:
            attempt = moves[name](self)
        except BadUpload:
            assert Dossier.objects.get(pk=self.story.dossier.pk).sealed_at, "only a sealed volume takes no evidence"
            return
        before = fingerprint()
        try:
            attempt()
        except Refused as refusal:
            assert refusal.words and fingerprint() == before, f"{name} was refused and has changed something"
            self.done["refused"] += 1
        else:
            self.done[name] += 1
        invariants(self)


# --- what always holds --------------------------------------------------------------------------------------------
def invariants(walk: Walk) -> None:
    dossier = Dossier.objects.get(pk=walk.story.dossier.pk)
    assert verify_dossier(dossier.pk, files=False) is None
    one_event_for_each_version(dossier)
    for serial in Serial.objects.all():
        papers = Document.objects.filter(agency=serial.agency, series=serial.series, year=serial.year)
        assert sorted(papers.values_list("serial", flat=True)) == list(range(1, serial.last + 1))
    clocks_can_be_answered(dossier)
    expired_once(dossier)
    signed_lawfully(dossier)
    if walk.case is not None:
        state_sums_up(walk.case)


def records(dossier: Dossier) -> Iterator[tuple[str, Any]]:
    for kind, model in (("inspection", Inspection), ("case", Case), ("service", Service)):
        for record in model.objects.filter(dossier=dossier):
            yield kind, record


def one_event_for_each_version(dossier: Dossier) -> None:
    for kind, record in records(dossier):
        events = Event.objects.filter(kind=kind, record=record.pk).order_by("version")
        assert [e.version for e in events] == list(range(1, record.version + 1))
        chain = [("", ""), *((e.source, e.target) for e in events)]
        assert all(a[1] == b[0] for a, b in pairwise(chain)), "each step begins where the last ended"
        assert chain[-1][1] == record.state


def clocks_can_be_answered(dossier: Dossier) -> None:
    case = Case.objects.filter(dossier=dossier).first()
    running = list(dossier.deadlines.filter(status="running", right_of_party=False))
    if case is not None and case.state == "closed":
        assert not running, f"a closed case, and {running[0].name} runs"
    for deadline in running:
        kind, steps = ACTING[deadline.name]
        found = [record for of, record in records(dossier) if of == kind]
        assert any(PAGES[kind](record).transition(step) for record in found for step in steps), (
            f"{deadline.name} runs, and nobody can act: {[r.state for r in found]}"
        )


def expired_once(dossier: Dossier) -> None:
    fired = Counter(dossier.deadlines.filter(name="rectification").exclude(fired_at=None).values_list("key", flat=True))
    expired = Counter(e.facts["due_on"] for e in dossier.events.filter(step="expire"))
    assert all(fired[day] >= times for day, times in expired.items())


def signed_lawfully(dossier: Dossier) -> None:
    for proposal in Proposal.objects.filter(dossier=dossier):
        signers = list(proposal.task_set.exclude(signer=None).values_list("signer", flat=True))
        assert len(signers) == len(set(signers)) and proposal.proposer_id not in signers
        if proposal.outcome:
            assert not proposal.task_set.filter(status__in=["NEW", "ASSIGNED"]).exists()


def state_sums_up(case: Case) -> None:
    findings = standing.ordered(case)
    values = {f.standing for f in findings}
    if case.state == "corrected":
        assert values <= {"done", "dropped"} and not case.findings.filter(order=None, guidance=False).exists()
    if case.state == "found":
        assert not findings
    if case.state == "withdrawn":
        assert not values & {"open", "reported", "not_done"}
    last = case.dossier.events.filter(kind="case").latest("seq")
    if last.target == "overdue" != last.source:
        assert last.step == "recheck", "overdue is found by re-inspection alone"
        assert any(f.standing == "not_done" and standing.overdue_since(f, today()) for f in findings)
    if last.step == "recheck":
        late = any(f.standing == "not_done" for f in findings)
        left = values - {"done", "dropped"} or case.findings.filter(order=None, guidance=False).exists()
        assert case.state == ("overdue" if late else "ordered" if left else "corrected")


# --- moves every walk has -----------------------------------------------------------------------------------------
def sign_something(walk: Walk) -> Callable[[], Any]:
    people = walk.people
    rightly = {"review": people.head, "approve": people.leader, "legal": people.legal, "chief": people.chief}
    task = Signature.objects.filter(process__dossier=walk.story.dossier, status__in=["NEW", "ASSIGNED"]).last()
    if task is None:
        return lambda: sign(0, by=people.head, decision="agreed")
    by, decision = walk.by(rightly[task.flow_task.name]), walk.draw(["agreed"] * 5 + ["returned"])
    charged = in_charge(walk.story.dossier).filter(pk=by.pk).exists()

    def attempt() -> None:
        sign(task.pk, by=by, decision=decision, remark=walk.draw(["", "请补充材料"]) if decision != "agreed" else "")
        assert not charged, "who investigates never signs"

    return attempt


def withdraw_proposal(walk: Walk) -> Callable[[], Any]:
    proposal = Proposal.objects.filter(dossier=walk.story.dossier).order_by("outcome", "pk").first()
    by = walk.by(walk.people.officer)
    return lambda: withdraw(proposal, by=by) if proposal else None


def clock_looks(walk: Walk) -> Callable[[], Any]:
    def attempt() -> None:
        tick()
        assert not tick()["fired"], "what has fired fires no more"

    return attempt


def serve_something(walk: Walk) -> Callable[[], Any]:
    service = Service.objects.filter(dossier=walk.story.dossier).exclude(state="served").last()
    if service is None:
        return lambda: None
    facts = {"mode": walk.draw(["direct", "direct", "mail", "left"]), "served_on": walk.day(0, 0, 0, -2, 1)}
    by = walk.by(walk.people.officer, walk.people.clerk)
    return lambda: take(service, "serve", by=by, receiver="示例收件人", **facts)


def assign(walk: Walk) -> Callable[[], Any]:
    ids = {name: getattr(walk.people, name).pk for name in ("officer", "partner", "third_officer", "uncertified")}
    pairs = [("officer", "partner")] * 3 + [("officer", "third_officer"), ("officer", "officer"), ("uncertified",)]
    officers, by = [ids[name] for name in walk.draw(pairs)], walk.by(walk.people.head)
    record = walk.case or walk.story.visit
    return lambda: take(record, "assign", by=by, officers=officers)


COMMON: dict[str, Move] = {
    "sign": sign_something,
    "sign more": sign_something,
    "withdraw proposal": withdraw_proposal,
    "tick": clock_looks,
    "serve": serve_something,
    "assign": assign,
}


def ask(record: Any, step: str, by: Any, **facts: Any) -> Callable[[], Any]:
    return lambda: request(record, step, by=by, **facts)


@contextmanager
def undone() -> Iterator[None]:
    """One walk, of which nothing remains for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
