"""认定申请: from the draft to the city bureau's opinion. Its later parts stand in evaluating.py and publicising.py."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import Application, Recommendation, Supplement, SupplementItem
from casework.accreditation.queries import refresh_due
from casework.accreditation.states import EXAMINED
from casework.accreditation.states import ApplicationState as S
from documents.models import Document
from workflows.accreditation.actors import city
from workflows.accreditation.asking import ask_city
from workflows.accreditation.conditions import CITY, PLAN, REASONS, RECEIPT
from workflows.accreditation.evaluating import Evaluating
from workflows.accreditation.publicising import Publicising
from workflows.engine import state
from workflows.words import ALL, SELF, OnService, clock, officer, party, step

WITH_OFFICE = (S.SUBMITTED, S.INCOMPLETE, *EXAMINED, S.OBJECTED)


class ApplicationLifecycle(Evaluating, Publicising):
    kind = "application"
    title = _("认定申请")
    record_model = Application

    def starting(self, name: str) -> list[dict[str, Any]]:
        if name == "application_window":
            window = self.record.round
            return [{"starts_on": window.opens_on, "due_on": window.closes_on, "label": _("申报期")}]
        if name == "recommendation":
            return [{"starts_on": self.received_on}] if self.record.city_id else []
        return super().starting(name)

    @property
    def received_on(self) -> date:
        """What was received is deemed accepted on the day it was received, not on the day the clock looks."""
        if not self.record.deemed:
            return self.today
        answer = self.record.supplements.exclude(answered_on=None).order_by("pk").last()
        return (answer and answer.answered_on) or self.record.submitted_on or self.today

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """A notice that comes after its own answer starts nothing."""
        if name == "supplement" and self.record.state != S.INCOMPLETE:
            return []
        return super().on_service(name, document, served_on)

    def ending(self, name: str, step: str) -> str:
        """Who did in time what the clock was for has met it."""
        met = {
            "application_window": ("submit",),
            "acceptance": ("accept", "refuse", "request_supplement"),
            "supplement": ("supplement",),
            "recommendation": ("recommend", "not_recommend"),
            "evaluation": ("conclude_evaluation",),
            "publicity": ("designate",),
            "objection": ("resolve_objection",),
        }
        return "met" if step in met.get(name, ()) else "dropped"

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id)

    def finish(self, step: str) -> None:
        super().finish(step)
        if step in ("accept", "deem_accepted") and self.record.city_id:
            ask_city(self.record)

    def route_of_request(self) -> str:
        """The first request is the officer's; a further one the head of the unit signs."""
        return "unit" if self.record.supplements.exists() else ""

    # --- the applicant --------------------------------------------------------------------------------------------
    @step(
        state,
        {"": S.DRAFT},
        label=_("起草申报"),
        may=party,
        law=PLAN,
        when=[this.round_open, this.right_kind, this.not_barred, this.renewal_in_time],
        starts=["application_window"],
    )
    def draft(self) -> None:
        """What is filled in afterwards is no step: nothing binds before it is submitted."""

    @step(
        state,
        {S.DRAFT: S.SUBMITTED},
        label=_("提交申报"),
        may=party,
        law=PLAN,
        when=[this.round_open, this.right_kind, this.not_barred, this.renewal_in_time, this.complete],
        issues=["application-form"],
        starts=["acceptance"],
        stops=["application_window"],
        tells=["application-submitted"],
    )
    def submit(self) -> None:
        self.record.submitted_on = self.today

    @step(
        state,
        {S.INCOMPLETE: S.SUBMITTED},
        label=_("提交补正材料"),
        may=party,
        law=RECEIPT,
        when=[this.each_answered],
        starts=["acceptance"],
        stops=["supplement"],
        tells=["supplement-answered"],
    )
    def supplement(self, *, answers: list[dict[str, Any]]) -> None:
        rows = {item.pk: item for item in self.waiting.items.all()}  # type: ignore[union-attr]
        for given in answers:
            item = rows[given["item"]]
            item.answer = given["text"].strip()
            item.save(update_fields=["answer"])
            item.evidence.set(given["evidence"])
        Supplement.objects.filter(pk=self.waiting.pk).update(answered_on=self.today)  # type: ignore[union-attr]

    @step(
        state,
        {(S.DRAFT, *WITH_OFFICE): S.WITHDRAWN},
        label=_("撤回申报"),
        may=party,
        law=PLAN,
        stops=[ALL],
        tells=["application-withdrawn"],
    )
    def withdraw(self, *, reason: str = "") -> None:
        self.record.stage_reason = reason.strip()
        self.end_evaluations("申报已经撤回。")

    # --- the clock ------------------------------------------------------------------------------------------------
    @step(
        state,
        {(S.DRAFT, S.INCOMPLETE): S.WITHDRAWN},
        label=_("视为撤回"),
        may=clock,
        law=RECEIPT,
        when=[this.period_over],
        stops=[ALL],
        tells=["application-lapsed"],
    )
    def lapse(self) -> None:
        self.record.stage_reason = "逾期没有提交，视为撤回。"

    @step(
        state,
        {S.SUBMITTED: S.ACCEPTED},
        label=_("视为受理"),
        may=clock,
        law=RECEIPT,
        when=[this.acceptance_over],
        starts=["recommendation"],
        stops=["acceptance"],
        tells=["application-deemed", "application-deemed-office"],
    )
    def deem_accepted(self) -> None:
        self.record.answered_on, self.record.deemed = self.today, True

    # --- the office -----------------------------------------------------------------------------------------------
    @step(
        state,
        {S.SUBMITTED: S.INCOMPLETE},
        label=_("一次告知补正"),
        may=officer,
        law=RECEIPT,
        when=[this.items_listed, this.once_only],
        approval=this.route_of_request,
        issues=["supplement-notice"],
        starts=[OnService("supplement")],
        stops=["acceptance"],
        tells=["supplement-asked"],
    )
    def request_supplement(self, *, items: list[str], reason: str = "") -> None:
        self.subject = Supplement.objects.create(
            application=self.record, requested_on=self.today, reason=reason.strip()
        )
        SupplementItem.objects.bulk_create(
            SupplementItem(supplement=self.subject, number=n, text=text.strip()) for n, text in enumerate(items, 1)
        )

    @step(
        state,
        {S.SUBMITTED: S.ACCEPTED},
        label=_("受理"),
        may=officer,
        law=RECEIPT,
        issues=["acceptance-notice"],
        starts=["recommendation"],
        stops=["acceptance"],
        tells=["application-accepted"],
        primary=[S.SUBMITTED],
    )
    def accept(self) -> None:
        self.record.answered_on = self.today

    @step(
        state,
        {S.SUBMITTED: S.REFUSED},
        label=_("不予受理"),
        may=officer,
        law=f"{RECEIPT}、第38条",
        when=[this.reasoned],
        issues=["refusal-notice"],
        starts=[OnService("reconsideration"), OnService("suit")],
        stops=[ALL],
        tells=["application-refused"],
    )
    def refuse(self, *, reason: str) -> None:
        self.record.answered_on, self.record.stage_reason = self.today, reason.strip()

    # --- the city bureau ------------------------------------------------------------------------------------------
    def give_opinion(self, favourable: bool, verdict: str) -> None:
        bureau = self.record.city
        assert bureau is not None  # the actor serves in it
        self.subject = Recommendation.objects.create(
            application=self.record, agency=bureau, favourable=favourable, opinion=verdict.strip(),
            on=self.today, by=self.by,
        )  # fmt: skip

    @step(
        state,
        {S.ACCEPTED: S.RECOMMENDED},
        label=_("初审推荐"),
        may=city,
        law=CITY,
        when=[this.once_each, this.verdict_written],
        issues=["recommendation-opinion"],
        stops=["recommendation"],
        tells=["recommendation-given"],
    )
    def recommend(self, *, verdict: str) -> None:
        self.give_opinion(True, verdict)

    @step(
        state,
        {S.ACCEPTED: SELF},
        label=_("不予推荐"),
        may=city,
        law=CITY,
        when=[this.once_each, this.verdict_written],
        issues=["recommendation-opinion"],
        stops=["recommendation"],
        tells=["recommendation-given"],
    )
    def not_recommend(self, *, verdict: str) -> None:
        self.give_opinion(False, verdict)

    @step(
        state,
        {S.ACCEPTED: S.RECOMMENDED},
        label=_("不经初审推荐办理"),
        may=officer,
        law=CITY,
        when=[this.may_skip, this.reasoned],
        approval="unit",
        stops=["recommendation"],
    )
    def skip_recommendation(self, *, reason: str) -> None:
        """The reason stands in the event and on the approval form."""

    @step(
        state,
        {EXAMINED: S.NOT_DESIGNATED},
        label=_("不予认定"),
        may=officer,
        law=REASONS,
        when=[this.reasoned],
        approval="leader",
        issues=["rejection-notice"],
        starts=[OnService("reconsideration"), OnService("suit")],
        stops=[ALL],
        tells=["application-rejected"],
    )
    def reject(self, *, reason: str) -> None:
        self.record.stage_reason = reason.strip()
        self.end_evaluations("申报不予认定。")
