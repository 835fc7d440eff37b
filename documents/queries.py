"""Who may read which dossier, paper and file: an officer by territory, a representative by enterprise, nobody else."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from casework.accounts.models import User
from casework.accounts.queries import audience, enterprises_of, territory
from documents.models import Attachment, Document, Dossier, ServiceState

TO_OTHERS = ("objection-answer",)  # addressed to somebody who is not the party, and names him
REACHED = (ServiceState.SERVED, ServiceState.POSTED)


def party_of(user: User, path: str = "") -> Q:
    """The condition under which a person answers in a dossier (``path`` leads to it, with its ``__``): it is his own,
    or that of an enterprise he acts for and not of one of its people.
    """
    unit = Q(**{f"{path}personal": False, f"{path}enterprise__in": enterprises_of(user)})
    return unit | Q(**{f"{path}person": user})


def dossiers_visible_to(user: User) -> QuerySet[Dossier]:
    """Dossiers of the officer's territory, or of the enterprises the person acts for."""
    match audience(user):
        case "officer":
            # What was never submitted is the applicant's own, even when it has lapsed.
            return Dossier.objects.filter(territory(user)).exclude(
                application__isnull=False, application__submitted_on=None
            )
        case "enterprise":
            return Dossier.objects.filter(party_of(user))
    return Dossier.objects.none()


def documents_visible_to(user: User) -> QuerySet[Document]:
    """Papers of those dossiers; the party none that are internal and none that have not reached it."""
    if audience(user) != "enterprise":
        return Document.objects.filter(dossier__in=dossiers_visible_to(user))
    rows = Document.objects.filter(party_of(user, "dossier__"), internal=False).exclude(kind__in=TO_OTHERS)
    return rows.filter(Q(services__state__in=REACHED) | Q(services=None)).distinct()


def of_dossier(dossier: int, attachments: Iterable[int]) -> bool:
    """Whether all these attachments are there and lie in the dossier."""
    wanted = set(attachments)
    return Attachment.objects.filter(pk__in=wanted, dossier=dossier).count() == len(wanted)


def attachments_visible_to(user: User) -> QuerySet[Attachment]:
    """Files of those dossiers; the party only what it brought itself, and nothing internal."""
    rows = Attachment.objects.filter(dossier__in=dossiers_visible_to(user))
    return rows.filter(from_party=True, internal=False) if audience(user) == "enterprise" else rows
