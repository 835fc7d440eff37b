"""allauth's forms with our labels; no placeholders, since a label stands above every field."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

CODE_HINT = "打开验证器应用，输入6位数字。"


class Worded:
    """Puts ``words`` on the fields: name -> (label, help text)."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]  # type: ignore[attr-defined]
            field.label, field.help_text = label, hint
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs.update(inputmode="numeric", autocomplete="one-time-code", autofocus=True)


class LoginForm(Worded, account.LoginForm):
    words = {"login": ("用户名", ""), "password": ("密码", "")}


class ReauthenticateForm(Worded, account.ReauthenticateForm):
    words = {"password": ("密码", "")}


class ChangePasswordForm(Worded, account.ChangePasswordForm):
    words = {
        "oldpassword": ("现在的密码", ""),
        "password1": ("新密码", "至少10位，不能全是数字，不要用姓名或常见密码。"),
        "password2": ("再输一次新密码", ""),
    }


class AuthenticateForm(Worded, mfa.AuthenticateForm):
    words = {"code": ("动态码", f"{CODE_HINT}手机不在身边，可以输入一个备用码。")}


class MFAReauthenticateForm(Worded, mfa.ReauthenticateForm):
    words = {"code": ("动态码", CODE_HINT)}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    words = {"code": ("动态码", CODE_HINT)}
