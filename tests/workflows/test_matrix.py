"""Every state times every step of every lifecycle: what the contract allows, and nothing else."""

import pytest
from viewflow.fsm import State

from casework.accounts.roles import holders
from casework.accreditation.models import Application, Designation, Evaluation, Listing
from casework.enforcement.models import Case, Inspection
from casework.penalties.models import Penalty, Remedy, Suspension
from documents.models import Service
from tests.people import cast
from tests.workflows.contract import ENDS, LIFECYCLES, MATTER, STATES, WITHOUT
from tests.workflows.penalties.stages import PENALTIES, teller
from tests.workflows.stages import CASES, INSPECTIONS, SERVICES, fingerprint, service_in
from tests.workflows.story import Story
from workflows.engine import Forbidden, Refused, Rights, take
from workflows.registry import PAGES

MODELS = {
    "case": Case,
    "inspection": Inspection,
    "service": Service,
    "penalty": Penalty,
    "suspension": Suspension,
    "remedy": Remedy,
    "application": Application,
    "designation": Designation,
    "evaluation": Evaluation,
    "listing": Listing,
}
PAIRS = [(kind, step, state) for kind, table in LIFECYCLES.items() for step in table for state in STATES[kind]]


def test_the_pages_have_the_contracts_steps_and_no_other():
    for kind, table in LIFECYCLES.items():
        extra = set(MATTER) - set(WITHOUT.get(kind, ()))
        assert set(PAGES[kind].steps()) == {*table, *extra}, kind


@pytest.mark.parametrize(("kind", "step", "state"), PAIRS)
def test_state_and_step(kind, step, state):
    page = PAGES[kind](MODELS[kind](state=state))
    transition, wanted = page.transition(step), LIFECYCLES[kind][step].get(state)
    if wanted is None:
        assert transition is None
    elif wanted == {"="}:
        assert not isinstance(transition.target, str | State.GET_STATE) or transition.target == state
    else:
        target = transition.target
        found = {str(s) for s in target.states} if isinstance(target, State.GET_STATE) else {str(target)}
        assert found == wanted


@pytest.mark.parametrize("kind", LIFECYCLES)
def test_one_target_for_each_source(kind):
    """Two declarations with one source would silently replace each other in viewflow."""
    for name, effects in PAGES[kind].steps().items():
        declared = [s for sources in effects.moves for s in (sources if isinstance(sources, tuple) else (sources,))]
        registered = [t.source for t in getattr(PAGES[kind], name).get_transitions()]
        assert len(declared) == len(set(map(str, declared))) == len(registered), name


@pytest.mark.parametrize("kind", LIFECYCLES)
def test_an_officer_or_the_clock_leads_out_of_every_state_but_an_end(kind):
    for state in set(STATES[kind]) - ENDS[kind]:
        ways = [
            name
            for name, table in LIFECYCLES[kind].items()
            if state in table and PAGES[kind].steps()[name].may.letter in "OHLC—"
        ]
        assert ways, f"{kind} {state}: nobody of ours can act"


def try_all(record, kind, people, state):
    """Each step that the state does not allow is refused to the one who otherwise may take it; nothing changes."""
    before = fingerprint()
    allowed = {step for step, table in LIFECYCLES[kind].items() if state in table} | set(MATTER)
    for step in set(PAGES[kind].steps()) - allowed:
        for by in (people.officer, None):
            with pytest.raises(Refused, match=r"不能|无权"):
                take(record, step, by=by)
    assert fingerprint() == before


def by_his_post(effects, people, by) -> bool:
    """Whether his role alone, in this agency and without being in charge, lets him take the step."""
    role = {people.legal: "legal", people.uncertified: "officer"}.get(by)
    return role in holders(effects.may.permission) and effects.may.test(Rights(office=True))


def try_strangers(record, kind, people, state):
    """Each step the state allows is refused to everybody who may not take it, whatever he is elsewhere."""
    before = fingerprint()
    outsiders = [
        *(people.neighbour_officer, people.stranger, people.system_admin, people.audit_admin, people.legal),
        *(people.province_officer, people.county_leader, people.uncertified),
    ]
    for step, effects in PAGES[kind].steps().items():
        if PAGES[kind](record).transition(step) is None:
            continue
        for by in outsiders:
            if effects.may.letter == "—" or by_his_post(effects, people, by):
                continue
            with pytest.raises(Forbidden, match="无权办理"):
                take(record, step, by=by)
        if effects.may.letter != "—":
            people.officer.is_active = False
            with pytest.raises(Forbidden):
                take(record, step, by=people.officer)
            people.officer.is_active = True
    assert fingerprint() == before


@pytest.mark.django_db
@pytest.mark.parametrize("state", CASES)
def test_case(state):
    people = cast()
    story = CASES[state](Story(people))
    assert story.case.state == state
    try_all(story.case, "case", people, state)
    try_strangers(story.case, "case", people, state)


@pytest.mark.django_db
@pytest.mark.parametrize("state", INSPECTIONS)
def test_inspection(state):
    people = cast()
    story = Story(people)
    INSPECTIONS[state](story)
    assert story.visit.state == state
    try_all(story.visit, "inspection", people, state)
    try_strangers(story.visit, "inspection", people, state)


@pytest.mark.django_db
@pytest.mark.parametrize("state", SERVICES)
def test_service(state):
    people = cast()
    _, service = service_in(state, people)
    assert service.state == state
    try_all(service, "service", people, state)
    try_strangers(service, "service", people, state)


@pytest.mark.django_db
@pytest.mark.parametrize("state", PENALTIES)
def test_penalty(state):
    people = cast()
    story = teller()(people)
    PENALTIES[state](story)
    assert story.penalty.state == state
    try_all(story.penalty, "penalty", people, state)
    try_strangers(story.penalty, "penalty", people, state)
