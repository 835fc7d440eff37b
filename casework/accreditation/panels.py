"""Drawing a panel: who may be drawn, the draw with its recorded seed, successors, and running it all again."""

from collections.abc import Iterable, Sequence

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet

from casework.accreditation.conflict import Tie, conflicts
from casework.accreditation.draw import draw, new_seed
from casework.accreditation.models import Application, Category, Expert, Panel, Round, Seat
from casework.accreditation.states import GONE
from casework.clock.book import threshold
from casework.core.now import today


class NoPanel(Exception):
    """The panel cannot be drawn, in a sentence for whoever asked."""


def applicants(of: Round, category: Category) -> list[Application]:
    """The applications the panel will score."""
    rows = of.applications.filter(category=category).exclude(state__in=("", "draft", *GONE))
    return list(rows.prefetch_related("partners"))


def untied(experts: QuerySet[Expert], of: Round, category: Category) -> list[int]:
    """Those of the experts in the pool today who are tied to none of the applicants, nor employed by a partner."""
    found = applicants(of, category)
    units = {application.enterprise_id for application in found}
    names = {application.party_name for application in found}
    names |= {partner.name for application in found for partner in application.partners.all()}
    years, on = int(threshold("expert-tie-years")), today()
    pool = experts.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return [
        expert.pk
        for expert in pool.exclude(employer__in=names).prefetch_related("ties").order_by("pk")
        if not conflicts((Tie(t.enterprise_id, t.since, t.until) for t in expert.ties.all()), units, on, years)
    ]


def eligible(of: Round, category: Category) -> list[int]:
    """Whom the draw is from: experts of the category who are free of ties."""
    return untied(Expert.objects.filter(categories=category), of, category)


def is_untied(expert: int, of: Round, category: Category) -> bool:
    return expert in untied(Expert.objects.filter(pk=expert), of, category)


def hold(category: Category) -> None:
    """Let nobody else change panels of the category until this transaction ends. Whoever moves several applications at
    once asks here first: he holds one of their dossiers already, and must not wait for another who does the same.

    Raises:
        NoPanel: somebody is at it.
    """
    try:
        Category.objects.select_for_update(nowait=True, no_key=True).get(pk=category.pk)
    except OperationalError:
        raise NoPanel("有人正在办理本类别评审组的事项。请稍后重试。") from None


def obstacle(of: Round, category: Category, size: int, named: Sequence[int] = ()) -> str:
    """Why a panel of this size cannot be formed, in a sentence; ``named`` fill up a pool that is too small."""
    least = int(threshold("panel-min"))
    if size < least or size % 2 == 0:
        return f"评审组人数须为单数，不少于{least}人。请改填人数。"
    if Panel.objects.filter(round=of, category=category).exists():
        return "本批次本类别的评审组已经抽取，不能重新抽取。专家退出的，由后面的候选人递补。"
    pool = eligible(of, category)
    if named and len(pool) >= size:
        return f"专家库中有{len(pool)}人可以抽取，不能指定专家。请改为随机抽取。"
    if len(pool) < size and len(pool) + len(named) != size:
        return (
            f"专家库中没有利害关系的专家只有{len(pool)}人，不足{size}人。请补充专家库，或者由负责人指定"
            f"{size - len(pool)}人。"
        )
    free = set(untied(Expert.objects.filter(pk__in=named), of, category)) - set(pool)
    return "" if len(free) == len(named) else "指定的专家有利害关系、已经出库或者重复。请另行指定。"


@transaction.atomic
def convene(of: Round, category: Category, size: int, *, by, named: Sequence[int] = ()) -> Panel:
    """Draw a panel; the seed is made and written before anybody knows whom it draws.

    Args:
        named: whom the leader names where the pool is too small; they take the last places.

    Raises:
        NoPanel: an even or too small number, a pool that is too small, or a panel that is there already.
    """
    hold(category)
    if words := obstacle(of, category, size, named):
        raise NoPanel(words)
    pool = eligible(of, category)
    panel = Panel.objects.create(round=of, category=category, seed=new_seed(), pool=pool, size=size, by=by)
    seat(panel, redraw(panel)[:size])
    seat(panel, named, named=True)
    return panel


def seat(panel: Panel, experts: Iterable[int], *, named: bool = False) -> list[Seat]:
    """Give the experts the next places."""
    first = panel.seats.count() + 1
    return [
        Seat.objects.create(panel=panel, expert_id=expert, place=place, named=named)
        for place, expert in enumerate(experts, first)
    ]


def redraw(panel: Panel) -> list[int]:
    """The whole order of the draw, from seed and pool alone: first those who sit, then their successors."""
    return draw(panel.seed, panel.pool, len(panel.pool))


def matches(panel: Panel) -> bool:
    """Whether those who were drawn are those whom the draw gives, passing over who may no longer sit."""
    drawn = list(panel.seats.filter(named=False).order_by("place").values_list("expert", flat=True))
    order = redraw(panel)
    return drawn[: panel.size] == order[: panel.size] and drawn == [expert for expert in order if expert in drawn]


def sitting(panel: Panel) -> QuerySet[Seat]:
    """Who sits, in the order of the draw: the first one leads."""
    return panel.seats.filter(left_on=None).order_by("place")


def successor(panel: Panel) -> int | None:
    """The next of the same draw who may still sit."""
    drawn = list(panel.seats.filter(named=False).order_by("place").values_list("expert", flat=True))
    order = redraw(panel)
    behind = order.index(drawn[-1]) + 1 if drawn else 0
    seated = set(panel.seats.values_list("expert", flat=True))
    free = set(eligible(panel.round, panel.category)) - seated
    return next((expert for expert in order[behind:] if expert in free), None)


@transaction.atomic
def leave(seat_left: Seat, reason: str) -> Seat | None:
    """Let a member go; the next of the draw takes a place at the end. Nobody, where none is left: the leader names.

    Raises:
        NoPanel: he left already, or somebody else is changing the panel.
    """
    hold(seat_left.panel.category)
    if not Seat.objects.filter(pk=seat_left.pk, left_on=None).update(left_on=today(), left_reason=reason.strip()):
        raise NoPanel("该专家已经退出评审组。")
    following = successor(seat_left.panel)
    return seat(seat_left.panel, [following])[0] if following else None


@transaction.atomic
def name(panel: Panel, expert: int) -> Seat:
    """Seat whom the leader names, where the draw has nobody left.

    Raises:
        NoPanel: no place is vacant, or somebody else is changing the panel.
    """
    hold(panel.category)
    if not vacant(panel):
        raise NoPanel("评审组没有空缺，不能指定专家。")
    return seat(panel, [expert], named=True)[0]


def vacant(panel: Panel) -> int:
    """How many places nobody sits on."""
    return panel.size - sitting(panel).count()
