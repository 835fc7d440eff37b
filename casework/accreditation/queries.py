"""Applications as lists, and the rows others ask for: who sees what."""

from django.db import connection

from casework.accreditation.states import COUNTS
from casework.enforcement.queries import MatterQuerySet

NEAREST = """
UPDATE accreditation_{kind} SET due_on = COALESCE((SELECT MIN(d.due_on) FROM clock_deadline d
    WHERE d.dossier_id = accreditation_{kind}.dossier_id AND d.kind = '{kind}' AND d.status = 'running'
    AND NOT d.right_of_party), '9999-12-31')
WHERE dossier_id = %s"""


def refresh_due(dossier: int, kind: str = "application") -> None:
    """Keep the nearest running date of an application, or of a designation, beside its state."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST.format(kind=kind), [dossier])


class ApplicationQuerySet(MatterQuerySet):
    def visible_to(self, user):
        """What was never submitted is the applicant's own."""
        return super().visible_to(user).exclude(submitted_on=None)


class DesignationQuerySet(MatterQuerySet):
    """Designations are the office's in whose name they stand, and of whoever's territory the unit lies in."""


class EvaluationQuerySet(MatterQuerySet):
    def of_expert(self, user):
        """What an expert still has on his desk, and what he has submitted; who left sees nothing any more."""
        return self.filter(seat__expert__user=user, seat__left_on=None, state__in=COUNTS)

    def standing(self):
        """Those that are part of the panel's work: neither ended nor of somebody who left."""
        return self.filter(state__in=COUNTS)


class ListingQuerySet(MatterQuerySet):
    def owned_by(self, user):
        """Nobody's: a list has no party."""
        return self.none()
