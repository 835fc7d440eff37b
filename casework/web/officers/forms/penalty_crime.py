"""移送涉嫌犯罪案件, for a correction case and for a penalty: the referral, its delivery, the answer, the review."""

from typing import Any

from casework.core.now import now, today
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import DateField, FilesField, TextField
from casework.web.officers.forms.matter import ReasonForm
from casework.web.officers.forms.penalty_collecting import not_later
from casework.web.officers.forms.penalty_fields import MomentField, YesNoField


class ReferCrimeForm(StepForm):
    step = "refer_crime"
    title = "移送涉嫌犯罪案件"
    previews = True
    note = "移送期间不作罚款；责令整改和停产停业继续有效。"
    sections = (Section("移送给谁", ("receiver", "suspicion")), Section("涉嫌犯罪的事实", ("facts_text",)))

    receiver = TextField(label="受移送机关", max_length=80, help_text="例如：示例市公安局。")
    suspicion = TextField(label="涉嫌罪名", max_length=120)
    facts_text = TextField(label="事实", rows=5, max_length=2000)

    def fact_facts(self) -> str:
        return str(self.cleaned_data["facts_text"])


class DeliverForm(StepForm):
    step = "deliver_referral"
    title = "登记送交公安机关"
    submit = "登记送交"

    delivered_at = MomentField(label="送交时间")

    def prepare(self) -> None:
        self.initial.setdefault("delivered_at", now())


class PoliceAnswerForm(StepForm):
    step = "answer_referral"
    title = "登记公安机关答复"
    submit = "登记答复"
    sections = (Section("答复", ("accepted", "answered_on", "answer")), Section("文书", ("evidence",)))

    accepted = YesNoField(yes="立案", no="不予立案", label="结果")
    answered_on = DateField(label="答复日期")
    answer = TextField(label="答复的内容", rows=3, max_length=300)
    evidence = FilesField(label="公安机关的文书", kind="公文", missing="请附公安机关的文书。")

    def clean_answered_on(self) -> Any:
        return not_later(self.cleaned_data["answered_on"], "答复日期")

    def prepare(self) -> None:
        self.initial.setdefault("answered_on", today())


class ReviewReferralForm(ReasonForm):
    step = "review_referral"
    title = "对不予立案申请复议"
    submit = "申请复议"


CRIME = (ReferCrimeForm, DeliverForm, PoliceAnswerForm, ReviewReferralForm)
