"""命名: reviews, rectification, and how a designation ends."""

from typing import Any

from casework.accreditation import exceptions
from casework.accreditation.models import Ending
from casework.core.now import today
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, TextField
from casework.web.officers.forms.matter import NothingForm, ReasonForm
from casework.web.officers.forms.penalty_collecting import not_later
from casework.web.reply import designation_forms
from workflows.accreditation.designation_conditions import OPENED_BY_HAND


class ReissueForm(ReasonForm):
    step = "reissue_certificate"
    title = "换发证书"
    note = "原证书随之失效，扫码显示已换发。"
    previews = True


class OpenReviewForm(StepForm):
    step = "open_review"
    title = "开始复核"
    submit = "开始复核"
    done = "已开始复核，并通知命名单位"

    ground = ChoiceField(
        label="复核事由", choices=[(g.value, g.label) for g in OPENED_BY_HAND], missing="请选择复核事由。"
    )
    reason = TextField(label="情况", required=False, rows=3, max_length=2000, help_text="不是年度复核的，须写明情况。")


class KnownForm(StepForm):
    """A form that says first what this system knows against the unit."""

    def checks(self) -> list[tuple[str, str]]:
        return [("warn", f"该单位{words}。") for words in exceptions.of(self.record)]


class PassForm(KnownForm):
    step = "conclude_review"
    title = "复核合格"
    submit = "认定复核合格"
    done = "复核合格，命名继续有效"
    previews = True

    verdict = TextField(label="复核意见", rows=4, max_length=4000)
    reason = TextField(
        label="为什么仍然合格", required=False, rows=3, max_length=2000, help_text="有不利情况的，须写明。"
    )


class RectifyForm(KnownForm):
    step = "order_rectification"
    title = "要求限期整改"
    previews = True

    items = TextField(label="需要整改的问题", rows=6, max_length=6000, help_text="每行一项。")
    verdict = TextField(label="复核意见", rows=3, max_length=4000)

    def fact_items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]


class CheckForm(StepForm):
    """What was found on looking whether it was put right."""

    checked_on = DateField(label="核查日期")
    verdict = TextField(label="核查意见", rows=4, max_length=4000)

    def prepare(self) -> None:
        self.initial.setdefault("checked_on", today())

    def clean_checked_on(self) -> Any:
        return not_later(self.cleaned_data["checked_on"], "核查日期")


class AcceptRectificationForm(CheckForm):
    step = "accept_rectification"
    title = "整改合格"
    submit = "认定整改合格"
    done = "整改合格，命名继续有效"


class RefuseRectificationForm(CheckForm):
    step = "refuse_rectification"
    title = "整改不合格"
    submit = "认定整改不合格"
    done = "已通知命名单位。可以再次报告整改，也可以告知拟撤销"


class NotifyEndingForm(StepForm):
    step = "notify_ending"
    title = "告知拟终止命名"
    previews = True
    sections = (
        Section("怎样终止", ("way", "ground"), hint="撤销针对单位的过错，撤回不怪单位。"),
        Section("事实和理由", ("account", "evidence")),
    )

    way = ChoiceField(label="方式", choices=Ending.Kind.choices, segmented=True, missing="请选择撤销或者撤回。")
    ground = ChoiceField(label="事由", choices=Ending.Ground.choices, missing="请选择事由。")
    account = TextField(label="事实和理由", rows=6, max_length=4000)
    evidence = FilesField(label="证据", kind="终止命名证据", missing="请附证明上述事实的材料。")


class DropEndingForm(ReasonForm):
    step = "drop_ending"
    title = "不再终止，继续复核"


class RevokeForm(StepForm):
    step = "revoke"
    title = "决定撤销、撤回命名"
    previews = True

    answer = TextField(
        label="对陈述、申辩的复核意见", required=False, rows=5, max_length=4000,
        help_text="单位提出了的，逐点写明是否采纳和理由。",
    )  # fmt: skip

    def background(self) -> list[tuple[str, str]]:
        known: Ending | None = self.record.endings.filter(dropped_on=None, decided_on=None).first()
        said = [("事实和理由", known.facts), ("陈述、申辩", known.statement)] if known else []
        return [(label, words) for label, words in said if words]


class ExpireForm(StepForm):
    step = "expire"
    title = "注销命名（单位终止）"
    note = "有效期届满的由系统注销，这里只办理单位终止的。"
    previews = True

    reason = TextField(label="单位终止的情况", rows=3, max_length=600)
    evidence = FilesField(label="登记机关的证明", kind="主体终止证明", missing="请附登记机关的证明。")


class AnnounceEndForm(NothingForm):
    step = "announce_end"
    title = "作出注销决定"
    previews = True


class ReportForm(designation_forms.ReportForm):
    title = "录入整改报告"
    submit = "录入整改报告"
    done = "已录入整改报告，请核查"


class StatementForm(designation_forms.StatementForm):
    title = "录入陈述、申辩"
    submit = "录入陈述、申辩"
    done = "已录入陈述、申辩"


class SurrenderForm(designation_forms.SurrenderForm):
    title = "录入注销申请"
    submit = "录入注销申请"
    done = "命名已经终止，请作出注销决定"


DESIGNATION = (
    ReissueForm, OpenReviewForm, PassForm, RectifyForm, ReportForm, AcceptRectificationForm, RefuseRectificationForm,
    NotifyEndingForm, StatementForm, DropEndingForm, RevokeForm, ExpireForm, SurrenderForm, AnnounceEndForm,
)  # fmt: skip
