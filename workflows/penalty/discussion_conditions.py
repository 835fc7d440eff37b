"""What must hold before the leaders discuss, before the period is extended, and before it is decided not to punish."""

from datetime import date
from typing import Any

from casework.clock.deadlines import period, threshold
from casework.enforcement.states import Standing
from casework.penalties.models import Decision
from workflows.penalty import judgements
from workflows.penalty.deciding_conditions import FORCE, TOGETHER, DecisionConditions
from workflows.words import Needs, needs, of_facts

PERIOD = "行政处罚法第60条"
EXTENSION = "原安全生产违法行为行政处罚办法（条文待核）"
INVESTIGATOR = "行政处罚法第57条"
# ground -> its words, and the article
GROUNDS = {
    "30": ("不满十四周岁的未成年人有违法行为", "行政处罚法第30条"),
    "31": ("精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为", "行政处罚法第31条"),
    "33-1-minor": ("违法行为轻微并及时改正，没有造成危害后果", "行政处罚法第33条第1款"),
    "33-1-first": ("初次违法且危害后果轻微并及时改正", "行政处罚法第33条第1款"),
    "33-2": ("当事人有证据足以证明没有主观过错", "行政处罚法第33条第2款"),
    "36": ("违法行为超过追究时效", "行政处罚法第36条"),
    "57": ("违法事实不能成立", "行政处罚法第57条第1款第3项"),
}
PEOPLE_ONLY = ("30", "31")
CORRECTED = ("33-1-minor", "33-1-first")


class DiscussionConditions(DecisionConditions):
    # --- the leaders' discussion ----------------------------------------------------------------------------------
    def voters(self) -> list[Any]:
        return [vote.get("member") for vote in self.facts.votes]

    @of_facts
    def votes_recorded(self) -> Needs:
        """Every vote is yes or no, once for each member; who disagrees says why."""
        rows, voters = self.facts.votes, self.voters()
        told = all(isinstance(v.get("agrees"), bool) and (v["agrees"] or v.get("words", "").strip()) for v in rows)
        whole = rows and told and len(set(voters)) == len(voters)
        return needs(whole, "请逐人记录表决意见，每人一次；不同意的写明理由。", TOGETHER)

    @of_facts
    def voters_apart(self) -> Needs:
        barred = judgements.kept_apart(self)
        seated = {*self.voters(), self.by.pk if self.by else None}
        return needs(not barred & seated, "调查人员和已回避的人员只汇报，不参加表决。", INVESTIGATOR)

    @of_facts
    def quorate(self) -> Needs:
        """Enough leaders; where fewer are in office, the standing committee decides, and the record says why."""
        quorum = int(threshold("collective-quorum", self.today))
        leaders, voters = judgements.leaders(self), set(self.voters())
        if len(leaders) >= quorum:
            words = f"参加表决的须是本机关负责人，不少于{quorum}人。"
            return needs(voters <= leaders and len(voters) >= quorum, words, TOGETHER)
        office = judgements.in_office(self.record.agency_id, voters)
        whole = leaders <= voters == office and len(voters) >= quorum and self.facts.committee_reason.strip()
        words = f"在职负责人不足{quorum}人的，由领导班子集体讨论，全体负责人参加，并写明情况。"
        return needs(whole, words, TOGETHER)

    @of_facts
    def discussion_written(self) -> Needs:
        facts = self.facts
        written = (facts.place, facts.recorder, facts.reported_by, facts.discussion, facts.conclusion)
        words = "请写明地点、记录人、汇报人、讨论情况和结论性意见。"
        return needs(all(text.strip() for text in written), words, TOGETHER)

    @of_facts
    def discussed_when(self) -> Needs:
        held, latest = self.facts.held_on, self.sanction
        within = isinstance(held, date) and latest is not None and latest.made_on <= held <= self.today
        return needs(within, "讨论日期不能早于提出拟处罚，也不能晚于今天。", TOGETHER)

    # --- more time ------------------------------------------------------------------------------------------------
    def clock_known(self) -> Needs:
        return needs(judgements.clock_of(self) is not None, "没有处罚决定的期限可以延长。", PERIOD)

    @of_facts
    def days_counted(self) -> Needs:
        days = self.facts.days
        whole = isinstance(days, int) and not isinstance(days, bool) and 0 < days <= 366
        return needs(whole, "请填写延长的天数，不超过366天。", PERIOD)

    @of_facts
    def superior_agrees(self) -> Needs:
        if not judgements.beyond_the_rule(self, self.facts.days):
            return needs(True, "")
        most = period("decision_extension", self.today).amount
        words = f"累计延长超过{most}天，须经上一级机关批准，请写明批准文书。"
        return needs(self.facts.superior.strip(), words, EXTENSION)

    @of_facts
    def answerable_named(self) -> Needs:
        named = not judgements.ran_out(self) or self.facts.responsible.strip()
        return needs(named, "期限已过才延长的，须写明由谁承担责任。", PERIOD)

    def extension_route(self) -> str:
        return "collective" if judgements.ran_out(self) else "leader"

    # --- no penalty -----------------------------------------------------------------------------------------------
    def proposal_made(self) -> Needs:
        """A case taken back from another organ may stand here without any."""
        words = "还没有处理意见，请先退回调查，办理调查终结。"
        return needs(self.sanction is not None, words, INVESTIGATOR)

    @of_facts
    def ground_chosen(self) -> Needs:
        words = "请选择不予处罚的法定情形。"
        return needs(self.facts.ground in GROUNDS, words, "行政处罚法第30条、第31条、第33条、第36条、第57条")

    @of_facts
    def ground_fits(self) -> Needs:
        """What the rows themselves say against the ground."""
        ground = self.facts.ground
        law = GROUNDS[ground][1]
        if ground in PEOPLE_ONLY and not self.personal:
            return needs(False, "这一情形只适用于个人。", law)
        if ground in CORRECTED and self.record.harm:
            return needs(False, "立案时已经认定有危害后果，不符合这一情形。", law)
        if ground in CORRECTED and self.record.findings.filter(standing=Standing.NOT_DONE).exists():
            return needs(False, "有问题逾期没有改正，不符合“及时改正”。", law)
        if ground == "33-1-first" and self.punished_before():
            return needs(False, "当事人此前已受过处罚，不是初次违法。", law)
        return needs(True, "")

    def punished_before(self) -> bool:
        rows = Decision.objects.filter(punishes=True, standing__in=FORCE, penalty__enterprise=self.record.enterprise_id)
        person = self.record.person
        rows = rows.filter(penalty__person__id_number=person.id_number) if person else rows.filter(penalty__person=None)
        return bool(rows.exclude(penalty=self.record).exists())

    @of_facts
    def educated(self) -> Needs:
        needed = self.facts.ground.startswith("33")
        words = "依照第三十三条不予处罚的，须对当事人进行教育，请写明教育情况。"
        return needs(not needed or self.facts.education.strip(), words, "行政处罚法第33条第3款")
