"""What must hold before a penalty is decided: each clause of the law a condition of its own, with its own sentence.

What was told, whether the act may be punished, who looked at it; what is imposed stands in imposing_conditions.py.
"""

from typing import Any

from casework.enforcement.states import Standing
from casework.penalties import law
from casework.penalties.models import Decision, Defence, LegalReview, Penalty, Referral
from documents.models import Document, Service, ServiceState
from workflows.penalty import judgements
from workflows.penalty.imposing_conditions import MET, ImposedConditions
from workflows.penalty.matter import DEFENCE, NOTICE
from workflows.words import Needs, needs

ORDERING = "行政处罚法第28条"
ONCE = "行政处罚法第29条"
REVIEW = "行政处罚法第58条"
TOGETHER = "行政处罚法第57条第2款"
TIER = "安全生产法第97条"
FORCE = (Decision.Standing.STANDING, Decision.Standing.UNLAWFUL)


class DecisionConditions(ImposedConditions):
    # --- what the party was told ----------------------------------------------------------------------------------
    def notice_served(self) -> Needs:
        """A served notice of this very proposal."""
        notice = self.notice
        if notice is None or notice.document is None or notice.document.status == Document.Status.WITHDRAWN:
            return needs(False, "还没有告知拟作出的处罚，请先告知。", NOTICE)
        return needs(notice.served_on, "行政处罚告知书还没有送达。", NOTICE)

    def hearing_told(self) -> Needs:
        """Where the law gives a hearing, the notice of that right is served too."""
        notice = self.notice
        if notice is None:
            return MET
        due = law.gives_hearing(notice.sanction, self.personal, self.today)
        if due and not notice.hearing_right:
            return needs(False, "拟作的处罚达到听证标准，没有告知听证权利，请重新告知。", "行政处罚法第63条")
        served = not notice.hearing_right or notice.hearing_served_on
        return needs(served, "听证告知书还没有送达。", "行政处罚法第63条、第64条")

    def told_the_same(self) -> Needs:
        """What is decided is what was told: the same facts, articles and basis."""
        notice, latest = self.notice, self.sanction
        if notice is None or latest is None:
            return MET
        told = notice.sanction
        same = all(getattr(told, key) == getattr(latest, key) for key in ("facts", "breached", "penalised_by", "basis"))
        return needs(same, "拟处罚的事实或者依据在告知以后变动过，请重新告知。", NOTICE)

    def defence_closed(self) -> Needs:
        return needs(self.defence_over(), "陈述申辩的期限还没有届满，当事人也没有书面放弃。", DEFENCE)

    def hearing_closed(self) -> Needs:
        return needs(
            self.hearing_over(),
            "听证的权利还没有用尽：期限未满、没有放弃，或者听证还没有举行。",
            "行政处罚法第63条至第65条",
        )

    def defences_answered(self) -> Needs:
        waiting = Defence.objects.filter(notice__penalty=self.record, answered_on=None).count()
        return needs(not waiting, f"还有{waiting}份陈述申辩没有逐点复核。", DEFENCE)

    # --- the act --------------------------------------------------------------------------------------------------
    def order_stands(self) -> Needs:
        """With the penalty goes the order to correct, still standing and served; or the act has ended."""
        rows = self.record.findings.select_related("order__document").prefetch_related("judgements")
        bare = [str(f.number) for f in rows if not self.ordered(f) and not self.act_ended(f)]
        words = f"第{'、'.join(bare)}项没有有效送达的责令改正，违法行为也没有终了。"
        return needs(not bare, words, ORDERING)

    def ordered(self, finding: Any) -> bool:
        order = finding.order
        if order is None or order.served_on is None or finding.standing == Standing.DROPPED:
            return False
        return order.document is None or order.document.status != Document.Status.WITHDRAWN

    def act_ended(self, finding: Any) -> bool:
        """Seen to be corrected, or judged on site to be there no more."""
        judged = {judgement.result for judgement in finding.judgements.all()}
        return finding.standing == Standing.DONE or (
            finding.standing == Standing.DROPPED and Standing.DROPPED in judged
        )

    def others(self) -> Any:
        """Decisions in force that punish the same party for one of the same findings."""
        rows = Decision.objects.filter(
            punishes=True, standing__in=FORCE, penalty__findings__in=self.record.findings.all()
        )
        if (person := self.record.person) is None:
            rows = rows.filter(penalty__person=None, penalty__enterprise=self.record.enterprise_id)
        else:
            rows = rows.filter(penalty__person__id_number=person.id_number)
        return rows.exclude(penalty=self.record)

    def not_fined_before(self) -> Needs:
        """Daily fines punish each day's own refusal (安全生产法 112)."""
        again = self.record.tier != Penalty.Tier.DAILY and self.others().filter(penalty__tier=self.record.tier).exists()
        return needs(not again, "当事人的同一违法行为已经在同一档次处罚过，不得再次罚款。", ONCE)

    def tier_in_order(self) -> Needs:
        """The second tier after the first punishes a new act, that of not correcting; never the other way round."""
        passed = self.record.tier == Penalty.Tier.FIRST and self.others().filter(penalty__tier__gt=1).exists()
        return needs(not passed, "同一问题已经按逾期未改正处罚，不能再作首次处罚。", ONCE)

    def second_tier_served(self) -> Needs:
        """Overdue is what a served order demanded and a served opinion of re-inspection found."""
        if self.record.tier == Penalty.Tier.FIRST:
            return MET
        served = Service.objects.filter(state=ServiceState.SERVED).values("document")
        found = self.record.findings.filter(judgements__result=Standing.NOT_DONE)
        proved = set(found.filter(judgements__recheck__document__in=served).values_list("pk", flat=True))
        ordered = set(self.record.findings.exclude(order__served_on=None).values_list("pk", flat=True))
        every = set(self.record.findings.values_list("pk", flat=True))
        return needs(every <= ordered & proved, "责令限期整改指令书和整改复查意见书须都已送达。", TIER)

    def in_time(self) -> Needs:
        """Found out in time: filed before the bar fell."""
        last = law.time_bar(self.record.act_on, self.record.harm)
        return needs(self.record.filed_on <= last, "立案时违法行为已经过了处罚时效，应当不予处罚。", "行政处罚法第36条")

    def referral_answered(self) -> Needs:
        dossiers = (self.record.dossier_id, self.record.case.dossier_id)
        rows = Referral.objects.filter(dossier__in=dossiers)
        waiting = any(row.accepted or row.accepted is None for row in rows)
        return needs(not waiting, "本案涉嫌犯罪，已移送公安机关。未答复不予立案的，不得罚款。", "行政处罚法第27条")

    def kept_released(self) -> Needs:
        waiting = self.record.kept.filter(released_on=None).exists()
        return needs(not waiting, "先行登记保存的证据还没有处理，请先作出处理决定。", "行政处罚法第56条")

    # --- the questions the law asks before every decision ---------------------------------------------------------
    def question_answered(self, article: str, question: str, *, bars: str = "") -> Needs:
        """One question of the proposal, answered in words; where ``bars``, an answer of yes forbids the penalty."""
        told = self.notice.sanction if self.notice else None
        answer = (told.answers if told else {}).get(article) or {}
        place = f"行政处罚法第{article}条"
        if not isinstance(answer.get("applies"), bool) or not str(answer.get("words", "")).strip():
            return needs(False, f"拟处罚没有答复“{question}”，请退回补正。", place)
        return needs(not (bars and answer["applies"]), bars, place)

    def answered_29(self) -> Needs:
        return self.question_answered("29", "同一行为是否已经罚款")

    def answered_32(self) -> Needs:
        return self.question_answered("32", "是否应当从轻、减轻")

    def answered_33(self) -> Needs:
        bars = "已经认定符合不予处罚的情形，应当办理不予处罚。"
        return self.question_answered("33", "是否应当不予处罚", bars=bars)

    def answered_36(self) -> Needs:
        bars = "已经认定超过处罚时效，应当办理不予处罚。"
        return self.question_answered("36", "是否超过处罚时效", bars=bars)

    def answered_37(self) -> Needs:
        return self.question_answered("37", "规定变动时是否从旧兼从轻")

    # --- who looked at it -----------------------------------------------------------------------------------------
    def review_passed(self) -> Needs:
        if self.notice is None or not judgements.required(self)[0]:
            return MET
        review = judgements.review_of(self)
        passed = review is not None and review.result == LegalReview.Result.PASS
        return needs(passed, "本案须经法制审核同意，还没有审核，或者审核没有同意。", REVIEW)

    def reviewed_after(self) -> Needs:
        """After windows and hearing: what the party said is part of what is reviewed."""
        review = judgements.review_of(self)
        if review is None or not judgements.required(self)[0]:
            return MET
        after = judgements.last(self, "review_legality") > judgements.last(self, *judgements.LAST_WORDS)
        words = "法制审核须在陈述申辩、听证和复核以后进行，请重新审核。"
        return needs(after and judgements.all_heard(self, review.on), words, REVIEW)

    def deliberated(self) -> Needs:
        if self.notice is None or not judgements.required(self)[1]:
            return MET
        found = judgements.discussion_of(self)
        return needs(
            found is not None and found.carried, "本案须由负责人集体讨论，还没有讨论，或者没有通过。", TOGETHER
        )

    def deliberated_after(self) -> Needs:
        """After the legal review, and after the last word of the party."""
        found, review = judgements.discussion_of(self), judgements.review_of(self)
        if found is None or not judgements.required(self)[1]:
            return MET
        before = judgements.last(self, "review_legality", *judgements.LAST_WORDS)
        after = judgements.last(self, "deliberate") > before and (review is None or review.on <= found.on)
        words = "集体讨论须在陈述申辩、听证和法制审核以后进行，请重新讨论。"
        return needs(after and judgements.all_heard(self, found.on), words, TOGETHER)
