"""Discretion (裁量): which grade of the benchmark fits, what amount follows from it, what was decided in like cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet

from casework.clock.deadlines import threshold
from casework.enforcement.models import Basis, FindingWorker
from casework.penalties.daily import daily
from casework.penalties.law import bounds, plain
from casework.penalties.models import Benchmark, Decision, Penalty, Sanction

NO_GROUND = "减轻处罚要有行政处罚法第三十二条的情形，并在“法定事项”里写明。"
NO_FINE = "所选依据没有罚款。"
NOT_DAILY = "没有送达的责令改正和罚款决定，不能按日连续处罚。"
NO_FLOOR = "这一档没有法定下限，减轻处罚无从适用，按从轻处理。"


# --- grades -------------------------------------------------------------------------------------------------------
def grades(penalty: Penalty, basis: Basis) -> list[Benchmark]:
    """The grades for the act on its day, mildest first; those only that lie inside the bounds of the provision."""
    low, high = bounds(basis, penalty.personal)
    on: date = max(penalty.act_on, basis.valid_from)
    rows = (
        Benchmark.objects.filter(violation=basis.violation_id, tier=penalty.tier, personal=penalty.personal)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
        .filter(fine_min__gte=low, fine_max__lte=high)
        .order_by("-valid_from")
    )
    latest: dict[str, Benchmark] = {}
    for row in rows:
        latest.setdefault(row.grade, row)
    return sorted(latest.values(), key=lambda row: (row.fine_min, row.fine_max))


def heads(penalty: Penalty, basis: Basis) -> int:
    """How many workers the findings under this provision concern, each counted once."""
    rows = FindingWorker.objects.filter(finding__in=penalty.findings.filter(violation=basis.violation_id))
    return len({number or (name, trade) for number, name, trade in rows.values_list("id_number", "name", "trade")})


def grade_for(penalty: Penalty, basis: Basis, count: int | None = None) -> Benchmark | None:
    """The grade by the number of workers concerned; none where the grid does not say, then the officer chooses."""
    number = heads(penalty, basis) if count is None else count
    fits = (
        g for g in grades(penalty, basis) if g.heads_min <= number and (g.heads_max is None or number <= g.heads_max)
    )
    return next(fits, None)


def outside(sanction: Sanction) -> bool:
    """Whether the fine leaves its grade, up or down: then a reason and the collective are needed."""
    grade = sanction.grade
    return grade is not None and not grade.fine_min <= sanction.fine <= grade.fine_max


# --- an amount ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Suggestion:
    """An amount and how it comes about; ``warning`` says what stands against one of the factors."""

    amount: Decimal
    words: str
    warning: str = ""

    @property
    def figure(self) -> str:
        """The amount as a form takes it and a button names it."""
        return plain(self.amount)


def suggest(
    basis: Basis,
    personal: bool,
    grade: Benchmark | None,
    factors: Iterable[Mapping[str, Any]] = (),
    *,
    mitigates: bool = False,
    penalty: Penalty | None = None,
) -> Suggestion:
    """The middle of the grade, moved by each factor within the grade; under the floor only where 32 allows it.

    Args:
        grade: without one the whole range of the provision is the grade.
        mitigates: a ground of 行政处罚法 32 was found to apply.
        penalty: needed for a daily fine, whose amount is no matter of discretion.
    """
    if basis.tier == Basis.Tier.DAILY:
        counted = daily(penalty) if penalty and not personal else None
        return Suggestion(counted.amount, counted.words) if counted else Suggestion(Decimal(0), NOT_DAILY)
    floor, top = bounds(basis, personal)
    if not top:
        return Suggestion(Decimal(0), NO_FINE)
    low, high = (grade.fine_min, grade.fine_max) if grade else (floor, top)
    effects = [str(f.get("effect")) for f in factors]
    if "below" in effects and mitigates and floor:
        return _under(floor)
    warning = "" if "below" not in effects else NO_FLOOR if mitigates else NO_GROUND
    lighter, heavier = effects.count("lighter"), effects.count("heavier")
    lighter += "below" in effects and mitigates
    return _within(low, high, lighter, heavier, warning, grade)


def _within(
    low: Decimal, high: Decimal, lighter: int, heavier: int, warning: str, grade: Benchmark | None
) -> Suggestion:
    step = (high - low) * threshold("factor-step-percent") / 100
    middle = (low + high) / 2
    moved = middle + step * (heavier - lighter)
    amount = _whole(min(high, max(low, moved)), low, high)
    name = f"裁量档“{grade.grade}”" if grade else "法定幅度"
    parts = [f"{name}{plain(low)}元至{plain(high)}元，中间值{plain(middle)}元"]
    if lighter:
        parts.append(f"从轻情节{lighter}项，每项减{plain(step)}元")
    if heavier:
        parts.append(f"从重情节{heavier}项，每项加{plain(step)}元")
    if not low <= moved <= high:
        parts.append("以本档上下限为限")
    return Suggestion(amount, f"{'；'.join(parts)}；建议罚款{plain(amount)}元。", warning)


def _under(floor: Decimal) -> Suggestion:
    share = threshold("below-percent")
    amount = _whole(floor * share / 100, Decimal(0), floor)
    return Suggestion(
        amount,
        f"有行政处罚法第三十二条的情形，减轻处罚：法定下限{plain(floor)}元的{plain(share)}%；建议罚款{plain(amount)}元。"
        "减轻处罚须集体讨论。",
    )


def _whole(amount: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """A round amount, still between the bounds."""
    unit = threshold("fine-rounding")
    rounded = (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit
    return min(high, max(low, rounded))


# --- like cases ---------------------------------------------------------------------------------------------------
def similar(penalty: Penalty) -> QuerySet[Penalty]:
    """Punished cases of the same violations, tier and kind of party, newest first; narrow it with ``visible_to``."""
    in_force = Q(decisions__punishes=True, decisions__standing=Decision.Standing.STANDING)
    return (
        Penalty.objects.filter(in_force, tier=penalty.tier, person__isnull=not penalty.personal)
        .filter(findings__violation__in=penalty.findings.values("violation"))
        .exclude(pk=penalty.pk)
        .annotate(decided_on=Max("decisions__decided_on", filter=in_force))
        .order_by("-decided_on", "-pk")
    )
