"""Who may read which file and paper: an officer by territory, a person acting for an enterprise by dossier."""

from django.db.models import Q, QuerySet

from casework.accounts.models import User
from casework.accounts.queries import enterprises_of, territory
from documents.models import Attachment, Document, Dossier


def dossiers_visible_to(user: User) -> QuerySet[Dossier]:
    """Dossiers an officer's territory covers or that are about an enterprise the user acts for."""
    return Dossier.objects.filter(territory(user) | Q(enterprise__in=enterprises_of(user)))


def attachments_visible_to(user: User) -> QuerySet[Attachment]:
    """Files of dossiers the user may see; internal ones for officers only."""
    return Attachment.objects.filter(readable(user))


def documents_visible_to(user: User) -> QuerySet[Document]:
    """Papers of dossiers the user may see; internal ones for officers only."""
    return Document.objects.filter(readable(user))


def readable(user: User) -> Q:
    """The condition on a file or paper of a dossier."""
    ours = Q(dossier__enterprise__in=enterprises_of(user), internal=False)
    return territory(user, field="dossier__region_code") | ours
