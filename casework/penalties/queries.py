"""Penalties, suspensions and remedies as lists: who sees what."""

from django.db.models import Q

from casework.accounts.queries import enterprises_of
from casework.enforcement.queries import MatterQuerySet


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
