"""What must hold before a penalty case is filed and while it is investigated."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from casework.core.now import now
from casework.core.words import date_cn
from casework.enforcement.basis import bases_for
from casework.enforcement.models import Basis, Finding, Judgement
from casework.enforcement.states import CaseState, Standing
from casework.penalties.law import PARTIES, time_bar
from casework.penalties.models import Decision, LegalReview, Penalty, Person
from casework.penalties.states import PenaltyState
from workflows.penalty.proposal_conditions import ProposalConditions
from workflows.words import Needs, needs, of_facts

PLACE = "行政处罚法第22条、第23条"
TIME_BAR = "行政处罚法第36条"
ONCE = "行政处罚法第29条"
RECUSED = "行政处罚法第43条"
CORRECTION = "安全生产法第97条"
DAILY = "安全生产法第112条"
QUESTIONING = "行政处罚法第55条"
KEEPING = "行政处罚法第56条"
REVIEW = "行政处罚法第58条"
NO_ACT = (PenaltyState.WITHDRAWN, "")  # cases in these states have dealt with no act


class FilingConditions(ProposalConditions):
    @cached_property
    def charged(self) -> list[Finding]:
        """The findings of the correction case that the form names."""
        rows = self.record.case.findings.filter(pk__in=self.facts.findings, guidance=False)
        return list(rows.select_related("order", "violation"))

    @property
    def tier(self) -> int:
        return int(self.record.tier)

    def numbers(self, findings: Iterable[Finding]) -> str:
        return "、".join(str(finding.number) for finding in findings)

    def in_our_area(self) -> Needs:
        """The place of the act, and the first to act on it: a case that is at another organ's is not ours."""
        record, case = self.record, self.record.case
        ours = record.region_code.startswith(record.agency.region.prefix) and case.agency_id == record.agency_id
        return needs(ours, "违法行为不在本机关管辖范围内。请移送有管辖权的机关。", PLACE)

    def case_open(self) -> Needs:
        closed = self.record.case.state in ("", CaseState.CLOSED)
        return needs(not closed, "整改案件还没有开始或者已经结案。已结案的，请先重新开卷。", "行政处罚法第54条")

    @of_facts
    def charged_findings(self) -> Needs:
        chosen = self.charged
        if not chosen or len(chosen) != len(self.facts.findings):
            return needs(False, "请选择整改案件里的问题。只作指导的不能处罚。", "行政处罚法第16条、第54条")
        return needs(self.facts.cause.strip() and self.facts.source.strip(), "请写明案由和案件来源。")

    @of_facts
    def none_recused(self) -> Needs:
        """Who was recused from the correction case stays away from the penalty that comes of it."""
        recused = set(self.record.case.dossier.recused) & set(self.facts.officers)
        return needs(not recused, "有执法人员在整改案件中已经回避，请另选。", RECUSED)

    @of_facts
    def not_barred(self) -> Needs:
        act_on = self.facts.act_on
        if not isinstance(act_on, date) or act_on > self.today:
            return needs(False, "请填写违法行为终了的日期，不能晚于今天。", TIME_BAR)
        last = time_bar(act_on, self.facts.harm)
        words = f"违法行为发现时已超过处罚时效，时效至{date_cn(last)}，不能立案。"
        return needs(self.discovered_on() <= last, words, TIME_BAR)

    def discovered_on(self) -> date:
        """The act of tier 1 was discovered by the inspection, that of not correcting by the re-inspection."""
        case = self.record.case
        found = Judgement.objects.filter(finding__in=self.charged, result=Standing.NOT_DONE)
        seen = found.order_by("recheck__on").values_list("recheck__on", flat=True).first()
        return case.opened_on if self.tier == Penalty.Tier.FIRST or seen is None else seen

    @of_facts
    def penalty_provided(self) -> Needs:
        person = self.record.person
        parties = PARTIES[Person.Role(person.role)] if person else (Basis.Party.UNIT,)
        unit, on = self.record.enterprise, self.facts.act_on
        bare = [
            f for f in self.charged if not any(bases_for(f.violation, unit, self.tier, on, party=p) for p in parties)
        ]
        words = f"第{self.numbers(bare)}项问题对这一当事人没有这一档的处罚规定，不能立案。"
        return needs(not bare, words, "行政处罚法第4条、第16条")

    @of_facts
    def not_twice(self) -> Needs:
        """One act, tier and party once; a daily fine again only for the days after those already fined."""
        others = self.of_same_party().filter(tier=self.tier, findings__in=self.charged)
        others = others.exclude(pk=self.record.pk).exclude(state__in=NO_ACT)
        others = others.exclude(state=PenaltyState.CLOSED, closed_from=PenaltyState.WITHDRAWN)
        if self.tier == Penalty.Tier.DAILY:
            others = others.filter(act_on__gte=self.facts.act_on)
        words = "同一行为、同一当事人的这一档已经立案，不能重复立案。请在原案办理。"
        return needs(not others.exists(), words, ONCE)

    def of_same_party(self) -> Any:
        """Penalties of the same unit, or of the same natural person, whichever row names him."""
        rows, person = Penalty.objects.filter(enterprise=self.record.enterprise_id), self.record.person
        return rows.filter(person__id_number=person.id_number) if person else rows.filter(person=None)

    @of_facts
    def found_overdue(self) -> Needs:
        """Tier 2 punishes the new act of not correcting: a re-inspection found it after the date, on an order served
        before that date.
        """
        if self.tier != Penalty.Tier.OVERDUE:
            return needs(True, "")
        left = [f for f in self.charged if not self.overdue(f)]
        words = f"第{self.numbers(left)}项没有经复查认定逾期未改正，或者指令书没有在期限前送达，不能按第二档立案。"
        if left and self.record.case.imported:
            words += "既往案件的复查没有随案导入：请在整改案件里再复查一次，并送达复查意见书。"
        return needs(not left, words, CORRECTION)

    def overdue(self, finding: Finding) -> bool:
        order, due = finding.order, finding.due_on
        served = order is not None and order.served_on is not None and due is not None and order.served_on < due
        return served and finding.judgements.filter(result=Standing.NOT_DONE, recheck__on__gt=due).exists()

    @of_facts
    def still_refusing(self) -> Needs:
        """A daily fine: ordered to correct, fined, and a re-inspection after the service of the fine found refusal."""
        if self.tier != Penalty.Tier.DAILY:
            return needs(True, "")
        if self.personal:
            return needs(False, "按日连续处罚只适用于生产经营单位。", DAILY)
        left = [f for f in self.charged if not self.refused(f)]
        words = f"第{self.numbers(left)}项须已责令改正并送达、已因此受到罚款，且罚款决定送达后复查仍未改正。"
        return needs(not left, words, DAILY)

    def refused(self, finding: Finding) -> bool:
        fined = Decision.objects.filter(
            penalty__in=self.of_same_party().exclude(tier=Penalty.Tier.DAILY), penalty__findings=finding,
            standing=Decision.Standing.STANDING, punishes=True, sanction__fine__gt=0, served_on__isnull=False,
        ).order_by("served_on").first()  # fmt: skip
        ordered = finding.order is not None and finding.order.served_on is not None
        seen = finding.judgements.filter(result=Standing.NOT_DONE)
        return ordered and fined is not None and seen.filter(recheck__on__gt=fined.served_on).exists()

    # --- questioning and evidence ---------------------------------------------------------------------------------
    @of_facts
    def summons_written(self) -> Needs:
        said = (self.facts.person, self.facts.matter, self.facts.place)
        return needs(all(text.strip() for text in said), "请写明被询问人、询问事由和地点。", QUESTIONING)

    @of_facts
    def appears_later(self) -> Needs:
        return needs(self.facts.appear_at > now(), "询问时间须晚于现在。", QUESTIONING)

    @of_facts
    def interview_past(self) -> Needs:
        """Urgent evidence may be older than the filing."""
        right = self.facts.began_at < self.facts.ended_at <= now()
        return needs(right, "询问的开始时间须早于结束时间，结束时间不能晚于现在。", QUESTIONING)

    @of_facts
    def interview_signed(self) -> Needs:
        said = self.facts.person.strip() and self.facts.place.strip() and self.facts.questions.strip()
        signed = self.facts.signed and self.own_files(self.facts.signed)
        return needs(said and signed, "请写明被询问人、地点和问答内容，并附签名的笔录。", QUESTIONING)

    @of_facts
    def keeping_needed(self) -> Needs:
        rows = self.facts.items
        named = all(str(row.get("name", "")).strip() and str(row.get("count", "")).strip() for row in rows)
        said = self.facts.reason.strip() and self.facts.place.strip()
        words = "请逐项列明证据名称和数量，写明可能灭失或者以后难以取得的情形、保存地点和方式。"
        return needs(rows and named and said, words, KEEPING)

    @of_facts
    def disposal_written(self) -> Needs:
        return needs(self.facts.disposal.strip(), "请写明对证据的处理决定。", KEEPING)

    def still_kept(self) -> Needs:
        rows = self.record.kept.filter(released_on=None)
        if self.facts is not None:
            rows = rows.filter(pk=self.facts.kept)
        return needs(rows.exists(), "没有待处理的先行登记保存证据。", KEEPING)

    # --- the end of the investigation -----------------------------------------------------------------------------
    @of_facts
    def rights_were_told(self) -> Needs:
        words = "请先告知当事人陈述、申辩和申请回避的权利。"
        return needs(self.facts.rights_told is True, words, "行政处罚法第7条、第43条")

    @of_facts
    def missing_said(self) -> Needs:
        return needs(self.facts.missing.strip(), "请写明还缺什么。", "行政处罚法第57条、第58条")

    def something_proposed(self) -> Needs:
        return needs(self.sanction, "还没有处理意见，请先办理调查终结。", REVIEW)

    def reviewer_apart(self) -> Needs:
        """Who investigated does not review."""
        return needs(self.by is None or self.by.pk not in self.investigators, "本案调查人员不能审核本案。", REVIEW)

    def reviewer_qualified(self) -> Needs:
        right = self.by is None or self.by.law_qualified
        words = "初次从事法制审核的人员须取得法律职业资格。请安全管理员登记资格，或者由其他审核人员审核。"
        return needs(right, words, REVIEW)

    @of_facts
    def opinion_given(self) -> Needs:
        known = self.facts.result in LegalReview.Result.values
        return needs(known and self.facts.opinion.strip(), "请选择审核结论，并写明意见和理由。", REVIEW)
