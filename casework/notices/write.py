"""Write notices in the transaction of what they tell; sending is the sweep's work."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q

from casework.accounts.models import Membership, User
from casework.accounts.queries import in_charge
from casework.notices.catalogue import NOTICES
from casework.notices.models import Notice
from documents.models import Dossier


def recipients(to: str, dossier: Dossier, given: Iterable[User] = ()) -> list[User]:
    """The people a notice goes to."""
    if to == "signers":
        return list(given)
    if to == "charge":
        return list(in_charge(dossier))
    held = (
        Q(enterprise=dossier.enterprise_id, role="representative")
        if to == "party"
        else Q(agency=dossier.agency_id, role="unit_head")
    )
    users = Membership.objects.in_force().filter(held).values("user")
    return list(User.objects.filter(pk__in=users, is_active=True))


def write(
    code: str, dossier: Dossier, key: str, context: Mapping[str, Any], *, url: str = "", given: Iterable[User] = ()
) -> int:
    """Write one notice to each recipient; a key written before is left alone. Returns how many people it goes to."""
    kind = NOTICES[code]
    people = recipients(kind.to, dossier, given)
    words = {name: str(value) for name, value in context.items()}
    Notice.objects.bulk_create(
        [
            Notice(
                key=f"{code}:{key}:{user.pk}",
                dossier=dossier,
                to=user,
                kind=code,
                level=kind.level,
                title=kind.title.format_map(words)[:160],
                body=kind.body.format_map(words),
                url=url,
                mail=Notice.Mail.PENDING if kind.mail and user.email else Notice.Mail.NONE,
                email=user.email if kind.mail else "",
            )
            for user in people
        ],
        ignore_conflicts=True,
    )
    return len(people)
