"""Who stands in for whom: the window, what is excluded, and what nobody can give away."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.accounts import deputation
from casework.accounts.deputation import DeputationRefused
from casework.accounts.models import Deputation, Membership
from casework.accounts.queries import may_stand_in
from casework.accounts.roles import Role
from casework.core.now import today

pytestmark = pytest.mark.django_db


def stand_in(people, **more) -> Deputation:
    values = {"principal": people.leader, "deputy": people.head, "agency": people.agency, "reason": "外出学习"}
    window = {"valid_from": today(), "valid_to": today() + timedelta(days=5)}
    return Deputation.objects.create(**values | window | more)


def asked(people, permission="sign.leader", step="case.close", deputy=None):
    return may_stand_in(deputy or people.head, people.agency, permission, step)


def test_stands_in_inside_the_window(people):
    stand_in(people)
    assert asked(people) == people.leader
    assert asked(people, deputy=people.clerk) is None


@pytest.mark.parametrize(("since", "until", "stands"), [(-5, -1, False), (-5, 0, True), (0, 0, True), (1, 5, False)])
def test_first_and_last_day_count(people, since, until, stands):
    stand_in(people, valid_from=today() + timedelta(days=since), valid_to=today() + timedelta(days=until))
    assert (asked(people) == people.leader) is stands


def test_excluded_steps_stay_with_the_principal(people):
    stand_in(people, excluded=["case.close"])
    assert asked(people, step="case.close") is None
    assert asked(people, step="close") is None
    assert asked(people, step="case.decide_extension") == people.leader


@pytest.mark.parametrize("permission", ["sign.chief", "sign.member", "sign.legal", "matter.handle", "admin.people"])
def test_what_is_personal_cannot_be_stood_in_for(people, permission):
    for principal in (people.chief, people.legal, people.leader, people.officer):
        stand_in(people, principal=principal)
    assert asked(people, permission) is None


def test_principal_must_hold_the_right_himself_today(people):
    stand_in(people)
    Membership.objects.filter(user=people.leader).update(valid_to=date(2020, 6, 1))
    assert asked(people) is None


def test_principal_who_left_gives_nothing(people):
    stand_in(people)
    people.leader.is_active = False
    people.leader.save()
    assert asked(people) is None


def test_right_of_another_agency_is_not_lent(people):
    stand_in(people, principal=people.county_leader)
    assert asked(people) is None


def test_deputy_must_serve_in_the_agency(people):
    stand_in(people, deputy=people.county_officer)
    assert asked(people, deputy=people.county_officer) is None


def test_a_deputy_does_not_pass_it_on(people):
    stand_in(people)
    stand_in(people, principal=people.head, deputy=people.clerk)
    assert asked(people, deputy=people.clerk) is None
    assert asked(people, "sign.unit", deputy=people.clerk) == people.head


def give(people, **more):
    values = {"principal": people.leader, "deputy": people.head, "agency": people.agency, "reason": "休假"}
    window = {"since": today(), "until": today() + timedelta(days=3), "excluded": []}
    return deputation.give(**values | window | more)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"since": -1}, "从过去开始"),
        ({"until": -1}, "止日早于起日"),
        ({"until": 400}, "最长半年"),
        ({"reason": " "}, "事由"),
        ({"deputy": "county_officer"}, "本机关"),
        ({"deputy": "leader"}, "其他人员"),
        ({"principal": "officer"}, "没有可以委托"),
    ],
)
def test_what_cannot_be_given(people, change, words):
    more = {
        key: today() + timedelta(days=value) if isinstance(value, int) else getattr(people, value, value)
        for key, value in change.items()
    }
    with pytest.raises(DeputationRefused, match=words):
        give(people, **more)
    assert not Deputation.objects.exists()


def test_two_deputies_for_one_day_are_refused(people):
    give(people)
    with pytest.raises(DeputationRefused, match="已委托"):
        give(people, deputy=people.second_leader, since=today() + timedelta(days=3), until=today() + timedelta(days=9))
    give(people, deputy=people.second_leader, since=today() + timedelta(days=4), until=today() + timedelta(days=9))


def test_ended_early_is_ended_at_once(people):
    row = give(people)
    with pytest.raises(DeputationRefused, match="本人"):
        deputation.end(row, people.head)
    deputation.end(row, people.leader)
    assert asked(people) is None
    with pytest.raises(DeputationRefused, match="已经结束"):
        deputation.end(row, people.leader)


def test_page_gives_and_ends(people, client):
    client.force_login(people.leader)
    url = reverse("deputations")
    assert client.get(url).status_code == 200
    data = {
        "agency": people.agency.pk,
        "deputy": people.head.pk,
        "since": today().isoformat(),
        "until": (today() + timedelta(days=2)).isoformat(),
        "reason": "外出学习",
        "excluded": ["case.close"],
    }
    assert client.post(url, data).url == url
    row = Deputation.objects.get()
    assert (row.principal, row.deputy, row.excluded) == (people.leader, people.head, ["case.close"])
    page = client.get(url).content.decode()
    assert "终止代理" in page
    client.post(reverse("deputation_end", args=[row.pk]))
    assert asked(people, step="case.decide_extension") is None


def test_page_says_what_is_wrong(people, client):
    client.force_login(people.leader)
    data = {"agency": people.agency.pk, "deputy": people.head.pk, "since": "2020-01-01", "until": "2020-01-02"}
    page = client.post(reverse("deputations"), data | {"reason": "x"}).content.decode()
    assert "代理不能从过去开始" in page


@pytest.mark.parametrize("who", ["officer", "clerk", "representative", "security_admin"])
def test_page_is_not_there_for_others(people, client, who):
    client.force_login(getattr(people, who))
    assert client.get(reverse("deputations")).status_code == 404


def test_deputy_sees_it_and_cannot_end_it(people, client):
    row = give(people, deputy=people.clerk)
    client.force_login(people.clerk)
    page = client.get(reverse("deputations")).content.decode()
    assert "代理中" in page
    assert "终止代理" not in page
    client.post(reverse("deputation_end", args=[row.pk]))
    assert asked(people, deputy=people.clerk) == people.leader
    client.force_login(people.officer)
    assert client.post(reverse("deputation_end", args=[row.pk])).status_code == 404


def test_chief_may_lend_what_he_signs_as_a_leader(people):
    stand_in(people, principal=people.chief, deputy=people.second_leader)
    assert asked(people, "sign.leader", deputy=people.second_leader) == people.chief
    assert Role.CHIEF in {m.role for m in people.chief.memberships.all()}
