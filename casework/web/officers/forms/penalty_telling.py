"""告知、申辩、听证: from the review of the proposal to the minutes of the hearing."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.penalties.models import Defence, Hearing
from casework.web import wording
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import CardsField, ChoiceField, FilesField, PersonField, TextField, named
from casework.web.officers.forms.matter import NothingForm
from casework.web.officers.forms.penalty_fields import (
    MomentField,
    PaperMixin,
    Row,
    YesNoField,
    make_rows,
    staff,
)
from workflows.registry import page_of

RESULTS = [("pass", "同意"), ("amend", "建议修改"), ("refuse", "不同意")]
RIGHTS = [("defence", "放弃陈述申辩"), ("hearing", "放弃听证"), ("both", "都放弃")]


class SendBackForm(StepForm):
    step = "send_back"
    title = "退回补充调查"
    submit = "退回补充调查"
    done = "已退回补充调查，此前的告知书失效"
    missing = TextField(label="缺少什么", rows=4, max_length=400, help_text="逐项写明要补的事实、证据或者依据。")


class ReviewForm(StepForm):
    step = "review_legality"
    title = "法制审核"
    previews = True
    note = "参与调查的人不得审核。"
    sections = (Section("审核结论", ("result",)), Section("审核意见", ("opinion_text",)))

    result = ChoiceField(label="结论", choices=RESULTS, segmented=True, missing="请选择结论。")
    opinion_text = TextField(
        label="审核意见", rows=6, max_length=2000, help_text="主体、管辖、事实证据、依据、程序、裁量、文书逐项写明。"
    )

    def fact_opinion(self) -> str:
        return str(self.cleaned_data["opinion_text"])


class NotifyForm(NothingForm):
    step = "notify"
    title = "行政处罚事先告知"
    previews = True
    note = "送达后，当事人可以陈述申辩；达到听证标准的，另发听证告知书。"


class DefendForm(PaperMixin, StepForm):
    step = "defend"
    title = "录入陈述申辩"
    submit = "录入陈述申辩"
    done = "已录入陈述申辩，须逐点复核后才能作决定"
    sections = (
        Section("申辩意见", ("text", "late_reason")),
        Section("材料", ("scan", "annex")),
    )

    text = TextField(label="陈述、申辩意见", rows=8, max_length=8000, help_text="照当事人的书面材料录入，不归纳。")
    late_reason = TextField(label="逾期提出的理由", required=False, help_text="期限已过才提出的须写。")
    annex = FilesField(label="当事人附的证据", required=False, kind="申辩证据")

    def fact_evidence(self) -> list[int]:
        return [*self.cleaned_data["scan"], *self.cleaned_data["annex"]]


class PointRow(Row):
    """One point of a defence, and whether it is adopted."""

    point = TextField(label="申辩的意见", required=False, rows=2, max_length=400)
    adopted = YesNoField(yes="采纳", no="不采纳", label="是否采纳", required=False)
    reason = TextField(label="理由", required=False, rows=2, max_length=400)

    needed = ("point", "adopted", "reason")
    filled_by = ("point", "reason")


class AnswerDefenceForm(StepForm):
    step = "answer_defence"
    title = "复核陈述申辩"
    submit = "出具复核意见书"
    previews = True
    note = "不得因当事人申辩而加重处罚。"
    sections = (
        Section("申辩意见", ("defence",), partial="officers/steps/penalty_defences.html"),
        Section(
            "逐点复核", (), partial="officers/steps/penalty_rows.html", hint="每一点都要写采纳或者不采纳，以及理由。"
        ),
    )

    defence = PersonField(label="陈述申辩", missing="请选择要复核的陈述申辩。")

    def prepare(self) -> None:
        rows = Defence.objects.filter(notice__penalty=self.record, answered_on=None).prefetch_related("evidence")
        self.asked = list(rows)
        self.fields["defence"].offer((row.pk, f"{wording.short_day(row.submitted_on)}提出") for row in self.asked)
        first = []
        if self.asked:
            self.initial.setdefault("defence", str(self.asked[0].pk))
            first = [{"point": line.strip()[:400]} for line in self.asked[0].text.splitlines() if line.strip()][:12]
        self.rows = make_rows(self, PointRow, "p", 2, "点", initial=first)

    def clean(self) -> dict[str, Any]:
        if not any(row.used for row in self.rows):
            raise ValidationError("还没有写复核意见。至少写一点。")
        return self.cleaned_data

    def fact_points(self) -> list[dict[str, Any]]:
        rows = [row.cleaned_data for row in self.rows if row.used]
        return [{"point": row["point"], "adopted": bool(row["adopted"]), "reason": row["reason"]} for row in rows]


class WaiveForm(StepForm):
    step = "waive"
    title = "录入放弃声明"
    submit = "录入放弃声明"
    sections = (Section("放弃什么", ("what",)), Section("书面声明", ("proof",)))

    what = ChoiceField(label="放弃的权利", choices=RIGHTS, segmented=True, missing="请选择放弃的权利。")
    proof = FilesField(
        label="签字盖章的声明", kind="放弃声明", missing="须有当事人的书面声明，口头的不算。请附扫描件。"
    )


class RequestHearingForm(PaperMixin, StepForm):
    step = "request_hearing"
    title = "录入听证申请"
    submit = "录入听证申请"
    done = "已录入听证申请，请确定听证日期"
    sections = (Section("申请", ("request",)), Section("材料", ("scan",)))

    request = TextField(label="申请的内容和理由", rows=5, max_length=2000)


class ScheduleForm(StepForm):
    step = "schedule_hearing"
    title = "安排听证"
    submit = "签发听证会通知书"
    previews = True
    note = "通知书须在听证7个工作日前送达。参与调查的人不得主持、记录。"
    sections = (
        Section("何时何地", ("held_at", "place", "postponed")),
        Section("由谁主持", ("chair", "members", "clerk")),
        Section("是否公开", ("public", "private_reason")),
    )

    held_at = MomentField(label="听证时间")
    place = TextField(label="地点", max_length=120)
    postponed = YesNoField(yes="延期举行", no="按期举行", label="是否因当事人申请延期", initial=False)
    chair = PersonField(label="主持人", missing="请选择主持人。")
    members = CardsField(label="听证员", required=False)
    clerk = PersonField(label="记录人", missing="请选择记录人。")
    public = YesNoField(yes="公开举行", no="不公开", label="是否公开", initial=True)
    private_reason = TextField(
        label="不公开的理由", required=False, max_length=200, help_text="涉及国家秘密、商业秘密或者个人隐私。"
    )

    def prepare(self) -> None:
        away = page_of(self.record)(self.record).investigators
        agency = self.record.agency
        everybody = staff(agency, without=away)  # who takes the minutes need not be one who may preside
        self.fields["chair"].offer(named(staff(agency, "hearing.chair", away)))
        self.fields["clerk"].offer(named(everybody))
        self.fields["members"].choices = [(user.pk, user.name) for user in everybody]
        asked = Hearing.objects.filter(penalty=self.record, outcome="").order_by("pk").last()
        if asked and asked.held_at:
            self.initial.setdefault("place", asked.place)
            self.initial.setdefault("chair", str(asked.chair_id))
            self.initial.setdefault("clerk", str(asked.clerk_id))
            self.initial.setdefault("members", list(asked.members.values_list("pk", flat=True)))
            self.initial.setdefault("postponed", True)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("chair") and given.get("chair") == given.get("clerk"):
            self.add_error("clerk", "主持人不能兼任记录人。请另选一人。")
        if given.get("public") is False and not given.get("private_reason"):
            self.add_error("private_reason", "不公开举行的须写明理由。")
        return given

    def fact_members(self) -> list[int]:
        given = self.cleaned_data
        return [pk for pk in given["members"] if pk not in (given["chair"], given["clerk"])]


class HoldForm(StepForm):
    step = "hold_hearing"
    title = "登记听证结果"
    submit = "登记听证结果"
    previews = True
    sections = (
        Section("结果", ("outcome", "agents")),
        Section("听证笔录", ("minutes", "signed", "refusal")),
        Section("听证会报告", ("report",)),
    )

    outcome = ChoiceField(label="结果", choices=Hearing.Outcome.choices, missing="请选择听证结果。")
    agents = TextField(label="委托代理人", required=False, max_length=120, help_text="一至二人。")
    minutes = TextField(label="听证笔录", rows=10, max_length=30000)
    signed = FilesField(label="签名的笔录", required=False, kind="听证笔录")
    refusal = TextField(
        label="拒签情况", required=False, max_length=200, help_text="当事人拒绝签名的，主持人在笔录中注明。"
    )
    report = TextField(label="听证会报告", rows=6, max_length=8000, help_text="写明听证情况、双方意见和处理建议。")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("outcome") == "held" and not given.get("signed") and not given.get("refusal"):
            self.add_error("signed", "请附签名的笔录；当事人拒绝签名的，写明拒签情况。")
        return given
