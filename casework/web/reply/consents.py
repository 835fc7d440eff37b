"""送达地址及电子送达方式确认书 as a form; the enterprise signs it on its page or before the officers at a visit."""

from typing import Any

from django import forms

from casework.accounts.models import User
from casework.organisations.models import Enterprise
from documents.models import ElectronicConsent
from documents.serve import ConsentRefused, record_consent

AGREES = "同意以电子方式送达。文书发到上述邮箱或手机并可在本系统查阅，到达之日即为送达之日。"


class ConsentForm(forms.Form):
    use_required_attribute = False

    signer = forms.CharField(label="签署人", max_length=40, error_messages={"required": "请填写签署人姓名。"})
    address = forms.CharField(label="送达地址", max_length=160, error_messages={"required": "请填写送达地址。"})
    email = forms.EmailField(
        label="电子邮箱", required=False, help_text="邮箱和手机号至少填一项。",
        error_messages={"invalid": "邮箱写得不对，请核对。"},
    )  # fmt: skip
    phone = forms.RegexField(
        r"^[0-9+\- ]{5,20}$", label="手机号", required=False,
        error_messages={"invalid": "手机号只能有数字、空格、加号和短横。"},
    )  # fmt: skip
    agrees = forms.BooleanField(label=AGREES, error_messages={"required": "不同意电子送达的，不用填这张表。"})
    signature = forms.CharField(required=False, widget=forms.HiddenInput, label="手写签名")
    scan = forms.FileField(
        label="签字盖章的确认书照片", required=False, help_text="不便在屏幕上签名的，拍照或扫描上传，JPG 或 PNG。"
    )

    @classmethod
    def beginning(cls, enterprise: Enterprise, signer: str = "") -> "ConsentForm":
        return cls(
            initial={
                "signer": signer, "address": enterprise.address, "email": enterprise.email, "phone": enterprise.phone,
            }
        )  # fmt: skip

    def record(self, enterprise: Enterprise, by: User) -> ElectronicConsent | None:
        """Record it; None when the form now says what is wrong."""
        if not self.is_valid():
            return None
        facts: dict[str, Any] = {name: self.cleaned_data[name] for name in ("signer", "address", "email", "phone")}
        scan = self.cleaned_data["scan"]
        try:
            return record_consent(
                enterprise, **facts, signature=scan.read() if scan else self.cleaned_data["signature"], by=by
            )
        except ConsentRefused as refusal:
            self.add_error("scan" if refusal.field == "signature" else refusal.field or None, str(refusal))
            return None
