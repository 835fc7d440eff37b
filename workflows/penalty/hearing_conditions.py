"""What must hold before a hearing is asked for, set and held: each a sentence for whoever is refused."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from casework.accounts.roles import holders
from casework.clock.deadlines import period, threshold
from casework.core.now import now
from casework.core.words import date_cn
from casework.penalties.models import Hearing
from workflows.penalty import judgements
from workflows.penalty.matter import PenaltyMatter
from workflows.words import Needs, needs, of_facts

RIGHT = "行政处罚法第63条"
REQUEST = "行政处罚法第64条第1项"
NOTICE_OF_IT = "行政处罚法第64条第2项"
PUBLIC = "行政处罚法第64条第3项"
CHAIR = "行政处罚法第64条第4项"
AGENTS = "行政处罚法第64条第5项"
MINUTES = "行政处罚法第64条第8项"
ORDER_15 = "原安全生产违法行为行政处罚办法（条文待核）"
SECRETS = ("国家秘密", "商业秘密", "个人隐私")
Outcome = Hearing.Outcome


def day_of(moment: Any) -> date | None:
    """The day in Guangxi of a moment that a form gave; None where it gave none."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) and timezone.is_aware(moment) else None


class HearingConditions(PenaltyMatter):
    # --- asked for ------------------------------------------------------------------------------------------------
    def hearing_right(self) -> Needs:
        right = self.notice is not None and self.notice.hearing_right
        return needs(right, "本案没有告知听证权利，不适用听证。", RIGHT)

    def hearing_unasked(self) -> Needs:
        words = "已经申请过听证。听证已经举行，或者已视为放弃，不能再次申请。"
        return needs(self.hearing is None, words, RIGHT)

    def hearing_window_open(self) -> Needs:
        notice = self.notice
        if notice is None or notice.hearing_served_on is None:
            return needs(False, "听证告知书还没有送达，申请听证的期限还没有开始。", REQUEST)
        if notice.hearing_waived_on is not None:
            return needs(False, "当事人已经书面放弃听证。", REQUEST)
        clock = self.clock_of("hearing_request", str(notice.hearing_document_id))
        return needs(clock and clock.due_on >= self.today, "申请听证的期限已过。", REQUEST)

    @of_facts
    def request_written(self) -> Needs:
        """The party itself, or an officer from its paper."""
        entered = self.rights.party or self.facts.from_paper
        return needs(entered, "由执法人员代为录入的，须有当事人的书面申请。", REQUEST)

    # --- set ------------------------------------------------------------------------------------------------------
    def panel(self) -> list[int]:
        """Chair, members and clerk as the form names them."""
        return [self.facts.chair, *self.facts.members, self.facts.clerk]

    @of_facts
    def panel_apart(self) -> Needs:
        barred = judgements.kept_apart(self)
        words = "主持人、听证员、记录员不能是本案调查人员或者已回避的人员，请另选。"
        return needs(not barred & set(self.panel()), words, CHAIR)

    @of_facts
    def panel_in_office(self) -> Needs:
        agency, panel = self.record.agency_id, self.panel()
        chairs = judgements.in_office(agency, [self.facts.chair], holders("hearing.chair"))
        present = judgements.in_office(agency, panel)
        return needs(chairs and present == set(panel), "主持人、听证员、记录员须是本机关现职人员，请另选。", CHAIR)

    @of_facts
    def panel_of_several(self) -> Needs:
        panel = self.panel()
        return needs(len(set(panel)) == len(panel), "主持人、听证员、记录员不能由一人兼任。", CHAIR)

    @of_facts
    def placed(self) -> Needs:
        return needs(self.facts.place.strip(), "请写明听证地点。", NOTICE_OF_IT)

    @of_facts
    def week_ahead(self) -> Needs:
        """Announced today at the earliest, so that what cannot be in time is not even issued."""
        held_on = day_of(self.facts.held_at)
        if held_on is None:
            return needs(False, "请填写听证的日期和时间。", NOTICE_OF_IT)
        first = judgements.earliest_hearing(self.today)
        days = period("hearing_notice", self.today).amount
        words = f"听证通知书须在听证{days}个工作日前送达，最早可定在{date_cn(first)}。"
        return needs(held_on >= first, words, NOTICE_OF_IT)

    @of_facts
    def private_reasoned(self) -> Needs:
        """Public, but for the three secrets the law names."""
        named = any(secret in self.facts.private_reason for secret in SECRETS)
        words = f"听证公开举行。不公开的，须写明涉及{'、'.join(SECRETS)}中的哪一种。"
        return needs(self.facts.public or named, words, PUBLIC)

    @of_facts
    def postponable(self) -> Needs:
        """Another date: once because the party asked, or because the notice or the panel no longer serves."""
        hearing = self.hearing
        if hearing is None or hearing.held_at is None:
            return needs(not self.facts.postponed, "还没有定过听证日期，不是延期。", ORDER_15)
        if self.facts.postponed:
            most = int(threshold("hearing-postponements", self.today))
            return needs(hearing.postponed < most, f"听证只能延期{most}次。", ORDER_15)
        words = "已经定了听证日期。当事人申请延期的，请按延期办理。"
        return needs(self.notice_too_late() or self.panel_broken(), words, ORDER_15)

    def notice_too_late(self) -> bool:
        """The notice of the hearing was not, or can no longer be, served in time."""
        hearing = self.hearing
        assert hearing is not None
        return judgements.earliest_hearing(hearing.served_on or self.today) > (day_of(hearing.held_at) or self.today)

    def panel_broken(self) -> bool:
        """One of the panel has meanwhile investigated, been recused or left the office."""
        panel = self.seated()
        barred = judgements.kept_apart(self)
        return bool(panel & barred) or judgements.in_office(self.record.agency_id, panel) != panel

    def seated(self) -> set[int]:
        """The panel of the hearing that was set."""
        hearing = self.hearing
        if hearing is None:
            return set()
        members = hearing.members.values_list("pk", flat=True)
        return {pk for pk in (hearing.chair_id, *members, hearing.clerk_id) if pk is not None}

    # --- held -----------------------------------------------------------------------------------------------------
    def chaired(self) -> Needs:
        chair = self.hearing.chair if self.hearing else None
        words = f"听证由主持人{chair}登记，他人不能代办。" if chair else "还没有指定听证主持人。"
        return needs(chair is not None and self.by == chair, words, CHAIR)

    def panel_still_apart(self) -> Needs:
        words = "听证组成人员中有人参加过调查、已回避或者已离职，请先重新指定并改期。"
        return needs(not self.panel_broken(), words, CHAIR)

    @of_facts
    def outcome_chosen(self) -> Needs:
        return needs(self.facts.outcome in Outcome.values, "请选择听证的结果。", RIGHT)

    def given_up_before(self) -> bool:
        """Withdrawn in writing: the day of the hearing need not come."""
        return self.facts is not None and self.facts.outcome == Outcome.WAIVED

    def hearing_came(self) -> Needs:
        hearing = self.hearing
        began = hearing is not None and hearing.held_at is not None and hearing.held_at <= now()
        return needs(began or self.given_up_before(), "听证的时间还没有到。", NOTICE_OF_IT)

    def told_in_time(self) -> Needs:
        hearing = self.hearing
        if self.given_up_before():
            return needs(True, "")
        if hearing is None or hearing.served_on is None:
            return needs(False, "听证会通知书还没有送达，不能举行听证。", NOTICE_OF_IT)
        days = period("hearing_notice", hearing.served_on).amount
        words = f"听证会通知书没有在听证{days}个工作日前送达，请改期。"
        return needs(not self.notice_too_late(), words, NOTICE_OF_IT)

    @of_facts
    def agents_few(self) -> Needs:
        most = int(threshold("hearing-agents-max", self.today))
        named = [name for name in re.split(r"[、，,；;\s]+", self.facts.agents) if name]
        return needs(len(named) <= most, f"委托代理人不能超过{most}人。", AGENTS)

    @of_facts
    def minutes_written(self) -> Needs:
        facts = self.facts
        if self.given_up_before():
            proved = facts.signed and self.own_files(facts.signed)
            return needs(proved, "请附当事人撤回听证申请的书面材料。", MINUTES)
        written = facts.minutes.strip() and facts.report.strip()
        return needs(written, "请写明听证笔录和听证会报告；没有到场或者中途退场的，写明经过。", MINUTES)

    @of_facts
    def minutes_signed(self) -> Needs:
        """Read and signed by the party; where it refuses, the chair notes it. Who is not there signs nothing."""
        facts = self.facts
        if facts.outcome != Outcome.HELD:
            return needs(True, "")
        if facts.signed:
            return needs(self.own_files(facts.signed), "附件不属于本案。", MINUTES)
        return needs(facts.refusal.strip(), "请附当事人签名的听证笔录；拒绝签名的，由主持人写明。", MINUTES)
