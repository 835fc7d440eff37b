"""Which steps are lawful now for this person, and for those that are not: what is missing, by which article."""

from dataclasses import dataclass
from typing import Any

from casework.accounts.grants import is_in_charge
from casework.accounts.models import Membership
from casework.accounts.queries import may_stand_in
from casework.accounts.roles import holders
from documents.models import Dossier
from workflows.engine import Lifecycle, Rights, route_of
from workflows.registry import page_of
from workflows.words import Actor, Effects


@dataclass(frozen=True)
class Option:
    """A step as the pages list it. ``why`` says what is missing, each sentence with its article; ``mine`` whether this
    person may take it once it is lawful.
    """

    name: str
    label: str
    law: str
    lawful: bool
    why: tuple[str, ...]
    mine: bool
    who: str
    route: str
    primary: bool
    audience: str


def standing_of(user: Any, dossier: Dossier) -> tuple[set[str], bool, bool]:
    """The user's roles in the dossier's agency, whether in charge, whether the party or acting for it: in a dossier
    about one person he alone answers, not those who act for his employer.
    """
    roles = set(
        Membership.objects.in_force().filter(user=user, agency=dossier.agency_id).values_list("role", flat=True)
    )
    held = Membership.objects.in_force().filter(user=user, enterprise=dossier.enterprise_id, role="representative")
    acting = dossier.person_id == user.pk if dossier.personal else held.exists()
    return roles, is_in_charge(user, dossier), acting


def options(record: Any, user: Any) -> list[Option]:
    """Every step out of the record's state that a person can take (the clock's own are left out), in page order."""
    page_class, dossier = page_of(record), record.dossier
    roles, charge, acting = standing_of(user, dossier)
    found = []
    for name, effects in page_class.steps().items():
        page = page_class(record, by=user)
        transition = page.transition(name)
        if transition is None or effects.may.audience == "clock":
            continue
        mine = may(effects.may, roles, charge, acting) or effects.may.from_elsewhere(page, user)
        mine = mine or stands_in(user, dossier, effects, page_class.kind, name)
        why = unmet(page, transition)
        found.append(
            Option(
                name, str(effects.label), effects.law, not why, why, mine, str(effects.may.label),
                route_of(page, effects, before=True), record.state in effects.primary, effects.may.audience,
            )
        )  # fmt: skip
    return found


def may(actor: Actor, roles: set[str], charge: bool, acting: bool) -> bool:
    return actor.test(Rights(bool(roles & set(holders(actor.permission))), charge, acting))


def stands_in(user: Any, dossier: Dossier, effects: Effects, kind: str, name: str) -> bool:
    return may_stand_in(user, dossier.agency, effects.may.permission, f"{kind}.{name}") is not None


def unmet(page: Lifecycle, transition: Any) -> tuple[str, ...]:
    """Every condition about the record (not about the form) that does not hold now."""
    answers = [condition.resolve(type(page))(page) for condition in transition.conditions]
    return tuple(f"{a.unmet}（{a.law}）" if getattr(a, "law", "") else a.unmet for a in answers if not a)


@dataclass(frozen=True)
class Check:
    """One condition of a step. ``words`` says what is missing; ``asked`` that only the form can tell."""

    name: str
    met: bool
    words: str
    law: str
    asked: bool = False


def checklist(record: Any, step: str, user: Any) -> list[Check]:
    """Every condition of a step with its answer, not only the first that fails; the state is not asked here."""
    page = page_of(record)(record, by=user)
    return [check(page, condition) for condition in page.effects(step).when]


def check(page: Lifecycle, condition: Any) -> Check:
    method = condition.resolve(type(page))
    answer = method(page)
    asked = bool(answer) and hasattr(method, "__wrapped__")  # of_facts: met until there is a form to look at
    return Check(method.__name__, bool(answer), answer.unmet, getattr(answer, "law", ""), asked)
