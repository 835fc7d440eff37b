"""What an expert does: score, keep away, and, as the panel's leader, conclude."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from casework.accreditation.models import RoundCriterion, SelfAssessment, SiteReport
from casework.core.now import today
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, SignatureField, TextField, TickField


class ScoreField(forms.DecimalField):
    """A score up to its weight, to a tenth."""

    partial = "experts/score_field.html"

    def __init__(self, weight: Decimal) -> None:
        words = f"得分在0至{weight.normalize():f}分之间，最多一位小数。"
        wrong = dict.fromkeys(("invalid", "max_value", "min_value", "max_digits", "max_decimal_places"), words)
        super().__init__(
            label="得分", max_digits=5, decimal_places=1, error_messages={**wrong, "required": "还没有评分。"},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 5, "autocomplete": "off"}),
        )  # fmt: skip
        self.validators += [MinValueValidator(0, words), MaxValueValidator(weight, words)]


class ScoreRow(RowForm):
    """One criterion: what it asks, what the applicant says of it, and what the expert gives."""

    reason = TextField(label="扣分说明", required=False, rows=2)
    reason.partial = "experts/reason_field.html"  # type: ignore[attr-defined]  # the row says when it is needed

    def __init__(self, *args: Any, criterion: RoundCriterion, said: SelfAssessment | None, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.criterion, self.said, self.subject = criterion, said, criterion.code
        self.fields["score"] = ScoreField(criterion.weight)
        self.order_fields(["score", "reason"])

    def clean(self) -> dict[str, Any]:
        score = self.cleaned_data.get("score")
        if score is not None and score < self.criterion.weight and not self.cleaned_data.get("reason"):
            self.add_error("reason", forms.ValidationError("没有得满分，请写明扣分说明。", code="required"))
        return self.cleaned_data


class ScoreForm(StepForm):
    step = "submit"
    title = "评分"
    submit = "提交评分"
    done = "评分已提交并锁定"
    note = "提交后不能更改。提交前只有您能看到。"
    keeps = True
    sections = (
        Section("逐项评分", (), partial="experts/scores.html"),
        Section("评审意见", ("verdict",)),
        Section("确认", ("sure",)),
    )

    verdict = TextField(label="评审意见", rows=4, max_length=2000)
    sure = TickField(label="评分由本人独立作出，提交后不再更改", required=True, missing="请确认后再提交。")

    def prepare(self) -> None:
        application = self.record.application
        said = {
            row.criterion_id: row
            for row in application.assessments.select_related("criterion").prefetch_related("evidence")
        }
        self.rows = [self.row(criterion, said.get(criterion.pk)) for criterion in application.round.criteria.all()]

    def row(self, criterion: RoundCriterion, said: SelfAssessment | None) -> ScoreRow:
        return ScoreRow(self.data if self.is_bound else None, prefix=f"c{criterion.pk}", criterion=criterion, said=said)

    def fact_scores(self) -> list[dict[str, Any]]:
        given = [(row, row.cleaned_data) for row in self.rows]  # type: ignore[attr-defined]
        return [{"criterion": row.criterion.pk, "score": d["score"], "reason": d["reason"]} for row, d in given]  # type: ignore[attr-defined]


class DeclareForm(StepForm):
    step = "declare"
    title = "声明没有利害关系"
    submit = "声明并查看申报材料"
    done = "已声明"
    sections = (Section("声明", ("sure",)),)

    sure = TickField(
        label="本人与申报单位及其联合申报单位没有利害关系",
        required=True,
        missing="请确认。有利害关系的，请申请回避。",
        help_text="三年内没有在其任职、受聘或者领取报酬，没有近亲属在其任职。",
    )


class RecuseForm(StepForm):
    step = "recuse"
    title = "申请回避"
    submit = "申请回避并退出评审组"
    done = "已退出评审组"
    note = "退出后不能再查看本组的申报材料，由后面的候选专家递补。"

    reason = TextField(label="理由", rows=3, help_text="例如：三年内曾在该单位任职、受聘、有近亲属任职。")


class ConcludeForm(StepForm):
    step = "conclude_evaluation"
    title = "汇总评分，提交现场评估报告"
    submit = "提交现场评估报告"
    done = "评审已汇总"
    keeps = True
    sections = (
        Section("现场评估", ("visited_on", "participants", "course")),
        Section("符合情况", ("findings", "defects", "conclusion")),
        Section("照片", ("photos",)),
        Section("签名", ("signatures",), partial="experts/sign.html"),
    )

    visited_on = DateField(label="评估日期")
    participants = TextField(label="参加人员")
    course = TextField(label="评估过程", rows=4, max_length=2000)
    findings = TextField(label="逐项符合情况", rows=8, max_length=6000, help_text="按认定条件的编号逐项写。")
    defects = TextField(
        label="存在的问题", rows=3, max_length=2000, required=False, help_text="结论不是“推荐”的，必须写明。"
    )
    conclusion = ChoiceField(
        label="结论", choices=SiteReport.Conclusion.choices, segmented=True, missing="请选择结论。"
    )
    photos = FilesField(label="现场照片", kind="现场照片", camera=True, missing="请附现场照片。")
    signatures = SignatureField(label="评审组组长", required=True, missing="请签名。")

    def fact_problems(self) -> str:
        return str(self.cleaned_data["defects"])

    def prepare(self) -> None:
        self.initial.setdefault("visited_on", today())
        codes = [f"{row.code}：" for row in self.record.round.criteria.all()]
        self.initial.setdefault("findings", "\n".join(codes))


FORMS = {
    ("evaluation", "declare"): DeclareForm,
    ("evaluation", "submit"): ScoreForm,
    ("evaluation", "recuse"): RecuseForm,
    ("application", "conclude_evaluation"): ConcludeForm,
}
