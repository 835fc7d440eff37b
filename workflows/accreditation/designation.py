"""命名: from the designation on a slot through its reviews. How it ends stands in terminating.py."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import Rectification, Review
from casework.accreditation.states import HOLDING
from casework.accreditation.states import DesignationState as S
from casework.clock.deadlines import last_day, period
from documents.models import Document
from workflows.accreditation.actors import officer_or_clock
from workflows.accreditation.designation_conditions import PLAN, SUPERVISION
from workflows.accreditation.terminating import Terminating
from workflows.engine import state
from workflows.words import SELF, OnService, anybody, officer, party, step

CERTIFICATE = "designation-certificate"


class DesignationLifecycle(Terminating):
    kind = "designation"
    title = _("命名")

    def finish(self, step: str) -> None:
        """The designation bears the number of its certificate."""
        for document in self.documents:
            if document.kind == CERTIFICATE and document.pk:
                self.record.certificate, self.record.number = document, document.number
                self.record.save(update_fields=["certificate", "number"])
            elif document.kind in self.DECISIONS and document.pk:
                self.subject.decision = document
                self.subject.save(update_fields=["decision"])

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """A notice that comes after its own answer starts nothing."""
        waits = {"designation_rectify": S.RECTIFYING, "statement": S.REVOCATION_NOTIFIED}
        reported = name == "designation_rectify" and self.rectification and self.rectification.reported_on
        if self.record.state != waits.get(name, self.record.state) or reported:
            return []
        return super().on_service(name, document, served_on)

    @step(
        state,
        {"": S.ACTIVE},
        label=_("命名"),
        may=anybody,
        law=PLAN,
        when=[this.holds_a_slot],
        issues=[CERTIFICATE],
        starts=["designation_validity", "designation_review"],
        tells=["designated"],
    )
    def designate(self) -> None:
        self.record.designated_on = self.record.valid_from = self.today
        self.record.valid_to = last_day(self.today, period("designation_validity", self.today))

    def conclude(self, outcome: str, opinion: str) -> Review:
        """Give the open review its outcome."""
        review = self.review
        review.outcome, review.opinion, review.concluded_on = outcome, opinion.strip(), self.today
        review.save(update_fields=["outcome", "opinion", "concluded_on", "updated_at"])
        return review

    # --- review ---------------------------------------------------------------------------------------------------
    @step(
        state,
        {S.ACTIVE: S.UNDER_REVIEW},
        label=_("开始复核"),
        may=officer_or_clock,
        law=SUPERVISION,
        when=[this.ground_for_review],
        stops=["designation_review"],
        tells=["review-opened", "review-opened-office"],
    )
    def open_review(self, *, ground: str, reason: str = "") -> None:
        self.subject = Review.objects.create(
            designation=self.record, ground=ground, reason=reason.strip(), opened_on=self.today
        )

    @step(
        state,
        {S.UNDER_REVIEW: S.ACTIVE},
        label=_("复核合格"),
        may=officer,
        law=SUPERVISION,
        when=[this.not_stopped, this.opinion_written, this.exceptions_answered],
        issues=["designation-review"],
        starts=["designation_review"],
        tells=["review-passed"],
        primary=[S.UNDER_REVIEW],
    )
    def conclude_review(self, *, verdict: str, reason: str = "") -> None:
        self.subject = self.conclude(Review.Outcome.PASSED, "\n".join(filter(None, [verdict, reason])))

    @step(
        state,
        {S.UNDER_REVIEW: S.RECTIFYING},
        label=_("要求限期整改"),
        may=officer,
        law=SUPERVISION,
        when=[this.items_to_rectify, this.opinion_written],
        approval="unit",
        issues=["designation-rectification", "designation-review"],
        starts=[OnService("designation_rectify")],
        tells=["rectification-asked"],
    )
    def order_rectification(self, *, items: list[str], verdict: str) -> None:
        review = self.conclude(Review.Outcome.RECTIFY, verdict)
        self.subject = Rectification.objects.create(
            designation=self.record, review=review, items=[item.strip() for item in items], ordered_on=self.today
        )

    # --- rectification --------------------------------------------------------------------------------------------
    @step(
        state,
        {S.RECTIFYING: SELF},
        label=_("报告整改情况"),
        may=party,
        law=SUPERVISION,
        when=[this.report_written],
        stops=["designation_rectify"],
        tells=["rectification-reported"],
    )
    def report_rectification(self, *, text: str, evidence: list[int]) -> None:
        """A further report, after one found wanting, is looked at anew."""
        self.subject = self.rectification
        self.subject.report, self.subject.reported_on, self.subject.fit = text.strip(), self.today, None
        self.subject.save(update_fields=["report", "reported_on", "fit"])
        self.subject.evidence.add(*evidence)

    def judge(self, fit: bool, checked_on: date, verdict: str) -> None:
        row = self.rectification
        assert row is not None  # somebody has reported
        row.fit, row.checked_on, row.verdict = fit, checked_on, verdict.strip()
        row.save(update_fields=["fit", "checked_on", "verdict"])

    @step(
        state,
        {S.RECTIFYING: S.ACTIVE},
        label=_("整改合格"),
        may=officer,
        law=SUPERVISION,
        when=[this.reported, this.not_stopped, this.checked_when, this.verdict_written],
        starts=["designation_review"],
        tells=["rectification-accepted"],
        primary=[S.RECTIFYING],
    )
    def accept_rectification(self, *, checked_on: date, verdict: str) -> None:
        self.judge(True, checked_on, verdict)

    @step(
        state,
        {S.RECTIFYING: SELF},
        label=_("整改不合格"),
        may=officer,
        law=SUPERVISION,
        when=[this.reported, this.checked_when, this.verdict_written],
        tells=["rectification-refused"],
    )
    def refuse_rectification(self, *, checked_on: date, verdict: str) -> None:
        self.judge(False, checked_on, verdict)

    @step(
        state,
        {HOLDING: SELF},
        label=_("换发证书"),
        may=officer,
        law=PLAN,
        when=[this.reasoned],
        approval="unit",
        issues=[CERTIFICATE],
        tells=["certificate-replaced"],
    )
    def reissue_certificate(self, *, reason: str) -> None:
        """The old one says from now on that another has taken its place."""
        old = Document.objects.filter(pk=self.record.certificate_id or 0)
        old.update(status=Document.Status.REPLACED, status_reason=reason.strip()[:200])
