"""The quota, place by place (名额看板): who holds each slot since when, which are promised, who stands next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from casework.accreditation import waiting
from casework.accreditation.models import Application, Category, Designation, Ranked, Slot
from casework.accreditation.states import ENDED, HOLDING, ON_LIST, ApplicationState, DesignationState

UNDECIDED = ("", ApplicationState.DRAFT, *ENDED, ApplicationState.DESIGNATED)


@dataclass(frozen=True)
class Seat:
    """One slot. ``kind``: won (held), review (held, and looked at), notice (promised to a unit on a list), open."""

    number: int
    kind: str
    held: Designation | None = None
    promised: Application | None = None


@dataclass
class Row:
    category: Category
    seats: list[Seat] = field(default_factory=list)
    waiting: list[Ranked] = field(default_factory=list)
    asking: int = 0

    @property
    def free(self) -> int:
        return sum(seat.kind == "open" for seat in self.seats)


def board() -> list[Row]:
    """Every category in the order of its programme; seven queries, however many slots there are."""
    categories = list(Category.objects.select_related("programme"))
    held = {row.slot_id: row for row in Designation.objects.filter(state__in=HOLDING).exclude(slot=None)}
    promised = on_lists(held.values())
    slots: dict[int, list[Slot]] = defaultdict(list)
    for slot in Slot.objects.order_by("number"):
        slots[slot.category_id].append(slot)
    undecided = Application.objects.exclude(state__in=UNDECIDED).order_by()
    asking = dict(undecided.values_list("category").annotate(Count("pk")))
    queue = waiting.of([category.pk for category in categories])
    return [
        Row(one, list(seats(slots[one.pk], held, promised[one.pk])), queue[one.pk], asking.get(one.pk, 0))
        for one in categories
    ]


def on_lists(held: Iterable[Designation]) -> dict[int, list[Application]]:
    """Category -> applications on a list that will take a slot which is free now; who renews stays on its own."""
    own = {(row.enterprise_id, row.place_id) for row in held}
    found: dict[int, list[Application]] = defaultdict(list)
    places = dict(Slot.objects.filter(pk__in=[place for _unit, place in own]).values_list("pk", "category"))
    holding = {(unit, places[place]) for unit, place in own}
    for row in Application.objects.filter(state__in=ON_LIST).order_by("ranked__rank"):
        if (row.enterprise_id, row.category_id) not in holding:
            found[row.category_id].append(row)
    return found


def seats(slots: list[Slot], held: dict[int, Designation], promised: list[Application]) -> Iterable[Seat]:
    left = iter(promised)
    for slot in slots:
        if (row := held.get(slot.pk)) is not None:
            yield Seat(slot.number, "won" if row.state == DesignationState.ACTIVE else "review", held=row)
        elif (application := next(left, None)) is not None:
            yield Seat(slot.number, "notice", promised=application)
        else:
            yield Seat(slot.number, "open")
