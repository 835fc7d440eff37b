"""Steps of every matter: hand-over, recusal, slips of the pen, a change of party."""

from typing import Any

from django.core.exceptions import ValidationError

from casework.accounts.queries import in_charge, officers_of
from casework.organisations.models import Enterprise
from casework.web.forms.base import RowForm, Section, StepForm
from casework.web.forms.fields import (
    ChoiceField,
    FilesField,
    OfficersField,
    OfficersWidget,
    PersonField,
    TextField,
    named,
)
from casework.web.officers.forms.order import offer_officers
from documents.models import Document

ROWS = 3  # empty rows to fill; without script the page is sent again for more


class AssignForm(StepForm):
    step = "assign"
    submit = "调整承办人"
    done = "已调整承办人，并通知新的承办人"
    sections = (Section("由谁承办", ("officers",)), Section("交接说明", ("note",)))

    officers = OfficersField(widget=OfficersWidget(3), help_text="至少两人。第三人可以不选。")
    note = TextField(label="说明", required=False, rows=2, max_length=200)

    def prepare(self) -> None:
        offer_officers(self)


class RecuseForm(StepForm):
    step = "recuse"
    title = "决定是否回避"
    submit = "签发回避决定"
    note = "决定作出前，承办人不停止调查。"
    sections = (Section("谁申请、要谁回避", ("user", "asked_by")), Section("决定", ("granted", "successor", "reason")))

    user = PersonField(label="被申请回避的人", missing="请选择被申请回避的人。")
    asked_by = TextField(label="申请人", max_length=60, help_text="当事人的名称，或主动申请的执法人员姓名。")
    granted = ChoiceField(
        label="决定", choices=[("yes", "同意回避"), ("no", "驳回申请")], segmented=True, missing="请选择。"
    )
    successor = PersonField(
        label="接替的执法人员", required=False, blank="不另指定", help_text="同意回避后承办人不足两名的，须指定。"
    )
    reason = TextField(label="理由", rows=3)

    def prepare(self) -> None:
        charged = list(in_charge(self.record.dossier))
        self.fields["user"].offer(named(charged))
        taken = {user.pk for user in charged} | set(self.record.dossier.recused)
        self.fields["successor"].offer(named(user for user in officers_of(self.record.agency) if user.pk not in taken))
        party = self.record.dossier.enterprise
        self.initial.setdefault("asked_by", party.name if party else "")

    def fact_granted(self) -> bool:
        return self.cleaned_data["granted"] == "yes"


class SlipRow(RowForm):
    """One slip: as it stands, and as it should."""

    old = TextField(label="原文", required=False, max_length=200)
    new = TextField(label="更正为", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        old, new = self.cleaned_data.get("old", ""), self.cleaned_data.get("new", "")
        if bool(old) != bool(new):
            raise ValidationError("原文和更正后的文字都要写。")
        if old and old == new:
            raise ValidationError("更正后的文字和原文一样，请核对。")
        return self.cleaned_data


class CorrectForm(StepForm):
    step = "correct"
    title = "更正文书笔误"
    submit = "签发更正书"
    note = "只能更正笔误。实质内容有误的，撤销后重新制发。"
    previews = True
    sections = (
        Section("更正哪份文书", ("document",)),
        Section("更正的文字", (), partial="officers/steps/rows.html"),
        Section("说明", ("reason",)),
    )

    document = ChoiceField(label="文书", missing="请选择要更正的文书。")
    reason = TextField(label="说明", required=False, rows=2)

    def prepare(self) -> None:
        papers = Document.objects.filter(dossier=self.record.dossier_id, status="issued", internal=False).defer("facts")
        self.fields["document"].offer((row.pk, f"{row.title} {row.number}") for row in papers)
        data = self.data if self.is_bound else None
        self.rows = [SlipRow(data, prefix=f"slip{n}", label_suffix="") for n in range(1, ROWS + 1)]
        for n, row in enumerate(self.rows, 1):
            row.subject = f"第{n}处"

    def clean(self) -> dict[str, Any]:
        if not any(row["old"].value() or row["new"].value() for row in self.rows):
            raise ValidationError("请写明原文和更正后的文字。")
        return self.cleaned_data

    def fact_document(self) -> int:
        return int(self.cleaned_data["document"])

    def fact_changes(self) -> list[dict[str, str]]:
        filled = [row.cleaned_data for row in self.rows if row.cleaned_data.get("old")]
        return [{"old": row["old"], "new": row["new"]} for row in filled]


CHANGES = [("rename", "更名"), ("merger", "合并"), ("division", "分立"), ("heir", "由他人承继")]


class ChangePartyForm(StepForm):
    step = "change_party"
    title = "变更当事人"
    sections = (Section("怎样变更", ("kind", "name", "credit_code")), Section("证明", ("proof",)))

    kind = ChoiceField(label="变更情形", choices=CHANGES, segmented=True, missing="请选择变更情形。")
    name = TextField(label="变更后的名称", required=False, max_length=120, help_text="更名时填写。")
    credit_code = TextField(
        label="承继单位的统一社会信用代码",
        required=False,
        max_length=18,
        help_text="合并、分立、承继时填写；该单位须已在企业库。",
    )
    proof = FilesField(label="登记机关的证明", kind="主体变更证明", missing="请附登记机关的证明。")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("kind") == "rename" and not given.get("name"):
            self.add_error("name", "请写明变更后的名称。")
        if given.get("kind") not in (None, "", "rename"):
            self.found = Enterprise.objects.filter(credit_code=given.get("credit_code", "").upper()).first()
            if self.found is None:
                self.add_error("credit_code", "企业库里没有这个代码的单位。请核对，或先录入该单位。")
        return given

    def fact_enterprise(self) -> int | None:
        return None if self.cleaned_data["kind"] == "rename" else self.found.pk


class ReasonForm(StepForm):
    """Nothing but a reason."""

    reason = TextField(label="理由", rows=3)


class NothingForm(StepForm):
    """A step whose signatures are the fact."""
