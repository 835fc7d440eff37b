"""Next steps of a record as the pages show them: what is lawful now, and what is not yet, with the reason."""

from dataclasses import dataclass, field
from typing import Any

from casework.accounts.models import User
from casework.web.shell import address
from workflows import engine
from workflows.models import Proposal

FIRST = 6  # steps shown at once; the rest stand behind "其他事项"
ROUTES = dict(Proposal.Route.choices)
FROM_PAPER = "凭当事人签字的纸质材料录入"


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
    kind = engine.page_of(record).kind
    wanted = ("officer", "party") if audience == "officer" else ("party",)
    options = [option for option in engine.options(record, user) if option.audience in wanted]
    made = [(option.lawful, action(option, kind, record.pk, audience)) for option in options]
    lawful = sorted((a for yes, a in made if yes), key=lambda a: not a.primary)
    return Actions(lawful[:FIRST], lawful[FIRST:], [a for yes, a in made if not yes])


def action(option: Any, kind: str, pk: int, audience: str) -> Action:
    reasons = [str(why) for why in option.why]
    entered = option.audience == "party" and audience == "officer"
    route = f"须经{ROUTES[option.route]}" if option.route in ROUTES else ""
    return Action(
        name=option.name,
        label=str(option.label),
        href=address("step" if audience == "officer" else "my_step", kind, pk, option.name),
        primary=option.primary and option.lawful and not entered,
        law=str(option.law),
        route=route,
        note=FROM_PAPER if entered else route,
        missing=reasons[0] if reasons else "现在的阶段还不能办",
        others=reasons[1:],
    )
