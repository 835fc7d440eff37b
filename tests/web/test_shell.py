"""The shell around every page: doors, navigation, who is here, the banner of a training installation."""

from datetime import date

import pytest
from django.urls import reverse

from casework.accounts.models import Membership, User
from casework.accounts.roles import PERMISSIONS
from casework.notices.models import Notice
from casework.web import shell
from tests.web.looking import look, queries, read

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_an_account_without_a_role_is_told_how_to_get_one(client):
    nobody = User.objects.create(username="nobody", name="无")
    text = read(client, nobody, reverse("home"))
    assert "还没有授权" in text and "用登录码申请" in text


@pytest.mark.parametrize(
    ("who", "place"),
    [("officer", "workbench"), ("chief", "workbench"), ("representative", "my_home"), ("system_admin", "admin:index")],
)
def test_each_audience_is_led_to_its_own_place(client, people, who, place):
    assert look(client, getattr(people, who), reverse("home"))["Location"] == reverse(place)


def test_an_administrator_who_is_also_an_officer_never_enters_a_case_page(client, people):
    """Two roles held against the rule: the administrators' wing comes first."""
    Membership.objects.bulk_create([Membership(user=people.officer, role="audit_admin", valid_from=date(2020, 1, 1))])
    assert look(client, people.officer, reverse("workbench")).status_code == 404


def test_a_role_that_has_ended_opens_nothing(client, people):
    Membership.objects.filter(user=people.officer).update(valid_to=date(2021, 1, 1))
    assert look(client, people.officer, reverse("workbench")).status_code == 404


def test_everything_the_navigation_names_is_there():
    for _title, entries in shell.OFFICERS:
        for name, _label, icon, permission in entries:
            assert shell.address(name), name
            assert permission in PERMISSIONS and icon
    for name, _label in shell.PARTY:
        assert shell.address(name), name


def test_the_navigation_offers_what_the_role_may_do(client, people):
    assert "企业授权" in read(client, people.clerk, reverse("workbench"))
    assert "企业授权" not in read(client, people.legal, reverse("workbench"))


def test_the_page_one_is_on_is_marked_once(client, people):
    page = look(client, people.officer, reverse("ledger")).content.decode()
    nav = page.split('class="sidenav"')[1].split("</nav>")[0]
    assert nav.count('aria-current="page"') == 1 and "执法台账" in nav.split('aria-current="page"')[1].split("</a>")[0]


def test_the_bell_counts_what_is_unread_and_stops_counting(client, people):
    rows = [Notice(key=f"k{n}", to=people.officer, kind="x", title="x") for n in range(120)]
    Notice.objects.bulk_create(rows)
    assert "消息，99条未读" in look(client, people.officer, reverse("ledger")).content.decode()
    assert "消息，0条未读" in look(client, people.partner, reverse("ledger")).content.decode()


def test_a_training_installation_says_so_on_every_page(client, people, settings):
    assert "演练环境" not in read(client, people.officer, reverse("workbench"))
    settings.TRAINING_MODE = settings.TRAINING_DATABASE_OK = True
    for user, place in [(people.officer, "workbench"), (people.representative, "my_home"), (None, "verify")]:
        assert "演练环境" in read(client, user, reverse(place))


def test_a_public_page_asks_the_database_nothing_about_its_visitor(client):
    assert queries(client, None, reverse("verify")) == 0
