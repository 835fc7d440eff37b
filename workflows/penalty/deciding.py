"""Fourth part of the penalty page: the leaders discuss, the decision is made, or is not to be made."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.models import Decision
from casework.penalties.states import BEFORE, NOTICED, READY
from casework.penalties.states import PenaltyState as S
from workflows.engine import state
from workflows.penalty import investigating, judgements
from workflows.penalty.discussion_conditions import DiscussionConditions
from workflows.words import ALL, SELF, OnlyIf, OnService, leader, officer, step


class Deciding(DiscussionConditions):
    moved: dict[str, Any] | None = None  # the decision's clock, where this step extends it

    def start_decision(self) -> list[dict[str, Any]]:
        if self.moved is not None:
            return [self.moved]
        others: Any = getattr(super(), "start_decision", None)
        return others() if others else [{}]

    def start_serve_decision(self) -> list[dict[str, Any]]:
        return self.serving()

    def start_publish(self) -> list[dict[str, Any]]:
        """Every penalty of a unit is published (安全生产法 78); a person's only where it is of social weight (48)."""
        return [{}] if self.to_be_shown and not self.personal else []

    def ending(self, name: str, step: str) -> str:
        return "moved" if (name, step) == ("decision", "extend_decision") else super().ending(name, step)

    @step(
        state,
        {READY: SELF},
        label=_("集体讨论"),
        may=leader,
        law="行政处罚法第57条第2款",
        when=[this.votes_recorded, this.voters_apart, this.quorate, this.discussion_written, this.discussed_when],
        issues=["deliberation-record"],
        tells=["deliberated"],
    )
    def deliberate(
        self,
        *,
        held_on: date,
        place: str,
        votes: list[dict[str, Any]],
        recorder: str,
        reported_by: str,
        discussion: str,
        conclusion: str,
        committee_reason: str = "",
    ) -> None:
        words = {"recorder": recorder, "reported_by": reported_by, "discussion": discussion}
        words |= {"conclusion": conclusion, "committee_reason": committee_reason, "place": place}
        self.subject = judgements.deliberate(self, votes, on=held_on, **words)

    @step(
        state,
        {(S.NOTIFIED, S.HEARD): S.DECIDED},
        label=_("作出处罚决定"),
        may=officer,
        law="行政处罚法第57条、第59条",
        when=[
            this.notice_served,
            this.hearing_told,
            this.told_the_same,
            this.defence_closed,
            this.hearing_closed,
            this.defences_answered,
            this.order_stands,
            this.not_fined_before,
            this.tier_in_order,
            this.second_tier_served,
            this.in_time,
            this.answered_29,
            this.answered_32,
            this.answered_33,
            this.answered_36,
            this.answered_37,
            this.referral_answered,
            this.kept_released,
            this.review_passed,
            this.reviewed_after,
            this.deliberated,
            this.deliberated_after,
            this.amount_given,
            this.not_heavier,
            this.something_imposed,
            this.within_range,
            this.stop_provided,
            this.stop_kept,
            this.within_grade,
            this.reasons_written,
            this.clock_runs,
        ],
        approval=this.decision_route,
        issues=[
            OnlyIf(this.for_unit, "penalty-decision"),
            OnlyIf(this.for_person, "penalty-decision-person"),
            OnlyIf(this.for_days, "daily-decision"),
        ],
        stops=["decision", "hearing", "defence", "hearing_request"],
        starts=[
            "serve_decision",
            "publish",
            "report_up",
            OnService("pay"),
            OnService("reconsideration"),
            OnService("suit"),
        ],
        tells=["decided"],
        primary=[S.NOTIFIED, S.HEARD],
    )
    def decide(
        self,
        *,
        reasons: str,
        fine: Decimal | None = None,
        stop_production: bool | None = None,
        warning: bool | None = None,
        outside_reason: str = "",
    ) -> None:
        self.subject = judgements.decide(self, reasons)

    @step(
        state,
        {BEFORE: SELF},
        label=_("延长办案期限"),
        may=officer,
        law="行政处罚法第60条",
        when=[this.clock_known, this.days_counted, this.superior_agrees, this.answerable_named, this.reasoned],
        approval=this.extension_route,
        issues=["extension-approval"],
        stops=["decision"],
        starts=["decision"],
    )
    def extend_decision(self, *, days: int, reason: str, superior: str = "", responsible: str = "") -> None:
        self.moved = judgements.extended(self, days)

    @step(
        state,
        {(S.INVESTIGATED, *NOTICED): S.NOT_PUNISHED},
        label=_("不予处罚"),
        may=officer,
        law="行政处罚法第30条、第31条、第33条、第36条、第57条",
        when=[
            *(this.proposal_made, this.ground_chosen, this.ground_fits, this.educated, this.reasoned),
            this.kept_released,
        ],
        approval="leader",
        issues=["no-penalty-decision"],
        stops=[ALL],
        starts=["serve_decision", OnService("reconsideration"), OnService("suit")],
        tells=["not-punished"],
    )
    def not_punish(self, *, ground: str, reason: str, education: str) -> None:
        """A notice of what was intended says nothing any more; served later, it opens no window."""
        investigating.void(self, "决定不予处罚")
        assert self.sanction is not None  # something was proposed
        self.subject = Decision.objects.create(
            penalty=self.record, sanction=self.sanction, punishes=False, ground=ground, education=education,
            reasons=reason, decided_on=self.today,
        )  # fmt: skip
