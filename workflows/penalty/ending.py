"""行政处罚案件, its end: transferred, withdrawn, performed, enforcement ended, closed and sealed, opened again."""

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.core.now import now
from casework.penalties.models import Hearing
from casework.penalties.states import AFTER, BEFORE
from casework.penalties.states import PenaltyState as S
from documents.models import Dossier
from workflows.engine import state
from workflows.penalty import investigating
from workflows.penalty.ending_conditions import ENDING, OVER, EndingConditions
from workflows.words import ALL, OnlyIf, choose, officer, step

CLOSABLE = (S.PERFORMED, S.NOT_PUNISHED, S.ENDED, S.TRANSFERRED, S.WITHDRAWN)
PAYING = ("pay", "demand_objection", "demand_wait", "court_window", "court_window_judged", "court_objection")


class Ending(EndingConditions):
    decision_due: date | None = None

    def finish(self, step: str) -> None:
        """A closed case's volume takes no further paper; reopening begins another."""
        super().finish(step)
        if step == "close":
            Dossier.objects.filter(pk=self.record.dossier_id).update(sealed_at=now())

    @step(
        state,
        {BEFORE: S.TRANSFERRED},
        label=_("移送案件"),
        may=officer,
        law="行政处罚法第22条、第25条",
        when=[this.receiver_named, this.kept_released, this.reasoned],
        approval="leader",
        issues=["transfer-letter", "transfer-approval"],
        stops=[ALL],
        tells=["case-transferred"],
    )
    def transfer(self, *, receiver: str, reason: str, basis: str) -> None:
        self.record.transferred_to, self.record.stage_reason = receiver[:80], reason[:400]
        Hearing.objects.filter(penalty=self.record, ended_on=None).update(ended_on=self.today)
        investigating.void(self, "案件已移送")

    @step(
        state,
        {S.TRANSFERRED: S.INVESTIGATED},
        label=_("收回移送案件"),
        may=officer,
        law="行政处罚法第25条",
        when=[this.paper_attached, this.reasoned],
        starts=["decision"],
    )
    def take_back(self, *, reason: str, evidence: list[int]) -> None:
        self.record.stage_reason = reason[:400]
        self.decision_due = self.days_left()

    def days_left(self) -> date | None:
        """The period goes on where it stood when the case went away."""
        clock = self.dossier.deadlines.filter(name="decision").order_by("pk").last()
        if clock is None:
            return None
        gone = localtime(self.dossier.events.filter(kind="penalty", step="transfer").latest("seq").at).date()
        return self.today + timedelta(days=max((clock.due_on - gone).days, 0))

    def party_told(self) -> bool:
        """A notified party learns of it; one that is no more, without successor, cannot."""
        nobody = self.facts is not None and self.facts.ground == "ended"
        return bool(self.record.notices.exists()) and not nobody

    @step(
        state,
        {BEFORE: S.WITHDRAWN},
        label=_("撤销立案"),
        may=officer,
        law="行政处罚法第54条",
        when=[this.ground_named, this.end_proved, this.kept_released, this.reasoned],
        approval="leader",
        issues=["penalty-withdrawal", OnlyIf(this.party_told, "withdrawal-told")],
        stops=[ALL],
        tells=[OnlyIf(this.party_told, "penalty-withdrawn")],
    )
    def withdraw(self, *, ground: str, reason: str, evidence: list[int] | None = None) -> None:
        self.record.stage_reason = reason[:400]
        Hearing.objects.filter(penalty=self.record, ended_on=None).update(ended_on=self.today)
        investigating.void(self, "立案已撤销")

    @step(
        state,
        {AFTER: S.PERFORMED},
        label=_("认定已经履行"),
        may=officer,
        law=f"行政处罚法第66条，{OVER}",
        when=[this.decision_served, this.nothing_owed, this.stop_over],
        stops=PAYING,
        tells=["penalty-performed"],
    )
    def perform(self) -> None:
        """Nothing is left to be done; the account says so."""

    @step(
        state,
        {AFTER: S.ENDED},
        label=_("终结执行"),
        may=officer,
        law=ENDING,
        when=[this.ending_met, this.end_proved, this.responsible_named, this.reasoned],
        approval="chief",
        issues=["ending-approval"],
        stops=PAYING,
        tells=["enforcement-ended"],
    )
    def end_enforcement(
        self, *, ground: str, reason: str, responsible: str = "", evidence: list[int] | None = None
    ) -> None:
        self.record.stage_reason = reason[:400]

    @step(
        state,
        {CLOSABLE: S.CLOSED},
        label=_("结案"),
        may=officer,
        law="行政处罚法第47条",
        when=[
            *(this.nothing_unserved, this.nothing_unrefunded, this.nothing_unpublished, this.no_remedy_open),
            this.no_stop_open,
        ],
        approval="leader",
        issues=["closing-approval", "service-receipt"],
        stops=[ALL],
        tells=["penalty-closed"],
        primary=list(CLOSABLE),
    )
    def close(self, *, result: str) -> None:
        self.record.closed_from, self.record.stage_reason = self.closed_from(), result[:400]

    def closed_from(self) -> str:
        return str(self.dossier.events.filter(kind="penalty", record=self.record.pk).latest("seq").target)

    def where_it_closed(self, **facts: Any) -> str:
        return str(self.record.closed_from)

    @step(
        state,
        {S.CLOSED: choose(where_it_closed, *CLOSABLE)},
        label=_("重新开卷"),
        may=officer,
        law="行政处罚法第47条",
        when=[this.reasoned],
        approval="leader",
    )
    def reopen(self, *, reason: str) -> None:
        dossier = self.dossier
        dossier.volume, dossier.sealed_at = dossier.volume + 1, None
        dossier.save(update_fields=["volume", "sealed_at"])
