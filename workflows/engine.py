"""The gate: the one place where a record changes its state.

``take`` runs in one fixed order inside one transaction: lock the dossier, ask permission, check source state and
conditions, run the step's body, write the event, save, stop clocks, start clocks, number and freeze papers, write
notices. After commit files are drawn and mails are sent. A step refused changes nothing.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _
from viewflow.fsm import State, TransitionConditionsUnmet, TransitionNotAllowed
from viewflow.fsm.base import TransitionMethod

from casework.accounts.queries import may_stand_in
from casework.clock import deadlines
from casework.core.now import now, today
from casework.trail import chain
from documents.text import BadText
from workflows import after, facts, papers, rows
from workflows.registry import PAGES, page_of
from workflows.words import After, Effects, OnlyIf, OnService

Stop = tuple[str, str | None, str]


class Refused(Exception):
    """A step that may not be taken, in a sentence for whoever asked. ``law`` is the article, ``missing`` the step."""

    def __init__(self, words: str, law: str = "") -> None:
        super().__init__(f"{words}（{law}）" if law else words)
        self.words, self.law = words, law


class Forbidden(Refused):
    """The actor may not take this step."""


class Stale(Refused):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__(_("已被他人更改，请刷新后重试。"))


@dataclass(frozen=True)
class Rights:
    """The actor's standing in the dossier: holds the permission in its agency, is in charge, acts for the party."""

    office: bool = False
    charge: bool = False
    party: bool = False
    clock: bool = False


class RecordState(State):
    """viewflow's state slot, kept in the record's own column."""

    def get(self, instance: Any) -> Any:
        return instance.record.state

    def set(self, instance: Any, value: Any) -> None:
        instance.record.state = value

    def transition_succeed(self, instance: Any, descriptor: Any, source: Any, target: Any, /, **facts: Any) -> None:
        """By position only: a fact of a step may be called ``source`` too."""


state = RecordState(())


@cache
def steps_of(page: type["Lifecycle"]) -> dict[str, Effects]:
    methods = inspect.getmembers(page, lambda member: isinstance(member, TransitionMethod))
    found = {name: next(iter(method.get_transitions())).custom["effects"] for name, method in methods}
    return dict(sorted(found.items(), key=lambda item: line_of(page, item[0])))


def effects_of(page: type["Lifecycle"], name: str) -> Effects:
    try:
        return steps_of(page)[name]  # type: ignore[arg-type]  # a class is hashable
    except KeyError:
        raise Refused(_("没有这个办理环节。")) from None


def line_of(page: type["Lifecycle"], name: str) -> tuple[int, int]:
    """Where a step stands: its class's place in the inheritance, then its line."""
    depth = next(i for i, owner in enumerate(page.__mro__) if name in owner.__dict__)
    return depth, int(getattr(page, name)._func.__code__.co_firstlineno)


class Lifecycle:
    """Base of a lifecycle page. ``facts`` is None while the page is only asked which steps are lawful.

    A body may set ``subject``: the row it made, which papers describe. ``proposal`` is set when signatures came first,
    ``principal`` when the actor stands in for somebody.
    """

    kind: ClassVar[str]
    title: ClassVar[Any]  # text, perhaps lazily translated
    record_model: ClassVar[type[models.Model]]
    state = state

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:
            PAGES[cls.kind] = cls

    def __init__(
        self, record: Any, *, by: Any = None, rights: Rights | None = None, facts: Any = None, on: date | None = None
    ) -> None:
        self.record = record
        self.by = by
        self.rights = rights or Rights()
        self.facts: Any = SimpleNamespace(**facts) if facts is not None else None
        self.subject: Any = None
        self.proposal: Any = None
        self.principal: Any = None
        self.documents: list[Any] = []
        self.follow_ups: list[Callable[[], Any]] = []
        self.today = on or today()

    @classmethod
    def steps(cls) -> dict[str, Effects]:
        """Every step by name, in the order of the page."""
        return steps_of(cls)  # type: ignore[arg-type]  # a class is hashable

    def effects(self, name: str) -> Effects:
        try:
            return steps_of(type(self))[name]  # type: ignore[arg-type]  # a class is hashable
        except KeyError:
            raise Refused(_("没有这个办理环节。")) from None

    def transition(self, name: str) -> Any:
        """The transition out of the record's state, or None."""
        return getattr(type(self), name)._descriptor.get_transition(self.record.state)

    def holds(self, test: Any) -> bool:
        """Answer a test named through ``this``."""
        return bool(test.resolve(type(self))(self))

    def wanted(self, entries: Iterable[str | OnlyIf]) -> list[str]:
        """The names of papers or notices, without those whose test does not hold."""
        return [
            entry.name if isinstance(entry, OnlyIf) else entry
            for entry in entries
            if not isinstance(entry, OnlyIf) or self.holds(entry.test)
        ]

    def paper_facts(self, code: str) -> dict[str, Any]:
        """What a paper of the step must be told beside the step's own facts."""
        return {}

    def copies(self, code: str) -> list[dict[str, Any]]:
        """The facts by which several papers of one kind differ; a page that issues more than one overrides."""
        return [{}]

    def starting(self, name: str) -> list[dict[str, Any]]:
        """Arguments of clock.deadlines.plan for each clock of this name that now starts; a page may override."""
        return [{}]

    def stopping(self, name: str) -> list[str | None]:
        """Keys of the clocks of this name that now stop; [None] means all of them."""
        return [None]

    def clocks(self, step: str) -> tuple[list[Stop], list[Any]]:
        """The clocks that now stop, as name, key (None: whatever) and status, and the deadlines that start."""
        effects, record = self.effects(step), self.record
        stops = [(name, key, self.ending(name, step)) for name in effects.stops for key in self.stopping(name)]
        named = [name for name in effects.starts if not isinstance(name, OnService)]
        whose = {"dossier_id": record.dossier_id, "kind": self.kind, "record": record.pk}
        plans = [deadlines.plan(**{**whose, "name": name, **more}) for name in named for more in self.starting(name)]
        return stops, plans

    def ending(self, name: str, step: str) -> str:
        """The status with which a stopped clock of this name ends (clock.models.DeadlineStatus)."""
        return "met"

    def countersigners(self) -> list[dict[str, Any]]:
        """To whom a countersigned step is sent, one row of data for each."""
        return []

    def awaiting(self, step: str) -> list[str]:
        """Names of the clocks that run while a proposal of the step waits for its signatures."""
        return []

    def clocks_moved(self) -> None:
        """Called once when clocks of the dossier started or stopped."""

    def away(self) -> set[int]:
        """Who may not sit among those that decide together."""
        return set()

    def then(self, follow_up: Callable[[], Any]) -> None:
        """Let a body take a step of another record, once this one is saved and its event written."""
        self.follow_ups.append(follow_up)

    def finish(self, step: str) -> None:
        """Called last, when papers are numbered: what the page keeps about them."""


@dataclass
class Step:
    """One passage through the gate."""

    name: str
    by: Any
    facts: dict[str, Any]
    version: int | None = None
    proposal: Any = None
    rehearsal: bool = False


def take(record: Any, step: str, *, by: Any, version: int | None = None, proposal: Any = None, **facts: Any) -> Any:
    """Take a step and return the record as it now stands.

    Args:
        by: the user; None is the clock.
        version: the version the form was made from, to notice that somebody was faster.
        proposal: the approved proposal, when the approval flow calls.
        facts: keyword arguments of the step's body.

    Raises:
        Refused: in words; nothing was changed.
    """
    with refusing_in_words(), rows.at_the_gate() as cursors:
        return pass_gate(cursors, record, Step(step, by, facts, version, proposal)).record


def begin(record: Any, step: str, *, by: Any, proposal: Any = None, **facts: Any) -> Any:
    """Give birth to a record (state '', version 0) on its saved dossier and take its first step."""
    with refusing_in_words(), rows.at_the_gate() as cursors:
        chain.lock(cursors[0], record.dossier_id)
        record.save(force_insert=True)
        return pass_gate(cursors, record, Step(step, by, facts, None, proposal)).record


@contextmanager
def rehearse(record: Any, step: str, *, by: Any, proposal: Any = None, **facts: Any) -> Iterator[Lifecycle]:
    """Take the step, look at the page with its papers, and undo everything: for previews and for proposals."""
    with refusing_in_words(), rows.at_the_gate() as cursors:
        page = pass_gate(cursors, record, Step(step, by, facts, None, proposal, rehearsal=True))
        try:
            yield page
        finally:
            transaction.set_rollback(True)


@contextmanager
def refusing_in_words() -> Iterator[None]:
    """Turn what viewflow, a model's check or a database guard says into a refusal."""
    try:
        yield
    except TransitionConditionsUnmet as unmet:
        raise Refused(unmet.unmet_message) from unmet
    except TransitionNotAllowed as refusal:
        raise Refused(_("当前状态不能办理此事项。")) from refusal
    except BadText as bad:
        raise Refused(str(bad)) from bad
    except ValidationError as invalid:
        raise Refused(" ".join(invalid.messages)) from invalid
    except DatabaseError as error:
        if "封存" in str(error):
            raise Refused(_("案卷已经封存，不能再加入材料。")) from error
        raise


def pass_gate(cursors: rows.Cursors, record: Any, step: Step) -> Lifecycle:
    page_class, on = page_of(record), today()
    effects = effects_of(page_class, step.name)
    (seq, head), known = rows.lock_and_read(*cursors, record, effects.may.permission, step.by.pk if step.by else 0, on)
    if step.version not in (None, known.record.version):
        raise Stale
    rights = Rights(known.office, known.charge, known.party, clock=step.by is None)
    principal = None
    if step.by is not None and not effects.may.test(rights):
        name = f"{page_class.kind}.{step.name}"
        principal = may_stand_in(step.by, known.agency, effects.may.permission, name)
        rights = replace(rights, office=rights.office or principal is not None)
    page = page_class(
        known.record, by=step.by, rights=rights, facts=facts.with_defaults(page_class, step.name, step.facts), on=on
    )
    page.proposal, page.principal = step.proposal, principal
    move_record(cursors, page, effects, step, seq, head)
    issue_papers(page, effects, step)
    page.finish(step.name)
    for follow_up in page.follow_ups:
        follow_up()
    if not step.rehearsal:
        write_notices(page, effects, step.name)
    return page


def move_record(cursors: rows.Cursors, page: Lifecycle, effects: Effects, step: Step, seq: int, head: str) -> None:
    """Permission, conditions, body; then the event, the clocks and the record: the database's guard wants the event
    before the record.
    """
    record, source, before = page.record, page.record.state, dict(vars(page.record))
    transition = page.transition(step.name)
    if transition is None:
        raise Refused(_("“%(state)s”状态不能%(step)s。") % {"state": state_label(record), "step": effects.label})
    if not permitted(page, transition, step):
        raise Forbidden(_("无权办理：%(step)s须由%(who)s办理。") % {"step": effects.label, "who": effects.may.label})
    if wrong := facts.wrong(type(page), step.name, step.facts):
        raise Refused(_("办理内容不完整：%s") % wrong)
    demand_approval(page, effects, step)
    refuse_unmet(page, transition)
    getattr(page, step.name)(**step.facts)
    line = chain.Line(
        *(record.dossier_id, seq + 1, page.kind, record.pk, record.version + 1, step.name, source, record.state),
        *(now(), step.by and step.by.pk, actor_name(page, step), event_facts(step)),
    )
    stops, plans = page.clocks(step.name)
    cursor, last = cursors
    with rows.together():
        chain.write(cursor, line, head)
        for name, key, status in stops:
            rows.stop_clocks(cursor, record.dossier_id, [name], page.today, key, status)
        rows.insert(cursor, plans)
        rows.update(last, record, rows.changed(record, before))
    if last.fetchone() is None:
        raise Stale
    record.version += 1
    if stops or plans:
        page.clocks_moved()


def permitted(page: Lifecycle, transition: Any, step: Step) -> bool:
    """The clock and the public act without a user, only where the step names them; all others are active users."""
    if step.by is not None and not step.by.is_active:
        return False
    return bool(transition.has_perm(page, step.by))


def demand_approval(page: Lifecycle, effects: Effects, step: Step) -> None:
    """A step with a route needs the proposal of this very step, signed to the end of its route."""
    if step.rehearsal or not effects.approval or not route_of(page, effects, before=True):
        return
    if step.proposal is None or not step.proposal.carries(page.kind, page.record.pk, step.name):
        raise Refused(_("%s须先经审批。") % effects.label)


def route_of(page: Lifecycle, effects: Effects, *, before: bool) -> str:
    """The route whose signatures come before (or after) the step, or '' when none do."""
    route = effects.approval
    if isinstance(route, After):
        if page.holds(route.test):
            return "" if before else route.route
        return route.otherwise if before else ""
    if not isinstance(route, str):
        route = route.resolve(type(page))(page)
    return str(route) if before else ""


def refuse_unmet(page: Lifecycle, transition: Any) -> None:
    """Like viewflow's own check, but keeps the article of the condition that failed."""
    if unmet := transition.get_unmet_condition(page):
        answer = unmet[1]
        raise Refused(answer.unmet, getattr(answer, "law", ""))


def actor_name(page: Lifecycle, step: Step) -> str:
    """As the trail names the actor; a stand-in acts in his own name, for his principal."""
    if step.by is None:
        may = page.effects(step.name).may
        return str(may.label if may.audience == "public" else _("系统时钟"))
    return f"{step.by}（代{page.principal}）" if page.principal else str(step.by)


def event_facts(step: Step) -> dict[str, Any]:
    facts = {name: value for name, value in step.facts.items() if value not in (None, "", [])}
    if step.proposal is not None:
        facts["proposal"] = step.proposal.pk
    return facts


def issue_papers(page: Lifecycle, effects: Effects, step: Step) -> None:
    """Number and freeze the step's papers, and open the service of those that must be served."""
    wanted = page.wanted(effects.issues)
    if not wanted and not (page.proposal and effects.approval):
        return
    page.documents = papers.issue_all(page, wanted, step, open_service=begin)


def write_notices(page: Lifecycle, effects: Effects, name: str) -> None:
    if not effects.tells and not page.documents:
        return
    after.tell(page, page.wanted(effects.tells), name)
    after.nudge()


def state_label(record: Any) -> str:
    return str(dict(record._meta.get_field("state").choices or ()).get(record.state, _("未开始")))
