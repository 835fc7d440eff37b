"""The demonstration's cast: complete, plainly made up, and made once."""

from collections import Counter

import pytest

from casework.accounts.demo import PASSWORD, accounts
from casework.accounts.models import Membership, User
from casework.accounts.queries import certified
from casework.accounts.roles import ADMINISTRATORS, OFFICE, Role
from casework.accreditation.demo import applicants_and_experts
from casework.core.checks import check_credit_code
from casework.organisations.demo import people_and_places
from casework.organisations.models import Enterprise, Industry
from casework.organisations.reference import UNFILLED, load_agencies
from tests import reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    reference.load()
    return people_and_places()


def test_one_provincial_two_city_and_two_county_agencies_with_a_full_profile(cast):
    levels = Counter(agency.region.level for agency in cast.agencies.values())
    assert levels == {"province": 1, "city": 2, "county": 2}
    for agency in cast.agencies.values():
        printed = [agency.court, agency.bank_name, agency.bank_address, agency.bank_account, agency.address]
        assert all(printed) and not any(UNFILLED in text for text in printed)
        assert "示例" in agency.court and "示例" in agency.bank_name
        assert agency.site_confirmed and agency.reconsideration_government.endswith("人民政府")


def test_every_role_is_filled_in_every_agency(cast):
    for agency in cast.agencies.values():
        assert all(cast.all(agency, role) for role in OFFICE)
        assert len(cast.officers(agency)) == 3
    assert {m.role for u in cast.administrators for m in u.memberships.all()} == {
        "system_admin",
        "security_admin",
        "audit_admin",
    }


def test_one_officer_of_each_agency_has_a_certificate_that_ended(cast):
    for agency in cast.agencies.values():
        assert [bool(certified(u)) for u in cast.all(agency, Role.OFFICER)] == [True, True, True, False]


def test_thirty_enterprises_of_all_industries_with_right_codes_and_made_up_names(cast):
    assert len(cast.enterprises) == 30 == Enterprise.objects.count()
    assert {e.industry_id for e in cast.enterprises} == set(Industry.objects.values_list("code", flat=True))
    assert {e.region_id for e in cast.enterprises} == {"450100", "450200", "450102", "450223"}
    for enterprise in cast.enterprises:
        check_credit_code(enterprise.credit_code)
        assert "示例" in enterprise.name or "样例" in enterprise.name
        assert cast.agency_for(enterprise).region_id == enterprise.region_id
        assert enterprise in Enterprise.objects.acted_for_by(cast.representative(enterprise))
    assert all(e.industry_id == "hazchem" for e in cast.enterprises if e.producer)


def test_one_person_acts_for_two_sites(cast):
    assert Counter(m.user_id for m in Membership.objects.filter(role=Role.REPRESENTATIVE)).most_common(2)[0][1] == 2
    assert cast.representative(cast.enterprises[0]) == cast.representative(cast.enterprises[1])


def test_made_once_and_left_as_edited(cast):
    enterprise = cast.enterprises[0]
    enterprise.name = "改名示例化工有限公司"
    enterprise.save()
    before = User.objects.count(), Membership.objects.count()
    again = people_and_places()
    assert (User.objects.count(), Membership.objects.count()) == before
    assert again.enterprises[0].name == "改名示例化工有限公司"
    assert [e.pk for e in again.enterprises] == [e.pk for e in cast.enterprises]
    assert load_agencies()["kept"] == 5


def test_accounts_open_with_the_demonstrations_password(cast, settings):
    settings.DEMO_ACCOUNTS = True
    shown = accounts()
    assert {User.objects.get(username=a.username).check_password(PASSWORD) for a in shown} == {True}
    assert len({a.username for a in shown}) == len(shown)
    assert shown[0].username == "nn-officer1"
    assert {Membership.objects.filter(user__username=a.username).first().role for a in shown} == {
        *OFFICE,
        *ADMINISTRATORS,
        Role.REPRESENTATIVE,
    }


def test_the_accreditations_show_an_expert_a_college_and_a_department(cast, settings):
    applicants_and_experts(cast)
    settings.DEMO_ACCOUNTS = True
    shown = {a.username: a.what for a in accounts()}
    assert {"zj01", "yx01", "gx-officer1"} <= set(shown) and "专家甲" in shown["zj01"]
    assert any(name.startswith("bm-") for name in shown)
    assert {User.objects.get(username=name).check_password(PASSWORD) for name in shown} == {True}
