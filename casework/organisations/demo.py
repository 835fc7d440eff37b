"""The demonstration's places and people: five agencies fully staffed, thirty enterprises with their representatives.

The reference data must be loaded. Safe to run again: what is there is found, not made twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from casework.accounts.demo import PASSWORD
from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.roles import Role
from casework.core.checks import credit_check
from casework.core.now import today
from casework.core.reference import read_yaml
from casework.organisations.models import Agency, Enterprise

REASON = "demo data"
YEAR = timedelta(days=365)


@dataclass
class DemoCast:
    """Who is there. Agencies by region code; people by region code and role, in the order of the data file."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[tuple[str, str], list[User]] = field(default_factory=dict)
    administrators: list[User] = field(default_factory=list)
    enterprises: list[Enterprise] = field(default_factory=list)
    representatives: dict[int, User] = field(default_factory=dict)

    def agency_for(self, enterprise: Enterprise) -> Agency:
        """The agency of the enterprise's own place."""
        return self.agencies[enterprise.region_id]

    def all(self, agency: Agency, role: str) -> list[User]:
        return self.people[agency.region_id, role]

    def one(self, agency: Agency, role: str) -> User:
        return self.all(agency, role)[0]

    def officers(self, agency: Agency) -> list[User]:
        """Officers whose certificate is in force today."""
        valid = OfficerCertificate.objects.in_force().filter(suspended=False).values("user")
        return list(User.objects.filter(pk__in=[u.pk for u in self.all(agency, Role.OFFICER)]).filter(pk__in=valid))

    def representative(self, enterprise: Enterprise) -> User:
        return self.representatives[enterprise.pk]


@transaction.atomic
def people_and_places() -> DemoCast:
    """Make the cast, or find it again."""
    data, cast, key = read_yaml("demo.yaml"), DemoCast(), make_password(PASSWORD)
    for row in data["agencies"]:
        agency = cast.agencies[row["region"]] = profile(row)
        for person, user in staff(row, agency, data["staff"], key):
            cast.people.setdefault((row["region"], person["role"]), []).append(user)
    for row in data["administrators"]:
        user = account(row["account"], row["name"], key)
        member(user, row["role"])
        cast.administrators.append(user)
    for number, row in enumerate(data["enterprises"], 1):
        enterprise = found(number, row)
        cast.enterprises.append(enterprise)
        cast.representatives[enterprise.pk] = representative(number, enterprise, key)
    return cast


def profile(row: dict[str, Any]) -> Agency:
    """Fill what only the agency would know; a profile somebody filled already is left alone."""
    agency = Agency.objects.select_related("region").get(region_id=row["region"])
    if agency.bank_account:
        return agency
    place = agency.region.name
    agency.court, agency.phone, agency.postcode = row["court"], row["phone"], row["postcode"]
    agency.bank_name, agency.bank_account = f"示例银行{place}示例支行", f"0000{row['region']}000000"
    agency.bank_address, agency.address = f"{place}示例路8号", f"{place}示例路1号"
    agency.contact, agency.site_confirmed = "执法科（示例）", True
    agency._change_reason = REASON
    agency.save()
    return agency


def staff(
    row: dict[str, Any], agency: Agency, posts: list[dict[str, Any]], key: str
) -> Iterator[tuple[dict[str, Any], User]]:
    """One person for every post; the first agency's are called by their post alone."""
    place = "" if row["prefix"] == "nn" else agency.region.name.removeprefix("广西壮族")
    for number, post in enumerate(posts, 1):
        user = account(f"{row['prefix']}-{post['account']}", place + post["name"], key)
        member(user, post["role"], agency=agency, title=post["title"])
        if post["role"] == Role.LEGAL and not user.law_qualified:
            user.law_qualified = True
            user.save(update_fields=["law_qualified"])
        if kind := post.get("certificate"):
            certify(user, f"示例{row['region']}{number:03}", kind)
        yield post, user


def account(username: str, name: str, key: str) -> User:
    user, _ = User.objects.get_or_create(
        username=username, defaults={"name": name, "email": f"{username}@example.com", "password": key}
    )
    return user


def member(user: User, role: str, **of: Any) -> None:
    """Give the role, unless the person ever had it: one that was ended stays ended."""
    title = of.pop("title", "")
    if not Membership.objects.filter(user=user, role=role, **of).exists():
        Membership.objects.create(
            user=user, role=role, title=title, valid_from=today() - 2 * YEAR, proof="示例授权", **of
        )


def certify(user: User, number: str, kind: str) -> None:
    """A certificate in force for three more years, or one that ended a month ago."""
    until = today() + 3 * YEAR if kind == "valid" else today() - timedelta(days=30)
    OfficerCertificate.objects.get_or_create(
        number=number, defaults={"user": user, "valid_from": today() - 2 * YEAR, "valid_to": until}
    )


def found(number: int, row: dict[str, Any]) -> Enterprise:
    body = f"91{row['region']}MADM{number:05}"
    enterprise, _ = Enterprise.objects.get_or_create(
        credit_code=body + credit_check(body),
        defaults={
            "name": row["name"],
            "region_id": row["region"],
            "industry_id": row["industry"],
            "producer": row.get("producer", False),
            "address": f"示例工业园{number}号",
            "postcode": "530000",
            "representative": f"示例法人{number:02}",
            "representative_post": "总经理",
            "phone": f"0771-00001{number:02}",
            "email": f"qy{number:02}@example.com",
            "headcount": row["headcount"],
        },
    )
    return enterprise


def representative(number: int, enterprise: Enterprise, key: str) -> User:
    """Who acts for the enterprise. The first one acts for the second enterprise too: two sites, one person."""
    user = account(f"qy{max(number - 1, 1):02}", f"企业经办人{max(number - 1, 1):02}", key)
    member(user, Role.REPRESENTATIVE, enterprise=enterprise, title="安全环保部经理")
    return user
