"""What must hold before a decision is changed, made again, annulled, shown to the public or taken back from it."""

from datetime import date
from decimal import Decimal
from typing import Any

from casework.clock.deadlines import period
from casework.penalties import law, publishing
from casework.penalties.models import Decision, Publication, Remedy, Sanction, Suspension
from casework.penalties.states import STOPPED, RemedyState
from workflows.penalty.collecting_conditions import amount_of
from workflows.penalty.matter import PenaltyMatter
from workflows.words import Needs, needs, of_facts

CHANGE = "行政处罚法第75条"
AGAIN = "行政诉讼法第71条、行政复议法第64条"
PUBLIC = "行政处罚法第48条、安全生产法第78条"
REPORTED = "安全生产违法行为行政处罚办法（备案，条文待核）"
Standing = Decision.Standing
ZERO = ("0", "0.0", "0.00")


def changed_sanction(old: Sanction, fine: Any, stop_production: bool | None) -> Sanction:
    """An unsaved copy with what is changed; None leaves it as it was."""
    kept = {f.attname: getattr(old, f.attname) for f in Sanction._meta.concrete_fields if not f.primary_key}
    new = Sanction(**kept)
    new.fine = old.fine if fine is None else Decimal(fine)
    new.stop_production = old.stop_production if stop_production is None else stop_production
    return new


class ChangingConditions(PenaltyMatter):
    @property
    def published(self) -> Publication | None:
        """What the public sees now."""
        return Publication.objects.filter(penalty=self.record, withdrawn_on=None).select_related("decision").first()

    @property
    def suspensions(self) -> Any:
        """Stops of production that rest on a decision of this case and go on."""
        return Suspension.objects.filter(decision__penalty=self.record, state__in=STOPPED)

    def decision_stands(self) -> Needs:
        return needs(self.decision, "没有有效的决定可以变更、撤销。", CHANGE)

    # --- by a ruling or our own -----------------------------------------------------------------------------------
    def ruling(self, asks: str) -> Needs:
        """Our own correction, or a ruling on this matter that asks for this very step."""
        if self.facts.remedy is None:
            return needs(True, "")
        asked = Remedy.objects.filter(pk=self.facts.remedy, dossier=self.record.dossier_id, state=RemedyState.ENDED)
        found = asked.filter(obliges=asks, obeyed_on=None).exists()
        return needs(found, "所选的复议决定或者裁判没有要求这样办理，或者已经办理过。", AGAIN)

    @of_facts
    def ruling_asks_amend(self) -> Needs:
        return self.ruling("amend")

    @of_facts
    def ruling_asks_redo(self) -> Needs:
        return self.ruling("redo")

    @of_facts
    def ruling_asks_annul(self) -> Needs:
        return self.ruling("annul")

    @of_facts
    def fine_right(self) -> Needs:
        given = self.facts.fine
        right = given is None or amount_of(given) > 0 or (isinstance(given, Decimal | int | str) and str(given) in ZERO)
        return needs(right, "变更后的罚款须不小于零，最多两位小数。", CHANGE)

    @of_facts
    def ruling_followed(self) -> Needs:
        """The amount is the one the ruling names."""
        row = Remedy.objects.filter(pk=self.facts.remedy or 0).first()
        named = row.outcome_fine if row and not self.facts.unlawful else None
        given = None if self.facts.fine is None else Decimal(self.facts.fine)
        return needs(named is None or given == named, f"裁判变更后的罚款是{named or 0:,.2f}元，请照此变更。", AGAIN)

    @of_facts
    def something_changes(self) -> Needs:
        facts, decision = self.facts, self.decision
        if facts.unlawful or decision is None:
            both = facts.unlawful and (facts.fine is not None or facts.stop_production is not None)
            return needs(not both, "确认违法、保留效力的，不能同时变更内容。", CHANGE)
        new = changed_sanction(decision.sanction, facts.fine, facts.stop_production)
        same = (new.fine, new.stop_production) == (decision.sanction.fine, decision.sanction.stop_production)
        return needs(not same and new.fine >= 0, "没有变更任何内容。", CHANGE)

    @of_facts
    def something_left(self) -> Needs:
        """A decision that no longer imposes anything is annulled, not changed."""
        decision = self.decision
        if self.facts.unlawful or decision is None or not decision.punishes:
            return needs(True, "")
        new = changed_sanction(decision.sanction, self.facts.fine, self.facts.stop_production)
        return needs(new.kinds(), "变更后没有任何处罚。全部不处罚的，请撤销处罚决定。", CHANGE)

    @of_facts
    def never_heavier(self) -> Needs:
        decision = self.decision
        if self.facts.unlawful or decision is None:
            return needs(True, "")
        how = law.heavier(
            changed_sanction(decision.sanction, self.facts.fine, self.facts.stop_production), decision.sanction
        )
        punishing = not decision.punishes
        return needs(
            not how and not punishing, f"变更不能加重：{how or '原决定不予处罚'}。", "行政处罚法第45条、第75条"
        )

    @of_facts
    def not_the_same_again(self) -> Needs:
        """On the same facts and reasons not the same decision, unless only the procedure was wrong."""
        again = self.facts.same_facts and not self.facts.procedure
        words = "同一事实和理由，不能再作基本相同的决定；因违反法定程序被撤销的除外。"
        return needs(not again, words, AGAIN)

    @of_facts
    def days_right(self) -> Needs:
        days = self.facts.days
        return needs(days is None or (self.facts.remedy and days > 0), "只有裁判写明期限的，才填期限。", AGAIN)

    # --- publication ----------------------------------------------------------------------------------------------
    def publishable(self) -> Needs:
        decision = self.decision
        stands = decision is not None and decision.punishes and decision.standing == Standing.STANDING
        return needs(stands, "没有有效的处罚决定，不能公示。", PUBLIC)

    def decision_served(self) -> Needs:
        return needs(self.decision and self.decision.served_on, "处罚决定书还没有送达。", "行政处罚法第61条")

    def report_due(self) -> Needs:
        waits = self.dossier.deadlines.filter(name="report_up", status="running")
        return needs(waits.exists(), "没有需要备案的处罚决定，或者已经备案。", REPORTED)

    @of_facts
    def reported_rightly(self) -> Needs:
        reported, decision = self.facts.reported_on, self.decision
        dated = isinstance(reported, date) and decision is not None and decision.decided_on <= reported <= self.today
        return needs(
            dated and self.facts.receiver.strip(), "请填写备案机关和日期，日期须在决定之后、今天以前。", REPORTED
        )

    def not_published(self) -> Needs:
        return needs(self.published is None, "已经公示。决定变更过的，请先撤回原公示。", PUBLIC)

    @of_facts
    def of_weight(self) -> Needs:
        """A person is named to the public, masked, only where the matter has a weight of its own."""
        named = not self.personal or self.facts.weight.strip()
        return needs(named, "对个人的处罚，只有具有一定社会影响的才公示，请写明社会影响。", "行政处罚法第48条")

    @of_facts
    def term_right(self) -> Needs:
        until = self.facts.until_on
        if until is None:
            return needs(True, "")
        first, last = publishing.shortest(self.today), publishing.longest(self.today)
        right = isinstance(until, date) and first <= until <= last
        years = period("publication_short", self.today), period("publication_long", self.today)
        return needs(right, f"公示期须在{years[0].amount}年至{years[1].amount}年之间。", PUBLIC)

    def shown_now(self) -> Needs:
        return needs(self.published, "没有正在公示的决定。", PUBLIC)

    def no_longer_right(self) -> Needs:
        """Changed, annulled, found unlawful, or its term over."""
        row = self.published
        if row is None:
            return needs(True, "")
        gone = row.decision.standing != Standing.STANDING or publishing.over(row.until_on, self.today)
        return needs(gone, "决定仍然有效，公示期也没有届满，不能撤回公示。", PUBLIC)
