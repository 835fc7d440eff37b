"""An application, and the first expert's evaluation of one, in every state."""

from collections.abc import Callable
from typing import Any

from tests.workflows.accreditation.story import Story

APPLICATIONS: dict[str, Callable[[Story], Any]] = {
    "": lambda s: s,
    "draft": lambda s: s.drafted(),
    "submitted": lambda s: s.submitted(),
    "incomplete": lambda s: s.incomplete(),
    "accepted": lambda s: s.accepted(),
    "recommended": lambda s: s.recommended(),
    "evaluating": lambda s: s.evaluating(),
    "evaluated": lambda s: s.evaluated(),
    "refused": lambda s: s.refused(),
    "not_designated": lambda s: s.rejected(),
    "withdrawn": lambda s: s.withdrawn(),
}

EVALUATIONS: dict[str, Callable[[Story], Any]] = {
    "assigned": lambda s: s.evaluating(),
    "submitted": lambda s: s.evaluating().submit(s.evaluation),
    "recused": lambda s: s.evaluating().leave("recuse", by=s.evaluation.seat.expert.user),
    "replaced": lambda s: s.evaluating().leave("replace"),
    "voided": lambda s: s.scored().leave("void"),
}
