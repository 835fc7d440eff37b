"""What must hold before a step of a suspension: each a sentence for whoever is refused, with its article."""

from collections.abc import Mapping
from datetime import date, datetime

from casework.clock import deadlines
from casework.core.now import now
from casework.penalties.counters import counts
from casework.penalties.models import Acceptance, Closure, Defiance, Suspension
from casework.penalties.states import SuspensionState as S
from documents.models import Document
from workflows.matter import Matter
from workflows.remedies import standing
from workflows.stopping import acts
from workflows.stopping.points import LIFTED_BECAUSE, POINTS, POWER
from workflows.words import Needs, needs, of_facts

STOP = "安全生产法第65条第1款第3项"
POWERS = "安全生产法第70条"
CLOSING = "安全生产法第113条"
STAYING = "行政复议法第42条、行政诉讼法第56条"
SERVED = "行政处罚法第61条"


class StoppingConditions(Matter):
    record: Suspension

    @property
    def act(self) -> Document | None:
        return acts.act_of(self.record).document

    @property
    def request(self) -> Acceptance | None:
        """The request to resume that waits for an answer."""
        return self.record.acceptances.filter(fit=None).first()

    @property
    def defiance(self) -> Defiance | None:
        """Production seen to go on, and not yet seen to have stopped."""
        return self.record.defiances.filter(ceased_on=None).order_by("pk").last()

    def act_orders_stop(self) -> Needs:
        ordered = acts.orders_stop(acts.act_of(self.record)) and acts.served(self.act)
        return needs(ordered, "责令停产停业的决定没有送达，或者已经失效。", SERVED)

    def act_gone(self) -> Needs:
        return needs(not acts.orders_stop(acts.act_of(self.record)), "责令停产停业的决定仍然有效。请按解除办理。", STOP)

    def act_served(self) -> Needs:
        """The proof of service may have been found false since."""
        return needs(acts.served(self.act), "责令停产停业的决定书没有有效送达，请先登记送达。", SERVED)

    def not_stayed(self) -> Needs:
        stayed = standing.stayed(self.record.dossier_id, self.act)
        return needs(not stayed, "复议、诉讼期间已经停止执行，恢复执行后再办理。", STAYING)

    # --- acceptance -----------------------------------------------------------------------------------------------
    @of_facts
    def described(self) -> Needs:
        return needs(self.facts.text.strip(), "请写明怎么整改的。", STOP)

    @of_facts
    def each_finding_proved(self) -> Needs:
        given = {row["finding"]: row["evidence"] for row in self.facts.evidence}
        asked = dict(self.record.findings.order_by("number").values_list("pk", "number"))
        if set(given) - set(asked):
            return needs(False, "有材料不属于停产所依据的问题，请刷新后重试。", STOP)
        missing = [str(number) for pk, number in asked.items() if not given.get(pk)]
        if missing:
            return needs(False, f"第{'、'.join(missing)}项问题还没有附整改材料。请逐项附上。", STOP)
        return needs(self.own_files({file for files in given.values() for file in files}), "附件不属于本案。")

    @of_facts
    def checked_on_site(self) -> Needs:
        checked, request = self.facts.checked_on, self.request
        dated = isinstance(checked, date) and request is not None and request.requested_on <= checked <= self.today
        return needs(dated, "现场验收日期须在申请之后、今天以前。", STOP)

    @of_facts
    def verdict_written(self) -> Needs:
        return needs(self.facts.verdict.strip(), "请写明验收意见；不同意的，逐项写明还有什么没有改好。", STOP)

    @of_facts
    def announced_rightly(self) -> Needs:
        dated = isinstance(self.facts.announced_on, date) and self.facts.announced_on <= self.today
        written = self.facts.medium.strip()
        return needs(dated and written, "请填写公告日期（今天以前）和公告的地方。", "煤矿安全生产条例第49条")

    def announcement_due(self) -> Needs:
        waits = self.dossier.deadlines.filter(name="coal_announce", record=self.record.pk, status="running")
        return needs(waits.exists(), "没有需要公告的停产、复产决定。", "煤矿安全生产条例第49条")

    # --- defiance -------------------------------------------------------------------------------------------------
    @of_facts
    def going_on_proved(self) -> Needs:
        facts = self.facts
        shown = facts.fact.strip() and facts.evidence and self.own_files(facts.evidence)
        return needs(shown, "请写明仍在生产的事实，并附现场证据。", STOP)

    @of_facts
    def seen_when(self) -> Needs:
        seen = self.facts.seen_on
        dated = isinstance(seen, date) and self.record.started_on <= seen <= self.today
        return needs(dated, "发现日期须在停产决定送达之后、今天以前。", SERVED)

    @of_facts
    def ceased_rightly(self) -> Needs:
        ceased, seen = self.facts.ceased_on, self.defiance
        dated = isinstance(ceased, date) and seen is not None and seen.seen_on <= ceased <= self.today
        return needs(dated and self.facts.fact.strip(), "请写明停止生产的情况，日期须在发现之后、今天以前。", STOP)

    # --- power ----------------------------------------------------------------------------------------------------
    def major_hazard(self) -> Needs:
        major = self.record.findings.filter(major=True).exists()
        return needs(major, "停产所依据的问题没有认定为重大事故隐患，不能停止供应。", POWERS)

    def refuses(self) -> Needs:
        return needs(self.defiance, "没有拒不执行的记录。请先登记拒不停产。", POWERS)

    @of_facts
    def supplier_named(self) -> Needs:
        named = self.facts.supplier.strip() and self.facts.what.strip()
        return needs(named, "请写明供应单位和停止供应什么。", POWERS)

    @of_facts
    def not_cut_already(self) -> Needs:
        standing_cut = self.record.power_cuts.filter(
            what=self.facts.what, supplier=self.facts.supplier, restored_at=None
        )
        return needs(not standing_cut.exists(), "已经通知这家单位停止供应，还没有恢复。", POWERS)

    @of_facts
    def nine_points(self) -> Needs:
        given = self.facts.points if isinstance(self.facts.points, Mapping) else {}
        for key, sentence in POINTS.items():
            row = given.get(key) or {}
            if not row.get("met") or not str(row.get("words", "")).strip():
                return needs(False, f"还缺一项条件或者证据：{sentence}。九项齐备才能停止供应。", POWERS)
        return needs(set(given) <= set(POINTS), "法定条件有误，请刷新后重试。", POWERS)

    @of_facts
    def told_a_day_before(self) -> Needs:
        """The unit's copy cannot reach it before it is issued: the hours run from now at the earliest."""
        cut_at = self.facts.cut_at
        if not isinstance(cut_at, datetime):
            return needs(False, "请填写停止供应的时间。", POWERS)
        if self.facts.what != POWER or self.facts.emergency.strip():
            return needs(cut_at >= now(), "停止供应的时间已经过去，请改填。", POWERS)
        run = deadlines.plan(
            dossier_id=self.record.dossier_id, kind="suspension", record=self.record.pk, name="power_cut_notice",
            starts_at=now(),
        )  # fmt: skip
        words = "停止供电须提前24小时把决定书送达该单位。请改晚停电时间，或者写明危及生产安全的紧急情形。"
        return needs(cut_at >= run.lapses_at, words, POWERS)

    def cut_stands(self) -> Needs:
        cut = self.record.power_cuts.filter(restored_at=None)
        if self.facts is None:
            return needs(cut.exists(), "没有正在停止供应的措施，不须恢复。", POWERS)
        cut = cut.filter(pk=self.facts.cut)
        return needs(
            cut.exists() and isinstance(self.facts.restored_at, datetime), "请选择要恢复的措施和恢复时间。", POWERS
        )

    def performs_or_ended(self) -> Needs:
        return needs(self.record.state != S.DEFIED, "该单位还没有停止生产。请先登记已经停产。", POWERS)

    # --- closure --------------------------------------------------------------------------------------------------
    @of_facts
    def ground_of_closure(self) -> Needs:
        """One ground of 安全生产法 113, as far as the rows can show it."""
        met = {
            Closure.Ground.REPEATED: self.repeated,
            Closure.Ground.UNFIT: self.unfit,
            Closure.Ground.ACCIDENT: lambda: needs(True, ""),
            Closure.Ground.DEFIED: self.defied,
        }
        if self.facts.ground not in met:
            return needs(False, "请选择提请关闭的法定情形。", CLOSING)
        return met[Closure.Ground(self.facts.ground)]()

    def repeated(self) -> Needs:
        found = counts(self.record.enterprise_id, self.today)
        words = (
            f"该单位180日内受到处罚{found.in_180}次（须{found.limit_180}次），"
            f"一年内{found.in_365}次（须{found.limit_365}次），或者没有重大事故隐患，不够提请关闭。"
        )
        return needs(found.reached and self.record.findings.filter(major=True).exists(), words, CLOSING)

    def unfit(self) -> Needs:
        failed = self.record.acceptances.filter(fit=False).exclude(checked_on=None)
        return needs(
            self.record.decision_id and failed.exists(),
            "须有停产停业整顿决定，并经现场验收仍不具备安全生产条件。",
            CLOSING,
        )

    def defied(self) -> Needs:
        words = "须有停产停业整顿决定，并有拒不执行的记录。"
        return needs(self.record.decision_id and self.defiance, words, CLOSING)

    @of_facts
    def government_named(self) -> Needs:
        return needs(self.facts.government.strip(), "请写明向哪一级人民政府提请。", CLOSING)

    @of_facts
    def government_answered(self) -> Needs:
        facts, on = self.facts, self.facts.answered_on
        closure = self.record.closures.filter(closed=None).order_by("pk").last()
        dated = isinstance(on, date) and closure is not None and closure.proposed_on <= on <= self.today
        paper = facts.evidence and self.own_files(facts.evidence)
        words = "请写明人民政府的答复和日期（提请之后、今天以前），并附文书。"
        return needs(dated and paper and facts.answer.strip(), words, CLOSING)

    @of_facts
    def ground_of_lifting(self) -> Needs:
        return needs(self.facts.ground in LIFTED_BECAUSE, "请选择解除的理由。整改好的，按复产验收办理。", STOP)
