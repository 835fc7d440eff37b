"""The door: whose page it is, what is closed, who gets in, and what a wrong password costs."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from casework.accounts.models import LoginRecord, Membership
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


def enter(username: str, password: str = PASSWORD, client: Client | None = None, **extra):
    client = client or Client()
    return client, client.post(LOGIN, {"login": username, "password": password}, **extra)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "登录"),
        ("account_inactive", "账户已停用"),
        ("claim", "开通账户"),
    ],
)
def test_pages_of_strangers_are_ours(client, name, title):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert f"<title>{title} · 桂安办案</title>" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account", "我的账户"),
        ("account_logout", "退出登录"),
        ("account_reauthenticate", "再次确认身份"),
        ("account_change_password", "修改密码"),
        ("mfa_index", "动态码"),
        ("usersessions_list", "登录中的设备"),
    ],
)
def test_own_pages_are_ours(people, name, title):
    client, answer = enter("officer")
    assert answer.status_code == 302
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert f"<title>{title} · 桂安办案</title>" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["signup/", "password/reset/", "email/", "confirm-email/", "password/set/", "login/code/", "3rdparty/"]
)
def test_what_allauth_would_open_is_not_there(client, path):
    assert client.get(f"/account/{path}").status_code == 404
    assert client.get(f"/accounts/{path}").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_name_is_read_without_case(people):
    _, answer = enter("OFFICER")
    assert answer.status_code == 302


def test_wrong_password_says_what_to_do(people):
    _, answer = enter("officer", "wrong")
    assert answer.status_code == 200
    assert "用户名或密码不对。请核对后再试。" in answer.content.decode()


def test_unknown_name_gets_the_same_words(people):
    _, wrong = enter("officer", "wrong")
    _, unknown = enter("nobody-of-that-name", "wrong")
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_inactive_is_told_so_only_with_the_right_password(people):
    people.officer.is_active = False
    people.officer.save()
    _, guess = enter("officer", "wrong")
    assert "停用" not in guess.context["form"].errors.as_text()
    _, answer = enter("officer")
    assert answer.url == reverse("account_inactive")


def test_inactive_is_out_at_once(people):
    client, _ = enter("officer")
    assert client.get(reverse("account")).status_code == 200
    people.officer.is_active = False
    people.officer.save()
    answer = client.get(reverse("account"))
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)


def test_five_wrong_passwords_close_the_name_from_everywhere(people):
    for n in range(5):
        enter("officer", "wrong", REMOTE_ADDR=f"10.0.0.{n + 1}", HTTP_HOST="localhost")
    _, answer = enter("Officer", REMOTE_ADDR="10.9.9.9")
    assert answer.status_code == 200
    assert "请5分钟后再试" in answer.content.decode()
    assert LoginRecord.objects.first().outcome == LoginRecord.Outcome.THROTTLED
    _, other = enter("partner", REMOTE_ADDR="10.9.9.9")
    assert other.status_code == 302


def test_an_address_is_limited_too(people):
    for n in range(30):
        enter(f"name-{n}", "wrong")
    _, answer = enter("officer")
    assert answer.status_code == 429
    assert "请过几分钟再试" in answer.content.decode()


@pytest.mark.parametrize(("proxies", "separate"), [(0, False), (1, True)])
def test_address_behind_a_proxy(people, proxies, separate):
    """With one trusted proxy the last entry counts; without, the header is ignored, and a forged first entry always."""
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        enter("officer", "wrong", HTTP_X_FORWARDED_FOR="6.6.6.6, 10.1.1.1", REMOTE_ADDR="127.0.0.1")
    assert LoginRecord.objects.first().address == ("10.1.1.1" if separate else "127.0.0.1")


def test_log_tells_who_came_and_who_failed(people):
    enter("officer")
    enter("officer", "wrong")
    enter("ghost\u202e", "wrong")
    rows = list(LoginRecord.objects.order_by("id").values_list("username", "user", "outcome"))
    assert rows == [
        ("officer", people.officer.pk, "entered"),
        ("officer", people.officer.pk, "failed"),
        ("ghost", None, "failed"),
    ]


def test_other_sessions_can_be_ended(people):
    here, _ = enter("officer")
    there, _ = enter("officer")
    assert UserSession.objects.filter(user=people.officer).count() == 2
    here.post(reverse("usersessions_list"))
    assert here.get(reverse("account")).status_code == 200
    assert there.get(reverse("account")).status_code == 302


def test_a_changed_password_ends_the_other_sessions(people):
    here, _ = enter("officer")
    there, _ = enter("officer")
    new = "another-good-4711"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert there.get(reverse("account")).status_code == 302


@pytest.mark.parametrize("new", ["short1", "1234567890123", "officer-01"])
def test_weak_passwords_are_refused(people, new):
    client, _ = enter("officer")
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    answer = client.post(reverse("account_change_password"), data)
    assert answer.status_code == 200
    assert "password1" in answer.context["form"].errors


def test_session_ends_with_the_browser(people):
    client, _ = enter("officer")
    assert client.session.get_expire_at_browser_close()


def test_given_password_must_be_changed_first(people):
    people.officer.password_given = True
    people.officer.save()
    client, _ = enter("officer")
    assert client.get(reverse("account")).url == reverse("account_change_password")
    new = "another-good-4711"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get(reverse("account")).status_code == 200


def test_demo_accounts_are_named_in_a_demo_only(people, client):
    assert "演示账户" not in client.get(LOGIN).content.decode()
    with override_settings(DEMO_ACCOUNTS=True):
        page = client.get(LOGIN).content.decode()
    assert "演示账户" in page
    assert "<code>officer</code>" in page


def test_activity_is_noted_rarely(people, django_assert_max_num_queries):
    client, _ = enter("officer")
    client.get(reverse("account_logout"))
    seen = UserSession.objects.get(user=people.officer).last_seen_at
    with django_assert_max_num_queries(3):
        client.get(reverse("account_logout"))
    assert UserSession.objects.get(user=people.officer).last_seen_at == seen


def test_role_ends_with_its_last_day(people):
    client, _ = enter("officer")
    Membership.objects.filter(user=people.officer).update(valid_to="2020-01-02")
    assert "还没有角色" in client.get(reverse("account")).content.decode()


def test_limits_and_used_codes_are_kept_where_every_process_looks():
    """allauth counts in the cache: memory of one process would give each of them its own five tries."""
    import casework.settings as product

    assert product.CACHES["default"]["BACKEND"].rsplit(".", 1)[-1] in {"FileBasedCache", "RedisCache"}
