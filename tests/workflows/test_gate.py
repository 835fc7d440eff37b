"""The gate itself: what it asks besides a page's own conditions."""

import pytest

from tests.people import cast
from tests.workflows.stages import fingerprint
from tests.workflows.story import Story
from workflows.approval import request
from workflows.engine import Refused, Stale, rehearse, take
from workflows.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(cast()).corrected().serve().decline()


def test_a_step_with_a_route_is_not_taken_without_signatures(story):
    with pytest.raises(Refused, match="须先经审批"):
        take(story.case, "close", by=story.people.officer, result="全部改正")


def test_a_proposal_not_signed_to_the_end_opens_nothing(story):
    proposal = request(story.case, "close", by=story.people.officer, result="全部改正")
    with pytest.raises(Refused, match="须先经审批"):
        take(story.case, "close", by=story.people.officer, proposal=proposal, result="全部改正")


def test_a_used_proposal_and_one_of_another_step_open_nothing(story):
    used = Proposal.objects.get(step="decline_penalty")
    with pytest.raises(Refused, match="须先经审批"):
        take(story.case, "close", by=story.people.officer, proposal=used, result="全部改正")


def test_a_stale_form_changes_nothing(story):
    before = fingerprint()
    with pytest.raises(Stale, match="已被他人更改"):
        take(story.case, "close", by=story.people.officer, version=1, result="全部改正")
    assert fingerprint() == before


def test_facts_must_be_the_steps_own(story):
    before = fingerprint()
    for facts in ({}, {"result": "完", "state": "closed"}):
        with pytest.raises(Refused):
            take(story.case, "close", by=story.people.officer, **facts)
    assert fingerprint() == before


def test_a_rehearsal_shows_the_papers_and_leaves_nothing(story):
    before = fingerprint()
    with rehearse(story.case, "close", by=story.people.officer, result="全部改正") as page:
        assert "closing-approval" in [document.kind for document in page.documents]
        assert "＿" in next(d.number for d in page.documents if d.kind == "closing-approval")
    assert fingerprint() == before


def test_an_unknown_step_is_refused_in_words(story):
    with pytest.raises(Refused, match="没有这个办理环节"):
        take(story.case, "punish", by=story.people.officer)
