"""The file for the answer: everything in the matter's dossiers as it stood at the end of a day.

A court and a reconsideration body look at the evidence the act rested on, not at what came later (行政诉讼法 34, 35).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.clock.deadlines import midnight
from casework.penalties.models import Penalty, Remedy
from casework.trail.models import Event
from documents.models import Attachment, Document


@dataclass(frozen=True)
class File:
    """What lay in the dossiers then, oldest first."""

    on: date
    dossiers: list[int]
    documents: list[Document]
    attachments: list[Attachment]
    events: list[Event]


def as_it_stood(dossier: int, on: date) -> File:
    """The dossier, and that of the correction case a penalty came from, at the end of the day.

    A paper changed or withdrawn later is in it: that day it stood.
    """
    folders = [*Penalty.objects.filter(dossier=dossier).values_list("case__dossier", flat=True), dossier]
    over = midnight(on + timedelta(days=1))
    documents = Document.objects.filter(dossier__in=folders, issued_on__lte=on).order_by("issued_on", "pk")
    attachments = Attachment.objects.filter(dossier__in=folders, created_at__lt=over).order_by("created_at", "pk")
    events = Event.objects.filter(dossier__in=folders, at__lt=over).order_by("at", "pk")
    return File(on, folders, list(documents), list(attachments), list(events))


def file_of(remedy: Remedy, on: date | None = None) -> File:
    """The file for the answer to a review: as it stood when the act was issued, unless another day is asked for."""
    return as_it_stood(remedy.dossier_id, on or remedy.document.issued_on)
