"""What must hold between the evaluation and the designation of an application: each a sentence, with its article."""

from datetime import date
from functools import cached_property

from casework.accreditation import objections, slots, standing
from casework.accreditation.models import Objection, Ranked
from casework.accreditation.publicity import publicity_of, runs_on
from casework.accreditation.shortlisting import on_own_slot, places_left
from workflows.accreditation.conditions import PLAN, ApplicationConditions
from workflows.words import Needs, needs, of_facts

HEARD = "参照行政许可法第36条"


class PublicisingConditions(ApplicationConditions):
    @cached_property
    def row(self) -> Ranked | None:
        """Its place on the list of its own round and category, if it is on one."""
        of = {"listing__round": self.record.round_id, "listing__category": self.record.category_id}
        return Ranked.objects.filter(application=self.record, chosen=True, **of).first()

    # --- following the list ---------------------------------------------------------------------------------------
    def on_list(self) -> Needs:
        return needs(self.row, "该申请没有列入已经审批的拟认定名单。", PLAN)

    def standing_holds(self) -> Needs:
        against = standing.obstacles(self.record.enterprise)
        return needs(not against, f"该单位{'，'.join(against)}，不能认定。", PLAN)

    def slot_promised(self) -> Needs:
        own = self.record.enterprise_id in on_own_slot(self.record.category)
        words = f"{self.record.category}的名额已用完，不能再列入。"
        return needs(own or places_left(self.record.category) > 0, words, PLAN)

    def on_notice(self) -> Needs:
        return needs(self.row and self.row.publicised_on, "该申请所在的名单还没有公示。", PLAN)

    def decided(self) -> Needs:
        return needs(self.row and self.row.designated_on, "名单的命名决定没有包括该申请。", PLAN)

    def publicity_over(self) -> Needs:
        """A notice that stands still has not run its course, whatever its date says."""
        row = publicity_of(self.record)
        return needs(row is not None and not runs_on(row, self.today), "公示期还没有届满。", PLAN)

    def all_answered(self) -> Needs:
        return needs(not objections.waiting(self.record).exists(), "还有异议没有答复。", HEARD)

    def slot_free(self) -> Needs:
        words = f"{self.record.category}没有空余名额。"
        return needs(slots.free_for(self.record) > 0, words, PLAN)

    # --- objections -----------------------------------------------------------------------------------------------
    def notice_runs(self) -> Needs:
        row = publicity_of(self.record)
        return needs(row is not None and runs_on(row, self.today), "公示期已经届满，不能再按公示期异议办理。", PLAN)

    @of_facts
    def objection_signed(self) -> Needs:
        named = self.facts.name.strip() and self.facts.contact.strip()
        return needs(named, "提出异议须写明真实姓名（单位写名称）和联系方式。", PLAN)

    @of_facts
    def objection_grounded(self) -> Needs:
        grounds = self.facts.grounds.strip()
        return needs(grounds and self.own_files(self.facts.evidence), "请写明异议的内容和理由。", PLAN)

    def objection_waits(self) -> Needs:
        return needs(objections.waiting(self.record).exists(), "没有需要核查的异议。", HEARD)

    @of_facts
    def applicant_heard(self) -> Needs:
        """Not before the first of the objections had come, and not in the future."""
        heard, first = self.facts.heard_on, objections.waiting(self.record).order_by("received_on").first()
        dated = isinstance(heard, date) and first is not None and first.received_on <= heard <= self.today
        words = "须先听取申报单位的意见。请写明听取日期（收到异议之后、今天以前）和单位的意见。"
        return needs(dated and self.facts.heard.strip(), words, HEARD)

    @of_facts
    def each_objection_answered(self) -> Needs:
        given = {row["objection"]: row for row in self.facts.answers}
        asked = set(objections.waiting(self.record).values_list("pk", flat=True))
        if set(given) != asked:
            return needs(False, "请对每一件没有答复的异议分别作出结论。期间收到新异议的，请刷新后重办。", HEARD)
        written = all(row["finding"].strip() and isinstance(row["upheld"], bool) for row in given.values())
        return needs(written, "每件异议都要写明是否成立和理由。", HEARD)

    @cached_property
    def answering(self) -> dict[int, Objection]:
        """The objections that the step answers, by key."""
        return Objection.objects.in_bulk([row["objection"] for row in self.facts.answers])
