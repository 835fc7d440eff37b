"""What must hold before a notice, and what the party may answer to it (行政处罚法 44, 45, 62)."""

from functools import cached_property
from typing import Any

from casework.penalties.law import heavier
from casework.penalties.models import Defence, Sanction
from casework.penalties.states import ASKED
from workflows.penalty.investigating import applies, evidence_of
from workflows.penalty.matter import DEFENCE, HEARING, NOTICE
from workflows.penalty.proposal_conditions import ProposalConditions
from workflows.words import Needs, needs, of_facts

NOT_TO_PUNISH = {"33": "行政处罚法第33条", "36": "行政处罚法第36条"}
RIGHTS = ("defence", "hearing", "both")
WRITTEN = "由执法人员代为录入的，须附当事人签名的书面材料。"


class TellingConditions(ProposalConditions):
    def proposal_complete(self) -> Needs:
        sanction = self.sanction
        if sanction is None or not sanction.kinds():
            return needs(False, "还没有拟处罚的意见。拟不予处罚的，请办理不予处罚。", NOTICE)
        return needs(not hasattr(sanction, "notice"), "这份意见已经告知过，请退回调查，重新提出。", NOTICE)

    def not_excluded(self) -> Needs:
        """Whom the law does not punish, nobody tells that he will be."""
        return self.excluded(self.sanction)

    def excluded(self, made: Sanction | None) -> Needs:
        answers = made.answers if made else {}
        if made and made.fine > 0 and applies(answers, "29"):
            words = "已认定同一行为受过罚款，不得再次罚款。请去掉罚款，或者重新认定。"
            return needs(False, words, "行政处罚法第29条")
        found = next((article for article in NOT_TO_PUNISH if applies(answers, article)), "")
        words = f"已认定有第{found}条不予处罚的情形，不能告知处罚。请办理不予处罚，或者退回调查后重新认定。"
        return needs(not found, words, NOT_TO_PUNISH.get(found, ""))

    def nothing_in_force(self) -> Needs:
        return needs(self.notice is None, "已有生效的告知书。改变内容的，请重新告知。", NOTICE)

    # --- defence --------------------------------------------------------------------------------------------------
    def by_party(self) -> bool:
        return bool(self.rights.party)

    def taken_down(self) -> bool:
        """An officer wrote it down; what the party sends itself needs no record."""
        return not self.by_party()

    @of_facts
    def defence_said(self) -> Needs:
        return needs(
            self.facts.text.strip() and self.own_files(self.facts.evidence), "请写明意见，附件须是本案材料。", DEFENCE
        )

    @of_facts
    def defence_signed(self) -> Needs:
        """An officer enters it from signed paper only."""
        paper = self.facts.from_paper and self.facts.evidence
        return needs(self.by_party() or paper, WRITTEN, DEFENCE)

    @of_facts
    def defence_in_time(self) -> Needs:
        """After the period, or after a waiver, a reason opens it again: the facts must be right (行政处罚法 45)."""
        late = self.defence_over()
        return needs(
            not late or self.facts.late_reason.strip(), "陈述申辩的期限已过或者已放弃，请写明现在提出的理由。", DEFENCE
        )

    @cached_property
    def asked_defence(self) -> Defence | None:
        """The defence to answer, under whichever notice it came."""
        rows = Defence.objects.filter(notice__penalty=self.record, answered_on=None)
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.defence)
        return rows.first()

    def defence_open(self) -> Needs:
        return needs(self.asked_defence, "没有等待复核的陈述申辩。", DEFENCE)

    @of_facts
    def each_point_answered(self) -> Needs:
        rows = self.facts.points
        full = all(
            isinstance(row.get("adopted"), bool)
            and str(row.get("point", "")).strip()
            and str(row.get("reason", "")).strip()
            for row in rows
        )
        return needs(rows and full, "请逐点列出意见，写明采纳或者不采纳和理由。", DEFENCE)

    # --- waiver ---------------------------------------------------------------------------------------------------
    def gives_up(self, right: str) -> bool:
        return self.facts.what in (right, "both")

    @of_facts
    def waiver_named(self) -> Needs:
        if self.facts.what not in RIGHTS:
            return needs(False, "请选择放弃的权利：陈述申辩、听证，或者两项。", "行政处罚法第45条、第63条")
        asked = self.record.state in ASKED and not self.gives_up("hearing")
        return needs(not asked, "已申请听证，请先写明是否放弃听证。", HEARING)

    @of_facts
    def waiver_informed(self) -> Needs:
        """Nobody gives up a right of which no served paper has told him."""
        notice: Any = self.notice
        if self.gives_up("hearing") and not notice.hearing_right:
            return needs(False, "本案没有听证的权利，不须放弃。", HEARING)
        unserved = self.gives_up("defence") and not notice.served_on
        unserved = unserved or (self.gives_up("hearing") and not notice.hearing_served_on)
        return needs(not unserved, "告知书还没有送达，不能放弃其中告知的权利。", NOTICE)

    @of_facts
    def waiver_new(self) -> Needs:
        notice: Any = self.notice
        twice = (self.gives_up("defence") and notice.defence_waived_on) or (
            self.gives_up("hearing") and notice.hearing_waived_on
        )
        return needs(not twice, "这项权利已经放弃。", "行政处罚法第45条、第63条")

    @of_facts
    def waiver_proved(self) -> Needs:
        proved = self.facts.proof and self.own_files(self.facts.proof)
        return needs(proved, "放弃权利须有当事人签名的书面材料，请附上。", "行政处罚法第45条、第63条")

    # --- another notice -------------------------------------------------------------------------------------------
    @of_facts
    def something_to_tell(self) -> Needs:
        return needs(self.proposed.kinds(), "重新告知须有拟给予的处罚。拟不予处罚的，请办理不予处罚。", NOTICE)

    @of_facts
    def change_not_excluded(self) -> Needs:
        return self.excluded(self.proposed)

    @of_facts
    def change_reasoned(self) -> Needs:
        return needs(self.facts.reason.strip(), "请写明重新告知的理由。", NOTICE)

    @of_facts
    def not_heavier_for_defending(self) -> Needs:
        """Heavier only on facts from outside the defence and the hearing, with evidence of our own that is new."""
        old = self.notice.sanction if self.notice else None
        how = heavier(self.proposed, old) if old else ""
        if not how or old is None:
            return needs(True, "")
        known = set(old.evidence.values_list("pk", flat=True))
        found = evidence_of(self.record, self.facts.evidence)
        fresh = [row for row in found if row.pk not in known and not row.from_party]
        words = f"{how}。不得因陈述申辩加重处罚；确有另外查明的新事实的，请写明并附本机关取得的新证据。"
        return needs(self.facts.new_facts.strip() and fresh, words, DEFENCE)
