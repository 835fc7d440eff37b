"""Steps of an inspection: plan, start, findings, the end with its signatures."""

from typing import Any

from casework.core.checks import check_id_number
from casework.core.now import today
from casework.enforcement.models import FindingWorker, Violation
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import (
    ChoiceField,
    DateField,
    FilesField,
    OfficersField,
    SignatureField,
    TextField,
    TickField,
    whole,
)
from casework.web.officers.forms.matter import NothingForm, ReasonForm
from casework.web.officers.forms.order import offer_officers

CONTENT = "安全生产教育培训、特种作业持证上岗及有关制度的落实情况"
PLANNED = [("plan", "年度计划"), ("lead", "举报或线索"), ("danger", "紧急危险"), ("recheck", "整改复查")]
WORKERS, MOST_WORKERS = 3, 60


class PlanForm(StepForm):
    step = "plan"
    title = "列入检查计划"
    previews = True
    sections = (
        Section("什么时候、查什么", ("planned_on", "content")),
        Section("检查事由", ("ground", "lead")),
        Section("执法人员", ("officers",)),
    )

    planned_on = DateField(label="计划检查日期")
    content = TextField(label="检查内容", rows=3, max_length=1000)
    ground = ChoiceField(label="检查事由", choices=PLANNED, blank="")
    lead = TextField(label="线索来源或事由", required=False, max_length=200, help_text="计划外的须写明。")
    officers = OfficersField()

    def prepare(self) -> None:
        offer_officers(self)
        self.initial |= {"planned_on": today(), "content": CONTENT, "ground": "plan"} | self.initial


class StartForm(StepForm):
    step = "start"
    title = "开始检查"
    submit = "开始检查"
    note = "开始后生成行政检查通知书。"
    previews = True

    officers = OfficersField()
    shown = TickField(label="已向被检查单位出示执法证件", required=True, missing="检查前须出示执法证件。")
    place = TextField(label="检查场所", max_length=160, help_text="车间、工段或办公室。")
    ground = ChoiceField(
        label="检查事由", choices=[row for row in PLANNED if row[0] != "plan"], missing="请选择检查事由。"
    )
    lead = TextField(
        label="线索来源或紧急事由", max_length=200, help_text="没有列入计划的检查，须写明，并在开始后补办审批。"
    )
    content = TextField(label="检查内容", required=False, rows=2, max_length=1000)

    unplanned = True
    planned_sections = (Section("执法人员和证件", ("officers", "shown")), Section("检查场所", ("place",)))
    unplanned_sections = (*planned_sections, Section("为什么检查", ("ground", "lead", "content")))

    def prepare(self) -> None:
        offer_officers(self)
        if self.record.officers.exists():
            self.initial["officers"] = list(self.record.officers.values_list("pk", flat=True))
        self.initial.setdefault("place", self.record.enterprise.address)
        self.initial.setdefault("content", CONTENT)
        self.unplanned = not self.record.planned_on
        self.sections = self.unplanned_sections if self.unplanned else self.planned_sections
        if not self.unplanned:
            for name in ("ground", "lead", "content"):
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        facts = {name: self.cleaned_data[name] for name in ("officers", "shown", "place")}
        more = {name: self.cleaned_data[name] for name in ("ground", "lead", "content")} if self.unplanned else {}
        return facts | more


class ConfirmStartForm(NothingForm):
    step = "confirm_start"
    title = "补办检查审批"


class WorkerRow(RowForm):
    """A worker concerned by a finding."""

    name = TextField(label="姓名", required=False, max_length=40)
    id_number = TextField(label="身份证号", required=False, max_length=18)
    trade = TextField(label="工种", required=False, max_length=60)
    employment = ChoiceField(label="用工形式", choices=FindingWorker.Employment.choices, blank="", required=False)
    certificate = TextField(label="证件情况", required=False, max_length=120)

    def clean_id_number(self) -> str:
        number = self.cleaned_data["id_number"].upper()
        if number:
            check_id_number(number)
        return number

    def clean_employment(self) -> str:
        return self.cleaned_data["employment"] or FindingWorker.Employment.OWN

    def clean(self) -> dict[str, Any]:
        written = [value for name, value in self.cleaned_data.items() if name != "employment"]
        if any(written) and not self.cleaned_data.get("name"):
            self.add_error("name", "请填写姓名。")
        return self.cleaned_data


class FindingForm(StepForm):
    step = "record_finding"
    title = "记录问题"
    submit = "记录这项问题"
    done = "已记录这项问题"
    sections = (
        Section("违法行为和事实", ("violation", "fact")),
        Section("涉及的人员或岗位", ("post",), partial="officers/steps/workers.html"),
        Section("证据", ("evidence",), hint="每项问题至少要有1份证据。"),
        Section("怎样处理", ("cannot_wait", "major", "guidance")),
    )

    violation = ChoiceField(label="违法行为", missing="请选择违法行为。")
    fact = TextField(label="违法事实", rows=3, max_length=500, help_text="写明时间、地点、人数和行为，不写推断。")
    post = TextField(label="岗位", required=False, max_length=80, help_text="没有列明人员的，须写岗位。")
    evidence = FilesField(label="照片和其他证据", kind="现场照片", camera=True, missing="每项问题至少要有1份证据。")
    cannot_wait = TickField(label="不能等待", help_text="危险紧急，须当场采取措施。记录后立即立为整改案件。")
    major = TickField(label="重大事故隐患")
    guidance = TickField(label="只作指导", help_text="只违反行动方案、没有法律依据的问题。只告知，不责令整改。")

    def prepare(self) -> None:
        rows = list(Violation.objects.all())
        self.fields["violation"].offer((row.pk, str(row)) for row in rows)
        self.guidable = {row.pk for row in rows if row.may_be_guidance}
        data = self.data if self.is_bound else None
        asked = whole(self.data.get("workers")) if self.is_bound else None
        self.count = min(MOST_WORKERS, (asked or WORKERS) + (WORKERS if "more" in self.data else 0))
        self.rows = [WorkerRow(data, prefix=f"w{n}", label_suffix="") for n in range(1, self.count + 1)]
        for n, row in enumerate(self.rows, 1):
            row.subject = f"人员{n}"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("guidance") and given.get("violation") not in self.guidable:
            self.add_error("guidance", "这类问题有法律依据，不能只作指导。")
        if not given.get("post") and not any(row["name"].value() for row in self.rows):
            self.add_error("post", "请写明涉及的人员或岗位。")
        return given

    def fact_workers(self) -> list[dict[str, str]]:
        return [row.cleaned_data for row in self.rows if row.cleaned_data.get("name")]


class ConcludeForm(StepForm):
    step = "conclude"
    title = "结束检查"
    submit = "结束检查并制作记录"
    note = "记录一式两份，签名后不能修改。"
    previews = True
    sections = (
        Section("检查记录的内容", (), partial="officers/steps/record_summary.html"),
        Section("现场负责人", ("site_manager", "site_manager_post")),
        Section("签名确认", ("officer_1", "officer_2", "party_signature"), partial="officers/steps/signatures.html"),
        Section("拒绝签名", ("refusal", "witness", "refusal_evidence"), partial="officers/steps/refusal.html"),
    )

    site_manager = TextField(label="现场负责人", max_length=40)
    site_manager_post = TextField(label="职务", required=False, max_length=40)
    officer_1 = SignatureField(label="执法人员")
    officer_2 = SignatureField(label="执法人员")
    party_signature = SignatureField(label="被检查单位　现场负责人")
    refusal = TextField(label="拒签或拒绝进入的情况", required=False, rows=2)
    witness = TextField(label="见证人", required=False, max_length=40)
    refusal_evidence = FilesField(label="录像或照片", required=False, kind="拒签录像")

    def prepare(self) -> None:
        self.findings = list(self.record.findings.prefetch_related("workers").order_by("number"))
        names = [user.name for user in self.record.officers.order_by("name", "pk")]
        for number, name in enumerate(names[:2], 1):
            self.fields[f"officer_{number}"].label = f"执法人员　{name}"

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name in ("officer_1", "officer_2"):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "检查记录须由两名执法人员签名。")
        refused = given.get("refusal") and (given.get("witness") or given.get("refusal_evidence"))
        if not given.get("party_signature") and not refused:
            words = "现场负责人没有签名。请签名，或写明拒签情况并录像、请见证人签名。"
            self.add_error("party_signature" if not given.get("refusal") else "refusal", words)
        return given

    def fact_officer_signatures(self) -> list[int]:
        return [*self.cleaned_data["officer_1"], *self.cleaned_data["officer_2"]]

    def fact_party_signature(self) -> int | None:
        return next(iter(self.cleaned_data["party_signature"]), None)


class CancelForm(ReasonForm):
    step = "cancel"
    title = "取消检查"
