"""The second factor: who must have one, how it is kept, and what a code is worth twice."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, override_settings
from django.urls import reverse

from casework.accounts import secrets
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
required = override_settings(REQUIRE_SECOND_FACTOR=True)


def enter(username: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return client


def current(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def activate(client: Client) -> str:
    """Confirm the password, scan, type the code; returns the secret."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    answer = client.post(reverse("mfa_activate_totp"), {"code": current(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    return secret


@pytest.mark.parametrize("who", ["leader", "chief", "system-admin", "security-admin", "audit-admin"])
def test_whose_role_needs_it_is_sent_to_activate(people, who):
    with required:
        client = enter(who)
        assert client.get(reverse("account")).url == reverse("mfa_activate_totp")
        assert client.get("/admin/").url == reverse("mfa_activate_totp")
    assert client.get(reverse("account")).status_code == 200


@pytest.mark.parametrize("who", ["officer", "head", "clerk", "representative"])
def test_others_may_go_without(people, who):
    with required:
        assert enter(who).get(reverse("account")).status_code == 200


def test_activation_asks_for_the_password_again(people):
    client = enter("leader")
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    page = client.get(answer.url).content.decode()
    assert "<title>再次确认身份 · 桂安办案</title>" in page


@required
def test_after_activation_the_way_is_free_and_the_next_login_asks(people):
    client = enter("leader")
    activate(client)
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert "<title>备用码 · 桂安办案</title>" in codes.content.decode()
    assert client.get(reverse("account")).status_code == 200
    assert "<title>动态码 · 桂安办案</title>" in client.get(reverse("mfa_index")).content.decode()

    other = Client()
    answer = other.post(reverse("account_login"), {"login": "leader", "password": PASSWORD})
    assert answer.url == reverse("mfa_authenticate")
    assert "<title>输入动态码 · 桂安办案</title>" in other.get(answer.url).content.decode()
    assert other.get(reverse("account")).status_code == 302


def test_wrong_code_is_refused_in_chinese(people):
    activate(enter("leader"))
    other = enter("leader")
    answer = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "动态码不对或已用过" in answer.content.decode()


def test_a_code_opens_once(people):
    secret = activate(enter("leader"))
    code = current(secret)
    first, second = enter("leader"), enter("leader")
    assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_recovery_code_opens_once(people):
    client = enter("leader")
    activate(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r"<code>([0-9a-f]{8})</code>", page).group(1)
    assert enter("leader").post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert enter("leader").post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_secret_is_not_stored_in_clear(people):
    secret = activate(enter("leader"))
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in rows
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secrets.unseal(stored) == secret


def test_the_key_can_be_changed():
    sealed = secrets.seal("ABC")
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=["only-for-tests"]):
        assert secrets.unseal(sealed) == "ABC"
    with override_settings(SECRET_KEY="another"), pytest.raises(ImproperlyConfigured):
        secrets.unseal(sealed)


def test_who_must_have_it_cannot_drop_it(people):
    client = enter("leader")
    activate(client)
    with required:
        answer = client.post(reverse("mfa_deactivate_totp"))
        assert "不能停用" in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


def test_limits_of_codes(people):
    activate(enter("leader"))
    client = enter("leader")
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "次数过多" in answer.content.decode()
