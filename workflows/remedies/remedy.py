"""复议、诉讼: one instance against one served act, from the copy that came in to the ruling and what it asks for."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.clock.models import Deadline
from casework.penalties.models import Remedy, Stay
from casework.penalties.states import RemedyState as S
from documents.models import Service
from workflows.engine import state
from workflows.remedies import holding, outcomes
from workflows.remedies.conditions import RECEIPT, STAYING, RemedyConditions
from workflows.words import SELF, OnlyIf, officer, step

ANSWERS = {Remedy.Instance.RECONSIDERATION: "reconsideration_answer"}  # every other instance: suit_answer
RIGHTS = ("reconsideration", "suit", "suit_after_reconsideration", "appeal")
FAR = date(9999, 12, 31)


class RemedyLifecycle(RemedyConditions):
    kind = "remedy"
    title = _("复议、诉讼")
    record_model = Remedy
    ended = (S.ENDED,)

    def starting(self, name: str) -> list[dict[str, Any]]:
        record = self.record
        if name in ("reconsideration_answer", "suit_answer"):
            own = ANSWERS.get(Remedy.Instance(record.instance), "suit_answer")
            return [{"starts_on": record.received_on, "key": str(record.pk)}] if name == own else []
        return self.next_period(name)

    def next_period(self, name: str) -> list[dict[str, Any]]:
        """The party's next right: after a reconsideration to sue, after a judgement to appeal (行诉法 45, 85). One who
        withdrew his application keeps the period to sue that the act's own service began.
        """
        record, withdrawn = self.record, self.facts.outcome == Remedy.Outcome.WITHDRAWN
        right = {"key": str(record.document_id), "right_of_party": True}
        if name == "suit":
            served_on = Service.objects.filter(document=record.document_id, state="served").aggregate(
                on=Min("served_on")
            )
            again = withdrawn and record.instance == Remedy.Instance.RECONSIDERATION
            return [{**right, "starts_on": served_on["on"]}] if again else []
        opens = {"suit_after_reconsideration": Remedy.Instance.RECONSIDERATION, "appeal": Remedy.Instance.SUIT}
        return [{**right, "starts_on": record.ended_on}] if record.instance == opens[name] and not withdrawn else []

    def stopping(self, name: str) -> list[str | None]:
        return [str(self.record.document_id if name in RIGHTS else self.record.pk)]

    def ending(self, name: str, step: str) -> str:
        """A right used, or an answer given, is met; the other ways to the same end fall away."""
        used = name in RIGHTS and name.startswith(self.record.instance)
        return "met" if used or step == "answer" else "dropped"

    def clocks_moved(self) -> None:
        rows = Deadline.objects.filter(kind=self.kind, record=self.record.pk, status="running", right_of_party=False)
        Remedy.objects.filter(pk=self.record.pk).update(due_on=rows.aggregate(on=Min("due_on"))["on"] or FAR)

    @step(
        state,
        {"": S.PENDING},
        label=_("登记复议、诉讼"),
        may=officer,
        law="行政复议法第48条，行政诉讼法第67条",
        when=[this.act_served, this.once_each, this.in_turn, this.received_when, this.body_named, this.papers_attached],
        starts=["reconsideration_answer", "suit_answer"],
        stops=RIGHTS,
        tells=["remedy-registered"],
    )
    def register(
        self, *, applied_on: date, received_on: date, body: str, case_number: str, claims: str, papers: list[int]
    ) -> None:
        record = self.record
        record.applied_on, record.received_on, record.body = applied_on, received_on, body
        record.case_number, record.claims = case_number, claims
        record.papers.set(papers)

    @step(
        state,
        {S.PENDING: SELF},
        label=_("答复"),
        may=officer,
        law=RECEIPT,
        when=[this.unanswered, this.answer_written],
        approval="leader",
        issues=["remedy-answer"],
        stops=["reconsideration_answer", "suit_answer"],
        primary=[S.PENDING],
    )
    def answer(self, *, answer: str) -> None:
        self.record.answer, self.record.answered_on = answer, self.today

    def finish(self, step: str) -> None:
        """The row's own paper is the act under review; the answer is kept beside it."""
        for document in self.documents:
            if document.pk and document.kind == "remedy-answer":
                Remedy.objects.filter(pk=self.record.pk).update(answer_document=document)

    @step(
        state,
        {S.PENDING: SELF},
        label=_("停止执行"),
        may=officer,
        law=STAYING,
        when=[this.not_yet_stayed, this.stay_dated, this.reasoned],
        tells=["act-stayed"],
    )
    def stay(self, *, since: date, reason: str) -> None:
        self.subject = Stay.objects.create(remedy=self.record, since=since, reason=reason, by=self.by)
        holding.hold(self.record.document, since, STAYING)

    @step(
        state,
        {S.PENDING: SELF},
        label=_("恢复执行"),
        may=officer,
        law=STAYING,
        when=[this.stayed_now, this.end_dated, this.reasoned],
        tells=["act-resumed"],
    )
    def end_stay(self, *, until: date, reason: str) -> None:
        self.run_on(until)

    def run_on(self, until: date) -> None:
        """The stay ends; the clocks it held run on."""
        self.record.stays.filter(until=None).update(until=until)
        holding.run_on(self.record.document, until)

    def obliged(self) -> bool:
        return bool(self.record.obliges)

    @step(
        state,
        {S.PENDING: S.ENDED},
        label=_("登记复议、裁判结果"),
        may=officer,
        law="行政复议法第64条至第68条，行政诉讼法第69条至第77条",
        when=[this.outcome_known, this.never_heavier, this.papers_attached],
        starts=["suit_after_reconsideration", "appeal", "suit"],
        stops=["reconsideration_answer", "suit_answer"],
        tells=["remedy-ended", OnlyIf(this.obliged, "remedy-obliges")],
    )
    def conclude(
        self, *, outcome: str, words: str, ended_on: date, papers: list[int], fine: Decimal | None = None
    ) -> None:
        record = self.record
        record.outcome, record.outcome_words, record.ended_on = outcome, words, ended_on
        record.outcome_fine = None if fine is None else Decimal(fine)
        record.obliges = outcomes.obliged(record.document, outcome)
        record.papers.add(*papers)
        self.run_on(ended_on)
