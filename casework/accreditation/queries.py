"""Applications as lists, and the rows others ask for: who sees what."""

from django.db import connection

from casework.enforcement.queries import MatterQuerySet

NEAREST = """
UPDATE accreditation_application SET due_on = COALESCE((SELECT MIN(d.due_on) FROM clock_deadline d
    WHERE d.dossier_id = accreditation_application.dossier_id AND d.kind = 'application' AND d.status = 'running'
    AND NOT d.right_of_party), '9999-12-31')
WHERE dossier_id = %s"""


def refresh_due(dossier: int) -> None:
    """Keep the nearest running date of an application beside its round and state."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [dossier])


class ApplicationQuerySet(MatterQuerySet):
    def visible_to(self, user):
        """A draft is the applicant's own: officers see what was submitted."""
        return super().visible_to(user).exclude(state__in=["", "draft"])
