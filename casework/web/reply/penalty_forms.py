"""The forms of the party's steps in penalties and stops of production, on its own pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, TextField, TickField
from casework.web.reply import penalty_rights
from casework.web.reply.penalty_words import yuan
from workflows.registry import page_of

FILES_HINT = "PDF、JPG、PNG，每个不超过20 MB，可以一次选几个。"
INSTALMENTS = 6


class PartyForm(StepForm):
    """Taken by the party itself; what it signs on paper an officer enters with a form of his own."""

    left_out = ("from_paper",)


class DefendForm(PartyForm):
    step = "defend"
    keeps = True
    title = "提出陈述、申辩"
    submit = "提交陈述、申辩"
    done = "陈述、申辩已提交，机关会逐点答复，不会因此加重处罚"
    note = "提交以后可以再补充。"
    sections = (Section("您的意见", ("text", "evidence")), Section("已经过了期限", ("late_reason",)))

    text = TextField(
        label="陈述、申辩意见", rows=8, max_length=5000,
        help_text="哪里和事实不符、哪条依据不对、为什么应当从轻或者不罚，一点一段写清楚。",
    )  # fmt: skip
    evidence = FilesField(label="证明材料", kind="陈述申辩材料", required=False, help_text=FILES_HINT)
    late_reason = TextField(
        label="为什么现在才提出", rows=2, max_length=300, help_text="陈述、申辩的期限已过。有正当理由的，写明理由。"
    )

    def prepare(self) -> None:
        page = page_of(self.record)(self.record, by=self.user)
        if not page.defence_over():
            del self.fields["late_reason"]

    def fact_late_reason(self) -> str:
        return self.cleaned_data.get("late_reason", "")


class WaiveForm(PartyForm):
    step = "waive"
    title = "书面放弃陈述、申辩或者听证"
    submit = "提交放弃声明"
    done = "放弃声明已提交"
    note = "不放弃也可以什么都不做：期限过了，机关才能作出决定。"
    sections = (Section("放弃什么", ("what",)), Section("签名或者盖章的声明", ("proof", "known")))

    what = ChoiceField(label="放弃哪一项", segmented=True, missing="请选择放弃哪一项。")
    proof = FilesField(
        label="书面声明", kind="放弃声明", missing="请附签名或者盖章的书面声明。",
        help_text="写明自愿放弃的权利和日期，单位盖章、个人签名后拍照或者扫描。",
    )  # fmt: skip
    known = TickField(label="知道放弃以后，机关可以不等期限届满就作出决定", required=True, missing="请确认后再提交。")

    def prepare(self) -> None:
        self.fields["what"].offer(penalty_rights.waivable(page_of(self.record)(self.record, by=self.user)))


class HearingForm(PartyForm):
    step = "request_hearing"
    title = "要求听证"
    submit = "提交听证申请"
    done = "听证申请已提交，机关会通知时间和地点"
    note = "听证不收费用。可以亲自参加，也可以委托代理人。"
    sections = (Section("听证申请", ("request",)),)

    request = TextField(
        label="要求听证的事项和理由", rows=5, max_length=2000, required=False,
        help_text="对哪些事实、证据或者处罚有不同意见。不写理由也可以申请。",
    )  # fmt: skip


class InstalmentRow(RowForm):
    """One date and amount."""

    due_on = DateField(label="缴款日期", required=False)
    amount = forms.DecimalField(
        label="金额（元）", required=False, min_value=Decimal("0.01"), max_digits=12, decimal_places=2,
        error_messages={
            "invalid": "请填写数字。", "min_value": "金额要大于0。", "max_digits": "金额太大，请核对。",
            "max_whole_digits": "金额太大，请核对。", "max_decimal_places": "最多到分。",
        },
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and bool(given.get("due_on")) != bool(given.get("amount")):
            raise ValidationError("日期和金额都要填。")
        return given


class DeferralForm(PartyForm):
    step = "request_deferral"
    title = "申请延期或者分期缴纳罚款"
    submit = "提交申请"
    done = "申请已提交，机关会书面答复"
    note = "答复前，原来的缴款期限不变。"
    sections = (
        Section("为什么缴不上", ("reason", "evidence")),
        Section("打算哪天缴多少", (), hint="只延期的填一行；分期的每期一行，合计等于应缴的数额。",
                partial="enterprises/penalty/instalments.html"),
    )  # fmt: skip

    reason = TextField(label="经济困难的情况", rows=4, max_length=2000)
    evidence = FilesField(
        label="证明材料", kind="延期分期缴纳材料", missing="请附亏损、停产、账户余额等证明材料。", help_text=FILES_HINT
    )

    def prepare(self) -> None:
        self.owed = penalty_rights.owed(page_of(self.record)(self.record, by=self.user))
        data = self.data if self.is_bound else None
        self.rows = [InstalmentRow(data, prefix=f"i{n}", label_suffix="") for n in range(INSTALMENTS)]
        for n, row in enumerate(self.rows, 1):
            row.subject = f"第{n}期"

    @property
    def owed_words(self) -> str:
        return yuan(self.owed) if self.owed else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rows = [row.cleaned_data for row in self.rows if row.is_valid() and row.cleaned_data.get("amount")]
        self.chosen = [{"due_on": row["due_on"], "amount": row["amount"]} for row in rows]
        total = sum((row["amount"] for row in self.chosen), Decimal(0))
        if all(row.is_valid() for row in self.rows):
            if not self.chosen:
                self.add_error(None, "还没有填哪天缴多少。至少填一行。")
            elif self.owed and total != self.owed:
                self.add_error(None, f"各期合计{yuan(total)}，应缴{yuan(self.owed)}。请核对金额。")
        return given

    def fact_instalments(self) -> list[dict[str, date | Decimal]]:
        return self.chosen


class ObjectionForm(PartyForm):
    step = "object_to_demand"
    title = "对催告提出陈述、申辩"
    submit = "提交意见"
    done = "意见已提交，机关会复核后答复"
    sections = (Section("您的意见", ("text",)),)

    text = TextField(
        label="陈述、申辩意见", rows=6, max_length=2000, help_text="例如已经缴过、数额算得不对、已经批准延期。"
    )


class AcceptanceForm(PartyForm):
    step = "request_acceptance"
    title = "申请复产验收"
    submit = "提交验收申请"
    done = "验收申请已提交，执法人员会到现场验收"
    note = "验收同意以前，不得恢复生产。"

    text = TextField(label="整改情况", rows=5, max_length=4000, help_text="逐项写明怎么改的、现在怎么样。")

    def prepare(self) -> None:
        self.findings = list(self.record.findings.select_related("violation").order_by("number"))
        for row in self.findings:
            self.fields[f"evidence_{row.pk}"] = FilesField(
                label=f"第{row.number}项的证明材料", kind="复产验收材料",
                missing=f"第{row.number}项还没有附材料。至少附1份。",
                help_text=f"{row.fact}　{row.violation.proof}".strip(),
            )  # fmt: skip
        proofs = tuple(f"evidence_{row.pk}" for row in self.findings)
        self.sections = (Section("怎么整改的", ("text",)), Section("逐项附证明", proofs))

    def fact_evidence(self) -> list[dict[str, Any]]:
        return [
            {"finding": row.pk, "evidence": self.cleaned_data.get(f"evidence_{row.pk}", [])} for row in self.findings
        ]


FORMS: dict[tuple[str, str], type[PartyForm]] = {
    **{("penalty", form.step): form for form in (DefendForm, WaiveForm, HearingForm, DeferralForm, ObjectionForm)},
    ("suspension", AcceptanceForm.step): AcceptanceForm,
}
