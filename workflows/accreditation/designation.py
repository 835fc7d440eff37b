"""命名: from the designation on a slot through its reviews to one of its four ends."""

from django.utils.translation import gettext_lazy as _
from viewflow import this

from casework.accreditation.models import Application, Designation
from casework.accreditation.queries import refresh_due
from casework.accreditation.states import DesignationState as S
from casework.clock.deadlines import last_day, period
from workflows.accreditation.designation_conditions import PLAN, VALIDITY, DesignationConditions
from workflows.engine import state
from workflows.words import ALL, anybody, step


class DesignationLifecycle(DesignationConditions):
    kind = "designation"
    title = _("命名")
    record_model = Designation

    def clocks_moved(self) -> None:
        refresh_due(self.record.dossier_id, "designation")

    def over(self, end: str, reason: str = "") -> None:
        """The designation has ended, and its slot is free again."""
        self.record.slot, self.record.end = None, end
        self.record.ended_on, self.record.stage_reason = self.today, reason.strip()

    @step(
        state,
        {"": S.ACTIVE},
        label=_("命名"),
        may=anybody,
        law=PLAN,
        when=[this.holds_a_slot],
        starts=["designation_validity", "designation_review"],
        tells=["designated"],
    )
    def designate(self) -> None:
        self.record.designated_on = self.record.valid_from = self.today
        self.record.valid_to = last_day(self.today, period("designation_validity", self.today))

    @step(
        state,
        {S.ACTIVE: S.EXPIRED},
        label=_("由新的命名接替"),
        may=anybody,
        law=VALIDITY,
        when=[this.renewed],
        stops=[ALL],
    )
    def renew(self, *, application: int) -> None:
        """Follows the decision on the new application: its paper is the new certificate."""
        self.over(Designation.End.RENEWED, f"经复评重新命名（{Application.objects.get(pk=application).round.title}）。")
