"""Penalties counted for closure: of the unit, under 安全生产法, served, in force, within the windows."""

import pytest

from casework.penalties.counters import counts
from casework.penalties.models import Decision, Person, Sanction
from tests.workflows.lawful import day
from tests.workflows.story import Story
from workflows.opening import open_penalty

pytestmark = pytest.mark.django_db


def decide(story, served, law="《中华人民共和国安全生产法》第九十七条第（七）项", person=None, **more):
    made = open_penalty(story.case, [story.officer], tier=1, person=person)
    told = Sanction.objects.create(penalty=made, facts="示例", penalised_by=law, fine=20000, by=story.officer)
    Decision.objects.create(penalty=made, sanction=told, served_on=served, decided_on=served or day(), **more)


@pytest.fixture
def story(people):
    return Story(people).found()


def test_both_windows_count_from_service(story, people):
    for offset in (0, -179, -180, -364, -365):
        decide(story, day(offset))
    found = counts(people.enterprise, day())
    assert (found.in_180, found.in_365, found.reached) == (2, 4, True)
    assert counts(people.enterprise, day(-1)).in_180 == 2


def test_what_does_not_count(story, people):
    person = Person.objects.create(name="示例", id_number="450102199001011012")
    decide(story, None)
    decide(story, day(1))
    decide(story, day(), law="《中华人民共和国危险化学品安全法》第一百零一条")
    decide(story, day(), person=person)
    decide(story, day(), punishes=False)
    decide(story, day(), standing=Decision.Standing.ANNULLED)
    decide(story, day(), standing=Decision.Standing.CHANGED)
    found = counts(people.enterprise, day())
    assert (found.in_180, found.in_365, found.reached) == (0, 0, False)


def test_three_in_half_a_year_are_enough(story, people):
    for offset in (0, -10, -20):
        decide(story, day(offset))
    assert counts(people.enterprise, day()).reached
    assert counts(people.other_enterprise, day()).in_365 == 0
