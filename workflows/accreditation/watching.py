"""What happens to designations of itself: the yearly review, one when production is stopped, the end of validity."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from casework.accreditation import renewal
from casework.accreditation.models import Designation, Review
from casework.accreditation.states import DesignationState
from casework.accreditation.waiting import waiting
from casework.clock.models import Deadline
from casework.core.now import today
from casework.core.words import date_cn
from casework.notices.write import Letter, write, write_many
from casework.penalties.models import Suspension
from workflows import engine

CLOCKS = ("designation_review", "designation_validity")


def follow(lapsed: Mapping[str, Sequence[Deadline]]) -> None:
    """Open the yearly reviews whose day has passed; one that was opened for another reason meanwhile stays as it is."""
    for deadline in lapsed.get("designation_review", ()):
        attempt(Designation.objects.get(pk=deadline.record), "open_review", ground=Review.Ground.YEARLY.value)


def end_those_run_out() -> int:
    """End what is past its last day, once no renewal waits for a decision; returns how many ended.

    No deadline leads here: a renewal may be refused any day after the last one.
    """
    return sum(attempt(row, "expire") for row in renewal.run_out(today()))


def remind_of_renewal() -> None:
    """Tell each unit once that its last months have begun and that it may ask for renewal."""
    rows = renewal.to_remind(today()).select_related("dossier__enterprise", "dossier__agency")
    context = [(row, {"until": date_cn(row.valid_to), "agency": row.dossier.agency.name}) for row in rows]
    write_many([Letter("renewal-open", row.dossier, f"designation:{row.pk}", words) for row, words in context])


def attempt(designation: Designation, step: str, **facts: Any) -> bool:
    try:
        engine.take(designation, step, by=None, **facts)
    except engine.Refused:
        return False  # moved on meanwhile
    return True


def tell_next(designation: Designation) -> None:
    """A slot is free again: tell the office who stands next for it."""
    category = designation.place.category
    first = next(iter(waiting(category)), None)
    words = f"候补第一位：{first.application.party_name}（第{first.rank}名）" if first else "没有候补单位"
    context = {"party": designation.party_name, "category": category.name, "next": words}
    write("slot-freed", designation.dossier, f"designation:{designation.pk}", context)


def after_stop(suspension: Suspension) -> list[Callable[[], Any]]:
    """A stop of production puts every designation of the unit under review, whoever ordered it."""
    facts: dict[str, Any] = {"ground": Review.Ground.SUSPENSION.value, "reason": f"停产停业范围：{suspension.scope}"}
    standing = Designation.objects.filter(enterprise=suspension.enterprise_id, state=DesignationState.ACTIVE)
    return [partial(engine.take, row, "open_review", by=None, **facts) for row in standing.order_by("pk")]
