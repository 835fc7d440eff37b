"""送达: each way of serving with the proof it needs."""

from typing import Any

from casework.core.now import today
from casework.core.words import date_cn
from casework.web.forms.base import Section, StepForm
from casework.web.forms.fields import ChoiceField, DateField, FilesField, TextField, TickField
from documents.models import ElectronicConsent, ServiceMode

# What each mode needs, beside its name in the list: the officer sees it before choosing.
NEEDS = {
    ServiceMode.ON_SPOT: "写明收件人",
    ServiceMode.DIRECT: "写明收件人",
    ServiceMode.LEFT: "见证人，或拍照录像",
    ServiceMode.ELECTRONIC: "须有签署的确认书",
    ServiceMode.MAIL: "附邮寄回执，日期以回执为准",
    ServiceMode.ENTRUSTED: "附受托机关回执",
    ServiceMode.FORWARDED: "附转交单位回执",
}
TRIED = [mode for mode in NEEDS if mode != ServiceMode.ON_SPOT]


def modes(kinds: Any) -> list[tuple[str, str]]:
    return [(mode.value, f"{mode.label}（{NEEDS[mode]}）") for mode in kinds]


class ServeForm(StepForm):
    step = "serve"
    title = "登记送达"
    submit = "登记送达"
    done = "已登记送达，期限从送达日起计算"
    note = "送达日是期限的起点，以回证或回执上的日期为准。"
    sections = (
        Section("送达方式和日期", ("mode", "served_on")),
        Section("谁收的、在哪里", ("receiver", "place", "witness")),
        Section("送达凭证", ("proof", "remark")),
    )
    left_out = ("served_at",)

    mode = ChoiceField(label="送达方式", choices=modes(NEEDS), missing="请选择送达方式。")
    served_on = DateField(label="送达日期", missing="请填写送达日期。")
    receiver = TextField(label="收件人", required=False, max_length=60, help_text="直接送达和当场交付须写。")
    place = TextField(label="送达地点", required=False, max_length=160)
    witness = TextField(label="见证人", required=False, max_length=60, help_text="留置送达须有见证人，或附拍照、录像。")
    proof = FilesField(label="送达凭证", required=False, kind="送达凭证", help_text="回证、邮寄回执、照片或录像。")
    remark = TextField(label="备注", required=False, rows=2)

    def prepare(self) -> None:
        self.initial.setdefault("served_on", today())
        dossier = self.record.dossier
        own = dossier.penalty.person.address if dossier.personal else ""
        self.initial.setdefault("place", own or dossier.enterprise.address)
        signed = ElectronicConsent.objects.filter(enterprise=dossier.enterprise_id, withdrawn_on=None)
        consent = None if dossier.personal else signed.first()
        known = (
            f"电子送达：{date_cn(consent.signed_on)}已签确认书。"
            if consent
            else "当事人没有签署电子送达确认书，不能电子送达。"
        )
        self.fields["mode"].help_text = known


class AttemptForm(StepForm):
    step = "attempt"
    title = "登记送达未成"
    submit = "登记送达未成"
    done = "已登记这次没有送成"
    sections = (Section("哪天、怎样送的", ("mode", "tried_on", "remark")),)

    mode = ChoiceField(label="送达方式", choices=modes(TRIED), missing="请选择送达方式。")
    tried_on = DateField(label="送达日期")
    remark = TextField(label="经过", rows=3, help_text="写明为什么没有送成。")

    def prepare(self) -> None:
        self.initial.setdefault("tried_on", today())


class FailForm(StepForm):
    step = "fail"
    title = "登记退回"
    submit = "登记退回"
    done = "已登记退回，请改用其他方式送达"
    remark = TextField(label="退回的情况", rows=3)


class PostForm(StepForm):
    """Public notice: the last resort."""

    step = "post"
    title = "登记公告送达"
    submit = "登记公告"
    done = "已登记公告，公告期满由系统认定送达"
    sections = (Section("公告", ("posted_on", "remark", "whereabouts_unknown")),)

    posted_on = DateField(label="公告日期")
    remark = TextField(label="公告载体和理由", rows=3, help_text="写明在哪里公告，以及其他方式为什么送不到。")
    whereabouts_unknown = TickField(label="当事人下落不明", help_text="没有两次送达未成的记录时，须属于这种情况。")

    def prepare(self) -> None:
        self.initial.setdefault("posted_on", today())


class AnnulForm(StepForm):
    step = "annul_service"
    title = "撤销送达登记"
    done = "已撤销送达登记，须重新送达"
    reason = TextField(label="送达凭证不实的情况", rows=3)


class CancelForm(StepForm):
    step = "cancel"
    title = "不再送达"
    submit = "登记不再送达"
    done = "已登记不再送达"
    remark = TextField(label="理由", rows=3)
