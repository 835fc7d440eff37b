"""The guards of a decisive step as a list: done, missing with the step that mends it, or not yet lawful."""

from dataclasses import dataclass, field
from typing import Any

from casework.accounts.models import User
from casework.web.officers.guard_words import MENDS, WORDS
from casework.web.shell import address
from workflows import engine
from workflows.options import Check, Option, checklist
from workflows.registry import page_of

DONE, MISSING, WAITING, ASKED = "done", "missing", "waiting", "asked"
SIGNS = {
    DONE: ("ok", "", "check"),
    MISSING: ("", "red", "alert"),
    WAITING: ("", "amber", "clock"),
    ASKED: ("", "", "pen"),
}
STATES = {DONE: "已具备", MISSING: "缺少", WAITING: "还不到时候", ASKED: "填表时核对"}


@dataclass
class Guard:
    """One condition as the page shows it."""

    state: str
    label: str
    law: str = ""
    words: str = ""
    href: str = ""
    act: str = ""

    @property
    def sign(self) -> str:
        return SIGNS[self.state][2]

    @property
    def level(self) -> str:
        return SIGNS[self.state][1]

    @property
    def kind(self) -> str:
        return SIGNS[self.state][0]

    @property
    def state_words(self) -> str:
        return STATES[self.state]


@dataclass
class Guarded:
    """A decisive step with all its guards."""

    name: str
    label: str
    law: str
    href: str = ""
    route: str = ""
    who: str = ""
    mine: bool = False
    guards: list[Guard] = field(default_factory=list)

    @property
    def open(self) -> int:
        return sum(guard.state in (MISSING, WAITING) for guard in self.guards)

    @property
    def done(self) -> int:
        return sum(guard.state == DONE for guard in self.guards)

    @property
    def asked(self) -> int:
        return sum(guard.state == ASKED for guard in self.guards)


def of(record: Any, steps: tuple[str, ...], user: User, options: list[Option]) -> list[Guarded]:
    """The decisive steps that the lifecycle has, each with its guards."""
    page = page_of(record)
    known = {option.name: option for option in options}
    return [guarded(record, page, name, user, known) for name in steps if name in page.steps()]


def guarded(record: Any, page: Any, name: str, user: User, known: dict[str, Option]) -> Guarded:
    effects, option = page.steps()[name], known.get(name)
    found = [] if option else [state_guard(record, effects)]
    found += [guard(row, record, page.kind, known) for row in checklist(record, name, user)]
    href = address("step", page.kind, record.pk, name) if option and option.lawful and option.mine else ""
    return Guarded(
        name=name, label=str(effects.label), law=effects.law, href=href, guards=found,
        route=option.route if option else "", who=str(effects.may.label), mine=bool(option and option.mine),
    )  # fmt: skip


def state_guard(record: Any, effects: Any) -> Guard:
    """The record must first reach a state from which the step leads."""
    labels = dict(record._meta.get_field("state").choices)
    sources = [str(s) for key in effects.moves for s in (key if isinstance(key, tuple) else (key,))]
    wanted = "或".join(f"“{labels[source]}”" for source in sources if source in labels)
    return Guard(WAITING, f"案件到{wanted}", words=f"现在是“{engine.state_label(record)}”。")


def guard(row: Check, record: Any, kind: str, known: dict[str, Option]) -> Guard:
    label = WORDS.get((kind, row.name)) or WORDS.get(("", row.name)) or row.words.rstrip("。")
    if row.asked:
        return Guard(ASKED, label, row.law)
    if row.met:
        return Guard(DONE, label, row.law)
    mending = next((known[step] for step in MENDS.get(row.name, ()) if step in known and known[step].lawful), None)
    if mending is None:
        return Guard(WAITING if row.name in MENDS or waits(row) else MISSING, label, row.law, row.words)
    href = address("step", kind, record.pk, mending.name) if mending.mine else ""
    return Guard(MISSING, label, row.law, row.words, href, mending.label if href else f"须由{mending.who}办理")


def waits(row: Check) -> bool:
    """Whether only time or the party can bring it about, by the words of the condition."""
    return any(mark in row.words for mark in ("期限", "届满", "等待", "尚未届满", "还没有送达", "尚未送达"))
