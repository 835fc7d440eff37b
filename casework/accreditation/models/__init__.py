"""Rows of this chapter: one module per part of the procedure."""

from casework.accreditation.models.application import (
    Application,
    Partner,
    Recommendation,
    SelfAssessment,
    Supplement,
    SupplementItem,
)
from casework.accreditation.models.designation import Designation
from casework.accreditation.models.panel import Expert, ExpertTie, Panel, Seat
from casework.accreditation.models.programme import (
    Applicant,
    Body,
    Category,
    Countersigner,
    Criterion,
    Programme,
    Round,
    RoundCriterion,
    Slot,
)

__all__ = [
    "Applicant",
    "Application",
    "Body",
    "Category",
    "Countersigner",
    "Criterion",
    "Designation",
    "Expert",
    "ExpertTie",
    "Panel",
    "Partner",
    "Programme",
    "Recommendation",
    "Round",
    "RoundCriterion",
    "Seat",
    "SelfAssessment",
    "Slot",
    "Supplement",
    "SupplementItem",
]
