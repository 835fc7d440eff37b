"""What speaks against a unit, as this system knows it: told by real cases, stops and penalties."""

import pytest

from casework.accreditation.standing import doubts, obstacles
from tests.workflows.penalties.stages import overdue, teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return teller()(people)


def test_nothing_speaks_against_a_unit_without_a_matter(story):
    unit = story.people.enterprise
    assert obstacles(unit) == doubts(unit) == []


def test_a_stop_in_force(story):
    unit = story.people.enterprise
    story.stop()
    assert obstacles(unit) == ["正在停产停业"] and doubts(unit) == ["有1件整改案件没有办结"]
    story.lift()
    assert obstacles(unit) == []


def test_an_open_penalty_of_the_first_tier_is_a_doubt_at_most(story):
    unit = story.people.enterprise
    story.ordered().file()
    assert obstacles(unit) == [] and doubts(unit) == ["有1件整改案件没有办结"]


def test_an_open_penalty_of_the_second_tier(story):
    unit = story.people.enterprise
    overdue(story).file(tier=2)
    assert obstacles(unit) == ["有逾期未改正的处罚案件没有办结"]
    assert obstacles(story.people.other_enterprise) == []
    story.withdraw()
    assert obstacles(unit) == []
