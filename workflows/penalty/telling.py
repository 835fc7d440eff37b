"""行政处罚案件, the notice and the answers to it: defence, waiver, another notice."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.models import Defence, PenaltyNotice
from casework.penalties.states import ASKED, NOTICED
from casework.penalties.states import PenaltyState as S
from documents.models import Document
from workflows.engine import state
from workflows.penalty import investigating
from workflows.penalty.matter import DEFENCE, NOTICE
from workflows.penalty.telling_conditions import TellingConditions
from workflows.words import SELF, OnlyIf, OnService, officer, party, step


class Telling(TellingConditions):
    idle: dict[str, list[str | None]] | None

    def with_hearing(self) -> bool:
        """The notice just made gives a hearing."""
        return isinstance(self.subject, PenaltyNotice) and self.subject.hearing_right

    def start_serve(self) -> list[dict[str, Any]]:
        return self.serving()

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """No window opens on the service of a notice that is void."""
        lost = PenaltyNotice.objects.filter(penalty=self.record).exclude(void_on=None)
        if name in ("defence", "hearing_request") and any(
            document.pk in (row.document_id, row.hearing_document_id) for row in lost
        ):
            return []
        return super().on_service(name, document, served_on)

    def finish(self, step: str) -> None:
        super().finish(step)
        for document in self.documents:
            if document.kind == "hearing-right-notice" and document.pk:
                PenaltyNotice.objects.filter(pk=self.subject.pk).update(hearing_document=document)
            if document.kind == "defence-record" and document.pk:  # the row's own paper is the answer to it
                Defence.objects.filter(pk=self.subject.pk).update(document=None)

    @step(
        state,
        {S.INVESTIGATED: S.NOTIFIED},
        label=_("告知拟处罚"),
        may=officer,
        law=NOTICE,
        when=[this.proposal_complete, this.not_excluded, this.nothing_in_force],
        approval="leader",
        issues=["penalty-notice", OnlyIf(this.with_hearing, "hearing-right-notice")],
        starts=["serve", OnService("defence"), OnService("hearing_request")],
        tells=["penalty-noticed"],
        primary=[S.INVESTIGATED],
    )
    def notify(self) -> None:
        assert self.sanction is not None  # the proposal is complete
        self.subject = investigating.tell(self, self.sanction)

    @step(
        state,
        {NOTICED: SELF},
        label=_("陈述申辩"),
        may=party,
        law=DEFENCE,
        when=[this.defence_said, this.defence_signed, this.defence_in_time],
        issues=[OnlyIf(this.taken_down, "defence-record")],
        tells=["defence-made"],
    )
    def defend(self, *, text: str, evidence: list[int], late_reason: str = "", from_paper: bool = False) -> None:
        assert self.notice is not None  # the state is one of those after a notice
        self.subject = Defence.objects.create(
            notice=self.notice, text=text, late_reason=late_reason, from_paper=from_paper, by=self.by,
            submitted_on=self.today,
        )  # fmt: skip
        self.subject.evidence.set(evidence)

    @step(
        state,
        {NOTICED: SELF},
        label=_("复核陈述申辩"),
        may=officer,
        law=DEFENCE,
        when=[this.defence_open, this.each_point_answered],
        issues=["defence-answer"],
        tells=["defence-answered"],
    )
    def answer_defence(self, *, defence: int, points: list[dict[str, Any]]) -> None:
        self.subject = Defence.objects.get(pk=defence)
        self.subject.points, self.subject.answered_on = points, self.today
        self.subject.save(update_fields=["points", "answered_on"])

    @step(
        state,
        {S.NOTIFIED: SELF, ASKED: S.NOTIFIED},
        label=_("放弃陈述申辩、听证"),
        may=party,
        law="行政处罚法第45条、第63条",
        when=[this.waiver_named, this.waiver_informed, this.waiver_new, this.waiver_proved],
        stops=["defence", "hearing_request", "hearing"],
        tells=["rights-waived"],
    )
    def waive(self, *, what: str, proof: list[int]) -> None:
        self.subject = self.notice
        self.idle = investigating.waive(self, defence=self.gives_up("defence"), hearing=self.gives_up("hearing"))

    @step(
        state,
        {NOTICED: S.NOTIFIED},
        label=_("重新告知"),
        may=officer,
        law=f"{NOTICE}，{DEFENCE}",
        when=[
            *(this.change_reasoned, this.facts_stated, this.evidence_enough, this.answers_given),
            *(this.basis_fits, this.kinds_provided, this.amount_in_range, this.factors_told, this.grade_kept),
            *(this.something_to_tell, this.change_not_excluded, this.not_heavier_for_defending),
        ],
        approval="leader",
        issues=["penalty-notice", OnlyIf(this.with_hearing, "hearing-right-notice")],
        starts=["serve", OnService("defence"), OnService("hearing_request")],
        stops=["serve", "defence", "hearing_request", "hearing"],
        tells=["penalty-noticed"],
    )
    def renotify(
        self,
        *,
        facts: str,
        breached: str,
        penalised_by: str,
        basis: int,
        evidence: list[int],
        answers: dict[str, Any],
        reason: str,
        new_facts: str = "",
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
        self.idle = investigating.void(self, f"重新告知：{reason.strip()}")
        self.subject = investigating.tell(self, investigating.propose(self))
