"""What an expert reads of an application, and what he may know of the panel's scores."""

from typing import Any

from casework.accreditation.models import Evaluation
from casework.accreditation.panels import sitting
from casework.accreditation.states import ApplicationState
from casework.accreditation.states import EvaluationState as S
from casework.web.scores import matrix
from documents.models import Document


def of(row: Evaluation, user: Any) -> dict[str, Any]:
    """The page of one evaluation. The panel's scores are shown to its leader, once he has submitted his own."""
    application = row.application
    assessments = application.assessments.select_related("criterion").prefetch_related("evidence")
    leads = leader(row) == row.seat_id
    return {
        "evaluation": row,
        "application": application,
        "assessments": list(assessments.order_by("criterion__position")),
        "partners": list(application.partners.all()),
        "supplements": list(application.supplements.exclude(answered_on=None).prefetch_related("items__evidence")),
        "form": Document.objects.filter(dossier=row.dossier_id, kind="application-form").order_by("-pk").first(),
        "own": list(row.scores.select_related("criterion").order_by("criterion__position")),
        "open": row.state == S.ASSIGNED,
        "leads": leads,
        "concluding": leads and row.state == S.SUBMITTED and application.state == ApplicationState.EVALUATING,
        "waiting": application.evaluations.filter(state=S.ASSIGNED).count(),
        "matrix": matrix(application) if leads and row.state == S.SUBMITTED else None,
    }


def leader(row: Evaluation) -> int | None:
    """The seat that leads the panel."""
    first = sitting(row.seat.panel).first()
    return first.pk if first else None
