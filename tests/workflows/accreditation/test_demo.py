"""The courses of the demonstration's accreditations that between them pass most steps; ``make run`` tells them all."""

from collections import Counter

import pytest

from casework.accreditation import slots
from casework.accreditation.demo import applicants_and_experts
from casework.accreditation.models import Application, Designation
from casework.organisations.demo import people_and_places
from tests import reference
from workflows.demo import accreditations

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def people():
    reference.load()
    return applicants_and_experts(people_and_places())


def test_every_course_has_its_units_and_there_are_sixty_applications(people):
    courses = [*accreditations.first_round(), *accreditations.second_round()]
    chosen = {id(course): accreditations.units(people, course) for course in courses}
    assert all(chosen.values()) and sum(map(len, chosen.values())) >= 60
    assert {course.programme for course in courses} == set(accreditations.FIRST) == set(accreditations.SECOND)


def told(people, courses, category: str, windows) -> int:
    course = next(c for c in courses if c.category == category)
    return accreditations.tell(people, "示例批次", windows[course.programme], course, 1)


def test_a_course_ends_where_it_should_and_is_told_once(people):
    assert told(people, accreditations.second_round(), "SO8", accreditations.SECOND) == 2
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states["shortlisted"] == 1 and states.total() == 2  # there is one slot
    assert told(people, accreditations.second_round(), "SO8", accreditations.SECOND) == 0


def test_a_designation_runs_to_its_end_and_frees_its_slot(people):
    told(people, accreditations.first_round(), "metallurgy", accreditations.FIRST)
    designation = Designation.objects.get()
    assert designation.state == "revoked" and designation.slot is None
    assert slots.free(designation.application.category).count() == 1


def test_who_takes_part_is_found_again(people):
    again = applicants_and_experts(people_and_places())
    assert [row.pk for row in again.experts] == [row.pk for row in people.experts]
    assert again.bodies == people.bodies and set(people.bodies) == {"college", "training", "examiner"}
