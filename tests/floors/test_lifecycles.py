"""Lifecycle pages against the tables they name: nothing may be named that is not there."""

import re

import pytest
from viewflow.fsm import State

from casework.accounts.roles import ADMINISTRATORS, PERMISSIONS
from casework.clock.periods import PERIODS
from casework.notices.catalogue import NOTICES
from documents.catalogue import KINDS
from tests.floors import code
from workflows.models import Proposal
from workflows.registry import PAGES
from workflows.words import ALL, SELF, After

STEPS = [(kind, name, effects) for kind, page in PAGES.items() for name, effects in page.steps().items()]
every_step = pytest.mark.parametrize(("kind", "name", "effects"), STEPS, ids=[f"{k}.{n}" for k, n, _ in STEPS])
every_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)

pytestmark = pytest.mark.once


def names(entries) -> list[str]:
    return [getattr(entry, "name", entry) for entry in entries]


def sources(effects) -> list:
    return [s for source in effects.moves for s in (source if isinstance(source, tuple) else (source,))]


def targets(effects, source) -> list[str]:
    found = []
    for target in effects.moves.values():
        if target is SELF:
            found.append(source)
        else:
            found += list(getattr(target, "states", None) or [target])
    return [str(t) for t in found]


def states(page) -> list[str]:
    return [str(value) for value, _ in page.record_model._meta.get_field("state").choices]


def test_the_three_lifecycles_are_there():
    assert {"inspection", "case", "service"} <= set(PAGES)


@every_step
def test_the_permission_is_in_the_table(kind, name, effects):
    assert effects.may.permission in PERMISSIONS
    assert not set(PERMISSIONS[effects.may.permission]) & set(ADMINISTRATORS)


@every_step
def test_papers_clocks_and_notices_are_in_their_catalogues(kind, name, effects, periods):
    assert set(names(effects.issues)) <= set(KINDS)
    assert set(names(effects.starts)) <= periods
    assert set(effects.stops) - {ALL} <= periods
    assert set(names(effects.tells)) <= set(NOTICES)


@pytest.fixture(scope="module")
def periods() -> set[str]:
    """Names of the legal periods that ship; ``rectification`` runs to a date the order itself sets."""
    return {row.name for row in PERIODS} | {"rectification"}


@every_step
def test_the_step_says_what_it_is(kind, name, effects):
    assert re.search(r"[\u4e00-\u9fff]", str(effects.label))
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)


@every_step
def test_the_route_exists(kind, name, effects):
    route = effects.approval
    routes = {route} if isinstance(route, str) else set()
    if isinstance(route, After):
        assert route.confirm in PAGES[kind].steps()
        routes = {route.route, route.otherwise}
    assert routes - {""} <= set(Proposal.Route.values)


@every_step
def test_sources_and_targets_are_states_of_the_record(kind, name, effects):
    known = {"", *states(PAGES[kind])}
    for source in sources(effects):
        if source is not State.ANY:
            assert str(source) in known
            assert set(targets(effects, source)) <= known


@every_step
def test_no_decorator_replaced_another(kind, name, effects):
    """viewflow keeps one transition per source and method: a second one would silently take its place."""
    method = getattr(PAGES[kind], name)
    registered = [t.source for t in method.get_transitions()]
    declared = sources(effects)
    assert len(registered) == len(declared) == len(set(map(str, declared)))


@every_page
def test_every_state_but_an_end_has_a_step_for_an_officer_or_the_clock(page):
    ends = set(getattr(page, "ended", ())) | {"served", "cancelled"}
    for state in states(page):
        if state in ends:
            continue
        leaving = [
            name
            for name, effects in page.steps().items()
            if state in map(str, sources(effects))
            and effects.may.audience != "party"
            and set(targets(effects, state)) - {state}
        ]
        assert leaving, f"{page.kind}: nobody can move {state}"


@every_page
def test_every_state_can_be_reached(page):
    reached, grew = {""}, True
    while grew:
        before = set(reached)
        for effects in page.steps().values():
            for source in sources(effects):
                if source is State.ANY or str(source) in reached:
                    reached |= {t for t in targets(effects, source) if source is not State.ANY}
        grew = reached != before
    assert set(states(page)) <= reached


@every_page
def test_states_are_named_in_the_glossary(page):
    glossary = (code.ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert not [state for state in states(page) if f"`{state}`" not in glossary]


@every_step
def test_steps_are_named_in_the_glossary(kind, name, effects):
    assert f"`{name}`" in (code.ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def test_every_paper_is_issued_by_somebody():
    """A kind that no step issues must be named by the code that does, outside the floor of papers."""
    issued = {paper for _, _, effects in STEPS for paper in names(effects.issues)}
    callers = [p.read_text(encoding="utf-8") for p in code.product() if not code.name(p).startswith("documents/")]
    assert not [kind for kind in set(KINDS) - issued if not any(f'"{kind}"' in text for text in callers)]
