"""The expert pool as the tests know it: each with an account of his own, none tied to anybody."""

from casework.accounts.models import User
from casework.accreditation.models import Category, Expert
from tests.casework.accreditation.rows import experts


def pool(category: Category, count: int = 9) -> list[Expert]:
    """So many experts of the category, who can log in."""
    found = experts(category, count)
    users = User.objects.bulk_create(
        User(username=f"expert-{row.pk}", name=row.name, email=f"expert-{row.pk}@example.com", password="!")
        for row in found
    )
    for row, user in zip(found, users, strict=True):
        row.user = user
    Expert.objects.bulk_update(found, ["user"])
    return found
