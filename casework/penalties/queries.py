"""Penalties, suspensions and remedies as lists: who sees what."""

from django.db import connection
from django.db.models import Q

from casework.accounts.queries import enterprises_of
from casework.clock.models import ANSWERS
from casework.enforcement.queries import MatterQuerySet

NEAREST = f"""
UPDATE penalties_penalty SET due_on = COALESCE((SELECT MIN(d.due_on) FROM clock_deadline d
    WHERE d.dossier_id = penalties_penalty.dossier_id AND d.kind = 'penalty' AND d.status = 'running'
    AND NOT d.right_of_party AND d.name NOT IN ({", ".join(["%s"] * len(ANSWERS))})), '9999-12-31')
WHERE dossier_id = %s"""


def refresh_due(dossier: int) -> None:
    """Keep the nearest running date of a penalty case beside its region and state, for the ledger's index."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [*ANSWERS, dossier])


class PersonalQuerySet(MatterQuerySet):
    def owned_by(self, user):
        """Matters of the enterprises the user acts for, and those directed against himself; not his colleagues'."""
        unit = Q(dossier__personal=False, enterprise__in=enterprises_of(user))
        return self.filter(unit | Q(dossier__person=user)).exclude(state="")


class PenaltyQuerySet(PersonalQuerySet):
    pass


class SuspensionQuerySet(PersonalQuerySet):
    pass


class RemedyQuerySet(PersonalQuerySet):
    pass
