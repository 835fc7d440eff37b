"""The words a lifecycle page is written in: who may, when, which papers, clocks and notices. There is no seventh."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from viewflow.fsm import State

SELF = "self"  # the state does not change
ALL = "*"  # stops every clock but the party's rights
Condition = Any  # a method of the page, named through ``this``, that answers with needs()


@dataclass(frozen=True)
class Actor:
    """Who may take a step: the letter of the procedures, the permission asked of roles.py, and the rule in full.

    ``elsewhere`` asks about somebody whom the gate's one read does not know: he serves in another body than the
    dossier's agency. It is asked of the page and the user, and only where the rule itself says no.
    """

    letter: str
    label: str
    permission: str
    test: Callable[[Any], bool]
    audience: str = "officer"
    elsewhere: Callable[[Any, Any], bool] | None = None

    def __call__(self, page: Any, user: Any) -> bool:
        """The signature viewflow calls: permission(instance, user)."""
        return self.test(page.rights) or self.from_elsewhere(page, user)

    def from_elsewhere(self, page: Any, user: Any) -> bool:
        return self.elsewhere is not None and user is not None and self.elsewhere(page, user)


officer = Actor("O", "承办人", "matter.handle", lambda r: r.office and r.charge)
any_officer = Actor("O", "执法人员", "matter.handle", lambda r: r.office)
server = Actor("O", "送达人", "matter.serve", lambda r: r.office)
importer = Actor("O", "内勤", "matter.import", lambda r: r.office)
reviewer = Actor("J", "法制审核人员", "sign.legal", lambda r: r.office)
chair = Actor("chair", "听证主持人", "hearing.chair", lambda r: r.office)
head = Actor("H", "承办机构负责人", "matter.assign", lambda r: r.office)
leader = Actor("L", "分管负责人", "sign.leader", lambda r: r.office)
party = Actor("E", "当事人", "matter.handle", lambda r: r.party or (r.office and r.charge), "party")
public = Actor("P", "公众", "matter.handle", lambda r: r.clock or (r.office and r.charge), "public")  # has no account
gate = Actor("O", "承办人", "matter.handle", lambda r: r.office and r.charge, "clock")  # follows another step by itself
anybody = Actor("—", "系统", "matter.handle", lambda r: True, "clock")  # only ever taken by the gate itself
clock = Actor("C", "系统时钟", "matter.handle", lambda r: r.clock, "clock")


class Needs(State.CONDITION):
    """A condition's answer: met, or the sentence that says what is missing, with its article."""

    def __init__(self, is_true: bool, unmet: str = "", law: str = "") -> None:
        super().__init__(is_true, unmet)
        self.law = law


def needs(met: Any, words: str, law: str = "") -> Needs:
    return Needs(bool(met), words, law)


def of_facts(condition: Callable[..., Needs]) -> Callable[..., Needs]:
    """A condition about what the form says: met while the page only asks which steps are lawful."""

    @wraps(condition)
    def asked(page: Any) -> Needs:
        return condition(page) if page.facts is not None else Needs(True)

    return asked


@dataclass(frozen=True)
class OnlyIf:
    """A paper, clock or approval that depends on the case: ``test`` is a method of the page."""

    test: Any
    name: str


@dataclass(frozen=True)
class OnService:
    """A clock that runs from the service of the step's paper, not from the step."""

    name: str


@dataclass(frozen=True)
class After:
    """A route signed after the step when ``test`` holds, because danger left no time; ``confirm`` is the step that the
    signatures then take. When it does not hold the route comes first, or not at all (``otherwise=""``).
    """

    test: Any
    route: str
    confirm: str
    otherwise: str = ""


@dataclass(frozen=True)
class Effects:
    """Everything a reader wants to know of a step; travels with the transition as ``custom``."""

    label: Any  # text, perhaps lazily translated
    may: Actor
    law: str = ""
    when: Sequence[Condition] = ()
    approval: Any = ""  # a route, an After, or a method of the page that answers with a route
    issues: Sequence[str | OnlyIf] = ()
    starts: Sequence[str | OnService] = ()
    stops: Sequence[str] = ()
    tells: Sequence[str | OnlyIf] = ()
    primary: Sequence[str] = ()  # states in which this is the step the law expects next
    moves: Mapping[Any, Any] = field(default_factory=dict)


def step(state: State, moves: Mapping[Any, Any], *, label: Any, may: Actor, **declared: Any) -> Callable[..., Any]:
    """Declare a step.

    Args:
        moves: source state or tuple of states -> target state, ``SELF``, or ``choose(function, states)``.
        declared: the words ``law``, ``when``, ``approval``, ``issues``, ``starts``, ``stops``, ``tells``, ``primary``.
    """
    effects = Effects(label=label, may=may, moves=moves, **declared)

    def declare(body: Any) -> Any:
        for source, target in moves.items():
            sources = list(source) if isinstance(source, tuple) else [source]
            aim = {} if target is SELF else {"target": target}
            body = state.transition(
                sources, label=label, conditions=list(effects.when), permission=may, custom={"effects": effects}, **aim
            )(body)
        return body

    return declare


def choose(picker: Callable[..., str], *states: str) -> State.GET_STATE:
    """Several targets: a pure function of the facts picks one before the body runs."""
    return State.GET_STATE(picker, states=list(states))
