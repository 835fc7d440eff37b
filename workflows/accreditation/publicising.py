"""认定申请: from the ranking to the designation. It follows its list; objections are its own."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import Objection
from casework.accreditation.objections import new_receipt
from casework.accreditation.publicity import NAME, publicity_of, runs_on
from casework.accreditation.states import ApplicationState as S
from casework.clock.deadlines import stands_still
from casework.clock.moves import pause, resume
from documents.models import Document
from workflows.accreditation.conditions import PLAN
from workflows.accreditation.designating import open_designation
from workflows.accreditation.publicising_conditions import HEARD, PublicisingConditions
from workflows.engine import state
from workflows.words import ALL, SELF, OnlyIf, OnService, anybody, choose, officer, public, step

ANSWER = "objection-answer"


class Publicising(PublicisingConditions):
    """The last part of the page; the first is application.py."""

    # --- following the list ---------------------------------------------------------------------------------------
    @step(
        state,
        {S.EVALUATED: S.SHORTLISTED},
        label=_("列入拟认定名单"),
        may=anybody,
        law=PLAN,
        when=[this.on_list, this.standing_holds, this.slot_promised],
    )
    def shortlist(self) -> None:
        """Follows the approval of the list; the score and the rank stand on it."""

    @step(
        state,
        {S.SHORTLISTED: S.PUBLICISED},
        label=_("随名单公示"),
        may=anybody,
        law=PLAN,
        when=[this.on_notice],
        starts=[NAME],
        tells=["application-publicised"],
    )
    def publicise(self) -> None:
        """Follows the notice of the whole list."""

    @step(
        state,
        {S.PUBLICISED: S.DESIGNATED},
        label=_("随名单命名"),
        may=anybody,
        law=PLAN,
        when=[this.decided, this.publicity_over, this.all_answered, this.standing_holds, this.slot_free],
        stops=[NAME, ALL],
        tells=["application-designated"],
    )
    def designate(self) -> None:
        """Follows the decision on the list; the designation takes its slot in the same transaction."""
        decision = self.row.decision_id if self.row else None
        self.then(partial(open_designation, self.record, by=self.by, decision=decision))

    # --- objections -----------------------------------------------------------------------------------------------
    @step(
        state,
        {(S.PUBLICISED, S.OBJECTED): SELF},
        label=_("提出异议"),
        may=public,
        law=PLAN,
        when=[this.notice_runs, this.objection_signed, this.objection_grounded],
        starts=["objection"],
        tells=["objection-received"],
    )
    def object(self, *, name: str, contact: str, grounds: str, evidence: Sequence[int] = ()) -> None:
        self.subject = Objection.objects.create(
            application=self.record, receipt=new_receipt(), name=name.strip(), contact=contact.strip(),
            grounds=grounds.strip(), received_on=self.today,
        )  # fmt: skip
        self.subject.evidence.set(evidence)

    @step(
        state,
        {S.PUBLICISED: S.OBJECTED},
        label=_("核查异议"),
        may=officer,
        law=HEARD,
        when=[this.objection_waits],
        tells=["objection-opened"],
        primary=[S.PUBLICISED],
    )
    def open_objection(self) -> None:
        """The notice stands still for this unit; one whose last day is over has nothing to stand still."""
        row = publicity_of(self.record)
        if row is not None and runs_on(row, self.today):
            pause(row, self.today, reason="核查异议", article=PLAN)

    def resolved_state(self, **facts: Any) -> str:
        return S.NOT_DESIGNATED if any(row["upheld"] for row in facts["answers"]) else S.PUBLICISED

    def upheld(self) -> bool:
        return self.record.state == S.NOT_DESIGNATED

    @step(
        state,
        {S.OBJECTED: choose(resolved_state, S.NOT_DESIGNATED, S.PUBLICISED)},
        label=_("答复异议"),
        may=officer,
        law=HEARD,
        when=[this.objection_waits, this.applicant_heard, this.each_objection_answered],
        approval="leader",
        issues=[ANSWER, OnlyIf(this.upheld, "rejection-notice")],
        starts=[OnService("reconsideration"), OnService("suit")],
        stops=["objection", ALL],
        tells=["objection-resolved"],
        primary=[S.OBJECTED],
    )
    def resolve_objection(self, *, heard_on: date, heard: str, answers: list[dict[str, Any]]) -> None:
        for given in answers:
            row = self.answering[given["objection"]]
            row.answered_on, row.upheld, row.finding = self.today, given["upheld"], given["finding"].strip()
            row.save(update_fields=["answered_on", "upheld", "finding"])
        notice = publicity_of(self.record)
        if notice is not None and stands_still(notice):
            resume(notice, self.today)
        if self.upheld():
            self.record.stage_reason = self.why_upheld()

    def why_upheld(self) -> str:
        return "\n".join(row.finding for row in self.answering.values() if row.upheld)[:600]

    def starting(self, name: str) -> list[dict[str, Any]]:
        """Each objection has a clock of its own."""
        return [{"key": str(self.subject.pk)}] if name == "objection" else super().starting(name)

    def stopping(self, name: str) -> list[str | None]:
        """An objection that was not upheld ends no clock but its own: the notice runs on."""
        return [] if name == ALL and self.record.state == S.PUBLICISED else super().stopping(name)

    def copies(self, code: str) -> list[dict[str, Any]]:
        """Who objected gets an answer of his own."""
        return [{"objection": pk} for pk in self.answering] if code == ANSWER else super().copies(code)

    def paper_facts(self, code: str) -> dict[str, Any]:
        if code == "rejection-notice" and hasattr(self.facts, "answers"):
            return {"reason": self.why_upheld()}
        return super().paper_facts(code)

    def finish(self, step: str) -> None:
        """Each objection keeps the paper that answers it."""
        answers = [document for document in self.documents if document.pk and document.kind == ANSWER]
        for document, objection in zip(answers, self.answering.values() if answers else (), strict=True):
            Objection.objects.filter(pk=objection.pk).update(document=document)

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """An answer reaches who objected: the applicant's own periods run from the notice to it."""
        return [] if document.kind == ANSWER else super().on_service(name, document, served_on)
