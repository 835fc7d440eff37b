"""How a stop ends otherwise than by acceptance: closure by the government, lifting, the end of the act it rests on."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.counters import counts
from casework.penalties.models import Closure
from casework.penalties.states import STOPPED
from casework.penalties.states import SuspensionState as S
from workflows.engine import state
from workflows.remedies.standing import obeyed
from workflows.stopping.conditions import CLOSING, STOP, StoppingConditions
from workflows.words import SELF, anybody, choose, officer, step

CLOCKS = ("fitness", "coal_announce")
ENDED = (S.RESUMED, S.SHUT, S.LIFTED)


class Closing(StoppingConditions):
    """The second half of the page; the first is suspension.py."""

    def end(self, reason: str = "") -> None:
        """The stop is over; an open request needs no answer, a measure it rested on no longer binds."""
        self.record.ended_on, self.record.stage_reason = self.today, reason[:400]
        self.drop_request(reason)
        if self.record.measure is not None and self.record.measure.lifted_on is None:
            self.record.measure.lifted_on = self.today
            self.record.measure.save(update_fields=["lifted_on"])

    def drop_request(self, words: str) -> None:
        self.record.acceptances.filter(fit=None).update(fit=False, opinion=words)

    @step(
        state,
        {(S.IN_FORCE, S.ACCEPTANCE_REQUESTED, S.DEFIED): S.CLOSURE_PROPOSED},
        label=_("提请关闭"),
        may=officer,
        law=CLOSING,
        when=[this.act_served, this.not_stayed, this.ground_of_closure, this.government_named, this.reasoned],
        approval="collective",
        issues=["closure-report"],
        stops=["fitness"],
    )
    def propose_closure(self, *, ground: str, government: str, reason: str) -> None:
        self.drop_request("已提请关闭。")
        self.subject = Closure.objects.create(
            suspension=self.record, ground=ground, government=government, reason=reason, proposed_on=self.today,
            counts=counts(self.record.enterprise_id, self.today).frozen(),
        )  # fmt: skip

    def answered_state(self, **facts: Any) -> str:
        return S.SHUT if facts["closed"] else S.IN_FORCE

    @step(
        state,
        {S.CLOSURE_PROPOSED: choose(answered_state, S.SHUT, S.IN_FORCE)},
        label=_("登记人民政府的答复"),
        may=officer,
        law=CLOSING,
        when=[this.act_served, this.government_answered],
        stops=["coal_announce"],
        tells=["closure-answered"],
        primary=[S.CLOSURE_PROPOSED],
    )
    def answer_closure(self, *, closed: bool, answer: str, answered_on: date, evidence: list[int]) -> None:
        closure = self.record.closures.filter(closed=None).latest("pk")
        closure.closed, closure.answer, closure.answered_on = closed, answer, answered_on
        closure.save(update_fields=["closed", "answer", "answered_on"])
        closure.evidence.set(evidence)
        if closed:
            self.end(answer)

    @step(
        state,
        {STOPPED: S.LIFTED},
        label=_("解除停产停业"),
        may=officer,
        law=STOP,
        when=[this.ground_of_lifting, this.reasoned],
        approval="leader",
        issues=["suspension-lifted"],
        stops=CLOCKS,
        tells=["suspension-lifted"],
    )
    def lift(self, *, reason: str, ground: str = "") -> None:
        self.end(reason)
        obeyed(self.record.dossier_id, "lift", self.today)

    @step(
        state,
        {STOPPED: S.LIFTED},
        label=_("停产停业随原决定终止"),
        may=anybody,
        law="行政处罚法第75条",
        when=[this.act_gone],
        stops=CLOCKS,
        tells=["suspension-fell-away"],
    )
    def fall_away(self, *, reason: str) -> None:
        """Follows the step that ended the act: nobody asks for it, so no paper says so; that of the act does."""
        self.end(reason)

    @step(
        state,
        {(*STOPPED, S.RESUMED): SELF},
        label=_("登记停产、复产公告"),
        may=officer,
        law="煤矿安全生产条例第49条",
        when=[this.announcement_due, this.announced_rightly],
        stops=["coal_announce"],
    )
    def announce(self, *, announced_on: date, medium: str) -> None:
        """The announcement is the fact: the event keeps its day and place."""
