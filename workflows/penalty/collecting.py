"""行政处罚案件, the money: receipts, deferral, demand, surcharge, the court."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.models import Ruling
from casework.penalties.states import AFTER
from casework.penalties.states import PenaltyState as S
from documents.models import Document
from workflows.engine import state
from workflows.penalty import dues
from workflows.penalty.collecting_conditions import (
    BANK,
    COURT,
    DEFERRAL,
    DEMAND,
    HEARD,
    REFUND,
    SURCHARGE,
    CollectingConditions,
)
from workflows.words import SELF, Actor, OnlyIf, OnService, choose, officer, party, step

# A bank's list names many matters at once: whoever books it need not be in charge of each.
cashier = Actor("O", "承办人或者内勤", "matter.collect", lambda r: r.office)
ASKED_FOR = (S.DECIDED, S.DEMANDED)
BOOKED = (*AFTER, S.PERFORMED, S.ENDED, S.WITHDRAWN)
WINDOWS = ("court_window", "court_window_judged")
ANSWERING = ("demand_objection", "demand_wait")


class Collecting(CollectingConditions):
    pay_idle = True  # whether the clock to pay, where a step names it, stops

    def start_pay(self) -> list[dict[str, Any]]:
        return dues.pay_dates(self.subject)

    def stop_pay(self) -> list[str | None]:
        return [None] if self.pay_idle else []

    def start_court_window(self) -> list[dict[str, Any]]:
        return dues.window(self.decision, "court_window")

    def start_court_window_judged(self) -> list[dict[str, Any]]:
        return dues.window(self.decision, "court_window_judged")

    def start_court_objection(self) -> list[dict[str, Any]]:
        refused = self.subject.outcome == Ruling.Outcome.REFUSED
        return [{"starts_on": self.subject.received_on, "key": str(self.subject.pk)}] if refused else []

    def ending(self, name: str, step: str) -> str:
        moved = (step == "defer_payment" and name == "pay") or (step == "demand" and name in WINDOWS)
        return "moved" if moved else super().ending(name, step)

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """Only the last demand is waited out; nobody answers a demand once the matter has gone on."""
        asked = self.record.state == S.DEMANDED
        if (name in ANSWERING and not asked) or (name == "demand_wait" and document.kind != "court-demand"):
            return []
        return super().on_service(name, document, served_on)

    @step(
        state,
        {BOOKED: SELF},
        label=_("登记缴款"),
        may=cashier,
        law=BANK,
        when=[this.decided_once, this.receipt_once, this.amount_right, this.paid_when],
        stops=["pay"],
        tells=["payment-booked"],
        primary=[S.DECIDED],
    )
    def record_payment(self, *, receipt: str, amount: Decimal, paid_on: date, batch: int | None = None) -> None:
        self.subject = dues.book(self, receipt, Decimal(amount), paid_on, batch)
        self.pay_idle = self.account().owed == 0

    @step(
        state,
        {BOOKED: SELF},
        label=_("退付"),
        may=officer,
        law=REFUND,
        when=[
            *(this.decided_once, this.something_back, this.receipt_once, this.not_too_much_back, this.paid_when),
            this.reasoned,
        ],
        approval="leader",
        issues=["refund-approval"],
        tells=["payment-refunded"],
    )
    def refund(self, *, receipt: str, amount: Decimal, paid_on: date, reason: str) -> None:
        self.subject = dues.pay_back(self, receipt, Decimal(amount), paid_on, reason)

    @step(
        state,
        {ASKED_FOR: SELF},
        label=_("申请延期、分期缴纳罚款"),
        may=party,
        law=DEFERRAL,
        when=[this.still_owed, this.decision_served, this.none_asked, this.hardship_shown, this.wishes_dated],
        tells=["deferral-requested"],
    )
    def request_deferral(
        self, *, reason: str, evidence: list[int], instalments: list[dict[str, Any]], from_paper: bool = False
    ) -> None:
        self.subject = dues.ask_to_defer(self, reason, evidence, instalments, from_paper)

    @step(
        state,
        {ASKED_FOR: SELF},
        label=_("答复延期、分期缴纳申请"),
        may=officer,
        law=DEFERRAL,
        when=[this.deferral_asked, this.refusal_reasoned, this.adds_up, this.later_than_pay],
        approval="leader",
        issues=["deferral-answer", "deferral-approval"],
        stops=["pay"],
        starts=["pay"],
        tells=["deferral-answered"],
    )
    def defer_payment(
        self, *, request: int, granted: bool, reason: str = "", instalments: list[dict[str, Any]] | None = None
    ) -> None:
        self.subject = dues.defer(request, granted, reason, instalments or [], self.today)
        self.pay_idle = granted

    def copies(self, code: str) -> list[dict[str, Any]]:
        """Every instalment has a paper of its own, by which the bank takes it."""
        if code != "deferral-answer" or not self.subject.granted:
            return super().copies(code)
        return [{"part": number} for number in range(1, self.subject.instalments.count() + 1)]

    def last(self) -> bool:
        return bool(self.subject and self.subject.last)

    def first(self) -> bool:
        return not self.last()

    @step(
        state,
        {S.DECIDED: S.DEMANDED, S.DEMANDED: SELF},
        label=_("催告"),
        may=officer,
        law="行政强制法第35条、第54条",
        when=[
            *(this.pay_over, this.still_owed, this.not_stayed, this.objections_answered, this.remedies_spent),
            this.pay_by_ahead,
        ],
        issues=[OnlyIf(this.first, "payment-demand"), OnlyIf(this.last, "court-demand")],
        stops=WINDOWS,
        starts=["serve", *WINDOWS, OnService("demand_objection"), OnService("demand_wait")],
        tells=["demanded"],
        primary=[S.DEMANDED],
    )
    def demand(self, *, last: bool, pay_by: date) -> None:
        self.subject = dues.demand(self, last, pay_by)

    @step(
        state,
        {S.DEMANDED: SELF},
        label=_("对催告陈述申辩"),
        may=party,
        law=HEARD,
        when=[this.demand_open, this.objection_written],
        stops=["demand_objection"],
        tells=["demand-objected"],
    )
    def object_to_demand(self, *, text: str) -> None:
        self.subject = dues.object_to(self, text)

    @step(
        state,
        {S.DEMANDED: SELF},
        label=_("复核对催告的陈述申辩"),
        may=officer,
        law=HEARD,
        when=[this.objection_waits, this.answer_written],
        tells=["objection-answered"],
    )
    def answer_objection(self, *, demand: int, answer: str) -> None:
        self.subject = dues.answer(demand, answer)

    @step(
        state,
        {S.DEMANDED: SELF},
        label=_("加处罚款"),
        may=officer,
        law=SURCHARGE,
        when=[this.pay_over, this.not_stayed, this.upto_right, this.surcharge_grows],
        approval="leader",
        issues=["surcharge-decision"],
        starts=["serve", OnService("reconsideration"), OnService("suit")],
        tells=["surcharge-issued"],
    )
    def add_surcharge(self, *, upto_on: date) -> None:
        self.subject = dues.add_surcharge(self.decision, self.account(upto_on))

    @step(
        state,
        {S.DEMANDED: S.AT_COURT},
        label=_("申请法院强制执行"),
        may=officer,
        law="行政强制法第53条至第55条",
        when=[
            *(this.still_owed, this.not_stayed, this.waited_out, this.objections_answered, this.in_window),
            this.court_named,
        ],
        approval="chief",
        issues=["court-application"],
        stops=["pay", "demand_wait", "demand_objection", "court_objection", *WINDOWS],
        tells=["court-applied"],
    )
    def apply_to_court(self, *, court: str) -> None:
        self.subject = dues.apply(self, court)

    def ruled_state(self, **facts: Any) -> str:
        return S.DEMANDED if facts["outcome"] == Ruling.Outcome.REFUSED else S.AT_COURT

    @step(
        state,
        {S.AT_COURT: choose(ruled_state, S.AT_COURT, S.DEMANDED)},
        label=_("登记法院裁定"),
        may=officer,
        law="行政强制法第56条至第58条",
        when=[this.ruling_shown, this.ruled_when],
        starts=["court_objection"],
        tells=["court-ruled"],
        primary=[S.AT_COURT],
    )
    def record_ruling(
        self, *, outcome: str, number: str, ruled_on: date, received_on: date, words: str, evidence: list[int]
    ) -> None:
        self.subject = dues.rule(self.application, outcome, number, ruled_on, received_on, words)
        self.subject.evidence.set(evidence)


__all__ = ["BOOKED", "COURT", "DEMAND", "Collecting", "cashier"]
