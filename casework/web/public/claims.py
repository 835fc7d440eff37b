"""The way in for a party: the code printed on its paper, an account, and the proof of authority or identity."""

import secrets
from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from casework.accounts import claims
from casework.accounts.models import User
from casework.notices.write import write
from casework.web import access
from documents.evidence import read
from documents.incoming import BadUpload
from documents.incoming.kinds import UNKNOWN, keep, sniff
from documents.incoming.names import clean_name, extension_of

SENT = "申请已提交。承办人员审核所交证件后开通，一般不超过2个工作日。"
SCANS = {"pdf", "jpeg", "png", "heif", "webp"}
TOO_MANY = "登录码输错次数过多，请10分钟后再试。"


class ClaimForm(forms.Form):
    """For somebody who has an account already."""

    code = forms.CharField(label="登录码", max_length=30, help_text="印在文书上，12位，不分大小写。")
    title = forms.CharField(label="您在企业的职务", max_length=40)
    id_number = forms.CharField(
        label="身份证号", max_length=18, required=False, help_text="文书是发给您个人的才填。代表企业办事的，不用填。"
    )
    proof = forms.FileField(
        label="授权委托书或者本人身份证",
        help_text="代表企业的，交盖公章的授权委托书；办理本人案件的，交身份证正反面。PDF、JPG 或 PNG，不超过20 MB。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="off", autocapitalize="characters", spellcheck="false")

    def clean_proof(self) -> ContentFile:
        """The scan as evidence is kept: checked, normalised, under a name of ours."""
        upload = self.cleaned_data["proof"]
        name = clean_name(upload.name)
        try:
            data = read(upload)
            if sniff(data) not in SCANS:
                raise BadUpload(UNKNOWN)
            kept = keep(data, name, extension_of(name))
        except BadUpload as refusal:
            raise ValidationError(str(refusal)) from None
        return ContentFile(kept.data, name=f"{secrets.token_hex(8)}.{kept.extension}")


class NewcomerForm(ClaimForm):
    """With the data of the account to be opened."""

    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.RegexField(r"^1\d{10}$", label="手机号", error_messages={"invalid": "手机号应为11位数字，以1开头。"})
    username = forms.CharField(label="用户名", max_length=150, help_text="字母、数字或汉字，以后用它登录，不分大小写。")
    password = forms.CharField(
        label="密码",
        strip=False,
        help_text="至少10位，不能全是数字。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="再输一次密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    email = forms.EmailField(label="电子邮箱", required=False, help_text="填了的，审核结果会发到这里。")
    field_order = ["code", "name", "phone", "email", "title", "id_number", "proof", "username", "password", "password2"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"password", "password2"} <= data.keys() and data["password"] != data["password2"]:
            self.add_error("password2", "两次输入的密码不一样。")
        self.user = User(**{name: data.get(name, "") for name in ("username", "name", "phone", "email")})
        # Whether the name is free is asked later (claims.py), of holders of a code only.
        self._check(self.user.full_clean, ["password", *self.errors], validate_unique=False, validate_constraints=False)
        self._check(validate_password, data.get("password", ""), self.user)
        self.user.set_password(data.get("password"))
        return data

    def _check(self, check: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        try:
            check(*args, **kwargs)
        except ValidationError as error:
            named = error.error_dict if hasattr(error, "error_dict") else {"password": error.error_list}
            for field, words in named.items():
                self.add_error(field if field in self.fields else "username", words)


@transaction.atomic
def ask(user: User, told: dict[str, Any]) -> None:
    """Make the claim and tell the officers in charge."""
    given = {name: told[name] for name in ("title", "proof", "id_number")}
    made = claims.claim(told["code"], user, **given)
    context = {"party": made.code.enterprise, "name": user.name}
    kind = "claim-made-own" if made.code.personal else "claim-made"
    write(kind, made.code.document.dossier, f"claim:{made.pk}", context, url=f"/claims/{made.pk}/")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "password2", "code")
def claim(request: HttpRequest) -> HttpResponse:
    """Ask to act for the party whose paper carries the code."""
    if access.audience(request) in ("officer", "administrator"):
        raise Http404
    known = request.user.is_authenticated
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = (ClaimForm if known else NewcomerForm)(*given)
    status = 200
    if request.method == "POST" and not ratelimit.consume(request, action="access_code", dry_run=True):
        form.add_error(None, TOO_MANY)
        status = 429
    elif form.is_valid():
        user, told = request.user if known else form.user, form.cleaned_data
        try:
            ask(user, told)
        except claims.ClaimRefused as refused:
            ratelimit.consume(request, action="access_code")
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, SENT)
            return redirect("account" if known else "account_login")
    return render(request, "public/claim.html", {"form": form, "known": known}, status=status)
