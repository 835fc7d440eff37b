"""The shell around every page: headers, doors, errors."""

import pytest
from django.urls import reverse

from casework.accounts.models import Membership, User
from casework.organisations.models import Agency, Region

pytestmark = pytest.mark.django_db


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(reverse("home")).status_code == 302


def test_an_account_without_a_role_is_told_how_to_get_one(client):
    client.force_login(User.objects.create(username="nobody", name="无"))
    assert "还没有授权" in client.get(reverse("home")).content.decode()


def test_an_officer_lands_on_the_workbench(client):
    region = Region.objects.get_or_create(code="450000", defaults={"name": "广西", "level": "province"})[0]
    agency = Agency.objects.create(name="甲厅", short="甲", region=region)
    user = User.objects.create(username="officer", name="甲一")
    Membership.objects.create(user=user, role="officer", agency=agency)
    client.force_login(user)
    page = client.get(reverse("home"), follow=True)
    assert page.redirect_chain == [(reverse("workbench"), 302)]
    assert "甲厅" in page.content.decode()
