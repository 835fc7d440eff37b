"""What lies on an expert's desk: his own evaluations, and what he may open of the applications they are about."""

from typing import Any

from django.db.models import Q, QuerySet

from casework.accreditation import panels
from casework.accreditation.models import Application, Evaluation, Panel
from documents.models import Attachment, Document

FORM = "application-form"  # of the papers he reads the application itself, and nothing of the office's


def own(user: Any) -> QuerySet[Evaluation]:
    """His evaluations, without those of panels with whose applicants he turned out to be tied."""
    rows = Evaluation.objects.of_expert(user)
    return rows.exclude(seat__panel__in=tied(rows))


def tied(rows: QuerySet[Evaluation]) -> list[int]:
    """Panels of these evaluations in which the expert may no longer take part."""
    found = Panel.objects.filter(seats__evaluations__in=rows).distinct().select_related("round", "category")
    experts = dict(rows.values_list("seat__panel", "seat__expert"))
    return [panel.pk for panel in found if not panels.is_untied(experts[panel.pk], panel.round, panel.category)]


def opened(user: Any) -> QuerySet[Application]:
    """Applications of which he has said that nothing ties him to the applicant."""
    return Application.objects.filter(pk__in=own(user).exclude(declared_at=None).values("application"))


def files(user: Any) -> QuerySet[Attachment]:
    """What the applicants handed in, and the photos and signatures he brought himself."""
    if not user.is_authenticated or not (found := list(opened(user).values_list("pk", "dossier"))):
        return Attachment.objects.none()
    dossiers = [dossier for _pk, dossier in found]
    return Attachment.objects.filter(Q(from_party=True, internal=False) | Q(by=user), dossier__in=dossiers)


def papers(user: Any) -> QuerySet[Document]:
    """The application form of each."""
    if not user.is_authenticated:
        return Document.objects.none()
    return Document.objects.filter(dossier__in=opened(user).values("dossier"), kind=FORM)
