"""Rows of this chapter: one module per part of the procedure."""

from casework.penalties.models.collecting import (
    CourtApplication,
    Deferral,
    Demand,
    Instalment,
    Payment,
    PaymentImport,
    Publication,
    Ruling,
    Surcharge,
)
from casework.penalties.models.deciding import Decision, Deliberation, LegalReview, Vote
from casework.penalties.models.penalty import Benchmark, KeptEvidence, Penalty, Person, Referral, Sanction
from casework.penalties.models.remedy import Remedy, Stay
from casework.penalties.models.suspension import Acceptance, Closure, Defiance, PowerCut, Suspension
from casework.penalties.models.telling import Defence, Hearing, PenaltyNotice

__all__ = [
    "Acceptance",
    "Benchmark",
    "Closure",
    "CourtApplication",
    "Decision",
    "Defence",
    "Deferral",
    "Defiance",
    "Deliberation",
    "Demand",
    "Hearing",
    "Instalment",
    "KeptEvidence",
    "LegalReview",
    "Payment",
    "PaymentImport",
    "Penalty",
    "PenaltyNotice",
    "Person",
    "PowerCut",
    "Publication",
    "Referral",
    "Remedy",
    "Ruling",
    "Sanction",
    "Stay",
    "Surcharge",
    "Suspension",
    "Vote",
]
