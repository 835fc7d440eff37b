"""停产停业: in force from service of the act it rests on, until acceptance, closure or lifting."""

from datetime import date, datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.clock.models import Deadline
from casework.penalties.models import Acceptance, Defiance, PowerCut, Suspension
from casework.penalties.states import STOPPED
from casework.penalties.states import SuspensionState as S
from workflows.accreditation import watching
from workflows.engine import state
from workflows.stopping import acts
from workflows.stopping.closing import CLOCKS, ENDED, Closing
from workflows.stopping.conditions import POWERS, STOP
from workflows.words import SELF, OnService, anybody, officer, party, step

SECOND = {"power-cut-notice": "supplier_document", "power-restore-notice": "restore_document"}
FAR = date(9999, 12, 31)
COAL = "coal"  # the industry whose stops and resumptions are announced (煤矿安全生产条例 49)


class SuspensionLifecycle(Closing):
    kind = "suspension"
    title = _("停产停业")
    record_model = Suspension
    ended = ENDED

    def starting(self, name: str) -> list[dict[str, Any]]:
        if name == "coal_announce":
            return [{"key": self.record.state}] if self.record.enterprise.industry_id == COAL else []
        return [{"key": str(self.subject.pk)}]

    def stopping(self, name: str) -> list[str | None]:
        """Clocks of this record only: the dossier may hold another stop. What goes on keeps its announcement."""
        if name == "coal_announce" and getattr(self.facts, "closed", None) is False:
            return []
        rows = Deadline.objects.filter(kind=self.kind, record=self.record.pk, name=name, status="running")
        return list(rows.values_list("key", flat=True))

    def ending(self, name: str, step: str) -> str:
        kept = {"fitness": ("resume", "refuse_resumption"), "coal_announce": ("announce",)}
        return "met" if step in kept[name] else "dropped"

    def clocks_moved(self) -> None:
        rows = Deadline.objects.filter(kind=self.kind, record=self.record.pk, status="running", right_of_party=False)
        Suspension.objects.filter(pk=self.record.pk).update(due_on=rows.aggregate(on=Min("due_on"))["on"] or FAR)

    def finish(self, step: str) -> None:
        """A cut has a second paper, and lifting it a third."""
        for document in self.documents:
            if document.pk and document.kind in SECOND:
                PowerCut.objects.filter(pk=self.subject.pk).update(**{SECOND[document.kind]: document})

    @step(
        state,
        {"": S.IN_FORCE},
        label=_("开始停产停业"),
        may=anybody,
        law="安全生产法第65条第1款第3项、第97条",
        when=[this.act_orders_stop],
        starts=["coal_announce"],
        tells=["suspension-begun"],
    )
    def begin(self, *, findings: list[int]) -> None:
        self.record.findings.set(findings)
        for follow_up in watching.after_stop(self.record):
            self.then(follow_up)

    @step(
        state,
        {(S.IN_FORCE, S.DEFIED): S.ACCEPTANCE_REQUESTED},
        label=_("申请复产验收"),
        may=party,
        law=STOP,
        when=[this.described, this.each_finding_proved],
        starts=["fitness"],
        tells=["acceptance-requested"],
    )
    def request_acceptance(self, *, text: str, evidence: list[dict[str, Any]], from_paper: bool = False) -> None:
        self.subject = Acceptance.objects.create(
            suspension=self.record, text=text, from_paper=from_paper, requested_on=self.today, by=self.by
        )
        self.subject.evidence.set({file for row in evidence for file in row["evidence"]})

    def judge(self, fit: bool, officers: list[int], checked_on: date, verdict: str) -> None:
        self.subject = self.request
        self.subject.fit, self.subject.checked_on, self.subject.opinion = fit, checked_on, verdict
        self.subject.save(update_fields=["fit", "checked_on", "opinion"])
        self.subject.officers.set(officers)
        # Two officers were there: what was seen before is over, or is recorded anew.
        self.record.defiances.filter(ceased_on=None).update(ceased_on=checked_on, ceased_fact="现场验收时已经停止。")

    @step(
        state,
        {S.ACCEPTANCE_REQUESTED: S.RESUMED},
        label=_("同意恢复生产"),
        may=officer,
        law=STOP,
        when=[this.two_certified, this.checked_on_site, this.verdict_written],
        approval="leader",
        issues=["resumption-opinion"],
        stops=CLOCKS,
        starts=["coal_announce"],
        tells=["acceptance-answered"],
        primary=[S.ACCEPTANCE_REQUESTED],
    )
    def resume(self, *, officers: list[int], checked_on: date, verdict: str) -> None:
        self.judge(True, officers, checked_on, verdict)
        self.end()
        for follow_up in acts.settle(self.record, verdict, checked_on, self.by):
            self.then(follow_up)

    @step(
        state,
        {S.ACCEPTANCE_REQUESTED: S.IN_FORCE},
        label=_("不同意恢复生产"),
        may=officer,
        law=STOP,
        when=[this.act_served, this.two_certified, this.checked_on_site, this.verdict_written],
        approval="leader",
        issues=["resumption-refusal"],
        stops=["fitness"],
        tells=["acceptance-answered"],
    )
    def refuse_resumption(self, *, officers: list[int], checked_on: date, verdict: str) -> None:
        self.judge(False, officers, checked_on, verdict)

    @step(
        state,
        {(S.IN_FORCE, S.ACCEPTANCE_REQUESTED): S.DEFIED},
        label=_("登记拒不停产"),
        may=officer,
        law=STOP,
        when=[this.act_served, this.not_stayed, this.two_certified, this.going_on_proved, this.seen_when],
        issues=["defiance-record"],
        stops=["fitness"],
        tells=["defiance-recorded"],
    )
    def record_defiance(self, *, seen_on: date, fact: str, evidence: list[int], officers: list[int]) -> None:
        self.drop_request("验收期间发现仍在生产。")
        self.subject = Defiance.objects.create(suspension=self.record, seen_on=seen_on, fact=fact)
        self.subject.evidence.set(evidence)

    @step(
        state,
        {S.DEFIED: S.IN_FORCE},
        label=_("登记已经停产"),
        may=officer,
        law=STOP,
        when=[this.act_served, this.ceased_rightly],
    )
    def cease_defiance(self, *, ceased_on: date, fact: str) -> None:
        self.record.defiances.filter(ceased_on=None).update(ceased_on=ceased_on, ceased_fact=fact)

    @step(
        state,
        {(S.DEFIED, S.CLOSURE_PROPOSED): SELF},
        label=_("停止供电、供应民用爆炸物品"),
        may=officer,
        law=POWERS,
        when=[
            *(this.act_served, this.not_stayed, this.major_hazard, this.refuses, this.supplier_named),
            *(this.not_cut_already, this.nine_points, this.told_a_day_before),
        ],
        approval="chief",
        issues=["power-cut-decision", "power-cut-notice"],
        starts=[OnService("reconsideration"), OnService("suit")],
        tells=["power-cut"],
    )
    def cut_power(
        self, *, supplier: str, what: str, points: dict[str, Any], cut_at: datetime, emergency: str = ""
    ) -> None:
        self.subject = PowerCut.objects.create(
            suspension=self.record, supplier=supplier, what=what, points=points, cut_at=cut_at, emergency=emergency
        )

    @step(
        state,
        {(*STOPPED, *ENDED): SELF},
        label=_("恢复供应"),
        may=officer,
        law="安全生产法第70条第2款",
        when=[this.cut_stands, this.performs_or_ended, this.reasoned],
        approval="leader",
        issues=["power-restore-notice"],
        tells=["power-restored"],
    )
    def restore_power(self, *, cut: int, restored_at: datetime, reason: str) -> None:
        self.subject = PowerCut.objects.get(pk=cut)
        self.subject.restored_at, self.subject.restore_reason = restored_at, reason
        self.subject.save(update_fields=["restored_at", "restore_reason"])
