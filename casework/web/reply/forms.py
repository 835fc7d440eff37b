"""The forms of the party's steps."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from casework.enforcement.drafts import MOST_TEXT
from casework.enforcement.models import Finding
from casework.web.forms.fields import DateField
from casework.web.reply.fields import FILES_HINT, FilesField
from documents.models import Attachment, Dossier

NO_PROOF = "请附证明材料，例如采购合同、停产通知、医院证明。"
NO_SCAN = "请附当事人签字盖章的纸质材料扫描件。"
TOO_LONG = f"改正情况不能超过{MOST_TEXT}字。详细内容请作为附件交。"


def seen(text: str) -> str:
    """A mark of the text a form was made with, to notice that a colleague has written another one meanwhile."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class AnswersForm(forms.Form):
    """One text and any number of files for each finding of a due date; nothing is required until it is submitted."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, findings: Iterable[Finding], texts: Mapping[int, str] | None = None, **more: Any):
        super().__init__(*args, **more)
        self.findings = list(findings)
        for row in self.findings:
            text = (texts or {}).get(row.pk, "")
            self.fields[f"text_{row.pk}"] = forms.CharField(
                label="改正情况", required=False, max_length=MOST_TEXT, initial=text,
                widget=forms.Textarea({"rows": 3}), error_messages={"max_length": TOO_LONG},
            )  # fmt: skip
            self.fields[f"seen_{row.pk}"] = forms.CharField(
                required=False, initial=seen(text), widget=forms.HiddenInput
            )
            self.fields[f"files_{row.pk}"] = FilesField(help_text=FILES_HINT)

    def texts(self) -> dict[int, str]:
        """Finding -> text, for the findings the browser sent a box of."""
        names = {row.pk: f"text_{row.pk}" for row in self.findings}
        return {pk: self.cleaned_data[name].replace("\r\n", "\n") for pk, name in names.items() if name in self.data}

    def uploads(self) -> dict[int, list[Any]]:
        return {row.pk: self.cleaned_data[f"files_{row.pk}"] for row in self.findings}

    def changed_meanwhile(self, stored: Mapping[int, str]) -> list[Finding]:
        """Findings whose text somebody else has changed since this form was made, to something else than this."""
        texts = self.texts()
        return [
            row
            for row in self.findings
            if row.pk in texts
            and texts[row.pk] != stored.get(row.pk, "")
            and self.data.get(f"seen_{row.pk}", seen(stored.get(row.pk, ""))) != seen(stored.get(row.pk, ""))
        ]


def choices(findings: Iterable[Finding]) -> list[tuple[int, str]]:
    return [(row.pk, f"第{row.number}项　{row.fact}") for row in findings]


def numbers(values: Iterable[str]) -> list[int]:
    """The keys among what a browser sent."""
    return [int(value) for value in values if value.isascii() and value.isdecimal() and len(value) < 19]


class KeptFiles(forms.Form):
    """Files that came in with a form that was refused need not be chosen again: hidden fields name them."""

    use_required_attribute = False

    def __init__(self, *args: Any, dossier: Dossier, **more: Any) -> None:
        super().__init__(*args, **more)
        self.dossier = dossier

    def kept(self, name: str = "files") -> list[Attachment]:
        """The files kept for a field, as far as they are the party's of this dossier."""
        named = self.data.getlist(f"kept_{name}") if isinstance(self.data, MultiValueDict) else []
        return list(Attachment.objects.filter(pk__in=numbers(named), dossier=self.dossier, from_party=True))


class ExtensionForm(KeptFiles):
    findings = forms.TypedMultipleChoiceField(
        label="哪些问题要延期", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要延期的问题。", "invalid_choice": "请选择本案的问题。"},
    )  # fmt: skip
    wished_on = DateField(label="希望延到哪一天")
    reason = forms.CharField(
        label="为什么来不及", max_length=2000, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "请写明理由。", "max_length": "理由不能超过2000字。"},
    )  # fmt: skip
    obstacle = forms.CharField(
        label="期限已过才申请的原因", max_length=300, required=False, widget=forms.Textarea({"rows": 2}),
        help_text="整改期限已过的，须有不可抗力等障碍，写明并附证明。",
        error_messages={"max_length": "不能超过300字。"},
    )  # fmt: skip
    files = FilesField(help_text=FILES_HINT, error_messages={"required": NO_PROOF})

    def __init__(self, *args: Any, findings: Iterable[Finding], late: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"].required = not self.kept()
        self.fields["findings"].choices = choices(findings)
        if not late:
            del self.fields["obstacle"]


class PaperAnswersForm(AnswersForm, KeptFiles):
    """The party's signed report, as an officer enters it: the scan goes with every answer."""

    scan = FilesField(label="签字盖章的整改报告扫描件", help_text=FILES_HINT, error_messages={"required": NO_SCAN})
    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["scan"].required = not self.kept("scan")
        for row in self.findings:
            text = self.fields[f"text_{row.pk}"]
            text.required, text.error_messages["required"] = True, "请照纸质材料填写改正情况。"
