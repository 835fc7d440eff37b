"""When a paper served electronically was opened: its arrival starts the clocks, the reading is kept beside it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from casework.core.now import now
from documents.models import Document, Service, ServiceMode, ServiceState


def unread(dossiers: Iterable[int]) -> QuerySet[Service]:
    """Electronic services of these dossiers whose paper nobody has opened yet."""
    return electronic().filter(dossier__in=list(dossiers), read_at=None).order_by()


def electronic() -> QuerySet[Service]:
    return Service.objects.filter(state=ServiceState.SERVED, mode=ServiceMode.ELECTRONIC)


def is_sealed(document: Document) -> bool:
    """Whether the paper was served electronically and has not been opened."""
    return electronic().filter(document=document, read_at=None).exists()


def keep_reading(document: Document) -> int:
    """Keep the first moment the party opened the paper; no step of the service. Returns how many services it is of."""
    return electronic().filter(document=document, read_at=None).update(read_at=now())
