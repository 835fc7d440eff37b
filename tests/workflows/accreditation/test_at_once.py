"""Several at the same moment: one application a category, one answer of the office; nobody is lost between two."""

import pytest

from casework.accreditation.models import Application
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.story import Story
from tests.workflows.lawful import day
from tests.workflows.together import at_once, refused
from workflows.accreditation.opening import open_application
from workflows.engine import take

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_clicks_open_one_application():
    story = Story(cast()).withdrawn()
    unit = story.people.enterprise
    found = at_once(*[lambda: open_application(story.round, story.category, unit)] * 4)
    assert len(refused(found)) == 3 and "已经有一份申报" in str(refused(found)[0])
    assert Application.objects.filter(enterprise=unit, state="").count() == 1


def test_the_office_answers_at_the_moment_the_clock_looks():
    story = Story(cast()).submitted()
    story.dossier.deadlines.filter(name="acceptance").update(due_on=day(-1))
    application, officer = story.application, story.people.officer
    found = at_once(
        lambda: take(application, "accept", by=officer),
        lambda: take(application, "deem_accepted", by=None),
        lambda: take(application, "refuse", by=officer, reason="不属于本批次的范围。"),
    )
    assert len(refused(found)) == 2
    assert story.application.state in ("accepted", "refused") and story.application.version == application.version + 1
    assert verify_dossier(story.dossier.pk, files=False) is None
    assert story.dossier.deadlines.filter(name="acceptance", status="running").count() == 0
