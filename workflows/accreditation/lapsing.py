"""What the clock does of itself to applications and lists: few at a time, so each takes the whole gate."""

from collections.abc import Mapping, Sequence

from casework.accreditation.models import Application
from casework.clock.models import Deadline
from workflows import approval, engine
from workflows.acting import WAITING

STEPS = {"application_window": "lapse", "supplement": "lapse", "acceptance": "deem_accepted"}


def follow(lapsed: Mapping[str, Sequence[Deadline]]) -> None:
    """Take the step of each deadline that has passed."""
    for name, step in STEPS.items():
        for deadline in lapsed.get(name, ()):
            try:
                engine.take(Application.objects.get(pk=deadline.record), step, by=None)
            except engine.Refused:
                continue  # answered, or moved on, meanwhile
    for deadline in lapsed.get("countersign", ()):
        approval.pass_over(int(deadline.key.removeprefix(WAITING)))
