"""What a decision may impose: no more than was told, inside range and grade, in time; and by which route it is made."""

from casework.clock.models import DeadlineStatus
from casework.penalties import discretion, law
from casework.penalties.models import Penalty
from workflows.penalty import judgements
from workflows.penalty.matter import PenaltyMatter
from workflows.words import Needs, needs, of_facts

RANGE = "行政处罚法第16条、第38条"
GRADE = "行政处罚法第34条"
MET = Needs(True)


class ImposedConditions(PenaltyMatter):
    @of_facts
    def amount_given(self) -> Needs:
        given = self.facts.fine is None or judgements.money(self.facts.fine) is not None
        return needs(given, "罚款金额须不小于零，最多到分。")

    def something_imposed(self) -> Needs:
        imposed = self.notice is None or judgements.final(self).kinds()
        return needs(imposed, "没有任何处罚。不处罚的，请办理不予处罚。", "行政处罚法第9条、第57条")

    @of_facts
    def not_heavier(self) -> Needs:
        if self.notice is None:
            return MET
        how = law.heavier(judgements.final(self), self.notice.sanction)
        words = f"处罚不能比告知的更重：{how}。发现新的事实的，请重新告知。"
        return needs(not how, words, "行政处罚法第45条第2款")

    def within_range(self) -> Needs:
        """Between the bounds of the provision; below them only where 32 applies and the proposal says so."""
        if self.notice is None:
            return MET
        imposed = judgements.final(self)
        if imposed.basis is None:
            return needs(False, "没有处罚依据的，处罚无效。", RANGE)
        low, high = law.limits(self.record, imposed.basis)
        if imposed.fine > high:
            return needs(False, f"罚款超过法定上限{law.plain(high)}元。", RANGE)
        mitigated = law.below(imposed) and imposed.answers.get("32", {}).get("applies") is True
        words = f"罚款低于法定下限{law.plain(low)}元。减轻处罚须有行政处罚法第三十二条的情形。"
        return needs(imposed.fine >= low or mitigated, words, "行政处罚法第32条")

    def stop_provided(self) -> Needs:
        """Only a unit's production is stopped, and only by a provision that says so."""
        basis = judgements.final(self).basis if self.notice else None
        stops = basis is not None and judgements.final(self).stop_production
        provided = not stops or (not self.personal and basis and (basis.stop_production or basis.stop_if_serious))
        return needs(provided, "处罚依据没有规定责令停产停业整顿。", RANGE)

    def stop_kept(self) -> Needs:
        """Where the provision demands the stop, leaving it out takes a reason."""
        imposed = judgements.final(self) if self.notice else None
        due = imposed is not None and imposed.basis is not None and imposed.basis.stop_production and not self.personal
        left_out = due and imposed is not None and not imposed.stop_production and not imposed.outside_reason
        return needs(not left_out, "处罚依据规定应当责令停产停业整顿。不作这一处罚的，须写明理由。", RANGE)

    def leaves_grade(self) -> bool:
        """The fine lies outside its grade, or there are grades and none was chosen."""
        if self.notice is None:
            return False
        imposed = judgements.final(self)
        if imposed.grade_id is not None or imposed.basis is None:
            return discretion.outside(imposed)
        return bool(discretion.grades(self.record, imposed.basis))

    @of_facts
    def within_grade(self) -> Needs:
        """Outside the grade there is a reason, and ``decision_route`` asks everybody."""
        reasoned = not self.leaves_grade() or judgements.final(self).outside_reason
        return needs(reasoned, "罚款不在裁量档内，须写明理由，并经集体讨论。", GRADE)

    @of_facts
    def reasons_written(self) -> Needs:
        words = "请写明陈述申辩和听证意见的采纳情况，以及裁量的理由。"
        return needs(self.facts.reasons.strip(), words, "行政处罚法第45条、第59条")

    def clock_runs(self) -> Needs:
        clock = judgements.clock_of(self)
        running = clock is not None and clock.status == DeadlineStatus.RUNNING and clock.due_on >= self.today
        return needs(running, "处罚决定的期限已过，请先办理延长期限。", "行政处罚法第60条")

    def decision_route(self) -> str:
        """Everybody decides where the fine leaves its grade or the period had run out."""
        together = self.leaves_grade() or judgements.ran_late(judgements.clock_of(self))
        return "collective" if together else "leader"

    def away(self) -> set[int]:
        return judgements.kept_apart(self)

    def for_unit(self) -> bool:
        return not self.personal and not self.for_days()

    def for_days(self) -> bool:
        return self.record.tier == Penalty.Tier.DAILY

    def for_person(self) -> bool:
        return self.personal
