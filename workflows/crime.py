"""涉嫌犯罪移送: a suspected crime goes to the police; what was ordered goes on, and no fine is imposed meanwhile
(行政处罚法 27, 35, 移送涉嫌犯罪案件的规定 5–11). The steps stand on the pages of cases and penalties alike.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.core.now import now
from casework.penalties.models import Referral
from workflows.engine import state
from workflows.matter import Matter
from workflows.words import SELF, Needs, needs, of_facts, officer, step

LAW = "行政处罚法第27条"
RULES = "行政执法机关移送涉嫌犯罪案件的规定"


def fine_barred(dossiers: Iterable[int]) -> bool:
    """Whether a referral from any of these dossiers is still with the police, or was taken up by them: no fine then."""
    return Referral.objects.filter(dossier__in=list(dossiers)).exclude(accepted=False).exists()


class CrimeConditions(Matter):
    @cached_property
    def referral(self) -> Referral | None:
        """The latest; one at a time is on its way."""
        return Referral.objects.filter(dossier=self.record.dossier_id).order_by("pk").last()

    def not_on_its_way(self) -> Needs:
        away = self.referral is not None and self.referral.accepted is not False
        return needs(not away, "本案已经移送公安机关，正在等待答复或者已经立案。", LAW)

    @of_facts
    def crime_described(self) -> Needs:
        facts = self.facts
        written = facts.receiver.strip() and facts.suspicion.strip() and facts.facts.strip()
        return needs(written, "请写明受移送的公安机关、涉嫌的罪名和事实。", LAW)

    def to_deliver(self) -> Needs:
        waits = self.referral is not None and self.referral.delivered_at is None
        return needs(waits, "没有等待送交公安机关的移送。", f"{RULES}第5条")

    @of_facts
    def delivered_when(self) -> Needs:
        at, since = self.facts.delivered_at, self.referral and self.referral.decided_on
        dated = isinstance(at, datetime) and since and since <= localtime(at).date() and at <= now()
        return needs(dated, "送交时间须在决定移送之后、现在以前。", f"{RULES}第5条")

    def with_police(self) -> Needs:
        there = self.referral is not None and self.referral.delivered_at and self.referral.accepted is not False
        return needs(there, "没有已经送交公安机关、等待处理的移送。", f"{RULES}第8条")

    @of_facts
    def police_answered(self) -> Needs:
        facts, on = self.facts, self.facts.answered_on
        dated = isinstance(on, date) and self.referral is not None and self.referral.decided_on <= on <= self.today
        paper = facts.evidence and self.own_files(facts.evidence)
        return needs(
            dated and paper and facts.answer.strip(), "请写明公安机关的答复和日期，并附文书。", f"{RULES}第8条"
        )

    def refused_once(self) -> Needs:
        """A refusal may be put to the police once more; then the agency goes on by itself."""
        row = self.referral
        once = row is not None and row.accepted is False and row.review_asked_on is None
        return needs(once, "只能对公安机关不予立案的决定申请一次复议。", f"{RULES}第9条")

    def awaiting(self, step: str) -> list[str]:
        """The head of the agency decides within days of the report (第5条)."""
        return ["refer_decide"] if step == "refer_crime" else super().awaiting(step)

    def start_refer_review(self) -> list[dict[str, Any]]:
        """The time to ask for review runs after the first refusal only."""
        row = self.referral
        first = row is not None and row.accepted is False and row.review_asked_on is None
        return [{"starts_on": row.answered_on}] if row is not None and first else []


def refer_crime(*states: str) -> Any:
    """The step that refers, open in these states of a page."""

    @step(
        state,
        {states: SELF},
        label=_("移送涉嫌犯罪案件"),
        may=officer,
        law=f"{LAW}，{RULES}第5条",
        when=[this.not_on_its_way, this.crime_described],
        approval="chief",
        issues=["crime-referral"],
        starts=["refer_deliver"],
        stops=["refer_decide"],
    )
    def refer_crime(page: Any, *, receiver: str, suspicion: str, facts: str) -> None:
        page.subject = Referral.objects.create(
            dossier=page.dossier, receiver=receiver, suspicion=suspicion, facts=facts, decided_on=page.today
        )

    return refer_crime


def deliver_referral(*states: str) -> Any:
    @step(
        state,
        {states: SELF},
        label=_("登记送交公安机关"),
        may=officer,
        law=f"{RULES}第5条",
        when=[this.to_deliver, this.delivered_when],
        stops=["refer_deliver"],
        starts=["refer_answer"],
    )
    def deliver_referral(page: Any, *, delivered_at: datetime) -> None:
        page.referral.delivered_at = delivered_at
        page.referral.save(update_fields=["delivered_at"])

    return deliver_referral


def answer_referral(*states: str) -> Any:
    """Also for what the police, the procurator or the court decides later: a case dropped comes back to us."""

    @step(
        state,
        {states: SELF},
        label=_("登记公安机关答复"),
        may=officer,
        law=f"{RULES}第8条、第10条",
        when=[this.with_police, this.police_answered],
        stops=["refer_answer"],
        starts=["refer_review"],
        tells=["crime-answered"],
    )
    def answer_referral(page: Any, *, accepted: bool, answer: str, answered_on: date, evidence: list[int]) -> None:
        row = page.referral
        row.accepted, row.answer, row.answered_on = accepted, answer, answered_on
        row.save(update_fields=["accepted", "answer", "answered_on"])

    return answer_referral


def review_referral(*states: str) -> Any:
    @step(
        state,
        {states: SELF},
        label=_("对不予立案申请复议"),
        may=officer,
        law=f"{RULES}第9条",
        when=[this.refused_once, this.reasoned],
        stops=["refer_review"],
        starts=["refer_answer"],
    )
    def review_referral(page: Any, *, reason: str) -> None:
        row = page.referral
        row.review_asked_on, row.accepted = page.today, None
        row.save(update_fields=["review_asked_on", "accepted"])

    return review_referral
