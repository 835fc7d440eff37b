"""What a designated unit does itself: report a rectification, speak before the designation ends, give it up."""

from casework.web.forms.base import StepForm
from casework.web.forms.fields import FilesField, TextField

FILES_HINT = "PDF、JPG、PNG，每个不超过20 MB，可以一次选几个。"


class ReportForm(StepForm):
    step = "report_rectification"
    title = "报告整改情况"
    submit = "提交整改报告"
    done = "整改报告已提交，等待核查"

    text = TextField(label="整改情况", rows=8, max_length=4000, help_text="每项问题怎么整改的，逐项写明。")
    evidence = FilesField(
        label="整改材料", kind="命名单位整改材料", help_text=FILES_HINT, missing="请附证明整改的材料。"
    )


class StatementForm(StepForm):
    step = "make_statement"
    title = "陈述、申辩"
    submit = "提交陈述、申辩"
    done = "陈述、申辩已提交"
    note = "作出决定以前都可以提出。再次提出的，接在前一次后面。"

    text = TextField(label="陈述、申辩的意见", rows=8, max_length=4000)
    evidence = FilesField(label="证明材料", kind="陈述申辩材料", required=False, help_text=FILES_HINT)


class SurrenderForm(StepForm):
    step = "surrender"
    title = "申请注销命名"
    submit = "申请注销命名"
    done = "命名已经终止，注销决定随后送达"
    note = "提交以后命名立即终止，不能恢复。需要恢复的，须重新申报。"

    reason = TextField(label="理由", rows=3, max_length=600)


FORMS: dict[tuple[str, str], type[StepForm]] = {
    ("designation", form.step): form for form in (ReportForm, StatementForm, SurrenderForm)
}
