"""Wings, roles, territory, certificates and who has a dossier on his desk."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from casework.accounts.grants import forget_permission, handle_permission_id, is_in_charge, put_in_charge, take_off
from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.queries import (
    agencies_of,
    audience,
    certified,
    enterprises_of,
    holds,
    in_charge,
    may,
    officers_of,
    role_in,
    roles_of,
    territory,
)
from casework.accounts.roles import ADMINISTRATORS, PERMISSIONS, Role
from casework.organisations.models import Enterprise
from documents.models import Dossier

pytestmark = pytest.mark.django_db


def dossier(people, **more) -> Dossier:
    values = {"agency": people.agency, "enterprise": people.enterprise, "region_code": "450102"}
    return Dossier.objects.create(**values | {"kind": "case", "title": "示例案卷"} | more)


def test_wings(people):
    wings = {"officer": "officer", "chief": "officer", "representative": "enterprise", "audit_admin": "administrator"}
    assert {name: audience(getattr(people, name)) for name in wings} == wings
    assert audience(AnonymousUser()) is None
    Membership.objects.filter(user=people.officer).update(valid_to=date(2020, 1, 2))
    assert audience(people.officer) is None


def test_inactive_has_no_wing_and_no_role(people):
    people.officer.is_active = False
    people.officer.save()
    assert audience(people.officer) is None
    assert roles_of(people.officer, people.agency) == set()


def test_roles_are_held_in_one_agency(people):
    assert roles_of(people.officer, people.agency) == {"officer"}
    assert roles_of(people.officer, people.county) == set()
    assert may(people.officer, "matter.handle", people.agency)
    assert not may(people.officer, "sign.leader", people.agency)
    Membership.objects.create(user=people.officer, role=Role.UNIT_HEAD, agency=people.agency)
    assert role_in(people.officer, people.agency) == Role.UNIT_HEAD
    assert role_in(people.officer, people.county) is None


def test_no_role_holds_what_is_another_wings():
    for name, roles in PERMISSIONS.items():
        administers = set(roles) & set(ADMINISTRATORS)
        assert administers == (set(roles) if name.startswith("admin.") else set()), name


def test_the_three_administrators_hold_one_permission_each(people):
    held = {
        who: {name for name in PERMISSIONS if holds(getattr(people, who), name)}
        for who in ("system_admin", "security_admin", "audit_admin")
    }
    assert held == {
        "system_admin": {"admin.reference"},
        "security_admin": {"admin.people"},
        "audit_admin": {"admin.audit"},
    }


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", {"enterprise", "producer"}),
        ("county_officer", {"enterprise", "producer"}),
        ("neighbour_officer", {"other_enterprise"}),
        ("province_officer", {"enterprise", "producer", "other_enterprise"}),
        ("representative", set()),
        ("system_admin", set()),
    ],
)
def test_territory(people, who, sees):
    found = Enterprise.objects.filter(territory(getattr(people, who), field="region_id"))
    assert set(found) == {getattr(people, name) for name in sees}


def test_enterprises_and_agencies_of(people):
    assert set(enterprises_of(people.group_representative)) == {people.enterprise, people.producer}
    assert set(enterprises_of(people.officer)) == set()
    assert set(agencies_of(people.head, "matter.assign")) == {people.agency}
    assert set(agencies_of(people.officer, "matter.assign")) == set()


def test_certificates(people):
    assert certified(people.officer)
    assert certified(people.uncertified) is None
    assert certified(people.uncertified, date(2021, 6, 1))
    assert people.uncertified not in officers_of(people.agency)
    OfficerCertificate.objects.filter(user=people.officer).update(suspended=True)
    assert certified(people.officer) is None
    assert set(officers_of(people.agency)) == {people.partner, people.third_officer}


def test_charge_is_given_and_taken(people):
    one, other = dossier(people), dossier(people)
    put_in_charge(one, [people.officer, people.partner])
    put_in_charge(other, [people.officer])
    assert set(in_charge(one)) == {people.officer, people.partner}
    assert list(in_charge(other)) == [people.officer]
    put_in_charge(one, [people.officer])
    assert is_in_charge(people.officer, one)
    take_off(one, [people.officer])
    assert not is_in_charge(people.officer, one)
    assert is_in_charge(people.officer, other)


@pytest.fixture
def _forgotten():
    """The rollback brings the former key back, and no migrate tells the cache."""
    yield
    forget_permission()


@pytest.mark.usefixtures("_forgotten")
def test_permission_key_is_found_anew_after_migrate(people):
    old = handle_permission_id()
    Permission.objects.filter(pk=old).delete()
    call_command("migrate", verbosity=0)
    assert handle_permission_id() != old
    put_in_charge(dossier(people), [people.officer])


@pytest.mark.parametrize(
    ("holder", "role", "body"),
    [
        ("security_admin", Role.OFFICER, "agency"),
        ("security_admin", Role.AUDIT_ADMIN, ""),
        ("officer", Role.SYSTEM_ADMIN, ""),
        ("officer", Role.REPRESENTATIVE, "enterprise"),
        ("representative", Role.LEADER, "agency"),
        ("representative", Role.SECURITY_ADMIN, ""),
    ],
)
def test_nobody_wears_two_hats(people, holder, role, body):
    bodies = {body: getattr(people, body)} if body else {}
    with pytest.raises(ValidationError, match="不能"):
        Membership.objects.create(user=getattr(people, holder), role=role, **bodies)
    Membership.objects.filter(user=getattr(people, holder)).update(valid_to=date(2021, 1, 1))
    Membership.objects.create(user=getattr(people, holder), role=role, **bodies)


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": Role.OFFICER, "enterprise": True},
        {"role": Role.OFFICER},
        {"role": Role.REPRESENTATIVE, "agency": True},
        {"role": Role.SYSTEM_ADMIN, "agency": True},
        {"role": Role.OFFICER, "agency": True, "enterprise": True},
    ],
)
def test_the_database_ties_a_role_to_its_body(people, wrong):
    row = Membership(user=User.objects.create(username="new"), role=wrong["role"])
    row.agency = people.agency if wrong.get("agency") else None
    row.enterprise = people.enterprise if wrong.get("enterprise") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.bulk_create([row])


def test_a_role_is_held_once(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=people.officer, role=Role.OFFICER, agency=people.agency)


def test_no_superuser_exists_or_can_be_made(people):
    with pytest.raises(ValueError, match="superusers"):
        User.objects.create_superuser("root", password="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=people.system_admin.pk).update(is_superuser=True)


def test_names_differ_by_more_than_case(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="OFFICER")
