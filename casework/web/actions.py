"""Next steps of a record as the pages show them: what is lawful now, and what is not yet, with the reason."""

from dataclasses import dataclass, field
from typing import Any

from casework.accounts.models import User
from casework.web.shell import address
from workflows import engine
from workflows.models import Proposal
from workflows.options import Option
from workflows.options import options as steps_out
from workflows.registry import page_of
from workflows.words import Effects

FIRST = 6  # steps shown at once; the rest stand behind "其他事项"
ROUTES = dict(Proposal.Route.choices)
PAPER = {"party": "凭当事人签字的纸质材料录入", "public": "凭书面异议录入"}
PAPER_PAGES = {"report": "paper_report", "request_extension": "paper_extension"}


@dataclass
class Action:
    name: str
    label: str
    href: str
    primary: bool = False
    law: str = ""
    route: str = ""
    note: str = ""
    missing: str = ""
    others: list[str] = field(default_factory=list)


@dataclass
class Actions:
    lawful: list[Action] = field(default_factory=list)
    more: list[Action] = field(default_factory=list)
    locked: list[Action] = field(default_factory=list)
    waiting: str = "您现在没有可办的事项。"

    @property
    def count(self) -> int:
        return len(self.lawful) + len(self.more)


def of(record: Any, user: User, *, audience: str = "officer") -> Actions:
    """What this person can do with the record now.

    Args:
        audience: ``officer`` also sees the party's steps, to be entered from signed paper; ``party`` only its own.
    """
    page = page_of(record)
    wanted = ("officer", "party", "public") if audience == "officer" else ("party",)
    options = [option for option in steps_out(record, user) if option.audience in wanted]
    can = [action(option, page.kind, record.pk, audience) for option in options if option.lawful and option.mine]
    can.sort(key=lambda a: not a.primary)
    shut = [action(option, page.kind, record.pk, audience) for option in options if not (option.lawful and option.mine)]
    locked = to_come(page, record, wanted) + shut  # the way ahead before what merely does not apply
    return Actions(can[:FIRST], can[FIRST:], locked)


def action(option: Option, kind: str, pk: int, audience: str) -> Action:
    reasons = list(option.why) + ([] if option.mine else [f"须由{option.who}办理"])
    entered = option.audience in PAPER and audience == "officer"
    route = f"须经{ROUTES[option.route]}" if option.route in ROUTES else ""
    return Action(
        name=option.name,
        label=option.label,
        href=address(PAPER_PAGES[option.name], pk)
        if entered and option.name in PAPER_PAGES
        else address("step" if audience == "officer" else "my_step", kind, pk, option.name),
        primary=option.primary and option.lawful and not entered,
        law=option.law,
        route=route,
        note=PAPER[option.audience] if entered else route,
        missing=reasons[0] if reasons else "",
        others=reasons[1:],
    )


def to_come(page: type[engine.Lifecycle], record: Any, wanted: tuple[str, ...]) -> list[Action]:
    """Steps that only a later state allows, so that a reader sees the way ahead and what it takes."""
    states = [value for value, _label in record._meta.get_field("state").choices]
    labels = dict(record._meta.get_field("state").choices)
    here = states.index(record.state) if record.state in states else -1
    found = []
    for name, effects in page.steps().items():
        sources = [s for s in sources_of(effects) if s in states]
        later = [s for s in sources if states.index(s) > here]
        if effects.may.audience in wanted and record.state not in sources and sources and later == sources:
            words = f"到“{labels[sources[0]]}”才能办"
            found.append(Action(name, str(effects.label), "", law=effects.law, missing=words))
    return found


def sources_of(effects: Effects) -> list[str]:
    """Every state a step may be taken from."""
    return [str(s) for key in effects.moves for s in (key if isinstance(key, tuple) else (key,))]
