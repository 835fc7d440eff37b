"""Every state of a stop and of a review: what the contract does not allow is refused to all, the rest to strangers."""

import pytest

from casework.clock.models import Deadline
from tests.people import cast
from tests.workflows.contract import ENDS
from tests.workflows.penalties.stages import teller
from tests.workflows.test_matrix import try_all, try_strangers

pytestmark = pytest.mark.django_db

SUSPENSIONS = {
    "in_force": lambda s: s.stop(),
    "acceptance_requested": lambda s: s.stop().request_acceptance(),
    "defied": lambda s: s.stop().record_defiance(),
    "closure_proposed": lambda s: s.stop().propose_closure(),
    "resumed": lambda s: s.stop().request_acceptance().resume(),
    "shut": lambda s: s.stop().propose_closure().answer_closure(),
    "lifted": lambda s: s.stop().request_acceptance().lift(),
}
REMEDIES = {
    "": lambda s: s.found().order().serve().contest(),
    "pending": lambda s: s.found().order().serve().register().stay(),
    "ended": lambda s: s.found().order().serve().register().stay().rule("annulled"),
}
STAGES = [("suspension", state, tell) for state, tell in SUSPENSIONS.items()]
STAGES += [("remedy", state, tell) for state, tell in REMEDIES.items()]


@pytest.mark.parametrize(("kind", "state", "tell"), STAGES, ids=[f"{kind}.{state}" for kind, state, _ in STAGES])
def test_state(kind, state, tell):
    people = cast()
    story = teller()(people)
    tell(story)
    record = getattr(story, kind)
    assert record.state == state
    if state in ENDS[kind]:
        rows = Deadline.objects.filter(kind=kind, record=record.pk, status="running", right_of_party=False)
        assert not rows.exists(), "an ended matter has no clock but the party's rights"
    try_all(record, kind, people, state)
    try_strangers(record, kind, people, state)
