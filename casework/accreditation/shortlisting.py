"""Which of a round and category come on the list: the ranking, what speaks against each, and the places there are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casework.accreditation import objections, slots, standing
from casework.accreditation.models import Application, Category, Designation, Listing
from casework.accreditation.publicity import publicity_of, runs_on
from casework.accreditation.results import results
from casework.accreditation.scoring import Place, ranking
from casework.accreditation.states import LOOSE, ON_LIST, ApplicationState
from casework.clock.book import threshold
from casework.core.now import today


@dataclass(frozen=True)
class Candidate:
    """A place of the ranking with what is known of its unit. ``against`` is why it does not come on the list."""

    place: Place
    application: Application
    chosen: bool
    against: str = ""
    doubts: list[str] = field(default_factory=list)


def on_own_slot(category: Category) -> set[int]:
    """Units that hold a slot of the category: designated again they stay on it and take no other."""
    held = Designation.objects.filter(place__category=category, state__in=LOOSE)
    return set(held.values_list("enterprise", flat=True))


def places_left(category: Category) -> int:
    """Free slots that are not yet promised to a unit on a list."""
    promised = Application.objects.filter(category=category, state__in=ON_LIST)
    return slots.free(category).count() - promised.exclude(enterprise__in=on_own_slot(category)).count()


def candidates(listing: Listing) -> list[Candidate]:
    """Everybody who was evaluated, in the order of the ranking, and whether the list holds him."""
    found = results(listing.round, listing.category)
    places = ranking(found, threshold("pass-mark"), listing.seed)
    rows = Application.objects.select_related("enterprise").in_bulk([place.result.application for place in places])
    still = [place for place in places if rows[place.result.application].state == ApplicationState.EVALUATED]
    return list(choose(still, rows, places_left(listing.category), on_own_slot(listing.category)))


def choose(places: Iterable[Place], rows: dict[int, Application], left: int, own: set[int]) -> Iterable[Candidate]:
    """One after the other as long as there are places; who may not be accredited leaves his to the next."""
    forbidden = standing.obstacles_of(row.enterprise_id for row in rows.values())
    for place in places:
        application = rows[place.result.application]
        against = reason_against(place, forbidden.get(application.enterprise_id, []))
        renews = application.enterprise_id in own
        if not against and not renews and left <= 0:
            against = "名额已满"
        chosen = not against
        left -= int(chosen and not renews)
        doubts = standing.doubts(application.enterprise) if chosen else []
        yield Candidate(place, application, chosen, against, doubts)


def reason_against(place: Place, obstacles: list[str]) -> str:
    if place.result.vetoed:
        return "有否决项不符合"
    if not place.passed:
        return "没有达到合格分"
    return "、".join(obstacles)


def ready(listing: Listing) -> list[Application]:
    """Those on the list that can be designated today: their notice is over, and nothing speaks against them."""
    rows = (
        listing.round.applications.filter(
            category=listing.category, state=ApplicationState.PUBLICISED, ranked__listing=listing
        )
        .select_related("enterprise")
        .order_by("ranked__rank")
    )
    return [row for row in rows if not holding(row)]


def holding(application: Application) -> list[str]:
    """What keeps an application under notice from being designated."""
    notice = publicity_of(application)
    return [
        *(["公示期没有届满"] if notice is None or runs_on(notice, today()) else []),
        *(["有异议没有答复"] if objections.waiting(application).exists() else []),
        *standing.obstacles(application.enterprise),
    ]
