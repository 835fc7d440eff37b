"""Conditions of a correction case's ending: penalty proposed or declined, transfer, withdrawal, closing, import."""

from casework.enforcement import standing
from casework.enforcement.states import Standing
from casework.penalties.models import Penalty, Suspension
from casework.penalties.states import STOPPED
from documents.models import Document
from workflows.enforcement import judging
from workflows.enforcement.conditions import CORRECTION, CaseConditions
from workflows.remedies.standing import open_in
from workflows.words import Needs, needs, of_facts


class EndConditions(CaseConditions):
    def second_tier(self) -> Needs:
        """Nothing rests on an order whose service was annulled meanwhile."""
        late = [
            f
            for f in standing.ordered(self.record)
            if f.standing == Standing.NOT_DONE and standing.overdue_since(f, self.today)
        ]
        return needs(
            any(judging.second_tier(self.record, f) for f in late), "逾期未改正的问题没有第二档处罚依据。", CORRECTION
        )

    @of_facts
    def parties_named(self) -> Needs:
        rows = self.facts.parties
        units = [row for row in rows if not row.get("person")]
        full = all(row["party"].strip() and row["reason"].strip() for row in rows)
        return needs(units and full, "请逐一列明企业和责任人员，写明提请处罚或不提请的理由。", CORRECTION)

    @of_facts
    def declinable(self) -> Needs:
        chosen = self.chosen()
        if not chosen or len(chosen) != len(set(self.facts.findings)):
            return needs(False, "请选择本案的问题。")
        return needs(
            self.facts.ground in judging.DECLINE_GROUNDS, "请选择不予立案的法定理由。", "行政处罚法第33条、第36条"
        )

    @of_facts
    def receiver_named(self) -> Needs:
        return needs(
            self.facts.receiver.strip() and self.facts.basis.strip(), "请写明受移送机关和依据。", "行政处罚法第25条"
        )

    @of_facts
    def paper_attached(self) -> Needs:
        return needs(self.own_files(self.facts.evidence) and self.facts.evidence, "请附退回案件的公文。")

    @of_facts
    def ground_named(self) -> Needs:
        return needs(self.facts.ground in judging.WITHDRAWAL_GROUNDS, "请选择撤销的理由。", "行政处罚法第75条")

    def first_tier_answered(self) -> Needs:
        """Closing leaves no first-tier fine unanswered; a transferred case is the other organ's to answer."""
        if self.record.state != "corrected":
            return needs(True, "")
        left = [f.number for f in standing.unanswered_first_tier(self.record)]
        return needs(not left, f"第{'、'.join(map(str, left))}项的首次罚款还没有处罚，也没有决定不予立案。", CORRECTION)

    def nothing_open(self) -> Needs:
        """What began with this case has come to its own end."""
        going = Penalty.objects.filter(case=self.record).exclude(state__in=["", "closed"])
        if going.exists():
            return needs(False, f"还有{going.count()}件行政处罚案件没有结案。", CORRECTION)
        stops = Suspension.objects.filter(findings__case=self.record, state__in=STOPPED)
        if stops.exists():
            return needs(False, "停产停业还没有结束，请先办理复产验收、关闭或者解除。", CORRECTION)
        return needs(not open_in([self.record.dossier_id]), "还有复议、诉讼没有结束，或者裁判还没有执行。", CORRECTION)

    def nothing_unserved(self) -> Needs:
        waiting = Document.objects.filter(
            dossier=self.record.dossier_id,
            status="issued",
            services__state__in=["pending", "attempted", "returned", "posted"],
        ).exclude(services__state="served")
        return needs(not waiting.exists(), "还有文书没有送达。", "行政处罚法第61条")

    @of_facts
    def stop_over(self) -> Needs:
        """Only what a resumption has accepted."""
        rows = Suspension.objects.filter(pk=self.facts.suspension, state="resumed", findings__case=self.record)
        return needs(rows.exists(), "没有已经同意恢复生产的停产停业。", "安全生产法第65条第1款第3项")

    @of_facts
    def import_plausible(self) -> Needs:
        rows = self.facts.findings
        dated = all(row["due_on"] >= self.facts.opened_on for row in rows if row.get("due_on"))
        past = self.facts.opened_on <= self.today and self.facts.number.strip()
        return needs(rows and dated and past, "导入须有文号、发现日期和至少一项问题，期限不早于发现日期。")
