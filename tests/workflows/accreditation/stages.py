"""An application in every state."""

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
    "refused": lambda s: s.refused(),
    "not_designated": lambda s: s.rejected(),
    "withdrawn": lambda s: s.withdrawn(),
}
