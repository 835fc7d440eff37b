"""Every situation a penalty can reach, by the real gate and the real conditions: an exhaustive search.

Two situations are taken for one when their ``mark`` is the same. The mark holds what the conditions of the procedure
and the invariants can tell apart: states, which papers were served, which windows are closed, what waits for an answer,
which opinion still counts, what is owed, what the public sees, which clocks run. Dates and amounts are in it only as
the answers to the questions the law puts: is it over, is anything owed. Joined are:

* a right waived and a window that ran out: no condition of a later step tells them apart;
* an opinion that no longer counts and none at all: the conditions look at the latest alone, and a new one replaces it;
* what lies before the decision, once it is made, and what lies behind a decision that is made anew: the conditions of
  each half read rows of their own.

A part of the situations is looked at twice: whoever meets a known mark again must find the same steps open
(``Search.same_steps``). Four orders of moves are not tried, because the two moves touch different rows and any order
leads to the same rows: where evidence is kept it is released first; where the time to decide has run out it is
extended first, unless the matter ends; publication and collecting, and deferral, objection and surcharge among
themselves, each have a search of their own. The random walk (test_walk_penalty) mixes them all.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from casework.core.now import now, standing_at, today
from casework.penalties import court, money
from casework.penalties.states import AFTER, BEFORE
from tests.workflows.penalties.small import MOVES, Model, step_of
from workflows.engine import Refused
from workflows.penalty import judgements
from workflows.penalty.penalty import PenaltyLifecycle
from workflows.tick import tick

DAY = timedelta(days=1)
EVERY = 5  # which situations are looked at twice
Mark = tuple[Any, ...]
BEGUN = (*BEFORE, "transferred")
ENDING_IT = ("decide", "not_punish", "transfer", "withdraw")


@contextmanager
def tried() -> Iterator[None]:
    """What is done inside is undone."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


class Search:
    """A walk through everything that can happen; ``found`` leads from each situation to those one move away.

    ``moves`` are the steps it takes, ``only`` the states in which a move is taken where not in all; situations in a
    state of ``until`` are looked at and not left.
    """

    def __init__(
        self,
        story: Model,
        look: Callable[[Model], None],
        moves: Collection[str],
        only: dict[str, Collection[str]] | None = None,
        until: Collection[str] = (),
        asks: Collection[str] = (),
        time_goes_on: bool = True,
    ) -> None:
        self.story, self.look, self.moves = story, look, moves
        self.only, self.until, self.asks, self.time_goes_on = only or {}, until, asks, time_goes_on
        self.steps = {step_of(name) for name in moves}
        self.found: dict[Mark, set[Mark]] = {}
        self.paths: dict[Mark, tuple[str, ...]] = {}
        self.open: dict[Mark, frozenset[str]] = {}
        self.clocks: set[tuple[str, str]] = set()
        self.taken: set[str] = set()
        self.tries = 0

    @property
    def states(self) -> set[str]:
        return {here[0] for here in self.found}

    def go_on(self, path: tuple[str, ...] = ()) -> Mark:
        rows = Rows(self.story)
        here = mark(self.story, rows, self.asks)
        clocks = {(here[0], name) for name in rows.running} - self.clocks
        if here in self.found and not clocks:
            self.same_steps(here, path)
            return here
        self.clocks |= clocks
        if here not in self.found:
            self.found[here], self.paths[here] = set(), path
            if len(self.found) % EVERY == 0:
                self.open[here] = self.open_steps()
        try:
            self.look(self.story)
        except AssertionError as broken:
            raise AssertionError(f"{broken} after {path}") from broken
        if here[0] not in self.until:
            self.leave(here, path)
        return here

    def leave(self, here: Mark, path: tuple[str, ...]) -> None:
        for name in self.open_moves(here):
            self.attempt(here, path, name, MOVES[name])
        self.attempt(here, path, "serve", Model.serve_all)
        if self.time_goes_on and not self.hurried(here):
            self.wait(here, path)

    def attempt(self, here: Mark, path: tuple[str, ...], name: str, move: Callable[[Model], Any]) -> None:
        with tried():
            self.tries += 1
            try:
                move(self.story)
            except Refused:
                return
            self.taken.add(name)
            self.found[here].add(self.go_on((*path, name)))

    def open_moves(self, here: Mark) -> list[str]:
        page = PenaltyLifecycle(self.story.penalty)
        names = [name for name in self.moves if here[0] in self.only.get(name, (here[0],))]
        if kept(here):
            names = [name for name in names if step_of(name) in ("release_evidence", *ENDING_IT)]
        elif self.hurried(here):
            names = [name for name in names if step_of(name) in ("extend_decision", *ENDING_IT)]
        return [name for name in names if not step_of(name) or page.transition(step_of(name)) is not None]

    def hurried(self, here: Mark) -> bool:
        """Evidence waits, or the time to decide is over."""
        return kept(here) or (late(here) and "extend_decision" in self.moves)

    def wait(self, here: Mark, path: tuple[str, ...]) -> None:
        """Time goes on until something is different."""
        for day in self.days_ahead():
            with tried(), standing_at(day):
                if mark(self.story, Rows(self.story), self.asks) != here:
                    tick()
                    self.found[here].add(self.go_on((*path, "time")))
                    return

    def days_ahead(self) -> list[datetime]:
        """The mornings after each period that now runs, after the time to ask the court, and after the hearing."""
        penalty = self.story.penalty
        rows = penalty.dossier.deadlines.filter(status="running", due_on__gte=today())
        days = set(rows.values_list("due_on", flat=True))
        hearings = penalty.hearings.filter(outcome="", held_at__gt=now())
        days |= {timezone.localtime(held.held_at).date() for held in hearings}
        decision = PenaltyLifecycle(penalty).decision if penalty.state in AFTER else None
        if decision is not None and (window := court.window(decision)) is not None and window.closes >= today():
            days |= {day for day in (window.since, window.closes) if day >= today()}
        return [timezone.make_aware(datetime.combine(day + DAY, time(9, 30))) for day in sorted(days)]

    def same_steps(self, here: Mark, path: tuple[str, ...]) -> None:
        """Whoever meets a situation again finds the same steps open: nothing is in the conditions but in the mark."""
        if (known := self.open.pop(here, None)) is not None:
            again = self.open_steps()
            assert again == known, f"{sorted(again ^ known)} after {path}, not after {self.paths[here]}"

    def open_steps(self) -> frozenset[str]:
        """The steps of this search whose conditions, the form apart, are met."""
        page = PenaltyLifecycle(self.story.penalty)
        steps = {name: effects for name, effects in page.steps().items() if name in self.steps}
        steps = {name: effects for name, effects in steps.items() if page.transition(name) is not None}
        return frozenset(name for name, e in steps.items() if all(c.resolve(type(page))(page) for c in e.when))

    def stuck(self, done: Callable[[Mark], bool]) -> list[tuple[str, ...]]:
        """The ways to situations from which no end can be reached."""
        reaching = {here for here in self.found if done(here)}
        grew = True
        while grew:
            more = {here for here, nexts in self.found.items() if here not in reaching and nexts & reaching}
            reaching |= more
            grew = bool(more)
        return sorted(self.paths[here] for here in self.found if here not in reaching)


# --- the mark -----------------------------------------------------------------------------------------------------
def kept(here: Mark) -> bool:
    return here[0] in BEFORE and bool(here[2][0])


def late(here: Mark) -> bool:
    return here[0] in BEFORE and bool(here[2][1])


def mark(story: Model, rows: "Rows", asks: Collection[str]) -> Mark:
    """What distinguishes a situation from others: the state, and what the steps of this half of the procedure ask.

    That some paper waits for its service matters where a case may be closed; of the papers on which a step rests each
    half knows by itself whether they were served.
    """
    state = rows.penalty[0]
    waiting = rows.waiting and state not in (*BEFORE, *AFTER)
    return (state, waiting, before(story, rows) if state in BEGUN else after(story, rows, asks))


class Rows:
    """A few rows read at once, past the models: the mark is asked for thousands of times."""

    def __init__(self, story: Model) -> None:
        self.today = today().isoformat()
        self.key = story.penalty_key
        self.penalty = self.of("penalties_penalty", "state, closed_from, dossier_id", "id")[0]
        self.dossier = self.penalty[2]
        columns = "name, key, status, due_on, right_of_party"
        clocks = self.of("clock_deadline", columns, "dossier_id", self.dossier)
        self.running = {name for name, _k, status, _d, right in clocks if status == "running" and not right}
        self.due = {(name, key): str(due) for name, key, _s, due, _r in clocks}
        self.latest = {name: str(due) for name, _k, _s, due, _r in clocks}
        self.waiting = bool(self.of("documents_service", "id", "state = 'pending' AND dossier_id", self.dossier))

    def of(self, table: str, columns: str, where: str, value: Any = None) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {columns} FROM {table} WHERE {where} = %s ORDER BY id", [self.key if value is None else value]
            )
            return list(cursor.fetchall())

    def over(self, name: str, key: Any) -> bool:
        due = self.due.get((name, str(key)))
        return due is not None and due < self.today


def before(story: Model, rows: Rows) -> Mark:
    """Up to the decision: what was told, what the party may still do or waits for, whose opinion counts."""
    gathered = bool(rows.of("penalties_keptevidence", "id", "released_on IS NULL AND penalty_id"))
    late = rows.latest.get("decision", rows.today) < rows.today
    told = {row[0] for row in rows.of("penalties_penaltynotice", "sanction_id", "penalty_id")}
    latest = [row[0] for row in rows.of("penalties_sanction", "id", "penalty_id")][-1:]
    asked = "notice_id IN (SELECT id FROM penalties_penaltynotice WHERE penalty_id = %s) AND answered_on IS"
    waiting = bool(rows.of("penalties_defence", "id", asked.replace("%s", str(rows.key)) + " NULL AND 1", 1))
    proposal = (bool(latest), not told.isdisjoint(latest))
    columns = "id, document_id, hearing_document_id, served_on, hearing_served_on, hearing_right"
    columns += ", defence_waived_on, hearing_waived_on, sanction_id"
    notice = rows.of("penalties_penaltynotice", columns, "void_on IS NULL AND penalty_id")
    match rows.penalty[0]:
        case "filed":
            return (gathered, late, waiting)
        case "transferred":
            return (waiting, proposal)
        case "investigated":
            return (gathered, late, waiting, proposal)
    pk, paper, second, served, also, right, waived, given_up, sanction = notice[0]
    defence = bool(served and (waived or rows.over("defence", paper)))
    hearing = bool(right and also and (given_up or rows.over("hearing_request", second)))
    return (gathered, late, waiting, bool(served), defence, hearing, sitting(rows, pk), opinions(story, rows, sanction))


def sitting(rows: Rows, notice: int) -> Mark:
    """The hearing asked for, as it stands."""
    columns = "held_at, served_on, outcome, postponed, postponed"
    found = rows.of("penalties_hearing", columns, "notice_id", notice)[-1:]
    if not found:
        return ()
    held_at, served, outcome, postponed, _again = found[0]
    if outcome or held_at is None:
        return (outcome == "held", bool(outcome))
    day = timezone.localtime(timezone.make_aware(held_at, UTC) if timezone.is_naive(held_at) else held_at)
    told = datetime.fromisoformat(str(served)).date() if served else today()
    return (postponed, bool(served), day <= now(), judgements.earliest_hearing(told) > day.date())


def opinions(story: Model, rows: Rows, sanction: int) -> int:
    """How far the opinions that still count have come: none, reviewed, discussed."""
    if not rows.of("penalties_legalreview", "id", "sanction_id", sanction):
        return 0
    page = PenaltyLifecycle(story.penalty)
    if not (page.review_passed() and page.reviewed_after()):
        return 0
    return 1 + bool(page.deliberated() and page.deliberated_after())


def after(story: Model, rows: Rows, asks: Collection[str]) -> Mark:
    """From the decision on: what stands, what is owed, what was asked for and answered, what the public sees."""
    if rows.penalty[0] == "closed":
        return (rows.penalty[1],)
    page = PenaltyLifecycle(story.penalty)
    decision, latest = page.decision, page.latest
    if latest is None:
        return ("never decided",)
    account = money.account(latest, today())
    shown = page.published
    public = shown and (shown.decision.standing == "standing", bool(page.no_longer_right()))
    ever = bool(decision and decision.publications.exists())
    first = money.chain_of(decision)[0] if decision else None
    stand = decision and (decision.standing, decision.punishes, bool(decision.served_on), decision != first)
    owed = (account.owed > 0, account.excess > 0)
    told = "publication" in asks and "report_up" in rows.running
    stops = tuple(row[0] for row in rows.of("penalties_suspension", "state", "dossier_id", rows.dossier))
    return (
        stand,
        owed,
        public,
        ever,
        told,
        stops,
        *(collecting(page, rows, account, asks) if page.record.state in AFTER else ()),
    )


def collecting(page: Any, rows: Rows, account: Any, asks: Collection[str]) -> Mark:
    """How far it has come with asking for the money; ``asks`` names what only some searches have steps for."""
    columns = "application_id IN (SELECT id FROM penalties_courtapplication) AND outcome"
    ended = bool(rows.of("penalties_ruling", "id", columns, "ended"))
    if page.record.state == "at_court":
        return (ended,)
    window = court.window(page.decision)
    last = page.demands().filter(last=True).last()
    found: list[Any] = [ended, bool(page.pay_over())]
    found.append(window and (window.opens <= today(), window.closes < today()))
    found.append(last and (bool(last.served_on), rows.over("demand_wait", last.document_id)))
    if "objections" in asks:
        found += [page.objections().exists(), bool(page.demand_open())]
    if "surcharge" in asks:
        found += [row.served_on is not None for row in page.decision.surcharges.all()][-1:]
        found.append(account.surcharge > account.imposed)
    if "deferral" in asks:
        found += [page.requests().exists(), page.decision.deferrals.filter(granted=True).exists()]
    return tuple(found)
