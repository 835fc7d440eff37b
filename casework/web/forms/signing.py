"""The form of an opinion: what a signer in the office and one in a department both give."""

from typing import Any

from django import forms

from casework.web.forms.fields import ChoiceField, TextField
from workflows import approval


class SignForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    decision = ChoiceField(
        label="意见",
        choices=[(given.value, given.label) for given in approval.OPINIONS],
        segmented=True,
        missing="请选择同意、退回或不同意。",
    )
    remark = TextField(label="说明", rows=3, required=False, max_length=500, help_text="退回或不同意须写明理由。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("decision") in ("returned", "against") and not given.get("remark"):
            self.add_error("remark", "退回或不同意须写明理由。")
        return given


class CountersignForm(SignForm):
    """A department says yes or no; giving the matter back is the leader's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        decision.choices = [pair for pair in decision.choices if pair[0] != "returned"]
        decision.error_messages["required"] = "请选择同意或者不同意。"
        self.fields["remark"].help_text = "不同意须写明理由。"
