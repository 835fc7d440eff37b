"""变更、撤销、公示、移送、结案."""

from typing import Any

from casework.penalties.models import Remedy
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, PersonField, TextField
from casework.web.officers.forms.ending import CloseForm as CaseCloseForm
from casework.web.officers.forms.ending import TakeBackForm as CaseTakeBackForm
from casework.web.officers.forms.ending import TransferForm as CaseTransferForm
from casework.web.officers.forms.matter import NothingForm, ReasonForm
from casework.web.officers.forms.penalty_fields import MoneyField, NumberField, YesNoField

GROUNDS = [("wrong", "立案有误"), ("twice", "重复立案"), ("ended", "当事人死亡或者终止，没有承继人")]
ENDINGS = [
    ("39", "中止执行满三年未恢复（行政强制法第39条）"),
    ("40", "法定终结执行情形（行政强制法第40条）"),
    ("court", "法院裁定终结"),
    ("missed", "超过申请执行的期限"),
]


class RemedyMixin:
    """A change that a remedy's outcome obliges to; empty where the agency corrects itself."""

    fields: dict[str, Any]
    record: Any
    initial: dict[str, Any]

    def prepare(self) -> None:
        rows = Remedy.objects.filter(dossier=self.record.dossier_id, state="ended").order_by("-pk")
        self.fields["remedy"].offer((row.pk, f"{row}　{row.get_outcome_display()}") for row in rows)
        waiting = [row for row in rows if row.obliges and row.obeyed_on is None]
        if waiting:
            self.initial.setdefault("remedy", str(waiting[0].pk))
            self.initial.setdefault("reason", waiting[0].outcome_words[:400])
            if "fine" in self.fields and waiting[0].outcome_fine is not None:
                self.initial.setdefault("fine", waiting[0].outcome_fine)


REMEDY = {"label": "依据的复议决定或者裁判", "required": False, "blank": "本机关自行纠正"}


class AmendForm(RemedyMixin, StepForm):
    step = "amend"
    title = "变更处罚决定"
    previews = True
    note = "不得加重。"
    sections = (
        Section("依据", ("remedy", "unlawful")),
        Section("变更成什么", ("fine", "stop_production")),
        Section("理由", ("reason",)),
    )

    remedy = PersonField(**REMEDY)
    unlawful = YesNoField(yes="确认违法，保留效力", no="变更内容", label="怎样改", initial=False)
    fine = MoneyField(label="变更后的罚款（元）", required=False, help_text="不变的留空。")
    stop_production = YesNoField(
        yes="责令停产停业整顿", no="不停产停业", blank="不变", label="停产停业整顿", required=False
    )
    reason = TextField(label="理由", rows=3, max_length=400)


class RedoForm(RemedyMixin, StepForm):
    step = "redo"
    title = "重新办理"
    sections = (Section("依据", ("remedy", "reason")), Section("怎样重新办", ("same_facts", "procedure", "days")))

    remedy = PersonField(**REMEDY)
    reason = TextField(label="理由", rows=3, max_length=400)
    same_facts = YesNoField(yes="同一事实和理由", no="事实或者理由不同", label="重新作出的决定")
    procedure = YesNoField(
        yes="因违反程序",
        no="其他原因",
        label="原决定因为什么撤销",
        help_text="同一事实和理由的，只有因程序撤销的才能重新作出基本相同的决定。",
    )
    days = NumberField(label="裁判要求的期限（日）", required=False, help_text="没有写明的留空。")


class AnnulForm(RemedyMixin, StepForm):
    step = "annul"
    title = "撤销处罚决定"
    previews = True
    note = "已缴的罚款退付，公示三个工作日内撤回。"
    sections = (Section("依据", ("remedy",)), Section("理由", ("reason",)))

    remedy = PersonField(**REMEDY)
    reason = TextField(label="理由", rows=3, max_length=400)


class PublishForm(StepForm):
    step = "publish"
    title = "公示处罚决定"
    submit = "公示"
    previews = True
    note = "个人的身份证号、住址、电话不公示。"

    until_on = DateField(label="公示到", required=False, help_text="没有规定期限的留空。")
    weight = TextField(
        label="社会影响", required=False, rows=2, max_length=300, help_text="个人的处罚有一定社会影响的才公示，须写明。"
    )


class ReportUpForm(StepForm):
    step = "report_up"
    title = "登记处罚决定备案"
    submit = "登记备案"
    sections = (Section("向谁备案", ("receiver", "reported_on"), hint="按本地规定报本级政府或者上级机关备案。"),)

    receiver = TextField(label="备案机关", rows=1, max_length=80)
    reported_on = DateField(label="备案日期")


class UnpublishForm(ReasonForm):
    step = "unpublish"
    title = "撤回公示"
    submit = "撤回公示"


class TransferForm(CaseTransferForm):
    note = "听证等程序随之终止。"


class TakeBackForm(CaseTakeBackForm):
    done = "已收回案件，办案期限继续计算"


class WithdrawForm(StepForm):
    step = "withdraw"
    title = "撤销立案"
    previews = True
    sections = (Section("为什么撤销", ("ground", "reason")), Section("证明", ("evidence",)))

    ground = ChoiceField(label="撤销的理由", choices=GROUNDS, missing="请选择撤销的理由。")
    reason = TextField(label="具体情况", rows=3, max_length=400)
    evidence = FilesField(
        label="证明材料", required=False, kind="书证", help_text="当事人死亡或者终止的须附，例如登记机关的注销证明。"
    )


class PerformForm(NothingForm):
    step = "perform"
    title = "认定已经履行"
    submit = "认定已经履行"
    note = "罚款和加处罚款都已缴清，停产停业已恢复、解除或者关闭。"


class EndForm(StepForm):
    step = "end_enforcement"
    title = "终结执行"
    previews = True
    sections = (
        Section("法定情形", ("ground", "reason")),
        Section("证明", ("evidence",)),
        Section("错过期限的", ("responsible",)),
    )

    ground = ChoiceField(label="情形", choices=ENDINGS, missing="请选择终结执行的情形。")
    reason = TextField(label="具体情况", rows=3, max_length=400)
    evidence = FilesField(
        label="证明材料",
        required=False,
        kind="书证",
        help_text="法定终结执行情形的须附，例如登记机关的注销证明、财产查询结果。",
    )
    responsible = TextField(label="责任人员和情况", required=False, max_length=200, help_text="超过申请期限的须写。")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("ground") == "missed" and not given.get("responsible"):
            self.add_error("responsible", "错过期限的，须写明由谁负责。")
        return given


class CloseForm(CaseCloseForm):
    note = "结案后案卷封存；当事人的复议、诉讼期限继续计算。"


class ReopenForm(ReasonForm):
    step = "reopen"
    title = "重新开卷"
