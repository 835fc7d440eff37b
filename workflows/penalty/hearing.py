"""Third part of the penalty page: the hearing, from the request to the minutes (行政处罚法 63–65)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.models import Hearing
from casework.penalties.states import ASKED
from casework.penalties.states import PenaltyState as S
from workflows import unserved
from workflows.engine import state
from workflows.penalty import judgements
from workflows.penalty.hearing_conditions import HearingConditions
from workflows.words import OnlyIf, chair, choose, leader, party, step


class HearingSteps(HearingConditions):
    @step(
        state,
        {S.NOTIFIED: S.HEARING_REQUESTED},
        label=_("申请听证"),
        may=party,
        law="行政处罚法第63条、第64条",
        when=[this.hearing_right, this.hearing_unasked, this.hearing_window_open, this.request_written],
        stops=["hearing_request"],
        starts=["hearing"],
        tells=["hearing-requested"],
    )
    def request_hearing(self, *, request: str, from_paper: bool = False) -> None:
        assert self.notice is not None
        self.subject = Hearing.objects.create(
            penalty=self.record, notice=self.notice, request=request, from_paper=from_paper, by=self.by,
            requested_on=self.today,
        )  # fmt: skip

    @step(
        state,
        {ASKED: S.HEARING_SCHEDULED},
        label=_("安排听证"),
        may=leader,
        law="行政处罚法第64条",
        when=[
            this.postponable,
            this.panel_of_several,
            this.panel_apart,
            this.panel_in_office,
            this.placed,
            this.week_ahead,
            this.private_reasoned,
        ],
        issues=["hearing-notice"],
        starts=["serve"],
        tells=["hearing-set"],
        primary=[S.HEARING_REQUESTED],
    )
    def schedule_hearing(
        self,
        *,
        held_at: datetime,
        place: str,
        chair: int,
        members: list[int],
        clerk: int,
        public: bool = True,
        private_reason: str = "",
        postponed: bool = False,
    ) -> None:
        facts = {"held_at": held_at, "place": place, "chair_id": chair, "clerk_id": clerk}
        facts |= {"public": public, "private_reason": "" if public else private_reason}
        assert self.hearing is not None
        unserved.give_up(self, [self.hearing.document_id], judgements.POSTPONED)
        self.subject = judgements.schedule(self.hearing, facts, members, postponed)

    def took_place(self) -> bool:
        """There was a session to keep minutes of, even if the party stayed away."""
        return not self.given_up_before()

    def after_hearing(self, **facts: Any) -> str:
        return S.HEARD if facts["outcome"] == Hearing.Outcome.HELD else S.NOTIFIED

    @step(
        state,
        {S.HEARING_SCHEDULED: choose(after_hearing, S.HEARD, S.NOTIFIED)},
        label=_("登记听证"),
        may=chair,
        law="行政处罚法第64条、第65条",
        when=[
            this.chaired,
            this.panel_still_apart,
            this.outcome_chosen,
            this.hearing_came,
            this.told_in_time,
            this.agents_few,
            this.minutes_written,
            this.minutes_signed,
        ],
        issues=[OnlyIf(this.took_place, "hearing-record"), OnlyIf(this.took_place, "hearing-report")],
        stops=["hearing"],
        tells=["hearing-over"],
        primary=[S.HEARING_SCHEDULED],
    )
    def hold_hearing(
        self,
        *,
        outcome: str,
        minutes: str,
        report: str,
        agents: str = "",
        refusal: str = "",
        signed: Sequence[int] = (),
    ) -> None:
        hearing = self.hearing
        assert hearing is not None
        hearing.outcome, hearing.ended_on = outcome, self.today
        hearing.minutes, hearing.report = minutes, report
        hearing.agents, hearing.refusal = agents, refusal
        hearing.save()
        hearing.signed.set(signed)
        self.subject = hearing
