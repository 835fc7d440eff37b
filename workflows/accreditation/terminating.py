"""How a designation ends: 撤销 and 撤回 after the unit was heard, 注销 by time or by itself, and renewal."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import Application, Bar, Designation, Ending, Review
from casework.accreditation.queries import refresh_due
from casework.accreditation.states import LOOSE
from casework.accreditation.states import DesignationState as S
from casework.clock.deadlines import last_day, period
from workflows.accreditation import watching
from workflows.accreditation.actors import officer_or_clock
from workflows.accreditation.designation_conditions import (
    CANCELLING,
    HEARD,
    RECALLING,
    VALIDITY,
    DesignationConditions,
)
from workflows.engine import state
from workflows.words import ALL, SELF, OnlyIf, OnService, anybody, officer, party, step

RIGHTS = [OnService("reconsideration"), OnService("suit")]


class Terminating(DesignationConditions):
    """The second half of the page; the first is designation.py."""

    record_model = Designation
    DECISIONS = ("revocation-decision", "recall-decision")

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id, "designation")

    def ending(self, name: str, step: str) -> str:
        """Who did in time what the clock was for has met it."""
        met = {
            "designation_review": ("open_review",),
            "designation_rectify": ("report_rectification",),
            "statement": ("make_statement",),
        }
        return "met" if step in met.get(name, ()) else "dropped"

    def leave_review(self, outcome: str) -> None:
        """The open review, if there is one, has come to nothing of its own."""
        self.record.reviews.filter(outcome="").update(outcome=outcome, concluded_on=self.today)

    def end_with(self, end: str, reason: str) -> None:
        """The designation is over, and its slot free again."""
        self.record.slot, self.record.end = None, end
        self.record.ended_on, self.record.stage_reason = self.today, reason.strip()[:600]
        self.leave_review(Review.Outcome.LEFT)
        if end != Designation.End.RENEWED:
            self.then(partial(watching.tell_next, self.record))

    def to_revoke(self) -> bool:
        return isinstance(self.subject, Ending) and self.subject.kind == Ending.Kind.REVOKE

    def to_recall(self) -> bool:
        return isinstance(self.subject, Ending) and self.subject.kind == Ending.Kind.WITHDRAW

    # --- revoking and recalling -----------------------------------------------------------------------------------
    @step(
        state,
        {LOOSE: S.REVOCATION_NOTIFIED},
        label=_("告知拟终止命名"),
        may=officer,
        law=f"{HEARD}、第69条",
        when=[this.ground_of_ending, this.account_written, this.own_proof],
        approval="leader",
        issues=[OnlyIf(this.to_revoke, "revocation-notice"), OnlyIf(this.to_recall, "recall-notice")],
        starts=[OnService("statement")],
        stops=["designation_review", "designation_rectify"],
        tells=["ending-notified"],
    )
    def notify_ending(self, *, way: str, ground: str, account: str, evidence: list[int]) -> None:
        self.leave_review(Review.Outcome.ENDING)
        self.subject = Ending.objects.create(
            designation=self.record, kind=way, ground=ground, facts=account.strip(), notified_on=self.today
        )
        self.subject.evidence.set(evidence)

    @step(
        state,
        {S.REVOCATION_NOTIFIED: SELF},
        label=_("陈述、申辩"),
        may=party,
        law=HEARD,
        when=[this.statement_written],
        stops=["statement"],
        tells=["ending-answered"],
    )
    def make_statement(self, *, text: str, evidence: list[int] | None = None) -> None:
        """What is said until the decision counts, also past the period; a second statement is added to the first."""
        self.subject = self.announced_end
        self.subject.statement = "\n".join(filter(None, [self.subject.statement, text.strip()]))
        self.subject.stated_on = self.subject.stated_on or self.today
        self.subject.save(update_fields=["statement", "stated_on"])
        self.subject.papers.add(*(evidence or ()))

    @step(
        state,
        {S.REVOCATION_NOTIFIED: S.UNDER_REVIEW},
        label=_("不再终止，继续复核"),
        may=officer,
        law=HEARD,
        when=[this.reasoned],
        approval="leader",
        stops=["statement"],
        tells=["ending-dropped"],
    )
    def drop_ending(self, *, reason: str) -> None:
        known = self.announced_end
        known.answer, known.dropped_on = reason.strip(), self.today  # type: ignore[union-attr]  # the state says so
        known.save(update_fields=["answer", "dropped_on"])  # type: ignore[union-attr]
        Review.objects.create(
            designation=self.record, ground=Review.Ground.ENDING, reason=reason.strip(), opened_on=self.today
        )

    @step(
        state,
        {S.REVOCATION_NOTIFIED: S.REVOKED},
        label=_("决定撤销、撤回命名"),
        may=officer,
        law=f"{RECALLING}、第69条",
        when=[this.notice_served, this.heard, this.statement_answered],
        approval="collective",
        issues=[OnlyIf(this.to_revoke, "revocation-decision"), OnlyIf(this.to_recall, "recall-decision")],
        starts=RIGHTS,
        stops=[ALL],
        tells=["designation-revoked"],
        primary=[S.REVOCATION_NOTIFIED],
    )
    def revoke(self, *, answer: str = "") -> None:
        self.subject = self.announced_end
        self.subject.answer, self.subject.decided_on = answer.strip(), self.today
        self.subject.save(update_fields=["answer", "decided_on"])
        self.end_with(self.end_of(self.subject), self.subject.facts)
        if self.to_revoke():
            until = last_day(self.today, period("bar", self.today))
            Bar.objects.create(
                enterprise=self.record.enterprise, designation=self.record, since=self.today, until=until
            )

    def end_of(self, ending: Ending) -> str:
        return Designation.End.REVOKED if ending.kind == Ending.Kind.REVOKE else Designation.End.WITHDRAWN

    # --- cancelling -----------------------------------------------------------------------------------------------
    def by_hand(self) -> bool:
        return self.by is not None

    def route_by_hand(self) -> str:
        """The clock only sees that time is over; that a unit has ended is for the leader to decide."""
        return "leader" if self.by_hand() else ""

    @step(
        state,
        {LOOSE: S.EXPIRED},
        label=_("注销命名"),
        may=officer_or_clock,
        law=CANCELLING,
        when=[this.over_or_dissolved],
        approval=this.route_by_hand,
        issues=[OnlyIf(this.by_hand, "cancellation-decision")],
        starts=RIGHTS,
        stops=[ALL],
        tells=["designation-expired"],
    )
    def expire(self, *, reason: str = "", evidence: list[int] | None = None) -> None:
        dissolved = self.by_hand()
        end = Designation.End.DISSOLVED if dissolved else Designation.End.EXPIRED
        self.end_with(end, reason if dissolved else "有效期届满，没有在届满前申请复评，或者复评没有通过。")

    @step(
        state,
        {LOOSE: S.SURRENDERED},
        label=_("申请注销命名"),
        may=party,
        law=CANCELLING,
        when=[this.reasoned],
        stops=[ALL],
        tells=["designation-surrendered"],
    )
    def surrender(self, *, reason: str) -> None:
        self.end_with(Designation.End.SURRENDERED, reason)

    @step(
        state,
        {(S.EXPIRED, S.SURRENDERED): SELF},
        label=_("作出注销决定"),
        may=officer,
        law=CANCELLING,
        when=[this.not_announced],
        approval="leader",
        issues=["cancellation-decision"],
        starts=RIGHTS,
        tells=["designation-cancelled"],
    )
    def announce_end(self) -> None:
        """The paper for what time, or the unit itself, has ended: the clock issues none."""

    @step(
        state,
        {LOOSE: S.EXPIRED},
        label=_("由新的命名接替"),
        may=anybody,
        law=VALIDITY,
        when=[this.renewed],
        stops=[ALL],
    )
    def renew(self, *, application: int) -> None:
        """Follows the decision on the new application, which looked at everything anew: a review or rectification that
        was open goes no further. Its paper is the new certificate.
        """
        title = Application.objects.get(pk=application).round.title
        self.end_with(Designation.End.RENEWED, f"经复评重新命名（{title}）。")
