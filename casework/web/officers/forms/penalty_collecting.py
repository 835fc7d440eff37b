"""罚款的收缴: payment, deferral, demand, surcharge, the court."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import today
from casework.penalties.models import Deferral, Demand, Ruling
from casework.penalties.money import account
from casework.web import wording
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, PersonField, TextField
from casework.web.officers.forms.penalty_fields import SCAN, MoneyField, PaperMixin, Row, YesNoField, make_rows


class PaymentForm(StepForm):
    step = "record_payment"
    title = "登记缴款"
    submit = "登记缴款"
    done = "已登记缴款"
    left_out = ("batch",)
    note = "以银行或者电子支付系统的凭证为准，一张凭证只登记一次。"

    receipt = TextField(label="缴款凭证号", max_length=60)
    amount = MoneyField(label="金额（元）")
    paid_on = DateField(label="缴款日期")

    def prepare(self) -> None:
        self.initial.setdefault("paid_on", today())

    def clean_paid_on(self) -> Any:
        return not_later(self.cleaned_data["paid_on"], str(self.fields["paid_on"].label))


def not_later(on: Any, label: str) -> Any:
    if on > today():
        raise ValidationError(f"{label}不能晚于今天。")
    return on


class RefundForm(PaymentForm):
    step = "refund"
    title = "退付"
    submit = done = ""  # its signatures take it
    left_out = ()
    note = "只能退付多缴或者不应缴的部分。"

    receipt = TextField(label="退付凭证号", max_length=60)
    amount = MoneyField(label="退付金额（元）")
    paid_on = DateField(label="退付日期")
    reason = TextField(label="退付理由", rows=2)

    def prepare(self) -> None:
        super().prepare()
        decision = self.record.decisions.select_related("sanction").order_by("pk").last()
        if decision is not None:
            self.initial.setdefault("amount", account(decision, today()).excess)


class InstalmentRow(Row):
    due_on = DateField(label="缴纳期限", required=False)
    amount = MoneyField(label="金额（元）", required=False)

    needed = ("due_on", "amount")

    @property
    def used(self) -> bool:
        return bool(any(self["due_on"].value() or []) if self.is_bound else self.initial) or bool(
            str(self["amount"].value() or "").strip()
        )


def instalments(form: StepForm) -> list[dict[str, Any]]:
    rows = [row.cleaned_data for row in form.rows if row.used]
    return [{"due_on": row["due_on"], "amount": row["amount"]} for row in rows]


INSTALMENTS = "officers/steps/penalty_rows.html"


class RequestDeferralForm(PaperMixin, StepForm):
    step = "request_deferral"
    title = "录入延期分期申请"
    submit = "录入申请"
    done = "已录入申请，请答复"
    sections = (
        Section("理由", ("reason",)),
        Section("希望怎样缴", (), partial=INSTALMENTS, hint="延期的写一行，分期的一期一行。"),
        Section("材料", ("scan", "annex")),
    )

    reason = TextField(label="经济困难的情况", rows=4, max_length=2000)
    annex = FilesField(label="证明经济困难的材料", required=False, kind="延期分期材料")

    def prepare(self) -> None:
        self.rows = make_rows(self, InstalmentRow, "i", 3, "期")

    def fact_evidence(self) -> list[int]:
        return [*self.cleaned_data["scan"], *self.cleaned_data["annex"]]

    def fact_instalments(self) -> list[dict[str, Any]]:
        return instalments(self)


class DeferForm(StepForm):
    step = "defer_payment"
    title = "答复延期分期申请"
    previews = True
    sections = (
        Section("申请", ("request",), partial="officers/steps/penalty_deferrals.html"),
        Section("答复", ("granted", "reason")),
        Section("批准的各期", (), partial=INSTALMENTS, hint="各期相加须等于欠缴数额。不同意的留空。"),
    )

    request = PersonField(label="申请", missing="请选择申请。")
    granted = YesNoField(yes="同意", no="不同意", label="答复")
    reason = TextField(label="理由", required=False, rows=3, help_text="不同意的须写明理由。")

    def prepare(self) -> None:
        rows = Deferral.objects.filter(decision__penalty=self.record, granted=None)
        self.asked = list(rows.prefetch_related("evidence", "instalments"))
        self.fields["request"].offer((row.pk, f"{wording.short_day(row.requested_on)}提出") for row in self.asked)
        first = []
        if self.asked:
            self.initial.setdefault("request", str(self.asked[0].pk))
            wished = self.asked[0].instalments.all()
            first = [{"due_on": row.due_on, "amount": row.amount} for row in wished]
        self.rows = make_rows(self, InstalmentRow, "i", 3, "期", initial=first)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("granted") is False and not given.get("reason"):
            self.add_error("reason", "不同意的须写明理由。")
        if given.get("granted") and not any(row.used for row in self.rows):
            raise ValidationError("同意的须写明缴纳的日期和金额。")
        return given

    def fact_instalments(self) -> list[dict[str, Any]]:
        return instalments(self) if self.cleaned_data["granted"] else []


class DemandForm(StepForm):
    step = "demand"
    title = "催告"
    previews = True
    sections = (Section("哪一次催告", ("last", "pay_by")),)

    last = YesNoField(
        yes="申请法院前的事先催告",
        no="缴纳罚款催告",
        label="催告",
        help_text="事先催告送达10个工作日后仍不缴的，才能申请法院。",
    )
    pay_by = DateField(label="限期缴纳到")

    def clean_pay_by(self) -> Any:
        if self.cleaned_data["pay_by"] <= today():
            raise ValidationError("缴纳期限要晚于今天。")
        return self.cleaned_data["pay_by"]


class ObjectForm(StepForm):
    step = "object_to_demand"
    title = "录入对催告的陈述申辩"
    submit = "录入陈述申辩"
    sections = (Section("意见", ("text",)), Section("材料", ("scan",)))

    text = TextField(label="陈述、申辩意见", rows=6, max_length=4000)
    scan = FilesField(label="纸质材料扫描件", kind=SCAN, missing="请附当事人签字盖章的纸质材料扫描件。")


class AnswerObjectionForm(StepForm):
    step = "answer_objection"
    title = "复核对催告的陈述申辩"
    submit = "登记复核意见"
    sections = (Section("意见", ("demand",)), Section("复核", ("answer",)))

    demand = PersonField(label="催告", missing="请选择催告。")
    answer = TextField(label="复核意见", rows=4, max_length=400)

    def prepare(self) -> None:
        rows = Demand.objects.filter(decision__penalty=self.record, objection_answer="").exclude(objection="")
        self.fields["demand"].offer(
            (row.pk, f"{wording.short_day(row.made_on)}催告：{row.objection[:60]}") for row in rows
        )
        if len(rows) == 1:
            self.initial.setdefault("demand", str(rows[0].pk))


class SurchargeForm(StepForm):
    step = "add_surcharge"
    title = "加处罚款"
    previews = True
    note = "每日按未缴罚款的百分之三，不超过罚款本数；批准延期和复议、诉讼期间不计。"

    upto_on = DateField(label="计至")

    def prepare(self) -> None:
        self.initial.setdefault("upto_on", today())

    def clean_upto_on(self) -> Any:
        return not_later(self.cleaned_data["upto_on"], "计至日期")


class CourtForm(StepForm):
    step = "apply_to_court"
    title = "申请法院强制执行"
    previews = True

    court = TextField(
        label="法院", max_length=80, help_text="本机关所在地的基层人民法院；执行对象是不动产的，不动产所在地的。"
    )


class RulingForm(StepForm):
    step = "record_ruling"
    title = "登记法院裁定"
    submit = "登记裁定"
    sections = (
        Section("裁定", ("outcome", "number", "ruled_on", "received_on", "words")),
        Section("文书", ("evidence",)),
    )

    outcome = ChoiceField(label="结果", choices=Ruling.Outcome.choices, missing="请选择结果。")
    number = TextField(label="文书号", max_length=60)
    ruled_on = DateField(label="裁定日期")
    received_on = DateField(label="收到日期")
    words = TextField(label="内容", required=False, rows=3, max_length=400)
    evidence = FilesField(label="法院文书", kind="法院文书", missing="请附法院的文书。")

    def prepare(self) -> None:
        self.initial.setdefault("received_on", today())

    def clean(self) -> dict[str, Any]:
        ruled, received = self.cleaned_data.get("ruled_on"), self.cleaned_data.get("received_on")
        if ruled and received and not ruled <= received <= today():
            self.add_error("received_on", "收到日期不能早于裁定日期，也不能晚于今天。")
        return self.cleaned_data
