"""复议、诉讼: registering, answering, stays, the outcome."""

from typing import Any

from casework.core.now import today
from casework.penalties.models import Remedy
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, TextField
from casework.web.officers.forms.penalty_collecting import not_later
from casework.web.officers.forms.penalty_fields import MoneyField


class RegisterForm(StepForm):
    step = "register"
    title = "登记复议、诉讼"
    submit = "登记"
    done = "已登记，请按期答复"
    sections = (
        Section("哪个机关、什么时候", ("body", "case_number", "applied_on", "received_on")),
        Section("请求和理由", ("claims",)),
        Section("收到的文书", ("papers",)),
    )

    body = TextField(label="复议机关或者法院", max_length=80)
    case_number = TextField(label="案号", required=False, max_length=60)
    applied_on = DateField(label="申请、起诉日期")
    received_on = DateField(label="收到副本日期", help_text="答复期限从这天起算。")
    claims = TextField(label="请求和理由", rows=5, max_length=4000)
    papers = FilesField(label="收到的文书", kind="复议诉讼文书", missing="请附收到的申请书或者起诉状副本。")

    def prepare(self) -> None:
        self.initial.setdefault("received_on", today())

    def clean(self) -> dict[str, Any]:
        applied, received = self.cleaned_data.get("applied_on"), self.cleaned_data.get("received_on")
        if applied and received and not applied <= received <= today():
            self.add_error("received_on", "收到日期不能早于申请日期，也不能晚于今天。")
        return self.cleaned_data


class AnswerForm(StepForm):
    step = "answer"
    title = "答复"
    previews = True
    note = "只能用作出决定时已有的证据和依据。先在复议诉讼页下载答复案卷。"
    answer = TextField(label="答复意见", rows=10, max_length=20000)


class StayForm(StepForm):
    step = "stay"
    title = "登记停止执行"
    submit = "登记停止执行"
    note = "停止执行期间不催告、不加处罚款、不申请法院、不停止供电。"

    since = DateField(label="停止执行日期")
    reason = TextField(label="理由", rows=3)

    def prepare(self) -> None:
        self.initial.setdefault("since", today())

    def clean_since(self) -> Any:
        return not_later(self.cleaned_data["since"], "停止执行日期")


class EndStayForm(StepForm):
    step = "end_stay"
    title = "登记恢复执行"
    submit = "登记恢复执行"

    until = DateField(label="恢复执行日期")
    reason = TextField(label="理由", rows=3)

    def prepare(self) -> None:
        self.initial.setdefault("until", today())

    def clean_until(self) -> Any:
        return not_later(self.cleaned_data["until"], "恢复执行日期")


class ConcludeForm(StepForm):
    step = "conclude"
    title = "登记复议、裁判结果"
    submit = "登记结果"
    sections = (
        Section("结果", ("outcome", "ended_on", "fine", "words")),
        Section("文书", ("papers",)),
    )

    outcome = ChoiceField(label="结果", choices=Remedy.Outcome.choices, missing="请选择结果。")
    ended_on = DateField(label="文书送达日期")
    fine = MoneyField(label="变更后的罚款（元）", required=False, help_text="结果是变更罚款的才填。")
    words = TextField(label="裁判要旨", rows=5, max_length=4000)
    papers = FilesField(label="决定书、裁判文书", kind="复议诉讼文书", missing="请附决定书或者裁判文书。")

    def prepare(self) -> None:
        self.initial.setdefault("ended_on", today())

    def clean_ended_on(self) -> Any:
        return not_later(self.cleaned_data["ended_on"], "送达日期")
