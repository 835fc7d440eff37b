"""立案和调查: filing, questioning, evidence kept in advance, referral of a crime."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import now, today
from casework.enforcement.models import Finding
from casework.enforcement.states import Standing
from casework.penalties.models import KeptEvidence
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import (
    CardsField,
    DateField,
    FilesField,
    OfficersField,
    PersonField,
    TextField,
    TickField,
)
from casework.web.officers.forms.case import offer_findings
from casework.web.officers.forms.order import offer_officers, officers_check
from casework.web.officers.forms.penalty_fields import MomentField, Row, make_rows


class FileForm(StepForm):
    step = "file"
    title = "立案"
    previews = True
    sections = (
        Section("违法行为", ("findings", "cause")),
        Section("何时、怎样发现", ("act_on", "harm", "source")),
        Section("承办人", ("officers",)),
    )

    findings = CardsField(label="列入本案的违法行为", missing="还没有选违法行为。至少选一项。")
    cause = TextField(label="案由", max_length=200, help_text="例如：未经安全技能培训考核合格即安排上岗。")
    act_on = DateField(
        label="违法行为终了日", help_text="有连续或者继续状态的，填最后一天。从这天起算两年；有危害后果的五年。"
    )
    harm = TickField(label="涉及公民生命健康安全，且有危害后果")
    source = TextField(label="案件来源", max_length=120)
    officers = OfficersField()

    def prepare(self) -> None:
        rows = list(Finding.objects.filter(case=self.record.case, guidance=False).order_by("number"))
        offer_findings(self.fields["findings"], rows)
        late = [row.pk for row in rows if row.standing == Standing.NOT_DONE]
        self.initial.setdefault("findings", late if self.record.tier > 1 else [row.pk for row in rows])
        self.initial.setdefault("cause", self.record.cause or suggested_cause(rows, self.record.tier))
        self.initial.setdefault("act_on", self.record.act_on)
        self.initial.setdefault("source", self.record.source)
        offer_officers(self)

    def clean_act_on(self) -> Any:
        on = self.cleaned_data["act_on"]
        if on > today():
            raise ValidationError("违法行为终了日不能晚于今天。")
        return on

    def checks(self) -> list[tuple[str, str]]:
        return [officers_check(self)]


def suggested_cause(rows: list[Finding], tier: int) -> str:
    """The first violation's name, as the heading of a case names it."""
    if not rows:
        return ""
    name = rows[0].violation.name
    return f"{name}{'，逾期未改正' if tier > 1 else ''}"[:200]


class SummonForm(StepForm):
    step = "summon"
    title = "询问通知"
    previews = True
    sections = (
        Section("通知谁、问什么", ("person", "matter")),
        Section("何时到哪里", ("appear_at", "place")),
        Section("携带的材料", ("bring_lines",)),
    )

    person = TextField(label="被询问人", max_length=60)
    matter = TextField(label="询问事项", rows=2, max_length=300)
    appear_at = MomentField(label="到场时间")
    place = TextField(label="地点", max_length=160)
    bring_lines = TextField(
        label="材料", required=False, rows=4, max_length=800, help_text="一行写一种，例如：身份证件。"
    )

    def prepare(self) -> None:
        self.initial.setdefault("person", self.record.party_name if self.record.personal else "")
        self.initial.setdefault("place", getattr(self.record.agency, "address", "") or "")

    def fact_bring(self) -> list[str]:
        lines = self.cleaned_data["bring_lines"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class InterviewForm(StepForm):
    step = "record_interview"
    title = "询问笔录"
    previews = True
    note = "笔录交被询问人核对、逐页签名；拒绝签名的，两名执法人员在笔录上注明。"
    sections = (
        Section("询问谁", ("person", "post")),
        Section("起止时间和地点", ("began_at", "ended_at", "place")),
        Section("问答", ("questions",)),
        Section("询问人和签名的笔录", ("officers", "signed")),
    )

    person = TextField(label="被询问人", max_length=60)
    post = TextField(label="职务", required=False, max_length=60)
    began_at = MomentField(label="开始时间")
    ended_at = MomentField(label="结束时间")
    place = TextField(label="地点", max_length=160)
    questions = TextField(
        label="问答", rows=12, max_length=20000, help_text="问、答各起一行。先写明出示证件和告知申请回避的权利。"
    )
    officers = OfficersField()
    signed = FilesField(label="签名的笔录", kind="询问笔录", camera=True, missing="请附签名的笔录照片或扫描件。")

    def prepare(self) -> None:
        offer_officers(self)
        self.initial.setdefault("person", self.record.party_name if self.record.personal else "")
        self.initial.setdefault("ended_at", now())

    def clean(self) -> dict[str, Any]:
        began, ended = self.cleaned_data.get("began_at"), self.cleaned_data.get("ended_at")
        if began and ended and ended <= began:
            self.add_error("ended_at", "结束时间要晚于开始时间。")
        if ended and ended > now():
            self.add_error("ended_at", "结束时间不能晚于现在。")
        return self.cleaned_data


class KeptRow(Row):
    """One thing kept."""

    name = TextField(label="名称", required=False, max_length=80)
    spec = TextField(label="规格、型号、特征", required=False, max_length=120)
    count = TextField(label="数量", required=False, max_length=20)

    needed = ("name", "count")
    filled_by = ("name", "spec", "count")


class KeepForm(StepForm):
    step = "keep_evidence"
    title = "先行登记保存证据"
    previews = True
    note = "7个工作日内须作出处理决定。"
    sections = (
        Section("保存哪些证据", (), partial="officers/steps/penalty_rows.html", hint="一件一行，不用的行留空。"),
        Section("为什么、保存在哪里", ("reason", "place")),
        Section("执法人员", ("officers",)),
    )

    reason = TextField(label="理由", rows=2, help_text="写明证据可能灭失或者以后难以取得的情况。")
    place = TextField(label="保存地点和方式", max_length=160)
    officers = OfficersField()

    def prepare(self) -> None:
        offer_officers(self)
        self.rows = make_rows(self, KeptRow, "k", 4, "件")

    def clean(self) -> dict[str, Any]:
        if not any(row.used for row in self.rows):
            raise ValidationError("还没有写保存的证据。至少写一件。")
        return self.cleaned_data

    def fact_items(self) -> list[dict[str, str]]:
        rows = [row.cleaned_data for row in self.rows if row.used]
        return [{name: row[name] for name in ("name", "spec", "count")} for row in rows]


class ReleaseForm(StepForm):
    step = "release_evidence"
    title = "处理先行登记保存的证据"
    previews = True

    kept = PersonField(label="登记保存", missing="请选择登记保存的证据。")
    disposal = TextField(label="处理决定", rows=3, help_text="例如：证据已拍照复制固定，解除登记保存，退还当事人。")

    def prepare(self) -> None:
        rows = KeptEvidence.objects.filter(penalty=self.record, released_on=None).select_related("document")
        self.fields["kept"].offer((row.pk, kept_words(row)) for row in rows)
        if len(rows) == 1:
            self.initial.setdefault("kept", str(rows[0].pk))


def kept_words(row: KeptEvidence) -> str:
    names = "、".join(str(item.get("name", "")) for item in row.items)
    return f"{row.document or '登记保存'}　{names}"[:80]
