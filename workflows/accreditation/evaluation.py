"""专家评审: one member of the panel scores one application, alone and unseen until he submits."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import CriterionScore, Evaluation
from casework.accreditation.states import EvaluationState as S
from casework.core.now import now
from casework.notices.write import write
from documents.text import clean_facts
from workflows.accreditation import seating
from workflows.accreditation.actors import expert
from workflows.accreditation.conditions import PLAN
from workflows.accreditation.evaluation_conditions import EvaluationConditions
from workflows.engine import state
from workflows.words import SELF, anybody, officer, step


class EvaluationLifecycle(EvaluationConditions):
    kind = "evaluation"
    title = _("专家评审")
    record_model = Evaluation
    ended = (S.RECUSED, S.REPLACED, S.VOIDED)

    def finish(self, step: str) -> None:
        """One notice to the expert for everything that the panel has before it."""
        user = self.record.seat.expert.user
        if step != "begin" or user is None:
            return
        panel = self.record.seat.panel
        words = {"round": panel.round, "category": panel.category}
        write(
            "evaluation-assigned", self.record.dossier, f"seat:{self.record.seat_id}", words, url="/expert/",
            given=[user],
        )  # fmt: skip

    def leaves(self, reason: str) -> None:
        self.record.reason = reason.strip()
        for follow_up in seating.left(self.record, self.record.reason, self.by):
            self.then(follow_up)

    @step(state, {"": S.ASSIGNED}, label=_("分配评审"), may=anybody, law=PLAN, when=[this.seat_taken])
    def begin(self) -> None:
        """The seat and the application say it all."""

    @step(
        state,
        {S.ASSIGNED: SELF},
        label=_("声明没有利害关系"),
        may=expert,
        law=PLAN,
        when=[this.undeclared, this.untied],
    )
    def declare(self) -> None:
        """Before he opens anything of the application."""
        self.record.declared_at = now()

    @step(
        state,
        {S.ASSIGNED: S.SUBMITTED},
        label=_("提交评分"),
        may=expert,
        law=PLAN,
        when=[this.declared, this.untied, this.each_scored, this.deductions_explained, this.verdict_written],
        tells=["evaluation-submitted"],
        primary=[S.ASSIGNED],
    )
    def submit(self, *, scores: list[dict[str, Any]], verdict: str) -> None:
        clean_facts({"verdict": verdict, "reasons": [row["reason"] for row in scores]})  # locked now, printed later
        CriterionScore.objects.bulk_create(
            CriterionScore(
                evaluation=self.record, criterion_id=row["criterion"], score=row["score"], reason=row["reason"].strip()
            )
            for row in scores
        )
        self.record.submitted_at, self.record.opinion = now(), verdict.strip()

    @step(
        state,
        {S.ASSIGNED: S.RECUSED},
        label=_("申请回避"),
        may=expert,
        law=PLAN,
        when=[this.reasoned],
        tells=["expert-left"],
    )
    def recuse(self, *, reason: str) -> None:
        self.leaves(reason)

    @step(
        state,
        {S.ASSIGNED: S.REPLACED},
        label=_("更换专家"),
        may=officer,
        law=PLAN,
        when=[this.reasoned],
    )
    def replace(self, *, reason: str) -> None:
        self.leaves(reason)

    @step(
        state,
        {S.SUBMITTED: S.VOIDED},
        label=_("评分作废"),
        may=officer,
        law=PLAN,
        when=[this.not_listed, this.reasoned],
        approval="leader",
    )
    def void(self, *, reason: str) -> None:
        self.leaves(reason)

    # --- what follows by itself -------------------------------------------------------------------------------------
    @step(
        state,
        {S.ASSIGNED: S.REPLACED, S.SUBMITTED: S.VOIDED},
        label=_("随专家退出"),
        may=anybody,
        law=PLAN,
        when=[this.seat_left],
    )
    def follow_seat(self, *, reason: str) -> None:
        self.record.reason = reason

    @step(
        state,
        {S.ASSIGNED: S.VOIDED},
        label=_("随申报终止"),
        may=anybody,
        law=PLAN,
        when=[this.application_ended],
    )
    def fall_away(self, *, reason: str) -> None:
        self.record.reason = reason
