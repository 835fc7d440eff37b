"""行政处罚案件, from filing to the end of the investigation and the review of what it proposes."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accounts.grants import put_in_charge
from casework.accounts.models import User
from casework.penalties.models import KeptEvidence, LegalReview, Penalty
from casework.penalties.states import ASKED, READY
from casework.penalties.states import PenaltyState as S
from workflows.engine import state
from workflows.matter import TWO_OFFICERS
from workflows.penalty import investigating
from workflows.penalty.filing_conditions import KEEPING, QUESTIONING, REVIEW, FilingConditions
from workflows.words import SELF, Actor, OnlyIf, officer, reviewer, step

KEPT = (S.FILED, *READY)
RELEASED = (*KEPT, *ASKED)  # the seven days of 行政处罚法 56 do not wait for a hearing
returner = Actor("J", "法制审核人员或者分管负责人", "penalty.send_back", lambda r: r.office)


class Filing(FilingConditions):
    idle: dict[str, list[str | None]] | None = None  # clock -> keys without a purpose, once a step has found out

    def idle_keys(self, name: str) -> list[str | None]:
        return [None] if self.idle is None else self.idle.get(name, [])

    def stop_serve(self) -> list[str | None]:
        return self.idle_keys("serve")

    def stop_defence(self) -> list[str | None]:
        return self.idle_keys("defence")

    def stop_hearing_request(self) -> list[str | None]:
        return self.idle_keys("hearing_request")

    def stop_hearing(self) -> list[str | None]:
        return self.idle_keys("hearing")

    def notice_ended(self) -> bool:
        return bool(self.idle and self.idle["serve"])

    def start_keep(self) -> list[dict[str, Any]]:
        return [{"key": str(self.subject.pk)}]

    def stop_keep(self) -> list[str | None]:
        return [str(self.subject.pk)] if isinstance(self.subject, KeptEvidence) else [None]

    def finish(self, step: str) -> None:
        super().finish(step)
        for document in self.documents:
            if document.kind == "filing-approval":
                self.record.number = document.number
                Penalty.objects.filter(pk=self.record.pk).update(number=document.number)
            if document.kind == "evidence-disposal" and document.pk:
                KeptEvidence.objects.filter(pk=self.subject.pk).update(release_document=document)

    @step(
        state,
        {"": S.FILED},
        label=_("立案"),
        may=officer,
        law="行政处罚法第54条、第36条、第29条，安全生产法第97条、第112条",
        when=[
            *(this.in_our_area, this.case_open, this.charged_findings, this.two_certified, this.none_recused),
            *(this.not_barred, this.found_overdue, this.still_refusing, this.penalty_provided, this.not_twice),
        ],
        approval="leader",
        issues=["filing-approval"],
        starts=["decision"],
    )
    def file(
        self,
        *,
        findings: list[int],
        cause: str,
        act_on: date,
        officers: list[int],
        harm: bool = False,
        source: str = "执法检查",
    ) -> None:
        record = self.record
        record.cause, record.act_on, record.harm, record.source = cause.strip(), act_on, harm, source.strip()
        record.filed_on = self.today
        record.findings.set(findings)
        put_in_charge(self.dossier, User.objects.filter(pk__in=officers))

    @step(
        state,
        {S.FILED: SELF},
        label=_("通知询问"),
        may=officer,
        law=QUESTIONING,
        when=[this.summons_written, this.appears_later],
        issues=["interview-notice"],
        tells=["summoned"],
    )
    def summon(self, *, person: str, matter: str, appear_at: datetime, place: str, bring: list[str]) -> None:
        """The notice is the fact."""

    @step(
        state,
        {S.FILED: SELF},
        label=_("制作询问笔录"),
        may=officer,
        law=QUESTIONING,
        when=[this.two_certified, this.interview_past, this.interview_signed],
        issues=["interview-record"],
    )
    def record_interview(
        self,
        *,
        person: str,
        post: str,
        began_at: datetime,
        ended_at: datetime,
        place: str,
        questions: str,
        officers: list[int],
        signed: list[int],
    ) -> None:
        """The record is the fact."""

    @step(
        state,
        {KEPT: SELF},
        label=_("先行登记保存证据"),
        may=officer,
        law=KEEPING,
        when=[this.two_certified, this.keeping_needed],
        approval="leader",
        issues=["evidence-notice", "evidence-approval"],
        starts=["keep"],
        tells=["evidence-kept"],
    )
    def keep_evidence(self, *, items: list[dict[str, Any]], reason: str, place: str, officers: list[int]) -> None:
        self.subject = KeptEvidence.objects.create(
            penalty=self.record, items=items, reason=reason, place=place, kept_on=self.today
        )

    @step(
        state,
        {RELEASED: SELF},
        label=_("处理先行登记保存的证据"),
        may=officer,
        law=KEEPING,
        when=[this.still_kept, this.disposal_written],
        approval="leader",
        issues=["evidence-disposal", "evidence-disposal-approval"],
        stops=["keep"],
        tells=["evidence-released"],
    )
    def release_evidence(self, *, kept: int, disposal: str) -> None:
        self.subject = self.record.kept.get(pk=kept)
        self.subject.disposal, self.subject.released_on = disposal, self.today
        self.subject.save(update_fields=["disposal", "released_on"])

    @step(
        state,
        {S.FILED: S.INVESTIGATED},
        label=_("调查终结"),
        may=officer,
        law=f"行政处罚法第57条，{TWO_OFFICERS}",
        when=[
            *(this.two_certified, this.rights_were_told, this.facts_stated, this.evidence_enough, this.answers_given),
            *(this.basis_fits, this.kinds_provided, this.amount_in_range, this.factors_told),
            this.grade_kept,
        ],
        issues=["investigation-report", "handling-approval"],
        stops=["serve", "defence", "hearing_request", "hearing"],
        primary=[S.FILED],
    )
    def conclude_investigation(
        self,
        *,
        officers: list[int],
        facts: str,
        breached: str,
        penalised_by: str,
        basis: int,
        evidence: list[int],
        answers: dict[str, Any],
        rights_told: bool,
        warning: bool = False,
        fine: Decimal = Decimal(0),
        confiscation: Decimal = Decimal(0),
        stop_production: bool = False,
        grade: int | None = None,
        factors: list[dict[str, str]] = [],  # noqa: B006  a fact's default; never written to
        computation: str = "",
        outside_reason: str = "",
        complex: bool = False,
        chosen_because: str = "",
    ) -> None:
        """A notice of an earlier proposal says nothing of this one (行政处罚法 44)."""
        self.idle = investigating.void(self, "调查后重新提出处理意见")
        self.subject = investigating.propose(self)

    @step(
        state,
        {READY: S.FILED},
        label=_("退回调查"),
        may=returner,
        law="行政处罚法第57条、第58条",
        when=[this.missing_said],
        stops=["serve", "defence", "hearing_request", "hearing"],
        tells=["sent-back", OnlyIf(this.notice_ended, "penalty-notice-void")],
    )
    def send_back(self, *, missing: str) -> None:
        self.record.stage_reason = missing.strip()[:400]
        self.idle = investigating.void(self, f"退回补充调查：{missing.strip()}")

    @step(
        state,
        {READY: SELF},
        label=_("法制审核"),
        may=reviewer,
        law=REVIEW,
        when=[this.something_proposed, this.reviewer_qualified, this.reviewer_apart, this.opinion_given],
        issues=["legal-review"],
        tells=["legally-reviewed"],
    )
    def review_legality(self, *, result: str, opinion: str) -> None:
        assert self.sanction is not None  # something is proposed
        self.subject = LegalReview.objects.create(
            sanction=self.sanction, reviewer=self.by, result=result, opinion=opinion, on=self.today
        )
