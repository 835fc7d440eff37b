"""A designation told from its certificate to each of its ends: states, clocks, papers, slots, and who may do what."""

import pytest

from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.stages import DESIGNATIONS
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.test_matrix import try_all, try_strangers

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


@pytest.mark.parametrize("state", DESIGNATIONS)
def test_every_state_and_every_step(story, state):
    DESIGNATIONS[state](story)
    designation, people = story.designation, story.people
    assert designation.state == state
    try_all(designation, "designation", people, state)
    try_strangers(designation, "designation", people, state)
    assert verify_dossier(story.folder.pk, files=False) is None
