"""Somebody about to take each step of a panel's work, lawfully: of an evaluation, and of the application before it."""

from typing import Any
from unittest.mock import patch

from casework.accreditation.models import Expert, Seat
from casework.accreditation.panels import leave
from casework.core.now import today
from tests.workflows.accreditation.experts import outsider
from tests.workflows.accreditation.lawful_application import Told, way
from tests.workflows.accreditation.story import Story
from workflows.accreditation.evaluating import Evaluating
from workflows.accreditation.seating import evaluation as unborn


def by_expert(story: Story) -> dict[str, Any]:
    """The panel's first member."""
    return {"by": story.evaluation.seat.expert.user}


# --- the application ------------------------------------------------------------------------------------------------
@way("convene_panel")
def convene_panel(s: Story) -> Told:
    s.ready()
    return {"size": 5, **s.times}


@way("join_panel")
def join_panel(s: Story) -> Told:
    """Its neighbour was convened; it follows."""
    s.ready().draw_panel()
    return s.times, {"by": None}


def all_drawn(s: Story) -> Expert:
    """The pool is used up, a member left: somebody outside it may be named."""
    s.evaluating(experts=3)
    s.leave("replace")
    return outsider()


@way("name_expert")
def name_expert(s: Story) -> Told:
    return {"expert": all_drawn(s).pk, "reason": "专家库候选人已经用完。"}


@way("conclude_evaluation")
def conclude_evaluation(s: Story) -> Told:
    s.scored()
    return s.report(), {"by": s.leader}


@way("reopen_evaluation")
def reopen_evaluation(s: Story) -> Told:
    """Concluded, and then a member left whom nobody has followed yet."""
    s.evaluated()
    Seat.objects.filter(pk=s.evaluation.seat_id).update(left_on=today(), left_reason="出差")
    return {}, {"by": None}


# --- the evaluation -------------------------------------------------------------------------------------------------
@way("begin", "evaluation")
def begin(s: Story) -> Told:
    """A member joined whose evaluations nobody has made yet."""
    s.evaluating()
    seat = leave(s.panel.seats.get(place=1), "出差")
    assert seat is not None
    return {}, {"birth": unborn(s.application, seat), "by": None}


@way("declare", "evaluation")
def declare(s: Story) -> Told:
    s.evaluating()
    return {}, by_expert(s)


@way("submit", "evaluation")
def submit(s: Story) -> Told:
    s.evaluating().declare()
    return {"scores": s.scores(1, "0.5"), "verdict": "条件具备。"}, by_expert(s)


@way("recuse", "evaluation")
def recuse(s: Story) -> Told:
    s.evaluating()
    return {"reason": "三年内在该单位任职"}, by_expert(s)


@way("replace", "evaluation")
def replace(s: Story) -> Told:
    s.evaluating()
    return {"reason": "逾期没有评审"}


@way("void", "evaluation")
def void(s: Story) -> Told:
    s.scored()
    return {"reason": "提交后发现受聘于该单位"}


@way("follow_seat", "evaluation")
def follow_seat(s: Story) -> Told:
    s.evaluating()
    leave(s.panel.seats.get(place=1), "出差")
    return {"reason": "出差"}, {"by": None}


@way("fall_away", "evaluation")
def fall_away(s: Story) -> Told:
    """Withdrawn this moment: what follows has not been done yet."""
    with patch.object(Evaluating, "end_evaluations"):
        s.evaluating().go("withdraw", by=s.people.representative)
    return {"reason": "申报已经撤回。"}, {"by": None}
