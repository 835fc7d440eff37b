"""allauth in our words and by our rules."""

import unicodedata
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from casework.accounts import secrets
from casework.accounts.models import LoginRecord, Membership, User
from casework.accounts.roles import SECOND_FACTOR

TOO_MANY = "这个用户名连续输错次数过多，请5分钟后再试，或请安全管理员解锁。"


def needs_second_factor(user: Any) -> bool:
    """Whether one of the person's roles may be used with a second factor only."""
    return (
        settings.REQUIRE_SECOND_FACTOR
        and Membership.objects.in_force().filter(user=user, role__in=SECOND_FACTOR).exists()
    )


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "这个账户已停用。请联系本单位的安全管理员。",
        "enter_current_password": "现在的密码不对，请再输一次。",
        "incorrect_code": "验证码不对或已过期。请重新输入。",
        "incorrect_password": "密码不对，请再输一次。",
        "invalid_login": "用户名或密码不对。请核对后再试。",
        "rate_limited": "操作太频繁，请过几分钟再试。",
        "same_as_current": "新密码不能和现在的一样。",
        "too_many_login_attempts": TOO_MANY,
        "username_password_mismatch": "用户名或密码不对。请核对后再试。",
        "username_taken": "这个用户名已有人使用，请换一个（不分大小写）。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One counter for a name, however it is written and whatever host name the page was asked under."""
        return unicodedata.normalize("NFKC", str(credentials.get("username", ""))).casefold()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            from casework.accounts import logins  # noqa: PLC0415  logins asks the adapter for the address

            name = str(credentials.get("username", ""))
            user = User.objects.filter(username__iexact=name).first()
            logins.note(request, name, LoginRecord.Outcome.THROTTLED, user)
            raise

    def unlock(self, request: HttpRequest, username: str) -> None:
        """Forget the wrong passwords tried under a name. The limit of the address stays."""
        key = self._get_login_attempts_cache_key(request, username=username)
        ratelimit.clear(request, action="login_failed", key=key)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "您的角色必须使用动态码，不能停用。",
        "cannot_generate_recovery_codes": "请先启用动态码，再生成备用码。",
        "incorrect_code": "动态码不对或已用过。请等下一个动态码再试。",
        "rate_limited": "输错次数过多，请5分钟后再试。",
    }

    def encrypt(self, text: str) -> str:
        return secrets.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets.unseal(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def build_totp_svg(self, url: str) -> str:
        """On white in the dark theme as well: cameras do not read a light code on a dark ground."""
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=4, light="#fff", xmldecl=False)
        return picture.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not needs_second_factor(authenticator.user)
