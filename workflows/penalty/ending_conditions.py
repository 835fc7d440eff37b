"""What must hold before a penalty case goes elsewhere or ends: each a sentence, with its article."""

from casework.clock.deadlines import last_day, period
from casework.penalties import court
from casework.penalties.models import CourtApplication, Ruling, Suspension
from casework.penalties.money import account
from casework.penalties.states import STOPPED
from documents.models import Document
from workflows.penalty.changing_conditions import PUBLIC, ChangingConditions, Standing
from workflows.remedies import standing
from workflows.words import Needs, needs, of_facts

WITHDRAWALS = {"wrong": "立案有误", "twice": "重复立案", "ended": "当事人死亡或者终止，没有承继人"}
ENDINGS = {
    "39": "中止执行满三年未恢复执行（行政强制法第39条）",
    "40": "法定终结执行情形（行政强制法第40条）",
    "court": "法院裁定终结执行",
    "missed": "超过申请法院执行的期限",
}
# What only a paper shows: that the party is no more, that nothing is left to enforce.
PROOFS = {
    "ended": ("请附当事人死亡或者终止的证明，例如登记机关的注销证明。", "行政处罚法第54条"),
    "40": ("请附证明终结情形的材料，例如登记机关的注销证明、财产查询结果。", "行政强制法第40条"),
}
OVER = "安全生产法第70条、第113条"
ENDING = "行政强制法第39条、第40条"
WAITING = ["pending", "attempted", "returned", "posted"]


class EndingConditions(ChangingConditions):
    @of_facts
    def receiver_named(self) -> Needs:
        named = self.facts.receiver.strip() and self.facts.basis.strip()
        return needs(named, "请写明受移送机关和依据。", "行政处罚法第22条、第25条")

    @of_facts
    def paper_attached(self) -> Needs:
        return needs(self.facts.evidence and self.own_files(self.facts.evidence), "请附退回案件的公文。")

    @of_facts
    def ground_named(self) -> Needs:
        return needs(self.facts.ground in WITHDRAWALS, "请选择撤销立案的理由。", "行政处罚法第54条")

    @of_facts
    def end_proved(self) -> Needs:
        words, law = PROOFS.get(self.facts.ground, ("", ""))
        shown = self.facts.evidence and self.own_files(self.facts.evidence)
        return needs(not words or shown, words, law)

    # --- performed, or never to be ---------------------------------------------------------------------------------
    def nothing_owed(self) -> Needs:
        owed = account(self.decision, self.today).owed if self.decision else 0
        return needs(self.decision and not owed, f"还欠缴{owed:,.2f}元。", "行政处罚法第66条")

    def stop_over(self) -> Needs:
        """The stop the decision orders has begun and has ended: resumed, lifted or shut."""
        if self.decision is None or not self.decision.sanction.stop_production:
            return needs(True, "")
        rows = Suspension.objects.filter(decision__penalty=self.record).exclude(state="")
        over = rows.exists() and not rows.filter(state__in=STOPPED).exists()
        return needs(over, "停产停业整顿还没有恢复生产、解除或者关闭。", OVER)

    @of_facts
    def ending_met(self) -> Needs:
        """The ground is one of the law's, and the matter shows it."""
        ground = self.facts.ground
        if ground not in ENDINGS:
            return needs(False, "请选择终结执行的法定情形。", ENDING)
        if ground == "court":
            ended = Ruling.objects.filter(
                application__decision__penalty=self.record, outcome__in=[Ruling.Outcome.ENDED, Ruling.Outcome.COLLECTED]
            )
            return needs(ended.exists(), "还没有登记法院终结执行的裁定。", ENDING)
        if ground == "39":
            return self.suspended_long()
        return self.missed() if ground == "missed" else needs(True, "")

    def suspended_long(self) -> Needs:
        """Three years are not over before three years from the day the decision bound the party."""
        served = self.decision and self.decision.served_on
        over = served and last_day(served, period("enforcement_end", served)) < self.today
        return needs(over, "中止执行还不满三年，不能以此终结。", "行政强制法第39条")

    def missed(self) -> Needs:
        found = court.window(self.decision) if self.decision else None
        applied = CourtApplication.objects.filter(decision=self.decision).exclude(rulings__outcome="refused").exists()
        gone = found is not None and found.closes < self.today and not applied
        return needs(gone, "申请法院执行的期限还没有届满，不能以错过期限终结。", "行政强制法第53条")

    @of_facts
    def responsible_named(self) -> Needs:
        named = self.facts.ground != "missed" or self.facts.responsible.strip()
        return needs(named, "错过申请期限的，须写明由谁负责。", "行政处罚法第76条、第83条")

    # --- closing --------------------------------------------------------------------------------------------------
    def nothing_unserved(self) -> Needs:
        waiting = Document.objects.filter(
            dossier=self.record.dossier_id, status="issued", services__state__in=WAITING
        ).exclude(services__state="served")
        return needs(not waiting.exists(), "还有文书没有送达。", "行政处罚法第61条")

    def nothing_unrefunded(self) -> Needs:
        latest = self.record.decisions.select_related("sanction").order_by("pk").last()
        excess = account(latest, self.today).excess if latest else 0
        return needs(not excess, f"还有{excess:,.2f}元应当退付。", "行政强制法第41条、行政复议法第72条")

    def nothing_unpublished(self) -> Needs:
        """A unit's decision in force has been shown; one that fell is shown no more."""
        row, decision = self.published, self.decision
        if row is not None and row.decision.standing != Standing.STANDING:
            return needs(False, "决定已经变更、撤销，公示还没有撤回。", PUBLIC)
        if decision is None or not decision.punishes or self.personal:
            return needs(True, "")
        missing = decision.standing == Standing.STANDING and not decision.publications.exists()
        return needs(not missing, "处罚决定还没有公示。", PUBLIC)

    def no_remedy_open(self) -> Needs:
        open_one = standing.open_in([self.record.dossier_id])
        return needs(not open_one, "复议、诉讼还没有结束，或者裁判要求的事项还没有办理。", "行政处罚法第47条")

    def no_stop_open(self) -> Needs:
        return needs(not self.suspensions.exists(), "停产停业还没有结束，不能结案。", OVER)
