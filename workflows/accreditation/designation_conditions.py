"""What must hold before a step of a designation: each a sentence for whoever is refused, with its article."""

from casework.accreditation import slots
from casework.accreditation.models import Application, Designation
from casework.accreditation.states import LEFT
from workflows.matter import Matter
from workflows.words import Needs, needs, of_facts

PLAN = "安全技能提升行动计划实施方案二"
VALIDITY = "参照行政许可法第50条"


class DesignationConditions(Matter):
    record: Designation
    ended = LEFT

    def holds_a_slot(self) -> Needs:
        return needs(self.record.slot_id, "没有占用名额，不能命名。", PLAN)

    @of_facts
    def renewed(self) -> Needs:
        """Only by an application of the same unit for the same category, which is another one than its own."""
        asked = Application.objects.filter(pk=self.facts.application).exclude(pk=self.record.application_id).first()
        right = asked is not None and slots.held_by(asked) == self.record
        return needs(right, "没有本单位同一类别的复评申报，不能由新的命名接替。", VALIDITY)
