"""How a round stands, category by category: what is there, what waits for whom, who has still to score."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from casework.accreditation.models import Application, Category, Evaluation, Listing, Panel, Round
from casework.accreditation.states import COUNTS, ENDED, ApplicationState, EvaluationState, ListingState

S = ApplicationState
LEFT_OUT = ("承办人", "作出不予认定的决定")  # once the list is drawn up, whoever is not on it
LISTED = dict(ListingState.choices)
FAR = date(9999, 12, 31)  # no date runs
# Who has the next step in a state, and what it is.
WAITS = {
    "submitted": ("承办人", "受理或者告知补正"),
    "incomplete": ("申报单位", "补正材料"),
    "accepted": ("设区市应急管理局", "提出初审意见"),
    "recommended": ("承办人", "组成评审组"),
    "evaluating": ("专家", "评分和现场评估"),
    "evaluated": ("承办人", "拟定名单"),
    "shortlisted": ("承办人", "公示名单"),
    "publicised": ("公众", "公示期内提出异议"),
    "objected": ("承办人", "答复异议"),
}


@dataclass(frozen=True)
class Wait:
    """``count`` applications wait for ``who`` to do ``what``."""

    state: str
    who: str
    what: str
    count: int


@dataclass
class Standing:
    """One category of the round. ``first``: state -> the key of its first application; ``scorers``: expert ->
    evaluations still owed and handed in.
    """

    category: Category
    slots: int
    free: int
    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    due_on: date | None = None
    panel: Panel | None = None
    listing: int | None = None
    listing_words: str = ""
    scorers: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def waits(self) -> list[Wait]:
        known = {**WAITS, S.EVALUATED: LEFT_OUT} if self.listing else WAITS
        return [Wait(state, *known[state], self.counts[state]) for state in WAITS if self.counts.get(state)]

    @property
    def designated(self) -> int:
        return self.counts.get("designated", 0)

    @property
    def ended(self) -> int:
        return sum(self.counts.get(state, 0) for state in ENDED)

    @property
    def to_convene(self) -> int | None:
        """Where a panel can be drawn for all of the category, the application on which the step is taken."""
        before = (S.SUBMITTED, S.INCOMPLETE, S.ACCEPTED)
        waiting = self.panel is not None or any(map(self.counts.get, before))
        return None if waiting else self.first.get(S.RECOMMENDED)

    @property
    def scores(self) -> tuple[int, int]:
        """How many evaluations are in, of how many."""
        owed, given = (sum(pair[n] for pair in self.scorers.values()) for n in (0, 1))
        return given, owed + given


def standings(of: Round, applications: QuerySet[Application]) -> list[Standing]:
    """Every category of the round's programme; ``applications`` are those the reader may see."""
    free = Count("slots", filter=Q(slots__designation=None))
    listed = Listing.objects.filter(round=of, category=OuterRef("pk")).exclude(state="")
    categories = Category.objects.filter(programme=of.programme_id).order_by("position").annotate(
        every=Count("slots"), free=free, listing=Subquery(listed.values("pk")), said=Subquery(listed.values("state"))
    )  # fmt: skip
    rows = {
        row.pk: Standing(row, row.every, row.free, listing=row.listing, listing_words=LISTED.get(row.said, ""))
        for row in categories
    }
    for category, state, number, due, first in counted(applications.filter(round=of)):
        row = rows[category]
        row.counts[state], row.first[state] = number, first
        row.due_on = min(filter(None, (row.due_on, due if due != FAR else None)), default=None)
    for panel in Panel.objects.filter(round=of):
        rows[panel.category_id].panel = panel
    for category, scorers in scored(of).items():
        rows[category].scorers = scorers
    return list(rows.values())


def counted(applications: QuerySet[Application]) -> Iterable[tuple[int, str, int, date, int]]:
    """Category, state, how many, the nearest date of them and the first key."""
    rows = applications.order_by().values_list("category", "state")
    return rows.annotate(number=Count("pk"), due=Min("due_on"), first=Min("pk"))


def scored(of: Round) -> dict[int, dict[str, tuple[int, int]]]:
    """Category -> expert -> evaluations owed and given. What a score says is not looked at."""
    rows = Evaluation.objects.filter(application__round=of, state__in=COUNTS).order_by("seat__place")
    given = Q(state=EvaluationState.SUBMITTED)
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    grouped = rows.values_list("application__category", "seat__place", "seat__expert__name")
    for category, _place, name, owed, done in grouped.annotate(
        owed=Count("pk", filter=~given), done=Count("pk", filter=given)
    ):
        found[category][name] = (owed, done)
    return found
