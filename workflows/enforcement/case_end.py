"""How a correction case ends, or goes elsewhere: declined penalties, transfer, withdrawal, closing, import."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.enforcement.states import OPEN, RUNNING
from casework.enforcement.states import CaseState as S
from documents.models import Document
from workflows import crime
from workflows.enforcement import judging, resumed, taken_over
from workflows.enforcement.end_conditions import EndConditions
from workflows.engine import state
from workflows.remedies.standing import obeyed
from workflows.stopping import acts
from workflows.stopping.points import TO_SUPPLIERS
from workflows.words import ALL, SELF, OnlyIf, anybody, choose, importer, officer, step

GOING_ON = (*OPEN, S.CORRECTED)


class CaseEnding(EndConditions, crime.CrimeConditions):
    """The second half of the case's page; the first is case.py."""

    resuming = False  # set by the step that takes the case back
    refer_crime = crime.refer_crime(*GOING_ON)
    deliver_referral = crime.deliver_referral(*GOING_ON)
    answer_referral = crime.answer_referral(*GOING_ON)
    review_referral = crime.review_referral(*GOING_ON)

    def paper_served(self, document: Document, served_on: date) -> list[Callable[[], Any]]:
        return acts.after_service(document, served_on, self.by)

    def on_service(self, name: str, document: Document, served_on: date) -> list[dict[str, Any]]:
        if document.kind in TO_SUPPLIERS:
            return []
        if name != "rectification":
            return super().on_service(name, document, served_on)
        return judging.served(self.record, document, served_on)

    def idle_dates(self) -> list[str | None]:
        return judging.idle_dates(self.record)

    @step(
        state,
        {(*OPEN, S.CORRECTED, S.TRANSFERRED, S.WITHDRAWN): SELF},
        label=_("不予立案"),
        may=officer,
        law="行政处罚法第33条、第36条",
        when=[this.declinable, this.reasoned],
        approval="leader",
        issues=["no-filing"],
    )
    def decline_penalty(self, *, findings: list[int], party_name: str, ground: str, reason: str) -> None:
        self.subject = judging.decline(findings, party_name, ground, reason, self.today)

    @step(
        state,
        {OPEN: S.TRANSFERRED},
        label=_("移送案件"),
        may=officer,
        law="行政处罚法第22条、第25条",
        when=[this.visit_over, this.receiver_named, this.reasoned],
        approval="leader",
        issues=["transfer-letter"],
        stops=[ALL],
        tells=["case-transferred"],
    )
    def transfer(self, *, receiver: str, reason: str, basis: str) -> None:
        self.record.transferred_to, self.record.stage_reason = receiver, reason

    def returned_state(self, **facts: Any) -> str:
        return S.ORDERED if self.record.orders.exists() else S.FOUND

    @step(
        state,
        {S.TRANSFERRED: choose(returned_state, S.FOUND, S.ORDERED)},
        label=_("收回移送案件"),
        may=officer,
        law="行政处罚法第25条",
        when=[this.paper_attached, this.reasoned],
        starts=["rectification", "recheck", "extension_reply", "serve", "measure_confirm"],
    )
    def take_back(self, *, reason: str, evidence: list[int]) -> None:
        self.record.stage_reason, self.resuming = reason, True

    def was_ordered(self) -> bool:
        return bool(self.record.orders.exists())

    @step(
        state,
        {(*OPEN, S.CORRECTED): S.WITHDRAWN},
        label=_("撤销案件"),
        may=officer,
        law="行政处罚法第75条",
        when=[this.visit_over, this.ground_named, this.reasoned],
        approval="leader",
        issues=[OnlyIf(this.was_ordered, "withdrawal-notice")],
        stops=[ALL],
        tells=["case-withdrawn"],
    )
    def withdraw(self, *, ground: str, reason: str) -> None:
        self.record.stage_reason = reason
        judging.drop_all(self.record)
        obeyed(self.record.dossier_id, "withdraw", self.today)

    @step(
        state,
        resumed.MOVES,
        label=_("恢复生产，问题随之改正"),
        may=anybody,
        law="安全生产法第65条第1款第3项",
        when=[this.stop_over],
        stops=["rectification", "recheck", "extension_reply"],
    )
    def settle_resumed(self, *, suspension: int, fact: str, checked_on: date) -> None:
        """Follows the resumption: two officers have found these findings put right."""
        resumed.settle(self.record, suspension, fact, checked_on)

    @step(
        state,
        {(S.CORRECTED, S.TRANSFERRED, S.WITHDRAWN): S.CLOSED},
        label=_("结案"),
        may=officer,
        law="行政处罚法第47条，安全生产法第97条",
        when=[this.nothing_open, this.first_tier_answered, this.nothing_unserved],
        approval="leader",
        issues=["closing-approval", "service-receipt"],
        stops=[ALL],
        tells=["case-closed"],
        primary=[S.CORRECTED, S.TRANSFERRED, S.WITHDRAWN],
    )
    def close(self, *, result: str) -> None:
        self.record.closed_from, self.record.stage_reason = self.closed_from(), result

    def closed_from(self) -> str:
        return str(self.record.dossier.events.filter(kind="case").latest("seq").target)

    def where_it_closed(self, **facts: Any) -> str:
        return str(self.record.closed_from)

    @step(
        state,
        {S.CLOSED: choose(where_it_closed, S.CORRECTED, S.TRANSFERRED, S.WITHDRAWN)},
        label=_("重新开卷"),
        may=officer,
        law="行政处罚法第47条",
        when=[this.reasoned],
        approval="leader",
    )
    def reopen(self, *, reason: str) -> None:
        dossier = self.record.dossier
        dossier.volume, dossier.sealed_at = dossier.volume + 1, None
        dossier.save(update_fields=["volume", "sealed_at"])

    @step(
        state,
        {"": choose(taken_over.opened_state, *RUNNING, S.FOUND, S.CORRECTED)},
        label=_("导入既往案件"),
        may=importer,
        law="行政处罚法第47条",
        when=[this.import_plausible],
        starts=["rectification", "recheck"],
    )
    def open_imported(self, *, opened_on: date, number: str, state: str, findings: list[dict[str, Any]]) -> None:
        taken_over.open_imported(self.record, opened_on, number, findings)
