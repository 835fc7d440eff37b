"""How a case ends or goes elsewhere."""

from casework.enforcement.models import Finding
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import CardsField, ChoiceField, FilesField, TextField
from casework.web.officers.forms.case import offer_findings
from casework.web.officers.forms.matter import ReasonForm
from workflows.enforcement.judging import DECLINE_GROUNDS, WITHDRAWAL_GROUNDS


class DeclineForm(StepForm):
    step = "decline_penalty"
    title = "不予立案"
    previews = True
    sections = (
        Section("哪些问题", ("findings",)),
        Section("对谁、依据什么", ("party_name", "ground", "reason")),
    )

    findings = CardsField(label="问题", missing="还没有选问题。至少选一项。")
    party_name = TextField(label="当事人", max_length=120, help_text="企业，或应负责任的人员；逐个决定。")
    ground = ChoiceField(label="法定理由", choices=DECLINE_GROUNDS.items(), missing="请选择不予立案的法定理由。")
    reason = TextField(label="具体情况", rows=3, max_length=400)

    def prepare(self) -> None:
        rows = list(Finding.objects.filter(case=self.record).order_by("number"))
        offer_findings(self.fields["findings"], rows)
        self.initial.setdefault("findings", [row.pk for row in rows if not row.declined])
        self.initial.setdefault("party_name", self.record.party_name)


class TransferForm(StepForm):
    step = "transfer"
    title = "移送案件"
    previews = True
    sections = (Section("移送给谁", ("receiver", "basis")), Section("为什么移送", ("reason",)))

    receiver = TextField(label="受移送机关", max_length=80)
    basis = TextField(label="依据", max_length=200, help_text="例如：《中华人民共和国行政处罚法》第二十五条。")
    reason = TextField(label="理由", rows=3, max_length=400)


class TakeBackForm(StepForm):
    step = "take_back"
    title = "收回移送案件"
    submit = "收回案件"
    done = "已收回案件，整改期限继续计算"
    reason = TextField(label="退回的情况", rows=3, max_length=400)
    evidence = FilesField(label="退回案件的公文", kind="公文", missing="请附退回案件的公文。")


class WithdrawForm(StepForm):
    step = "withdraw"
    title = "撤销案件"
    previews = True
    ground = ChoiceField(label="撤销的理由", choices=WITHDRAWAL_GROUNDS.items(), missing="请选择撤销的理由。")
    reason = TextField(label="具体情况", rows=3, max_length=400)


class CloseForm(StepForm):
    step = "close"
    title = "结案"
    previews = True
    result = TextField(
        label="处理结果", rows=4, max_length=400, help_text="写明整改、处罚和执行的结果，将写入结案审批表。"
    )


class ReopenForm(ReasonForm):
    step = "reopen"
    title = "重新开卷"
