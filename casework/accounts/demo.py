"""The accounts of a demonstration, named on its login page. An installation that is no demonstration names nobody."""

from dataclasses import dataclass

from django.conf import settings

from casework.accounts.models import Membership
from casework.accounts.roles import Role

PASSWORD = "guian-demo-2026"  # of every demo account; demo data are made with DEMO_ACCOUNTS set, and nowhere else


@dataclass(frozen=True)
class DemoAccount:
    username: str
    what: str


def accounts() -> list[DemoAccount]:
    """One account for each role, with where it serves; empty unless DEMO_ACCOUNTS is set."""
    if not settings.DEMO_ACCOUNTS:
        return []
    held = Membership.objects.in_force().filter(user__is_active=True)
    first: dict[str, Membership] = {}
    for row in held.select_related("user", "agency", "enterprise").order_by("user_id", "pk"):
        first.setdefault(row.role, row)
    return [
        DemoAccount(row.user.username, f"{row.get_role_display()} {row.agency or row.enterprise or ''}".strip())
        for role in Role
        if (row := first.get(role))
    ]


def password() -> str:
    return PASSWORD if settings.DEMO_ACCOUNTS else ""
