"""Applications for accreditation: what the office, the city bureau and, from its signed paper, the applicant do."""

from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import TextField
from casework.web.officers.forms.matter import NothingForm, ReasonForm
from casework.web.reply import application_forms


class SubmitForm(NothingForm):
    step = "submit"
    title = "提交申报"
    submit = "提交申报"
    done = "已提交，答复的期限见申报页"
    note = "提交以后不能再改。材料不齐的，这里会列出缺什么。"
    previews = True


class AcceptForm(NothingForm):
    step = "accept"
    title = "受理申报"
    submit = "签发受理通知书"
    done = "已受理"
    previews = True


class RequestSupplementForm(StepForm):
    step = "request_supplement"
    title = "一次告知补正"
    submit = "签发补正通知书"
    done = "已通知补正"
    note = "一次列明全部缺少的内容。再次要求补正的，须由承办机构负责人审批。"
    previews = True
    sections = (Section("缺什么", ("items",)), Section("再次补正", ("reason",)))

    items = TextField(label="需补正的内容", rows=8, max_length=6000, help_text="每行一项。")
    reason = TextField(
        label="再次补正的理由", required=False, rows=2, max_length=300, help_text="上次的补正材料带来了哪些新问题。"
    )

    def fact_items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class SupplementForm(application_forms.SupplementForm):
    title = "录入补正材料"
    submit = "录入补正材料"
    done = "已录入补正材料"


class RefuseForm(ReasonForm):
    step = "refuse"
    title = "不予受理"
    submit = "签发不予受理通知书"
    done = "已作出不予受理决定"
    previews = True


class RejectForm(ReasonForm):
    step = "reject"
    title = "不予认定"
    done = "已提请审批"
    previews = True


class SkipForm(ReasonForm):
    step = "skip_recommendation"
    title = "不经初审推荐办理"
    note = "适用于没有设区市主管机关的单位、初审逾期未提出意见，或者不采纳不予推荐的意见。"


class WithdrawForm(application_forms.WithdrawForm):
    note = ""


class OpinionForm(StepForm):
    """What the city bureau says."""

    previews = True
    verdict = TextField(label="初审意见", rows=6, max_length=4000)


class RecommendForm(OpinionForm):
    step = "recommend"
    title = "初审推荐"
    submit = "提出推荐意见"
    done = "已提出推荐意见"


class NotRecommendForm(OpinionForm):
    step = "not_recommend"
    title = "不予推荐"
    submit = "提出不予推荐的意见"
    done = "已提出初审意见，由组织机关决定"
