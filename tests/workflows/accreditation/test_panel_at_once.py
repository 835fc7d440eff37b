"""Several at the same moment: one panel, one submission, members who leave while others score; nobody waits on."""

import pytest

from casework.accreditation.models import CriterionScore, Evaluation, Panel
from casework.accreditation.panels import matches
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.story import Story
from tests.workflows.together import at_once, refused
from workflows.approval import request
from workflows.engine import take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two() -> tuple[Story, Story]:
    """Two applications for one category, recommended; the window is over."""
    story = Story(cast()).ready()
    type(story.round).objects.update(closes_on="2034-01-31")
    other = story.rival().recommended()
    story.close_window()
    return story, other


def sound(*stories: Story) -> None:
    for story in stories:
        assert verify_dossier(story.dossier.pk, files=False) is None


def test_two_officers_draw_one_panel(two):
    story, other = two
    officers = (story.people.officer, story.people.partner)
    found = at_once(
        *(
            lambda told=told, by=by: take(told.application, "convene_panel", by=by, size=3, **told.times)
            for told, by in zip(two, officers, strict=True)
        )
    )
    assert len(refused(found)) == 1
    assert Panel.objects.count() == 1 and matches(story.panel)
    assert story.application.state == other.application.state == "evaluating"
    assert Evaluation.objects.count() == 6
    sound(story, other)


def test_an_expert_submits_twice(two):
    story, _other = two
    story.go("convene_panel", size=3, **story.times)
    row = story.declare()
    by, facts = row.seat.expert.user, {"scores": story.scores(1), "verdict": "条件具备。"}
    found = at_once(*[lambda: take(row, "submit", by=by, **facts)] * 3)
    assert len(refused(found)) == 2
    assert CriterionScore.objects.filter(evaluation=row).count() == 7
    sound(story)


def test_members_leave_while_another_scores(two):
    """Each of those who leave changes both applications; they come one after the other, or are asked to try again."""
    story, other = two
    story.go("convene_panel", size=3, **story.times)
    first, second, third = story.evaluations
    third = story.declare(third)
    here, there = first.seat.expert.user, second.seat.expert.user
    found = at_once(
        lambda: take(first, "recuse", by=here, reason="受聘"),
        lambda: take(other.evaluations[1], "recuse", by=there, reason="受聘"),
        lambda: take(third, "submit", by=third.seat.expert.user, scores=story.scores(), verdict="条件具备。"),
    )
    assert [str(r) for r in refused(found) if "请稍后重试" not in str(r)] == []
    for told in (story, other):
        assert len(told.evaluations) == 3
        assert all(row.seat.left_on is None for row in told.evaluations)
    assert matches(story.panel)
    sound(story, other)


def test_a_member_leaves_while_the_list_is_drawn_up():
    """Either the list stands on his scores, or it waits for his successor's."""
    story = Story(cast()).evaluated()
    chosen, row, officer = story.chosen(), story.evaluation, story.people.officer
    proposal = request(story.listing, "draw_up", by=officer, opinion="拟同意。", chosen=chosen)
    void = request(row, "void", by=officer, opinion="拟同意。", reason="受聘于该单位")
    at_once(lambda: story.approve(proposal), lambda: story.approve(void))
    outcome = (story.application.state, story.evaluation.state)
    assert outcome in {("shortlisted", "submitted"), ("evaluating", "voided"), ("evaluated", "submitted")}
    sound(story)
