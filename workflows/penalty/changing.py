"""行政处罚案件, after the decision: changed, made again, annulled; shown to the public and taken back from it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.penalties.states import AFTER
from casework.penalties.states import PenaltyState as S
from workflows.engine import state
from workflows.penalty import changes, investigating
from workflows.penalty.changing_conditions import AGAIN, CHANGE, PUBLIC, REPORTED, ChangingConditions
from workflows.words import ALL, SELF, OnlyIf, OnService, officer, step

DONE = (*AFTER, S.PERFORMED, S.ENDED)
CHANGEABLE = (*DONE, S.NOT_PUNISHED)
SHOWN = (*DONE, S.WITHDRAWN)


class Changing(ChangingConditions):
    decision_due: date | None = None  # where the clock of the decision is not the period of the law

    def start_decision(self) -> list[dict[str, Any]]:
        return [{"due_on": self.decision_due, "label": "处罚决定"}] if self.decision_due else [{}]

    def start_unpublish(self) -> list[dict[str, Any]]:
        row = self.published
        return [{"key": str(row.pk)}] if row else []

    def own(self) -> bool:
        """Our own correction is told in a paper of our own; a ruling speaks for itself."""
        return self.facts is not None and self.facts.remedy is None

    @step(
        state,
        {CHANGEABLE: SELF},
        label=_("变更处罚决定"),
        may=officer,
        law=CHANGE,
        when=[
            *(this.decision_stands, this.fine_right, this.ruling_asks_amend, this.ruling_followed),
            *(this.something_changes, this.never_heavier, this.something_left, this.reasoned),
        ],
        approval="leader",
        issues=[OnlyIf(this.own, "change-decision")],
        stops=["publish"],
        starts=["unpublish", "publish", OnService("reconsideration"), OnService("suit")],
        tells=["decision-changed"],
    )
    def amend(
        self,
        *,
        unlawful: bool,
        reason: str,
        fine: Decimal | None = None,
        stop_production: bool | None = None,
        remedy: int | None = None,
    ) -> None:
        if unlawful:
            self.subject, self.to_be_shown = changes.unlawful(self.decision, reason), False
        else:
            self.subject = changes.replace(self, fine, stop_production, reason, remedy is not None)
        if not self.subject.sanction.stop_production:
            changes.end_stops(self, reason)
        changes.obey(self, "amend", remedy)

    @step(
        state,
        {CHANGEABLE: S.FILED},
        label=_("重新作出决定"),
        may=officer,
        law=AGAIN,
        when=[this.decision_stands, this.ruling_asks_redo, this.not_the_same_again, this.days_right, this.reasoned],
        approval="leader",
        issues=[OnlyIf(this.own, "annul-decision")],
        stops=[ALL],
        starts=["decision"],
        tells=["decision-redone"],
    )
    def redo(
        self, *, reason: str, same_facts: bool, procedure: bool, days: int | None = None, remedy: int | None = None
    ) -> None:
        self.subject = changes.annul(self, reason)
        investigating.void(self, "原处罚决定已撤销，重新作出")
        changes.end_stops(self, reason)
        changes.obey(self, "redo", remedy)
        changes.hide(self, reason)  # at once: a case under investigation has no step to do it later
        self.decision_due = self.today + timedelta(days=days) if days else None

    @step(
        state,
        {CHANGEABLE: S.WITHDRAWN},
        label=_("撤销处罚决定"),
        may=officer,
        law=CHANGE,
        when=[this.decision_stands, this.ruling_asks_annul, this.reasoned],
        approval="leader",
        issues=[OnlyIf(this.own, "annul-decision")],
        stops=[ALL],
        starts=["unpublish"],
        tells=["decision-annulled"],
    )
    def annul(self, *, reason: str, remedy: int | None = None) -> None:
        self.subject = changes.annul(self, reason)
        self.record.stage_reason = reason[:400]
        changes.end_stops(self, reason)
        changes.obey(self, "annul", remedy)

    @step(
        state,
        {SHOWN: SELF},
        label=_("公示处罚决定"),
        may=officer,
        law=PUBLIC,
        when=[this.publishable, this.decision_served, this.not_published, this.of_weight, this.term_right],
        issues=["publication-form"],
        stops=["publish"],
        tells=["published"],
    )
    def publish(self, *, until_on: date | None = None, weight: str = "") -> None:
        self.subject = changes.publish(self, until_on)

    @step(
        state,
        {SHOWN: SELF},
        label=_("登记处罚决定备案"),
        may=officer,
        law=REPORTED,
        when=[this.report_due, this.reported_rightly],
        stops=["report_up"],
    )
    def report_up(self, *, receiver: str, reported_on: date) -> None:
        """That it was reported, where and when, is the event itself."""

    @step(
        state,
        {SHOWN: SELF},
        label=_("撤回公示"),
        may=officer,
        law=PUBLIC,
        when=[this.shown_now, this.no_longer_right, this.reasoned],
        stops=["unpublish"],
    )
    def unpublish(self, *, reason: str) -> None:
        self.subject = changes.unpublish(self.published, reason, self.today)
