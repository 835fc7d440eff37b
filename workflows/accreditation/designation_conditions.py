"""What must hold before a step of a designation: each a sentence for whoever is refused, with its article."""

from datetime import date

from casework.accreditation import exceptions, renewal, slots
from casework.accreditation.models import Application, Designation, Ending, Rectification, Review
from casework.accreditation.states import LEFT
from casework.accreditation.states import DesignationState as S
from casework.penalties.models import Suspension
from casework.penalties.states import STOPPED
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts

PLAN = "安全技能提升行动计划实施方案二"
VALIDITY = "参照行政许可法第50条"
SUPERVISION = "参照行政许可法第61条"
HEARD = "参照行政许可法第36条"
REVOKING = "参照行政许可法第69条"
RECALLING = "参照行政许可法第8条"
CANCELLING = "参照行政许可法第70条"
OPENED_BY_HAND = (Review.Ground.YEARLY, Review.Ground.OBJECTION, Review.Ground.OTHER)


class DesignationConditions(Matter):
    record: Designation
    ended = LEFT

    @property
    def review(self) -> Review:
        """The open one; the state says that there is one."""
        return self.record.reviews.get(outcome="")

    @property
    def rectification(self) -> Rectification | None:
        return self.record.rectifications.order_by("pk").last()

    @property
    def announced_end(self) -> Ending | None:
        """The notice of an ending on which nobody has decided yet."""
        return self.record.endings.filter(dropped_on=None, decided_on=None).first()

    def lapsed(self, name: str) -> bool:
        """Whether the running clock of this name has its last day behind it."""
        row = self.dossier.deadlines.filter(name=name, status="running", kind="designation").order_by("pk").last()
        return row is not None and row.due_on < self.today

    def stopped(self) -> bool:
        return Suspension.objects.filter(enterprise=self.record.enterprise_id, state__in=STOPPED).exists()

    # --- beginning ------------------------------------------------------------------------------------------------
    def holds_a_slot(self) -> Needs:
        return needs(self.record.slot_id, "没有占用名额，不能命名。", PLAN)

    @of_facts
    def renewed(self) -> Needs:
        """Only by an application of the same unit for the same category, which is another one than its own."""
        asked = Application.objects.filter(pk=self.facts.application).exclude(pk=self.record.application_id).first()
        right = asked is not None and slots.held_by(asked) == self.record
        return needs(right, "没有本单位同一类别的复评申报，不能由新的命名接替。", VALIDITY)

    # --- review ---------------------------------------------------------------------------------------------------
    @of_facts
    def ground_for_review(self) -> Needs:
        """The clock opens the yearly review on its day, and one at once when production is stopped."""
        ground = self.facts.ground
        if self.by is None:
            due = {Review.Ground.YEARLY: self.lapsed("designation_review"), Review.Ground.SUSPENSION: self.stopped()}
            return needs(due.get(ground), "年度复核的日期还没有到，也没有正在执行的停产停业。", SUPERVISION)
        known = ground in OPENED_BY_HAND and (ground == Review.Ground.YEARLY or self.facts.reason.strip())
        return needs(known, "请选择复核的事由；不是年度复核的，写明情况。", SUPERVISION)

    def not_stopped(self) -> Needs:
        words = "该单位正在停产停业，复核、整改不能通过。请等恢复生产以后再办理。"
        return needs(not self.stopped(), words, SUPERVISION)

    @of_facts
    def opinion_written(self) -> Needs:
        return needs(self.facts.verdict.strip(), "请写明复核意见。", SUPERVISION)

    @of_facts
    def exceptions_answered(self) -> Needs:
        """What this system knows against the unit must be dealt with in words before it passes."""
        found = [] if self.facts.reason.strip() else exceptions.of(self.record)
        words = f"该单位{'，'.join(found)}。请写明为什么仍然合格，或者要求限期整改。"
        return needs(not found, words, SUPERVISION)

    # --- rectification --------------------------------------------------------------------------------------------
    @of_facts
    def items_to_rectify(self) -> Needs:
        items = [item.strip() for item in self.facts.items]
        listed = items and all(items) and len(set(items)) == len(items)
        return needs(listed, "请列明需要整改的问题，每项一条，不要重复。", SUPERVISION)

    @of_facts
    def report_written(self) -> Needs:
        own = self.facts.evidence and self.own_files(self.facts.evidence)
        return needs(self.facts.text.strip() and own, "请写明每项问题怎么整改的，并附整改材料。", SUPERVISION)

    def reported(self) -> Needs:
        done = self.rectification is not None and self.rectification.reported_on is not None
        return needs(done, "该单位还没有报告整改情况。", SUPERVISION)

    @of_facts
    def checked_when(self) -> Needs:
        checked, row = self.facts.checked_on, self.rectification
        since = row.reported_on if row is not None else None
        dated = isinstance(checked, date) and since is not None and since <= checked <= self.today
        return needs(dated, "核查日期须在整改报告之后、今天以前。", SUPERVISION)

    @of_facts
    def verdict_written(self) -> Needs:
        return needs(self.facts.verdict.strip(), "请写明核查意见；不合格的，逐项写明还有什么没有改好。", SUPERVISION)

    # --- revoking and recalling -----------------------------------------------------------------------------------
    @of_facts
    def ground_of_ending(self) -> Needs:
        """撤销 is for fraud, or for standards unmet after a failed rectification; 撤回 blames nobody."""
        facts = self.facts
        fitting = {
            Ending.Kind.REVOKE: (Ending.Ground.FRAUD, Ending.Ground.UNMET),
            Ending.Kind.WITHDRAW: (Ending.Ground.POLICY, Ending.Ground.CHANGED),
        }
        if facts.ground not in fitting.get(facts.way, ()):
            return needs(False, "请选择终止命名的方式和与它相符的事由。", REVOKING)
        if facts.ground == Ending.Ground.UNMET and not self.failed:
            return needs(False, "没有逾期或者不合格的整改，不能以整改后仍达不到条件为由撤销。", REVOKING)
        return needs(True, "")

    @property
    def failed(self) -> bool:
        """Whether the unit had its time to put things right, and has not."""
        row = self.rectification
        if self.record.state != S.RECTIFYING or row is None:
            return False
        return row.fit is False or (row.reported_on is None and self.lapsed("designation_rectify"))

    @of_facts
    def account_written(self) -> Needs:
        return needs(self.facts.account.strip(), "请写明终止命名的事实和理由。", HEARD)

    @of_facts
    def own_proof(self) -> Needs:
        own = self.facts.evidence and self.own_files(self.facts.evidence)
        return needs(own, "请附证明上述事实的材料。", HEARD)

    @of_facts
    def statement_written(self) -> Needs:
        own = not self.facts.evidence or self.own_files(self.facts.evidence)
        return needs(self.facts.text.strip() and own, "请写明陈述、申辩的意见；附件须在本页上传。", HEARD)

    def notice_served(self) -> Needs:
        known = self.announced_end
        return needs(known is not None and known.served_on, "事先告知书还没有送达。", HEARD)

    def heard(self) -> Needs:
        """The unit has spoken, or its time to speak is over."""
        known = self.announced_end
        spoken = known is not None and known.stated_on is not None
        return needs(spoken or self.lapsed("statement"), "陈述、申辩的期限还没有届满。", HEARD)

    @of_facts
    def statement_answered(self) -> Needs:
        known = self.announced_end
        silent = known is None or known.stated_on is None
        return needs(silent or self.facts.answer.strip(), "该单位已陈述、申辩。请逐点写明是否采纳和理由。", HEARD)

    # --- cancelling -----------------------------------------------------------------------------------------------
    @of_facts
    def over_or_dissolved(self) -> Needs:
        if self.by is None:
            over = renewal.run_out(self.today).filter(pk=self.record.pk).exists()
            return needs(over, "有效期还没有届满，或者复评还没有决定。", CANCELLING)
        own = self.facts.evidence and self.own_files(self.facts.evidence)
        proved = self.facts.reason.strip() and own
        return needs(proved, "请写明单位终止的情况，并附登记机关的证明。", CANCELLING)

    def not_announced(self) -> Needs:
        """One that was renewed goes on; one that a decision ended has its paper already."""
        loud = self.record.end in (Designation.End.EXPIRED, Designation.End.SURRENDERED)
        told = self.dossier.documents.filter(kind="cancellation-decision").exists()
        return needs(loud and not told, "注销决定已经作出，或者不须再作。", CANCELLING)
