"""The accounts of a demonstration, named on its login page. An installation that is no demonstration names nobody."""

from dataclasses import dataclass

from django.conf import settings

from casework.accounts.models import Membership, User
from casework.accounts.roles import Role

PASSWORD = "guian-demo-2026"  # of every demo account; demo data are made with DEMO_ACCOUNTS set, and nowhere else
# Who takes part in an accreditation without a role of the table, or beside the first who holds one.
OTHERS = {"gx-officer1": "自治区认定经办人", "zj01": "评审专家", "yx01": "院校经办人"}


@dataclass(frozen=True)
class DemoAccount:
    username: str
    what: str


def accounts() -> list[DemoAccount]:
    """One account for each role, with where it serves, and ``OTHERS``; empty unless DEMO_ACCOUNTS is set."""
    if not settings.DEMO_ACCOUNTS:
        return []
    held = Membership.objects.in_force().filter(user__is_active=True)
    first: dict[str, Membership] = {}
    for row in held.select_related("user", "agency", "enterprise", "department").order_by("user_id", "pk"):
        first.setdefault(row.role, row)
    found = [
        DemoAccount(row.user.username, f"{row.get_role_display()} {where(row)}".strip())
        for role in Role
        if (row := first.get(role))
    ]
    known = User.objects.in_bulk(OTHERS, field_name="username")
    return found + [DemoAccount(name, f"{what} {known[name]}") for name, what in OTHERS.items() if name in known]


def where(row: Membership) -> str:
    return str(row.agency or row.enterprise or row.department or "")


def password() -> str:
    return PASSWORD if settings.DEMO_ACCOUNTS else ""
