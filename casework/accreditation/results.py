"""What the experts' scores come to for each application of a category: two queries, the arithmetic in scoring.py."""

from decimal import Decimal
from itertools import groupby

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from casework.accreditation.models import Category, CriterionScore, Evaluation, Round
from casework.accreditation.scoring import Result, trimmed_mean
from casework.accreditation.states import ENDED, EvaluationState

SUBMITTED = EvaluationState.SUBMITTED
NOTHING = Decimal("0.0")


def results(of: Round, category: Category) -> list[Result]:
    """How each application that is still in the running was scored, in the order of the applications.

    Means leave out the highest and the lowest where five or more have scored (scoring.py). A veto criterion has failed
    when more than half of those who scored give it nothing: one expert alone brings nobody down, nor saves him.
    """
    rows = totals(submitted(of, category))
    failed = vetoed(of, category, {application: len(found) for application, found in rows.items()})
    return [
        Result(
            application,
            trimmed_mean([total for _expert, total, _core in found]),
            trimmed_mean([core for _expert, _total, core in found]),
            application in failed,
        )
        for application, found in rows.items()
    ]


def submitted(of: Round, category: Category):
    """Evaluations that count, of applications that have not ended."""
    rows = Evaluation.objects.filter(application__round=of, application__category=category, state=SUBMITTED)
    return rows.exclude(application__state__in=ENDED)


def totals(evaluations) -> dict[int, list[tuple[int, Decimal, Decimal]]]:
    """Application -> expert, total and core total of each of its evaluations; one query."""
    rows = (
        evaluations.order_by("application", "seat__place")
        .annotate(
            total=Coalesce(Sum("scores__score"), NOTHING),
            core=Coalesce(Sum("scores__score", filter=Q(scores__criterion__core=True)), NOTHING),
        )
        .values_list("application", "seat__expert", "total", "core")
    )
    return {application: [tuple(row[1:]) for row in found] for application, found in groupby(rows, lambda row: row[0])}


def vetoed(of: Round, category: Category, panels: dict[int, int]) -> set[int]:
    """Applications of which a veto criterion was given nothing by the majority; ``panels``: how many scored each."""
    nothing = (
        CriterionScore.objects.filter(evaluation__in=submitted(of, category), criterion__veto=True, score=0)
        .values_list("evaluation__application", "criterion")
        .annotate(experts=Count("id"))
        .order_by()
    )
    return {application for application, _criterion, experts in nothing if experts * 2 > panels[application]}
