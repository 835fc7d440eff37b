"""The expert pool as the tests know it: each with an account of his own, none tied to anybody."""

from casework.accounts.models import User
from casework.accreditation.models import Category, Expert
from tests.casework.accreditation.rows import SINCE, experts


def pool(category: Category, count: int = 9) -> list[Expert]:
    """So many experts of the category, who can log in."""
    return with_accounts(experts(category, count))


def outsider() -> Expert:
    """Somebody of no category, whom only the leader can name."""
    return with_accounts([Expert.objects.create(name="示例专家外", employer="示例设计院", valid_from=SINCE)])[0]


def with_accounts(found: list[Expert]) -> list[Expert]:
    users = User.objects.bulk_create(
        User(username=f"expert-{row.pk}", name=row.name, email=f"expert-{row.pk}@example.com", password="!")
        for row in found
    )
    for row, user in zip(found, users, strict=True):
        row.user = user
    Expert.objects.bulk_update(found, ["user"])
    return found
