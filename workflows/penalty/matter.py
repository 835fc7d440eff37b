"""What every part of the penalty page asks: which sanction, notice and decision are in force, what windows are open."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from casework.accounts.queries import charged_with
from casework.clock.models import Deadline
from casework.penalties.models import Decision, Hearing, Penalty, PenaltyNotice, Sanction
from casework.penalties.states import AFTER, BEFORE
from casework.penalties.states import PenaltyState as S
from casework.trail.models import Event
from documents.models import Document
from workflows import crime
from workflows.served import serving_key
from workflows.stopping import acts
from workflows.stopping.points import TO_SUPPLIERS

NOTICE = "行政处罚法第44条、第62条"
DEFENCE = "行政处罚法第45条"
HEARING = "行政处罚法第63条、第64条"
ACCESS = "行政处罚法第57条"

INVESTIGATING = (
    *("start", "record_finding", "conclude", "order", "recheck", "escalate"),
    *("file", "record_interview", "keep_evidence", "conclude_investigation"),
)
GOING_ON = (*BEFORE, *AFTER, S.PERFORMED, S.NOT_PUNISHED, S.ENDED)


class PenaltyMatter(crime.CrimeConditions):
    """Base of every part; the parts stand together in penalty.py."""

    record: Penalty
    ended = (S.CLOSED,)
    resuming = False  # set by the step that takes the case back
    to_be_shown = True  # unset by the step that keeps a decision though it is unlawful
    refer_crime = crime.refer_crime(*GOING_ON)
    deliver_referral = crime.deliver_referral(*GOING_ON)
    answer_referral = crime.answer_referral(*GOING_ON)
    review_referral = crime.review_referral(*GOING_ON)

    def paper_served(self, document: Document, served_on: date) -> list[Callable[[], Any]]:
        return acts.after_service(document, served_on, self.by)

    @property
    def personal(self) -> bool:
        return self.record.person_id is not None

    @cached_property
    def sanction(self) -> Sanction | None:
        """What is proposed now: the latest one."""
        return self.record.sanctions.order_by("pk").last()

    @cached_property
    def notice(self) -> PenaltyNotice | None:
        """The notice in force."""
        return self.record.notices.filter(void_on=None).select_related("sanction").first()

    @cached_property
    def decision(self) -> Decision | None:
        """The decision in force."""
        standing = (Decision.Standing.STANDING, Decision.Standing.UNLAWFUL)
        return self.record.decisions.filter(standing__in=standing).select_related("sanction").first()

    @cached_property
    def hearing(self) -> Hearing | None:
        """The hearing asked for under the notice in force."""
        return self.notice.hearings.order_by("pk").last() if self.notice else None

    @cached_property
    def investigators(self) -> set[int]:
        """Who is or was in charge of this case or of the correction case it came from: kept from every other part."""
        return charged_with(self.folders) | self.handed_over()

    @property
    def folders(self) -> tuple[int, int]:
        return self.record.dossier_id, self.record.case.dossier_id

    def handed_over(self) -> set[int]:
        """Officers who investigated, here or in the correction case, or were named beside the one who did, even if the
        case was handed over since.
        """
        found: set[Any] = set()
        told = Event.objects.filter(dossier__in=self.folders, step__in=INVESTIGATING).order_by()
        for by, facts in told.values_list("by", "facts"):
            found |= {by, *facts.get("officers", ())}
        return found - {None}

    def clock_of(self, name: str, key: str = "") -> Deadline | None:
        """The latest deadline of a name, whatever its status."""
        rows = self.dossier.deadlines.filter(name=name)
        return (rows.filter(key=key) if key else rows).order_by("pk").last()

    def over(self, name: str, document: int | None) -> bool:
        """Whether the period that the service of this paper began has run out."""
        clock = self.clock_of(name, str(document)) if document else None
        return clock is not None and clock.due_on < self.today

    def defence_over(self) -> bool:
        """Nobody may defend any more: the period is over, or the right was waived in writing."""
        notice = self.notice
        return bool(
            notice and notice.served_on and (notice.defence_waived_on or self.over("defence", notice.document_id))
        )

    def hearing_over(self) -> bool:
        """No hearing is due: there is no such right, it was waived, its period ran out unused, or one was held."""
        notice = self.notice
        if notice is None or not notice.hearing_right:
            return notice is not None
        if self.hearing is not None and self.hearing.outcome != Hearing.Outcome.WAIVED:
            return bool(self.hearing.outcome)
        waived = notice.hearing_waived_on is not None
        return bool(notice.hearing_served_on) and (waived or self.over("hearing_request", notice.hearing_document_id))

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        """A step may issue two papers; each starts its own clock only."""
        own = {"defence": "penalty-notice", "hearing_request": "hearing-right-notice"}
        if document.kind in TO_SUPPLIERS or (name in own and own[name] != document.kind):
            return []
        return super().on_service(name, document, served_on)

    def serving(self) -> list[dict[str, Any]]:
        """The clock by which the step's own paper must be served, where it has one."""
        return [{"key": serving_key(self.subject)}] if self.subject else []
