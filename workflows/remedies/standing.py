"""Whether an act is before a reviewing body or stayed, and whether what a ruling asks for has been done."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from casework.core.now import today
from casework.penalties.models import Remedy, Stay
from casework.penalties.states import RemedyState
from documents.models import Document


def pending(document: Document | int | None) -> bool:
    """Whether a review of the act has been registered and not yet concluded."""
    return remedies(document).filter(state=RemedyState.PENDING).exists()


def stayed(dossier: int, document: Document | int | None = None) -> bool:
    """Whether enforcement stands still today: of any act of the dossier, or of this one only (复议法 42, 行诉法 56)."""
    held = Q(until=None) | Q(until__gt=today())
    rows = Stay.objects.filter(held, since__lte=today(), remedy__dossier=dossier)
    return (rows.filter(remedy__document=document) if document else rows).exists()


def open_in(dossiers: Iterable[int]) -> bool:
    """Whether any act of these dossiers is under review, or a ruling on it has not been obeyed."""
    rows = Remedy.objects.filter(dossier__in=list(dossiers)).exclude(state="")
    return rows.filter(Q(state=RemedyState.PENDING) | (Q(obeyed_on=None) & ~Q(obliges=""))).exists()


def obeyed(dossier: int, step: str, on: date) -> int:
    """Note that the step which a ruling on an act of the dossier asked for was taken; returns how many asked for it."""
    asked = Remedy.objects.filter(dossier=dossier, state=RemedyState.ENDED, obliges=step, obeyed_on=None)
    return asked.update(obeyed_on=on)


def remedies(document: Document | int | None) -> QuerySet[Remedy]:
    return Remedy.objects.filter(document=document or 0).exclude(state="")
