"""Inspections and cases as lists: who sees what."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models import Q

from casework.accounts.queries import enterprises_of, territory


def own(user) -> Q:
    """The condition a matter must meet for a person acting for its enterprise."""
    return Q(enterprise__in=enterprises_of(user))


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Matters an officer's territory covers; nothing for anybody else."""
        return self.filter(territory(user))

    def owned_by(self, user):
        """Matters of the enterprises the user acts for, once begun."""
        return self.filter(own(user)).exclude(state="")


class InspectionQuerySet(MatterQuerySet):
    pass


class CaseQuerySet(MatterQuerySet):
    pass


NEAREST = """
UPDATE enforcement_case SET due_on = COALESCE((SELECT MIN(d.due_on) FROM clock_deadline d
    WHERE d.dossier_id = enforcement_case.dossier_id AND d.status = 'running' AND NOT d.right_of_party), '9999-12-31')
WHERE dossier_id = %s"""


def refresh_due(dossier: int) -> None:
    """Keep the nearest running date of a dossier's case beside its region and state, for the ledger's index."""
    refresh_due_many([dossier])


def refresh_due_many(dossiers: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(NEAREST, [[dossier] for dossier in dossiers])
