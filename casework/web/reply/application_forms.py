"""The applicant's forms: the application as it is filled in, and the steps of the applicant."""

from collections.abc import Iterable
from typing import Any

from django import forms

from casework.accreditation.completeness import Asked, Said, gaps
from casework.accreditation.drafts import Answer, Other
from casework.accreditation.models import Body, RoundCriterion, SelfAssessment, SupplementItem
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import ChoiceField, FilesField, TextField

FILES_HINT = "PDF、JPG、PNG，每个不超过20 MB，可以一次选几个。"
PARTNERS = 2
NUMBER = {
    "invalid": "请填写数字。", "min_value": "不能小于0。", "max_value": "数字太大，请核对。",
    "max_digits": "数字太大，请核对。", "max_decimal_places": "最多一位小数。",
    "max_whole_digits": "数字太大，请核对。",
}  # fmt: skip
PLAIN = ("contact", "phone", "staff", "special_staff", "site", "record", "accidents")


class OneFileField(FilesField):
    single = True


class AssessmentRow(RowForm):
    """One criterion: the score one gives oneself, why, and what proves it."""

    lenient = True

    score = forms.DecimalField(label="自评分", required=False, max_digits=5, decimal_places=1, error_messages=NUMBER)
    words = TextField(label="自评说明", rows=3, required=False, max_length=4000)
    files = FilesField(label="证明材料", kind="申报材料", required=False, help_text=FILES_HINT)

    def __init__(self, *args: Any, criterion: RoundCriterion, said: SelfAssessment | None, **kwargs: Any) -> None:
        known = {"score": said.score, "words": said.words, "files": files_of(said)} if said else {}
        super().__init__(*args, label_suffix="", initial=known, **kwargs)
        self.criterion, self.subject = criterion, criterion.code
        self.fields["score"].widget.attrs["inputmode"] = "decimal"
        asked = Asked(criterion.code, criterion.weight)
        kept = Said(known["score"], known["words"], len(known["files"])) if known else Said()
        self.missing = [gap.removeprefix("的") for gap in gaps(asked, kept)]

    @property
    def answer(self) -> Answer:
        given = self.cleaned_data
        return Answer(self.criterion.pk, given["score"], given["words"], given["files"])


def files_of(said: SelfAssessment) -> list[int]:
    return sorted(file.pk for file in said.evidence.all())


class PartnerRow(RowForm):
    """The other unit of a joint application."""

    lenient = True

    name = TextField(label="联合申报单位", required=False, max_length=120)
    body = ChoiceField(label="单位类型", required=False)
    represented_by = TextField(label="代表", required=False, max_length=40)
    signed = OneFileField(
        label="对方签章的页",
        kind="联合申报签章",
        required=False,
        help_text="对方在申报书上签章后拍照、扫描。",
    )

    def __init__(self, *args: Any, bodies: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["body"].offer((code, Body(code).label) for code in bodies)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any(given.get(name) for name in ("represented_by", "signed")) and not given.get("name"):
            self.add_error("name", "请写明联合申报单位的名称。")
        if given.get("name") and not given.get("body"):
            self.add_error("body", "请选择单位类型。")
        return given

    @property
    def other(self) -> Other | None:
        given = self.cleaned_data
        signed = given["signed"][-1] if given["signed"] else None
        return Other(given["name"], given["body"], given["represented_by"], signed) if given["name"] else None


class DraftForm(StepForm):
    """The application while it is filled in: nothing is required before it is submitted, only what is said must fit."""

    step = "draft"
    lenient = True
    sections = (
        Section("联系人", ("contact", "phone")),
        Section("单位情况", ("staff", "special_staff", "site", "record", "accidents")),
        Section("联合申报单位", (), partial="enterprises/accreditation/partners.html"),
        Section("逐项自评", (), partial="enterprises/accreditation/criteria.html"),
        Section("承诺书", ("pledge",), hint="填齐后下载预览的申报书，打印出来在承诺处签字盖章，拍照或者扫描上传。"),
    )

    contact = TextField(label="联系人", required=False, max_length=40)
    phone = TextField(label="联系电话", required=False, max_length=30)
    staff = forms.IntegerField(
        label="职工人数", required=False, min_value=0, max_value=10_000_000, error_messages=NUMBER
    )
    special_staff = forms.IntegerField(
        label="特种作业人数", required=False, min_value=0, max_value=10_000_000, error_messages=NUMBER
    )
    site = TextField(label="场地、装备和监控", rows=4, required=False, max_length=4000)
    record = TextField(label="培训考核业绩", rows=3, required=False, max_length=4000)
    accidents = TextField(
        label="近三年事故和处罚情况", rows=3, required=False, max_length=4000, help_text="没有的写“无”。"
    )
    pledge = OneFileField(label="签章的承诺书", kind="承诺书", required=False, help_text="PDF、JPG、PNG，不超过20 MB。")

    def prepare(self) -> None:
        application, data = self.record, self.data if self.is_bound else None
        known = {row.criterion_id: row for row in application.assessments.prefetch_related("evidence")}
        criteria = application.round.criteria.order_by("position")
        self.criteria = [
            AssessmentRow(data, prefix=f"c{row.pk}", criterion=row, said=known.get(row.pk)) for row in criteria
        ]
        self.partners = list(self.partner_rows(data))
        self.rows = [*self.partners, *self.criteria]
        for name in PLAIN:
            self.initial.setdefault(name, getattr(application, name))
        self.initial.setdefault("pledge", [application.pledge_id] if application.pledge_id else [])
        if not self.partners:
            self.sections = tuple(section for section in self.sections if "partners" not in section.partial)

    def partner_rows(self, data: Any) -> Iterable[PartnerRow]:
        """Those there are, and room for one more."""
        bodies = self.record.round.programme.partners
        known = list(self.record.partners.all())
        for n in range(1, max(PARTNERS, len(known) + 1) + 1 if bodies else 1):
            old = known[n - 1] if n <= len(known) else None
            stand = {name: getattr(old, name) for name in ("name", "body", "represented_by")} if old else {}
            stand["signed"] = [old.signed_id] if old and old.signed_id else []
            row = PartnerRow(data, prefix=f"p{n}", bodies=bodies, initial=stand)
            row.subject = f"联合申报单位{n}"
            yield row

    def columns(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in PLAIN}
        return {**given, "pledge_id": self.cleaned_data["pledge"][-1] if self.cleaned_data["pledge"] else None}


class SubmitForm(StepForm):
    step = "submit"
    title = "提交申报"
    submit = "提交申报"
    done = "已提交，答复的期限见申报页"
    note = "提交以后不能再改，材料不齐的会一次告知补正。"


class AnswerRow(RowForm):
    """The answer to one item of a request for what is missing."""

    text = TextField(label="补正说明", rows=2, max_length=4000)
    files = FilesField(label="补正材料", kind="补正材料", missing="请附补正材料。")

    def __init__(self, *args: Any, item: SupplementItem, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.item, self.subject = item, f"第{item.number}项"


class SupplementForm(StepForm):
    step = "supplement"
    title = "提交补正材料"
    submit = "提交补正材料"
    done = "补正材料已提交，答复的期限见申报页"
    sections = (Section("逐项补正", (), partial="officers/steps/supplement_items.html"),)

    def prepare(self) -> None:
        data = self.data if self.is_bound else None
        waiting = self.record.supplements.filter(answered_on=None).first()
        items = waiting.items.all() if waiting else []
        self.rows = [AnswerRow(data, prefix=f"i{item.pk}", item=item) for item in items]

    def fact_answers(self) -> list[dict[str, Any]]:
        return [
            {"item": row.item.pk, "text": row.cleaned_data["text"], "evidence": row.cleaned_data["files"]}
            for row in self.rows
        ]


class WithdrawForm(StepForm):
    step = "withdraw"
    title = "撤回申报"
    submit = "撤回申报"
    done = "已撤回申报"
    note = "撤回以后不能恢复。申报期内可以重新申报。"

    reason = TextField(label="理由", required=False, rows=2, max_length=300)


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("application", form.step): form for form in (SubmitForm, SupplementForm, WithdrawForm)
}
