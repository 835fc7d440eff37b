"""An application, the first expert's evaluation of one, and a designation, in every state."""

from collections.abc import Callable
from typing import Any

from tests.workflows.accreditation.story import Story
from tests.workflows.accreditation.tenure_story import Tenure

APPLICATIONS: dict[str, Callable[[Story], Any]] = {
    "": lambda s: s,
    "draft": lambda s: s.drafted(),
    "submitted": lambda s: s.submitted(),
    "incomplete": lambda s: s.incomplete(),
    "accepted": lambda s: s.accepted(),
    "recommended": lambda s: s.recommended(),
    "evaluating": lambda s: s.evaluating(),
    "evaluated": lambda s: s.evaluated(),
    "shortlisted": lambda s: s.shortlisted(),
    "publicised": lambda s: s.publicised(),
    "objected": lambda s: s.objected(),
    "designated": lambda s: s.designated(),
    "refused": lambda s: s.refused(),
    "not_designated": lambda s: s.rejected(),
    "withdrawn": lambda s: s.withdrawn(),
}

LISTINGS: dict[str, Callable[[Story], Any]] = {
    "": lambda s: s,
    "drawn_up": lambda s: s.shortlisted(),
    "publicised": lambda s: s.publicised(),
    "designated": lambda s: s.designated(),
    "closed": lambda s: s.closed(),
}

EVALUATIONS: dict[str, Callable[[Story], Any]] = {
    "assigned": lambda s: s.evaluating(),
    "submitted": lambda s: s.evaluating().submit(s.evaluation),
    "recused": lambda s: s.evaluating().leave("recuse", by=s.evaluation.seat.expert.user),
    "replaced": lambda s: s.evaluating().leave("replace"),
    "voided": lambda s: s.scored().leave("void"),
}

DESIGNATIONS: dict[str, Callable[[Tenure], Any]] = {
    "active": lambda s: s.named(),
    "under_review": lambda s: s.under_review(),
    "rectifying": lambda s: s.rectifying(),
    "revocation_notified": lambda s: s.named().notified(),
    "revoked": lambda s: s.revoked(),
    "expired": lambda s: s.dissolved(),
    "surrendered": lambda s: s.surrendered(),
}
