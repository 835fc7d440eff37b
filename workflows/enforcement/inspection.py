"""现场检查: a visit from its plan to the signed record. Findings that are more than guidance open a case."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.clock.deadlines import threshold
from casework.core.now import now
from casework.enforcement.basis import basis_for
from casework.enforcement.models import Inspection, Violation
from casework.enforcement.states import InspectionState as S
from documents.models import Attachment
from workflows.enforcement import visiting
from workflows.engine import state
from workflows.matter import Matter
from workflows.words import SELF, After, Needs, OnlyIf, needs, of_facts, officer, step


class InspectionLifecycle(Matter):
    kind = "inspection"
    title = _("现场检查")
    record_model = Inspection
    ended = (S.CONCLUDED, S.CANCELLED)

    def ours(self) -> Needs:
        prefix = self.record.agency.region.prefix
        return needs(self.record.region_code.startswith(prefix), "该企业不在本机关辖区内。", "行政处罚法第22条")

    @of_facts
    def within_visits(self) -> Needs:
        """A yearly cap of planned visits to one enterprise; a lead or danger is outside it (国办发〔2024〕54号)."""
        if self.facts.ground != Inspection.Ground.PLAN:
            return needs(self.facts.lead.strip(), "计划外检查须写明线索来源或事由。")
        visits = Inspection.objects.filter(
            enterprise=self.record.enterprise_id, ground=Inspection.Ground.PLAN, planned_on__year=self.today.year
        ).exclude(state__in=["", S.CANCELLED])
        cap = threshold("yearly-visits", self.today)
        return needs(visits.count() < cap, f"本年度对该企业的计划检查已达{int(cap)}次。", "国办发〔2024〕54号")

    @of_facts
    def planned_ahead(self) -> Needs:
        return needs(self.facts.planned_on >= self.today, "计划检查日期不能早于今天。")

    @step(
        state,
        {"": S.PLANNED},
        label=_("列入检查计划"),
        may=officer,
        law="安全生产法第62条第2款",
        when=[this.ours, this.two_certified, this.planned_ahead, this.within_visits],
        approval="leader",
        issues=["inspection-plan"],
    )
    def plan(
        self, *, planned_on: date, content: str, officers: list[int], ground: str = "plan", lead: str = ""
    ) -> None:
        self.record.planned_on, self.record.content = planned_on, content
        self.record.ground, self.record.lead = ground, lead
        self.record.officers.set(officers)

    def unplanned(self) -> bool:
        return not self.record.planned_on

    @of_facts
    def shown(self) -> Needs:
        return needs(self.facts.shown, "检查前须出示执法证件。", "行政处罚法第55条")

    @of_facts
    def cause_named(self) -> Needs:
        """Without a plan only a lead or danger lets officers in."""
        named = self.facts.ground in ("lead", "danger", "recheck") and self.facts.lead.strip()
        return needs(
            not self.unplanned() or named, "没有列入计划的检查，须写明举报线索或紧急事由。", "国办发〔2024〕54号"
        )

    @step(
        state,
        {(S.PLANNED, ""): S.STARTED},
        label=_("开始检查"),
        may=officer,
        law="行政处罚法第42条、第55条",
        when=[this.ours, this.two_certified, this.shown, this.cause_named],
        approval=After(this.unplanned, "leader", confirm="confirm_start"),
        issues=["inspection-notice"],
        starts=["backfill"],
        tells=[OnlyIf(this.unplanned, "started-unplanned")],
        primary=[S.PLANNED, ""],
    )
    def start(
        self, *, officers: list[int], shown: bool, place: str, ground: str = "plan", lead: str = "", content: str = ""
    ) -> None:
        if self.unplanned():
            self.record.ground, self.record.lead = ground, lead
            self.record.content = content
        self.record.place, self.record.started_at = place, now()
        self.record.officers.set(officers)

    def starting(self, name: str) -> list[dict[str, Any]]:
        return [{}] if name != "backfill" or self.unplanned() else []

    def to_confirm(self) -> Needs:
        running = self.dossier.deadlines.filter(name="backfill", status="running").exists()
        return needs(self.unplanned() and running, "没有需要补办审批的检查。")

    @step(
        state,
        {(S.STARTED, S.CONCLUDED): SELF},
        label=_("补办检查审批"),
        may=officer,
        law="国办发〔2024〕54号",
        when=[this.to_confirm],
        approval="leader",
        stops=["backfill"],
    )
    def confirm_start(self) -> None:
        """The signatures are the fact; the event keeps them."""

    @of_facts
    def founded(self) -> Needs:
        violation = Violation.objects.filter(pk=self.facts.violation).first()
        if violation is None:
            return needs(False, "请选择违法行为。")
        if self.facts.guidance:
            return needs(violation.may_be_guidance, "这类问题有法律依据，不能只作指导。", "行政处罚法第16条")
        return needs(self.basis(violation), "这类问题在该行业没有可适用的法律依据。", "行政处罚法第4条")

    def basis(self, violation: Violation) -> Any:
        return basis_for(violation, self.record.enterprise, 1, self.today)

    @of_facts
    def concerned(self) -> Needs:
        return needs(self.facts.workers or self.facts.post.strip(), "请写明涉及的人员或岗位。")

    @of_facts
    def evidenced(self) -> Needs:
        held = Attachment.objects.filter(pk__in=self.facts.evidence, dossier=self.record.dossier_id).count()
        return needs(held and held == len(set(self.facts.evidence)), "每项问题至少要有1份证据。", "行政处罚法第46条")

    @step(
        state,
        {S.STARTED: SELF},
        label=_("记录问题"),
        may=officer,
        law="安全生产法第65条、第68条",
        when=[this.founded, this.concerned, this.evidenced],
        primary=[S.STARTED],
    )
    def record_finding(
        self,
        *,
        violation: str,
        fact: str,
        evidence: list[int],
        workers: Sequence[dict[str, str]] = (),
        post: str = "",
        guidance: bool = False,
        cannot_wait: bool = False,
        major: bool = False,
    ) -> None:
        words = {"fact": fact, "post": post, "guidance": guidance, "cannot_wait": cannot_wait, "major": major}
        visiting.add_finding(self.record, violation, evidence, workers, words)
        if cannot_wait:
            self.then(lambda: visiting.open_case(self.record, self.by))

    @of_facts
    def signed(self) -> Needs:
        signed = Attachment.objects.filter(pk__in=self.facts.officer_signatures, dossier=self.record.dossier_id)
        return needs(signed.count() >= 2, "检查记录须由两名执法人员签名。", "安全生产法第68条")

    @of_facts
    def acknowledged(self) -> Needs:
        """Signed by the party's man on the spot, or the refusal noted and filmed or witnessed."""
        filmed = self.facts.refusal_evidence and self.own_files(self.facts.refusal_evidence)
        refused = self.facts.refusal.strip() and (filmed or self.facts.witness.strip())
        return needs(
            refused or (self.facts.party_signature and self.own_files([self.facts.party_signature])),
            "检查记录须由现场负责人签名；拒绝签名的，写明情况并录像或请见证人签名。",
            "安全生产法第68条",
        )

    @step(
        state,
        {S.STARTED: S.CONCLUDED},
        label=_("结束检查并制作记录"),
        may=officer,
        law="安全生产法第68条",
        when=[this.signed, this.acknowledged],
        issues=["inspection-record"],
    )
    def conclude(
        self,
        *,
        officer_signatures: list[int],
        site_manager: str,
        site_manager_post: str = "",
        party_signature: int | None = None,
        refusal: str = "",
        refusal_evidence: Sequence[int] = (),
        witness: str = "",
    ) -> None:
        record = self.record
        record.ended_at, record.site_manager, record.site_manager_post = now(), site_manager, site_manager_post
        record.refusal, record.witness = refusal, witness
        record.signatures = {"officers": list(officer_signatures), "party": party_signature}
        self.then(lambda: visiting.open_case(self.record, self.by))

    def nothing_found(self) -> Needs:
        return needs(not self.record.findings.exists(), "已经记录了问题，不能取消检查。")

    @step(
        state,
        {(S.PLANNED, S.STARTED): S.CANCELLED},
        label=_("取消检查"),
        may=officer,
        when=[this.nothing_found, this.reasoned],
        approval="unit",
        stops=["backfill"],
    )
    def cancel(self, *, reason: str) -> None:
        self.record.reason = reason
