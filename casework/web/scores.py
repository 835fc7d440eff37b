"""The scores of an application as a table: a line for each criterion, a column for each expert. Who has not submitted
has an empty column, whatever he may have written down already.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from casework.accreditation.models import Application, Evaluation
from casework.accreditation.scoring import outliers, trimmed_mean
from casework.accreditation.states import EvaluationState as S
from casework.clock.book import threshold

LOW = Decimal("0.75")  # of the weight: below it a score is marked


@dataclass
class Score:
    words: str
    low: bool = False


@dataclass
class Line:
    name: str
    weight: str
    scores: list[Score]
    mean: str


@dataclass
class Matrix:
    experts: list[Evaluation]
    lines: list[Line]
    total: list[Score]
    full: str
    mean: str
    remarks: list[tuple[str, list[str]]] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    waiting: int = 0


def points(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.normalize():f}"


def matrix(application: Application) -> Matrix:
    """What has been submitted, column by column; three queries."""
    rows = application.evaluations.standing().select_related("seat__expert").order_by("seat__place")
    experts = list(rows.prefetch_related("scores__criterion"))
    given = {row.pk: {s.criterion_id: s for s in row.scores.all()} for row in experts if row.state == S.SUBMITTED}
    criteria = list(application.round.criteria.all())
    totals = {pk: sum((s.score for s in scores.values()), Decimal(0)) for pk, scores in given.items()}
    lines = []
    for criterion in criteria:
        found = [given.get(row.pk, {}).get(criterion.pk) for row in experts]
        known = [s.score for s in found if s]
        scores = [Score(points(s.score if s else None), bool(s and s.score < criterion.weight * LOW)) for s in found]
        mean = points(trimmed_mean(known)) if known else "—"
        lines.append(Line(f"{criterion.code} {criterion.text}", points(criterion.weight), scores, mean))
    far = outliers(totals, threshold("outlier-points"))
    return Matrix(
        experts, lines, [Score(points(totals.get(row.pk)), row.pk in far) for row in experts],
        points(sum((c.weight for c in criteria), Decimal(0))),
        points(trimmed_mean(list(totals.values()))) if totals else "—",
        [(row.seat.expert.name, said(row)) for row in experts if row.pk in given],
        [row.seat.expert.name for row in experts if row.pk in far],
        len(experts) - len(given),
    )  # fmt: skip


def said(row: Evaluation) -> list[str]:
    """His opinion, and why he took something off."""
    off = [f"{s.criterion.code}：{s.reason}" for s in row.scores.all() if s.reason]
    return [row.opinion, *off]
