"""What a proposed penalty must say before anybody is told of it; asked of the first proposal and of every later one."""

from functools import cached_property

from casework.clock.deadlines import threshold
from casework.penalties import discretion, law
from casework.penalties.models import Sanction
from workflows.penalty import investigating
from workflows.penalty.investigating import EFFECTS, QUESTIONS, UNKNOWN, applies
from workflows.penalty.matter import PenaltyMatter
from workflows.words import Needs, needs, of_facts

FACTS = "行政处罚法第40条、第54条"
EVIDENCE = "行政处罚法第46条"
ASKED = "行政处罚法第28条、第29条、第32条、第33条、第36条、第37条"
CHOICE = "行政处罚法第29条、第37条"
FIXED = "行政处罚法第16条、第38条"
MITIGATION = "行政处罚法第32条"
DISCRETION = "行政处罚法第34条"


class ProposalConditions(PenaltyMatter):
    @cached_property
    def proposed(self) -> Sanction:
        """What the form proposes, as a row not yet saved; without a kind of penalty it proposes none."""
        return investigating.proposed(self)

    @of_facts
    def facts_stated(self) -> Needs:
        said = (self.facts.facts, self.facts.breached, self.facts.penalised_by)
        return needs(all(text.strip() for text in said), "请写明违法事实、违反的条款和处罚依据。", FACTS)

    @of_facts
    def evidence_enough(self) -> Needs:
        found = investigating.evidence_of(self.record, self.facts.evidence)
        if len(found) != len(set(self.facts.evidence)):
            return needs(False, "证据须是本案或者整改案件里的材料，请重新选择。", EVIDENCE)
        kinds = {row.kind for row in found}.difference(UNKNOWN)
        least = int(threshold("evidence-kinds", self.today))
        words = f"证据须有{least}种以上，现有{len(kinds)}种。请补充，并注明证据种类。"
        return needs(len(kinds) >= least, words, EVIDENCE)

    @of_facts
    def answers_given(self) -> Needs:
        left = [f"第{article}条（{words}）" for article, words in QUESTIONS.items() if not self.answered(article)]
        return needs(not left, f"还没有写明：{'、'.join(left)}。逐条答“是”或“否”并写理由。", ASKED)

    def answered(self, article: str) -> bool:
        answer = self.facts.answers.get(article)
        known = isinstance(answer, dict) and isinstance(answer.get("applies"), bool)
        return known and bool(str(answer.get("words", "")).strip())

    @of_facts
    def basis_fits(self) -> Needs:
        offered = [basis.pk for basis in law.provisions(self.record)]
        if self.facts.basis not in offered:
            return needs(False, "所选处罚依据不适用于本案的当事人、档次、行业或者行为时间。请另选。", FIXED)
        first = self.facts.basis == offered[0] or self.facts.chosen_because.strip()
        return needs(first, "没有选用排在首位的依据，须写明选用理由。", CHOICE)

    @of_facts
    def kinds_provided(self) -> Needs:
        """No kind of penalty beyond the article, and none of those it demands left out without a reason."""
        made, basis = self.proposed, self.proposed.basis
        if basis is None or not made.kinds():
            return needs(True, "")
        if made.stop_production and (self.personal or not (basis.stop_production or basis.stop_if_serious)):
            return needs(False, "所选依据对当事人没有责令停产停业整顿。请去掉这一种类。", FIXED)
        if made.warning and "警告" not in basis.consequence:
            return needs(False, "所选依据没有警告。请去掉这一种类。", FIXED)
        owed = basis.stop_production and not self.personal and not made.stop_production
        words = "所选依据规定应当责令停产停业整顿。不提这一种类的，须写明理由。"
        return needs(not owed or self.facts.outside_reason.strip(), words, FIXED)

    @of_facts
    def amount_in_range(self) -> Needs:
        made = self.proposed
        if made.fine < 0 or made.confiscation < 0:
            return needs(False, "金额须是不小于0的数，最多到分。")
        if made.fine > made.fine_max:
            return needs(False, f"罚款超过法定上限{law.plain(made.fine_max)}元。", FIXED)
        short = made.kinds() and made.fine < made.fine_min
        words = f"罚款低于法定下限{law.plain(made.fine_min)}元，须有第32条减轻处罚的情形。"
        return needs(not short or applies(self.facts.answers, "32"), words, MITIGATION)

    @of_facts
    def factors_told(self) -> Needs:
        rows = self.facts.factors
        if not all(row.get("effect") in EFFECTS and str(row.get("words", "")).strip() for row in rows):
            return needs(False, "裁量因素须注明从轻、从重或者减轻，并写明情形。", DISCRETION)
        below = any(row["effect"] == "below" for row in rows)
        return needs(not below or applies(self.facts.answers, "32"), "减轻处罚须有第32条的情形。", MITIGATION)

    @of_facts
    def grade_kept(self) -> Needs:
        made = self.proposed
        if made.basis is None or not made.kinds():
            return needs(True, "")
        offered = {grade.pk: grade for grade in discretion.grades(self.record, made.basis)}
        if self.facts.grade and self.facts.grade not in offered:
            return needs(False, "所选裁量档不属于这一依据和档次。请另选。", DISCRETION)
        if self.facts.outside_reason.strip():
            return needs(True, "")
        if offered and not self.facts.grade:
            return needs(False, "请选择裁量档。不按裁量基准的，须写明理由。", DISCRETION)
        return needs(not discretion.outside(made), "罚款超出所选裁量档，须写明理由，并经集体讨论。", DISCRETION)
