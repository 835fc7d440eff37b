"""Who is late among the experts hears of it himself: the office alone cannot score."""

from collections.abc import Iterable

from casework.accreditation.models import Evaluation
from casework.accreditation.states import EvaluationState
from casework.clock.models import Deadline
from casework.core.words import date_cn
from casework.notices.write import Letter


def letters(near: Iterable[Deadline]) -> list[Letter]:
    """A letter to each expert who has not submitted what the deadline is for."""
    wanted = {d.record: d for d in near if d.name == "evaluation"}
    rows = Evaluation.objects.filter(application__in=wanted, state=EvaluationState.ASSIGNED)
    found = rows.exclude(seat__expert__user=None).select_related("seat__expert__user", "application", "dossier")
    return [letter(row, wanted[row.application_id]) for row in found]


def letter(row: Evaluation, deadline: Deadline) -> Letter:
    words = {"party": row.application.party_name, "due_on": date_cn(deadline.due_on)}
    user = row.seat.expert.user
    return Letter(
        "evaluation-near", row.dossier, f"deadline:{deadline.pk}", words, url="/expert/", given=[user] if user else []
    )
