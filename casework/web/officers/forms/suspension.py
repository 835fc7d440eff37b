"""停产停业: acceptance, defiance, power, closure, lifting."""

from typing import Any

from casework.core.now import now, today
from casework.enforcement.models import Finding
from casework.penalties.models import Closure, PowerCut
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import (
    ChoiceField,
    DateField,
    FilesField,
    OfficersField,
    PersonField,
    TextField,
    TickField,
)
from casework.web.officers.forms.matter import ReasonForm
from casework.web.officers.forms.order import offer_officers
from casework.web.officers.forms.penalty_collecting import not_later
from casework.web.officers.forms.penalty_fields import MomentField, PaperMixin, Row, YesNoField
from workflows.stopping.points import LIFTED_BECAUSE, POINTS, POWER


class ProofRow(RowForm):
    """What shows that one finding was put right."""

    files = FilesField(label="整改证据", required=False, kind="复产验收材料")

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.finding, self.subject = finding, f"第{finding.number}项"


class RequestForm(PaperMixin, StepForm):
    step = "request_acceptance"
    title = "录入复产验收申请"
    submit = "录入验收申请"
    done = "已录入验收申请，请现场验收"
    sections = (
        Section("整改情况", ("text",)),
        Section("签字盖章的申请", ("scan",), hint="没有逐项附证据的，以申请书扫描件为证。"),
        Section("逐项证据", (), partial="officers/steps/penalty_proofs.html"),
    )

    text = TextField(label="整改情况", rows=6, max_length=4000)

    def prepare(self) -> None:
        data = self.data if self.is_bound else None
        findings = self.record.findings.order_by("number")
        self.rows = [ProofRow(data, prefix=f"f{row.pk}", finding=row) for row in findings]

    def fact_evidence(self) -> list[dict[str, Any]]:
        scan = self.cleaned_data["scan"]
        return [{"finding": row.finding.pk, "evidence": row.cleaned_data["files"] or scan} for row in self.rows]


class VisitForm(StepForm):
    """What two officers saw on site."""

    sections = (Section("现场验收", ("checked_on", "officers")), Section("意见", ("opinion_text",)))
    previews = True

    checked_on = DateField(label="验收日期")
    officers = OfficersField()
    opinion_text = TextField(label="验收意见", rows=6, max_length=4000)

    def prepare(self) -> None:
        offer_officers(self)
        self.initial.setdefault("checked_on", today())

    def clean_checked_on(self) -> Any:
        return not_later(self.cleaned_data["checked_on"], "验收日期")

    def fact_verdict(self) -> str:
        return str(self.cleaned_data["opinion_text"])


class ResumeForm(VisitForm):
    step = "resume"
    title = "同意恢复生产"
    note = "停产所依据的问题，随之认定为已改正。"


class RefuseForm(VisitForm):
    step = "refuse_resumption"
    title = "不同意恢复生产"
    note = "逐项写明还有什么没有改好。"


class DefianceForm(StepForm):
    step = "record_defiance"
    title = "登记拒不停产"
    previews = True
    sections = (Section("看到什么", ("seen_on", "fact", "evidence")), Section("执法人员", ("officers",)))

    seen_on = DateField(label="发现日期")
    fact = TextField(label="仍在生产的事实", rows=4, max_length=2000)
    evidence = FilesField(label="现场证据", kind="拒不停产证据", camera=True, missing="请附现场照片或者录像。")
    officers = OfficersField()

    def prepare(self) -> None:
        offer_officers(self)
        self.initial.setdefault("seen_on", today())

    def clean_seen_on(self) -> Any:
        return not_later(self.cleaned_data["seen_on"], "发现日期")


class CeaseForm(StepForm):
    step = "cease_defiance"
    title = "登记已经停产"
    submit = "登记已经停产"

    ceased_on = DateField(label="停止日期")
    fact = TextField(label="停止的情况", rows=3, max_length=300)

    def prepare(self) -> None:
        self.initial.setdefault("ceased_on", today())

    def clean_ceased_on(self) -> Any:
        return not_later(self.cleaned_data["ceased_on"], "停止日期")


class PointRow(Row):
    """One of the nine points: whether it is met, and what shows it."""

    met = TickField(label="具备")
    words = TextField(label="证据和情况", required=False, max_length=300)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, subject=POINTS[key], **kwargs)
        self.key = key

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("met") and not self.cleaned_data.get("words"):
            self.add_error("words", "请写明证据和情况。")
        return self.cleaned_data


class CutForm(StepForm):
    step = "cut_power"
    title = "停止供电"
    previews = True
    note = "九项条件缺一项都不能停止供电。"
    sections = (
        Section("通知哪个单位", ("supplier", "what")),
        Section("何时停止", ("cut_at", "emergency"), hint="须在24小时前送达生产经营单位；有紧急情形的除外。"),
        Section("安全生产法第70条的九项条件", (), partial="officers/steps/penalty_points.html"),
    )

    supplier = TextField(label="供应单位", max_length=120, help_text="例如：示例供电局。")
    what = TextField(label="措施", max_length=40)
    cut_at = MomentField(label="停止时间")
    emergency = TextField(label="紧急情形", required=False, rows=2)

    def prepare(self) -> None:
        self.initial.setdefault("what", POWER)
        data = self.data if self.is_bound else None
        self.rows = [PointRow(data, prefix=f"pt-{key}", key=key) for key in POINTS]

    def fact_points(self) -> dict[str, dict[str, Any]]:
        return {row.key: {"met": row.cleaned_data["met"], "words": row.cleaned_data["words"]} for row in self.rows}


class RestoreForm(StepForm):
    step = "restore_power"
    title = "恢复供电"
    previews = True

    cut = PersonField(label="停止供电措施", missing="请选择要恢复的措施。")
    restored_at = MomentField(label="恢复时间")
    reason = TextField(label="理由", rows=3)

    def prepare(self) -> None:
        rows = PowerCut.objects.filter(suspension=self.record, restored_at=None)
        self.fields["cut"].offer((row.pk, f"{row.what}　{row.supplier}") for row in rows)
        if len(rows) == 1:
            self.initial.setdefault("cut", str(rows[0].pk))
        self.initial.setdefault("restored_at", now())


class ClosureForm(StepForm):
    step = "propose_closure"
    title = "提请关闭"
    previews = True
    sections = (Section("法定情形", ("ground", "reason")), Section("向谁提请", ("government",)))

    ground = ChoiceField(label="情形", choices=Closure.Ground.choices, missing="请选择提请关闭的情形。")
    reason = TextField(label="事实和理由", rows=6, max_length=4000)
    government = TextField(label="人民政府", max_length=80)


class AnswerClosureForm(StepForm):
    step = "answer_closure"
    title = "登记人民政府的答复"
    submit = "登记答复"
    sections = (Section("答复", ("closed", "answered_on", "answer")), Section("文书", ("evidence",)))

    closed = YesNoField(yes="决定关闭", no="不予关闭", label="结果")
    answered_on = DateField(label="答复日期")
    answer = TextField(label="答复的内容", rows=3, max_length=300)
    evidence = FilesField(label="人民政府的文书", kind="公文", missing="请附人民政府的文书。")

    def clean_answered_on(self) -> Any:
        return not_later(self.cleaned_data["answered_on"], "答复日期")


class LiftForm(ReasonForm):
    step = "lift"
    title = "解除停产停业"
    previews = True
    sections = (Section("为什么解除", ("ground", "reason")),)

    ground = ChoiceField(label="情形", choices=LIFTED_BECAUSE.items(), missing="请选择解除的情形。")


class AnnounceForm(StepForm):
    step = "announce"
    title = "登记停产、复产公告"
    submit = "登记公告"

    announced_on = DateField(label="公告日期")
    medium = TextField(label="在哪里公告", max_length=160, help_text="例如：示例日报、机关网站。")

    def prepare(self) -> None:
        self.initial.setdefault("announced_on", today())

    def clean_announced_on(self) -> Any:
        return not_later(self.cleaned_data["announced_on"], "公告日期")
