"""What this system itself knows against a designated unit: the yearly review is clean where there is nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, F, OuterRef, Q

from casework.accreditation.models import Designation, Objection, Review
from casework.accreditation.standing import SETTLED
from casework.clock.models import Deadline
from casework.core.now import today
from casework.enforcement.models import Case
from casework.penalties.models import Penalty, Suspension
from casework.penalties.states import AFTER, BEFORE, STOPPED

CLEAN = (Review.Ground.YEARLY,)  # opened by the calendar alone


def known(designations: Collection[Designation]) -> dict[int, list[str]]:
    """Designation -> what speaks against it, in sentences without a stop; seven queries, however many there are."""
    found: dict[int, list[str]] = defaultdict(list)
    units = {row.enterprise_id for row in designations}
    stopped, penalised, cases = against(units)
    late = set(late_rectifications({row.pk for row in designations}))
    objected = set(late_objections({row.pk for row in designations}))
    opened = {r.designation_id: r for r in Review.objects.filter(designation__in=designations, outcome="")}
    for row in designations:
        review, unit = opened.get(row.pk), row.enterprise_id
        found[row.pk] += ["正在停产停业"] if unit in stopped else []
        found[row.pk] += ["有逾期未改正的处罚案件没有办结"] if unit in penalised else []
        found[row.pk] += [f"有{cases[unit]}件整改案件没有办结"] if cases[unit] else []
        found[row.pk] += ["命名后的整改逾期或者没有通过"] if row.pk in late else []
        found[row.pk] += ["收到过公示期满后的异议，还没有复核"] if row.pk in objected else []
        found[row.pk] += [words(review)] if review and review.ground not in CLEAN else []
    return found


def of(designation: Designation) -> list[str]:
    return known([designation])[designation.pk]


def words(review: Review) -> str:
    return f"{review.get_ground_display()}：{review.reason.strip().rstrip('。') or '见案卷'}"


def against(units: Collection[int]) -> tuple[set[int], set[int], Counter[int]]:
    """Units with a stop in force, with an open penalty of the second tier, and how many open cases each has."""
    stopped = Suspension.objects.filter(enterprise__in=units, state__in=STOPPED).values_list("enterprise", flat=True)
    second = Penalty.objects.filter(
        enterprise__in=units, person=None, tier=Penalty.Tier.OVERDUE, state__in=(*BEFORE, *AFTER)
    ).values_list("enterprise", flat=True)
    cases = Case.objects.filter(enterprise__in=units).exclude(state__in=("", *SETTLED))
    return set(stopped), set(second), Counter(cases.values_list("enterprise", flat=True))


def late_objections(designations: Collection[int]) -> Iterable[int]:
    """Designations against which somebody objected after the notice, and no review has come to an end since."""
    looked = Review.objects.filter(
        designation__application=OuterRef("application"), outcome__in=(Review.Outcome.PASSED, Review.Outcome.RECTIFY),
        updated_at__gt=OuterRef("created_at"),
    )  # fmt: skip
    waiting = Objection.objects.filter(~Exists(looked), late=True, application__designation__in=designations)
    return waiting.values_list("application__designation", flat=True)


def late_rectifications(designations: Collection[int]) -> Iterable[int]:
    """Designations whose rectification came late or has not come, or was found wanting and not made good."""
    rows = Deadline.objects.filter(kind="designation", record__in=designations, name="designation_rectify")
    late = rows.filter(Q(ended_on__gt=F("due_on")) | Q(status="running", due_on__lt=today()))
    yield from late.values_list("record", flat=True)
    yield from Designation.objects.filter(
        pk__in=designations, rectifications__fit=False
    ).values_list("pk", flat=True)  # fmt: skip
