"""The cast of an accreditation: the provincial office fully staffed, the city bureau of the applicant beside it."""

from dataclasses import dataclass, replace
from typing import Any

from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.roles import Role
from tests.people import SINCE, UNTIL, Cast

STAFF = {
    "officer": ("厅经办人甲", Role.OFFICER),
    "partner": ("厅经办人乙", Role.OFFICER),
    "third_officer": ("厅经办人丙", Role.OFFICER),
    "head": ("处长甲", Role.UNIT_HEAD),
    "legal": ("厅法制员甲", Role.LEGAL),
    "leader": ("副厅长甲", Role.LEADER),
    "second_leader": ("副厅长乙", Role.LEADER),
    "third_leader": ("副厅长丙", Role.LEADER),
    "chief": ("厅长甲", Role.CHIEF),
    "clerk": ("厅内勤甲", Role.CLERK),
    "uncertified": ("厅经办人丁", Role.OFFICER),
}


@dataclass
class Office:
    """``people``: the cast with the province as its agency; ``city_officer`` serves in the applicant's city bureau."""

    people: Cast
    city_officer: User
    city_head: User


def office(people: Cast) -> Office:
    """Staff the provincial office. Who was 南宁's staff is the city bureau's."""
    made = User.objects.bulk_create(
        User(username=f"office-{key}", name=name, email=f"office-{key}@example.com", password="!")
        for key, (name, _role) in STAFF.items()
    )
    users: dict[str, Any] = dict(zip(STAFF, made, strict=True))
    Membership.objects.bulk_create(
        Membership(user=users[key], role=role, agency=people.province, valid_from=SINCE)
        for key, (_name, role) in STAFF.items()
    )
    OfficerCertificate.objects.bulk_create(
        OfficerCertificate(user=users[key], number=f"4500000{number:03d}", valid_from=SINCE, valid_to=UNTIL)
        for number, key in enumerate(("officer", "partner", "third_officer"), 1)
    )
    # An officer of another office stands where the tests ask a neighbour of the province in.
    own = replace(people, agency=people.province, province_officer=people.county_officer, **users)
    return Office(own, people.officer, people.head)
