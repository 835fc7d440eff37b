"""整改案件: from what was found to the proof that it is corrected, or to the penalty.

Each ordered finding has its own due date and standing; the state sums them up. Overdue is found by re-inspection, never
by the calendar alone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.core.now import now
from casework.enforcement.models import Case, Finding, Measure, Order
from casework.enforcement.queries import refresh_due
from casework.enforcement.states import ANSWERABLE, OPEN, RUNNING, Standing
from casework.enforcement.states import CaseState as S
from workflows.enforcement import judging
from workflows.enforcement.case_end import CaseEnding
from workflows.engine import state
from workflows.stopping import acts
from workflows.words import SELF, After, OnService, choose, clock, gate, officer, party, step


class CaseLifecycle(CaseEnding):
    kind = "case"
    title = _("整改案件")
    record_model = Case
    ended = (S.CLOSED,)

    def starting(self, name: str) -> list[dict[str, Any]]:
        return judging.starting(self, name)

    def stopping(self, name: str) -> list[str | None]:
        return judging.stopping(self, name)

    def ending(self, name: str, step: str) -> str:
        return "moved" if name == "rectification" and step in ("decide_extension", "redate") else "met"

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id)

    def finish(self, step: str) -> None:
        judging.keep_number(self.record, self.documents)
        judging.seal_volume(self.record, step)

    @step(state, {"": S.FOUND}, label=_("登记整改案件"), may=officer, law="行政处罚法第54条", when=[this.own_findings])
    def open(self, *, findings: list[int]) -> None:
        Finding.objects.filter(pk__in=findings).update(case=self.record)

    @step(state, {OPEN: SELF}, label=_("并入新发现的问题"), may=gate, when=[this.own_findings])
    def add_findings(self, *, findings: list[int]) -> None:
        Finding.objects.filter(pk__in=findings).update(case=self.record)

    @step(
        state,
        {OPEN: SELF},
        label=_("现场处理措施"),
        may=officer,
        law="安全生产法第65条第1款第3项",
        when=[this.cannot_wait, this.two_certified, this.measures_written],
        approval=After(this.danger, "leader", confirm="confirm_measure", otherwise="leader"),
        issues=["on-site-measure"],
        starts=["measure_confirm"],
        tells=["measure-ordered"],
    )
    def stop_work(
        self,
        *,
        findings: list[int],
        measures: str,
        officers: list[int],
        danger: bool = False,
        stops_production: bool = False,
        reserved: int | None = None,
    ) -> None:
        self.subject = Measure.objects.create(
            case=self.record, measures=measures, danger=danger, stops_production=stops_production
        )
        self.subject.findings.set(findings)

    @step(
        state,
        {OPEN: SELF},
        label=_("补批现场处理措施"),
        may=officer,
        law="行政强制法第19条",
        when=[this.measure_unconfirmed],
        approval="leader",
        stops=["measure_confirm"],
    )
    def confirm_measure(self) -> None:
        measure = judging.unconfirmed(self.record)
        measure.confirmed_at = now()
        measure.save(update_fields=["confirmed_at"])

    @step(
        state,
        {(*OPEN, S.CORRECTED): SELF},
        label=_("解除现场处理措施"),
        may=officer,
        law="安全生产法第65条第1款第3项",
        when=[this.measure_stands, this.reasoned],
        approval="leader",
        stops=["measure_confirm"],
        tells=["measure-lifted"],
    )
    def lift_measure(self, *, measure: int, reason: str) -> None:
        acts.lift_measure(self, measure, reason)

    @step(
        state,
        {S.FOUND: S.ORDERED, RUNNING: SELF},
        label=_("责令限期整改"),
        may=officer,
        law="安全生产法第65条第1款第2项、第97条，行政处罚法第28条",
        when=[this.something_to_order, this.two_certified, this.orderable, this.due_ahead],
        issues=["rectification-order"],
        starts=["serve", OnService("rectification"), OnService("reconsideration"), OnService("suit")],
        tells=["order-issued"],
        primary=[S.FOUND],
    )
    def order(
        self, *, findings: list[dict[str, Any]], officers: list[int], reason: str = "", reserved: int | None = None
    ) -> None:
        self.subject = Order.objects.create(case=self.record, reason=reason, issued_on=self.today)
        self.subject.officers.set(officers)
        for row in findings:
            Finding.objects.filter(pk=row["finding"]).update(
                order=self.subject, due_on=row["due_on"], first_due_on=row["due_on"], standing=Standing.OPEN
            )

    @step(
        state,
        {S.ORDERED: SELF, (S.REPORTED, S.EXPIRED, S.OVERDUE): S.ORDERED},
        label=_("更正整改期限"),
        may=officer,
        law="行政处罚法第75条",
        when=[this.date_never_ran, this.due_ahead, this.reasoned],
        issues=["correction"],
        stops=["rectification", "recheck"],
        starts=[OnService("rectification")],
        tells=["order-redated"],
    )
    def redate(self, *, order: int, findings: list[dict[str, Any]], ground: str, reason: str) -> None:
        self.subject, self.changes = judging.redate(order, findings)

    def paper_facts(self, code: str) -> dict[str, Any]:
        return {"changes": self.changes} if hasattr(self, "changes") else super().paper_facts(code)

    @step(
        state,
        {RUNNING: SELF},
        label=_("申请延长整改期限"),
        may=party,
        law="安全生产违法行为行政处罚办法（延期申请，条文待核）",
        when=[this.extendable, this.in_time_or_hindered, this.wish_later, this.own_proof, this.reasoned],
        stops=["rectification"],
        starts=["extension_reply"],
        tells=["extension-requested"],
    )
    def request_extension(
        self, *, findings: list[int], wished_on: date, reason: str, evidence: list[int], obstacle: str = ""
    ) -> None:
        self.subject = judging.request_extension(self, findings, wished_on, reason, evidence, obstacle)

    @step(
        state,
        {RUNNING: SELF},
        label=_("答复延期申请"),
        may=officer,
        law="安全生产违法行为行政处罚办法（延期答复，条文待核）",
        when=[this.request_open, this.answer_reasoned, this.later_than_old],
        approval="unit",
        issues=["extension-answer"],
        stops=["extension_reply"],
        starts=["rectification"],
        tells=["extension-decided"],
    )
    def decide_extension(self, *, request: int, granted: bool, reason: str, new_on: date | None = None) -> None:
        self.subject = judging.decide_extension(request, granted, reason, new_on, self.today)

    @step(
        state,
        {ANSWERABLE: S.REPORTED, S.OVERDUE: SELF},
        label=_("报告整改完成"),
        may=party,
        law="安全生产法第97条",
        when=[this.served_order, this.answers_complete],
        stops=["rectification"],
        starts=["recheck"],
        tells=["report-submitted"],
        primary=[S.ORDERED],
    )
    def report(self, *, due_on: date, answers: list[dict[str, Any]], from_paper: bool = False) -> None:
        self.subject = judging.report(self, due_on, answers, from_paper)

    @step(
        state,
        {(S.ORDERED, S.REPORTED): S.EXPIRED, (S.EXPIRED, S.OVERDUE): SELF},
        label=_("整改期限届满"),
        may=clock,
        law="安全生产法第97条",
        when=[this.date_passed],
        starts=["recheck"],
        tells=["period-expired", "period-expired-party"],
    )
    def expire(self, *, due_on: date) -> None:
        """The passing of the date is the fact."""

    def judged_state(self, **facts: Any) -> str:
        results = {row["finding"]: row["result"] for row in facts["judgements"]}
        return judging.summed_up(self.record, results, self.today)

    @step(
        state,
        {RUNNING: choose(judged_state, S.CORRECTED, S.OVERDUE, S.ORDERED)},
        label=_("整改复查"),
        may=officer,
        law="安全生产法第65条、第97条，行政处罚法第42条",
        when=[this.visit_over, this.served_order, this.two_certified, this.checked_when, this.judged_lawfully],
        issues=["recheck-opinion"],
        stops=["recheck", "rectification", "extension_reply"],
        starts=["rectification"],
        tells=["rechecked"],
        primary=[S.REPORTED, S.EXPIRED],
    )
    def recheck(
        self,
        *,
        officers: list[int],
        checked_on: date,
        judgements: list[dict[str, Any]],
        evidence: Sequence[int] = (),
    ) -> None:
        self.subject = judging.recheck(self.record, officers, checked_on, judgements, evidence)

    @step(
        state,
        {S.OVERDUE: SELF},
        label=_("提请处罚"),
        may=officer,
        law="安全生产法第97条",
        when=[this.second_tier, this.parties_named],
        primary=[S.OVERDUE],
    )
    def escalate(self, *, parties: list[dict[str, Any]]) -> None:
        judging.escalate(self.record, parties)
