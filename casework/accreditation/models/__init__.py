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
from casework.accreditation.models.evaluation import CriterionScore, Evaluation, SiteReport
from casework.accreditation.models.listing import Listing, Ranked
from casework.accreditation.models.objection import Objection
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
from casework.accreditation.models.tenure import Bar, Ending, Rectification, Review

__all__ = [
    "Applicant",
    "Application",
    "Bar",
    "Body",
    "Category",
    "Countersigner",
    "Criterion",
    "CriterionScore",
    "Designation",
    "Ending",
    "Evaluation",
    "Expert",
    "ExpertTie",
    "Listing",
    "Objection",
    "Panel",
    "Partner",
    "Programme",
    "Ranked",
    "Recommendation",
    "Rectification",
    "Review",
    "Round",
    "RoundCriterion",
    "Seat",
    "SelfAssessment",
    "SiteReport",
    "Slot",
    "Supplement",
    "SupplementItem",
]
