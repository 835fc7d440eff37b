"""The guards of a decisive step as a list: done, missing with the step that mends it, or not yet lawful."""

from dataclasses import dataclass, field
from typing import Any

from casework.accounts.models import User
from casework.web.officers.casefile import OPEN_SERVICES
from casework.web.officers.guard_words import MENDS, SERVED, TIME, WORDS
from casework.web.shell import address
from documents.models import Service
from workflows import engine
from workflows.options import Check, Option, checklist
from workflows.registry import page_of

DONE, MISSING, WAITING, ASKED = "done", "missing", "waiting", "asked"
ORDER = (MISSING, WAITING, ASKED, DONE)  # what is to be done stands first
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
    def ahead(self) -> list[Guard]:
        """What is not yet known to hold; the rest is folded away."""
        return [guard for guard in self.guards if guard.state != DONE]

    @property
    def held(self) -> list[Guard]:
        return [guard for guard in self.guards if guard.state == DONE]

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
    way = Way(record, page.kind, {option.name: option for option in options}, unserved(record))
    return [guarded(way, page, name, user) for name in steps if name in page.steps()]


@dataclass(frozen=True)
class Way:
    """What could mend a missing condition: the steps that are lawful now, the papers that wait for service."""

    record: Any
    kind: str
    options: dict[str, Option]
    services: list[Service]

    def service(self, condition: str) -> str:
        """Where the paper is served on which the condition waits."""
        kinds = SERVED.get(condition)
        found = [row for row in self.services if kinds is not None and (not kinds or row.document.kind in kinds)]
        return address("service", found[0].pk) if found else ""

    def step(self, condition: str) -> Option | None:
        """The step that mends it: one that is lawful now, else the likeliest that will be."""
        wanted = [self.options[name] for name in MENDS.get(condition, ()) if name in self.options]
        return next((option for option in wanted if option.lawful), wanted[0] if wanted else None)


def unserved(record: Any) -> list[Service]:
    rows = Service.objects.filter(dossier=record.dossier_id, state__in=OPEN_SERVICES)
    return list(rows.select_related("document").order_by("pk"))


def guarded(way: Way, page: Any, name: str, user: User) -> Guarded:
    effects, option = page.steps()[name], way.options.get(name)
    found = [] if option else [state_guard(way.record, effects)]
    found += [guard(row, way) for row in checklist(way.record, name, user)]
    lawful = option is not None and option.lawful and option.mine
    return Guarded(
        name=name, label=str(effects.label), law=effects.law, guards=sorted(found, key=lambda g: ORDER.index(g.state)),
        href=address("step", way.kind, way.record.pk, name) if lawful else "",
        route=option.route if option else "", who=str(effects.may.label), mine=option is None or option.mine,
    )  # fmt: skip


def state_guard(record: Any, effects: Any) -> Guard:
    """The record must first reach a state from which the step leads."""
    labels = dict(record._meta.get_field("state").choices)
    sources = [str(s) for key in effects.moves for s in (key if isinstance(key, tuple) else (key,))]
    wanted = "或者".join(f"“{labels[source]}”" for source in sources if source in labels)
    return Guard(WAITING, f"案件到{wanted}", words=f"现在是“{engine.state_label(record)}”。")


def guard(row: Check, way: Way) -> Guard:
    label = WORDS.get(row.name) or row.words.rstrip("。") or row.name
    if row.met:
        return Guard(ASKED if row.asked else DONE, label, row.law)
    if href := way.service(row.name):
        return Guard(MISSING, label, row.law, row.words, href, "登记送达")
    option = way.step(row.name)
    state = WAITING if row.name in TIME and not (option and option.audience == "officer") else MISSING
    if option is None:
        return Guard(state, label, row.law, row.words)
    if not option.mine:  # what keeps the step from somebody else is not asked of the reader
        return Guard(state, label, row.law, row.words, "", f"须由{option.who}办理")
    if not option.lawful:
        return Guard(WAITING, label, row.law, f"{row.words}{option.why[0]}", "", f"之后办理“{option.label}”")
    act = f"{option.label}{'（凭书面材料）' if option.audience == 'party' else ''}"
    return Guard(state, label, row.law, row.words, address("step", way.kind, way.record.pk, option.name), act)
