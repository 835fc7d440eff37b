"""What must hold before a step of an expert's evaluation."""

from decimal import Decimal
from functools import cached_property

from casework.accreditation import panels
from casework.accreditation.models import Evaluation, Listing, RoundCriterion
from casework.accreditation.states import ENDED
from workflows.accreditation.conditions import PLAN
from workflows.accreditation.seating import WITH_PANEL
from workflows.engine import Lifecycle
from workflows.words import Needs, needs, of_facts

TENTH = Decimal("0.1")


class EvaluationConditions(Lifecycle):
    record: Evaluation

    @cached_property
    def criteria(self) -> dict[int, RoundCriterion]:
        return {row.pk: row for row in self.record.application.round.criteria.all()}

    @of_facts
    def reasoned(self) -> Needs:
        return needs(self.facts.reason.strip(), "请写明理由。")

    def seat_taken(self) -> Needs:
        application, seat = self.record.application, self.record.seat
        own = (seat.panel.round_id, seat.panel.category_id) == (application.round_id, application.category_id)
        sits = own and seat.left_on is None and application.state in WITH_PANEL
        return needs(sits, "该专家不在本申请的评审组中，或者申请不在评审中。", PLAN)

    def seat_left(self) -> Needs:
        return needs(self.record.seat.left_on, "该专家没有退出评审组。", PLAN)

    def application_ended(self) -> Needs:
        return needs(self.record.application.state in ENDED, "申报没有终止，评审应当继续。", PLAN)

    def declared(self) -> Needs:
        return needs(self.record.declared_at, "请先声明与申报单位没有利害关系，再评分。", PLAN)

    def undeclared(self) -> Needs:
        return needs(not self.record.declared_at, "已经声明过，不需要重复声明。", PLAN)

    def untied(self) -> Needs:
        """A tie that was found or recorded since the draw."""
        panel = self.record.seat.panel
        free = panels.is_untied(self.record.seat.expert_id, panel.round, panel.category)
        return needs(free, "您与申报单位有利害关系或者已经出库，不能评审。请申请回避。", PLAN)

    @of_facts
    def each_scored(self) -> Needs:
        """Every criterion of the round, each once, within its weight, to a tenth."""
        given = [row["criterion"] for row in self.facts.scores]
        if sorted(given) != sorted(self.criteria):
            return needs(False, "还有条件没有评分。请逐项评分。", PLAN)
        wrong = [
            f"{criterion.code}（0至{criterion.weight.normalize():f}分）"
            for row in self.facts.scores
            if not self.within(row["score"], criterion := self.criteria[row["criterion"]])
        ]
        return needs(not wrong, f"得分超出范围或者多于一位小数：{'、'.join(wrong)}。", PLAN)

    @staticmethod
    def within(score: Decimal, criterion: RoundCriterion) -> bool:
        return score.is_finite() and 0 <= score <= criterion.weight and score == score.quantize(TENTH)

    @of_facts
    def deductions_explained(self) -> Needs:
        silent = [
            self.criteria[row["criterion"]].code
            for row in self.facts.scores
            if row["score"] < self.criteria[row["criterion"]].weight and not row["reason"].strip()
        ]
        return needs(not silent, f"{'、'.join(silent)}没有得满分，请写明扣分说明。", PLAN)

    @of_facts
    def verdict_written(self) -> Needs:
        return needs(self.facts.verdict.strip(), "请写明评审意见。", PLAN)

    def not_listed(self) -> Needs:
        """Later it is an objection, answered before everybody: the ranking has been frozen."""
        application = self.record.application
        lists = Listing.objects.filter(round=application.round_id, category=application.category_id)
        before = application.state in WITH_PANEL and not lists.exclude(state="").exists()
        return needs(before, "评审阶段已经结束。拟认定名单已经拟定的，请作为异议核查办理。", PLAN)
