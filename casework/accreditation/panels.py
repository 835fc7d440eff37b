"""Drawing a panel: who may be drawn, the draw with its recorded seed, successors, and running it all again."""

from django.db import transaction
from django.db.models import Q

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


def eligible(of: Round, category: Category) -> list[int]:
    """Experts of the category in the pool today who are tied to none of the applicants, nor employed by a partner."""
    found = applicants(of, category)
    units = {application.enterprise_id for application in found}
    names = {application.party_name for application in found}
    names |= {partner.name for application in found for partner in application.partners.all()}
    years, on = int(threshold("expert-tie-years")), today()
    pool = Expert.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), categories=category, valid_from__lte=on)
    return [
        expert.pk
        for expert in pool.exclude(employer__in=names).prefetch_related("ties").order_by("pk")
        if not conflicts((Tie(t.enterprise_id, t.since, t.until) for t in expert.ties.all()), units, on, years)
    ]


@transaction.atomic
def convene(of: Round, category: Category, size: int, *, by) -> Panel:
    """Draw a panel; the seed is made and written before anybody knows whom it draws.

    Raises:
        NoPanel: an even or too small number, a pool that is too small, or a panel that is there already.
    """
    least = int(threshold("panel-min"))
    if size < least or size % 2 == 0:
        raise NoPanel(f"评审组人数须为单数，不少于{least}人。请改填人数。")
    Category.objects.select_for_update().get(pk=category.pk)  # of two who draw at once the second finds the first's
    if Panel.objects.filter(round=of, category=category).exists():
        raise NoPanel("本批次本类别的评审组已经抽取，不能重新抽取。专家退出的，由后面的候选人递补。")
    pool = eligible(of, category)
    if len(pool) < size:
        raise NoPanel(f"专家库中没有利害关系的专家只有{len(pool)}人，不足{size}人。请补充专家库，或者由负责人指定。")
    panel = Panel.objects.create(round=of, category=category, seed=new_seed(), pool=pool, size=size, by=by)
    Seat.objects.bulk_create(
        Seat(panel=panel, expert_id=expert, place=place) for place, expert in enumerate(redraw(panel)[:size], 1)
    )
    return panel


def redraw(panel: Panel) -> list[int]:
    """The whole order of the draw, from seed and pool alone: first those who sit, then their successors."""
    return draw(panel.seed, panel.pool, len(panel.pool))


def matches(panel: Panel) -> bool:
    """Whether those who were seated are those whom the draw gives, passing over who may no longer sit."""
    seated = list(panel.seats.order_by("place").values_list("expert", flat=True))
    order = redraw(panel)
    return seated[: panel.size] == order[: panel.size] and seated == [expert for expert in order if expert in seated]


@transaction.atomic
def replace(seat: Seat, reason: str) -> Seat:
    """Let a member leave; the next of the same draw who may still sit takes a place at the end.

    Raises:
        NoPanel: he left already, no reason, or nobody is left.
    """
    panel = Panel.objects.select_for_update().get(pk=seat.panel_id)
    seat = Seat.objects.get(pk=seat.pk)
    if seat.left_on or not reason.strip():
        raise NoPanel("该专家已经退出，或者没有写明退出原因。")
    free = set(eligible(panel.round, panel.category))
    taken = list(panel.seats.order_by("place").values_list("expert", flat=True))
    left = [expert for expert in redraw(panel) if expert in free and expert not in taken]
    behind = redraw(panel).index(taken[-1])
    left = [expert for expert in left if redraw(panel).index(expert) > behind]
    if not left:
        raise NoPanel("候选专家已经用完，没有人可以递补。请补充专家库，或者由负责人指定。")
    seat.left_on, seat.left_reason = today(), reason.strip()
    seat.save(update_fields=["left_on", "left_reason"])
    return Seat.objects.create(panel=panel, expert_id=left[0], place=len(taken) + 1)
