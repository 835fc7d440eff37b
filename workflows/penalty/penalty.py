"""行政处罚案件: from filing to the money, the court, or no penalty at all. One page in parts, in their order."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.penalties.models import Penalty
from casework.penalties.queries import refresh_due
from workflows.penalty.changing import Changing
from workflows.penalty.collecting import Collecting
from workflows.penalty.deciding import Deciding
from workflows.penalty.ending import Ending
from workflows.penalty.filing import Filing
from workflows.penalty.hearing import HearingSteps
from workflows.penalty.succeeding import Succeeding
from workflows.penalty.telling import Telling


class PenaltyLifecycle(Filing, Telling, HearingSteps, Deciding, Collecting, Changing, Ending, Succeeding):
    kind = "penalty"
    title = _("行政处罚案件")
    record_model = Penalty

    def starting(self, name: str) -> list[dict[str, Any]]:
        """A part that has its own arguments for a clock says so in ``start_<clock>``."""
        own = getattr(self, f"start_{name}", None)
        return own() if own else super().starting(name)

    def stopping(self, name: str) -> list[str | None]:
        own = getattr(self, f"stop_{name}", None)
        return own() if own else super().stopping(name)

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id)
