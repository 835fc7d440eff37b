"""Two rounds of all four programmes: each category is a plot, a list of what happened how many days ago."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from casework.accreditation.demo import AccreditationCast
from casework.accreditation.models import Application, Category, Programme, Round
from casework.accreditation.states import ApplicationState as S
from casework.core.now import standing_at, today
from casework.organisations.models import Enterprise
from workflows.accreditation.opening import announce
from workflows.demo.listing_story import ListingStory
from workflows.demo.matters import moment

Happening = Callable[[ListingStory], object]
Plot = list[tuple[int, Happening]]
NOTICE = "请符合条件的单位对照认定条件逐项自评，附证明材料，在申报期内提交。\n联系人：示例联系人，0771-0000000。"


@dataclass(frozen=True)
class Course:
    """What the units of one category did in one round. ``who`` chooses them."""

    programme: str
    category: str
    who: slice
    plot: Plot


def since(days: int, *then: Happening) -> Plot:
    """Submitted so many days ago; what follows comes as far apart as the periods and a panel's work take."""
    gaps = (0, 3, 10, 34, 44, 50, 52, 66)
    return [(days - gap, happening) for gap, happening in zip(gaps, then, strict=False)]


def drafts(s: ListingStory) -> object:
    """One only begun, the others filled in and not sent."""
    made = [s.draft(unit) for unit in s.units]
    for application in made[1:]:
        s.fill(application)
    return made


REFUSED = "申报的场地不在本自治区，不属于本批次的范围。"
ACCIDENT = "近三年发生过较大生产安全事故。"
EXAMINED: tuple[Happening, ...] = (lambda s: s.submit(), lambda s: s.accept(), lambda s: s.recommend())
EVALUATED: tuple[Happening, ...] = (*EXAMINED, lambda s: s.convene(), lambda s: s.score().conclude())
LISTED: tuple[Happening, ...] = (*EVALUATED, lambda s: s.draw_up())
PUBLICISED: tuple[Happening, ...] = (*LISTED, lambda s: s.publicise())
DESIGNATED: tuple[Happening, ...] = (*PUBLICISED, lambda s: s.designate())

# What became of the designations of the first round, by category; the others are simply in force.
REVIEWED: Plot = [(12, lambda s: s.review())]
PASSED: Plot = [(60, lambda s: s.review()), (50, lambda s: s.pass_review())]
RECTIFYING: Plot = [(40, lambda s: s.review()), (30, lambda s: s.order_rectification())]
FAILED: Plot = [
    *((150, lambda s: s.review()), (140, lambda s: s.order_rectification())),
    *((100, lambda s: s.report_rectification()), (95, lambda s: s.refuse_rectification())),
]
NOTIFIED: Plot = [*FAILED, (4, lambda s: s.notify_ending())]
REVOKED: Plot = [*FAILED, (90, lambda s: s.notify_ending()), (70, lambda s: s.revoke())]
SURRENDERED: Plot = [(80, lambda s: s.surrender())]

# Programme -> how many days ago the round opened and closed. The first round is over; of the second one programme is
# still open to applicants and the others are with the experts, on a list or under notice.
FIRST: dict[str, tuple[int, int]] = {
    "training_base": (420, 390), "exam_base": (420, 390), "demo_unit": (420, 390), "integration_enterprise": (455, 425),
}  # fmt: skip
SECOND: dict[str, tuple[int, int]] = {
    "training_base": (25, -12), "exam_base": (95, 68), "demo_unit": (95, 68), "integration_enterprise": (95, 68),
}  # fmt: skip


def first_round() -> Iterator[Course]:
    then: dict[str, Plot] = {"hazchem": PASSED, "noncoal": REVIEWED, "coal": RECTIFYING, "fireworks": NOTIFIED}
    sizes = {"hazchem": 3, "noncoal": 3, "coal": 2, "fireworks": 2, "metallurgy": 2}
    for category, size in sizes.items():
        plot = [*since(405, *DESIGNATED), *then.get(category, REVOKED)]
        yield Course("training_base", category, slice(0, size), plot)
    for number in range(1, 7):
        size = 3 if number < 4 else 2
        plot = [*since(404, *DESIGNATED), *(SURRENDERED if number == 1 else [])]
        yield Course("exam_base", f"SO{number}", slice(number - 1, number - 1 + size), plot)
    yield Course("demo_unit", "any", slice(0, 2), since(403, *DESIGNATED))
    yield Course("integration_enterprise", "any", slice(0, 7), since(438, *DESIGNATED))


def second_round() -> Iterator[Course]:
    own = "training_base"
    yield Course(own, "hazchem", slice(3, 5), [(9, drafts)])
    yield Course(own, "noncoal", slice(3, 4), [(8, lambda s: s.submit()), (6, lambda s: s.request_supplement())])
    yield Course(own, "noncoal", slice(4, 5), [(2, lambda s: s.submit())])
    yield Course(own, "coal", slice(2, 4), [(3, lambda s: s.submit())])
    yield Course(own, "fireworks", slice(2, 3), [*since(15, *EXAMINED[:2]), (4, lambda s: s.advise_against())])
    yield Course(own, "metallurgy", slice(2, 3), since(16, *EXAMINED))
    yield Course(own, "metallurgy", slice(3, 4), since(14, *EXAMINED[:2]))
    refused: Happening = lambda s: s.each("refuse", S.SUBMITTED, reason=REFUSED)  # noqa: E731
    yield Course(own, "metallurgy", slice(4, 5), [(12, EXAMINED[0]), (9, refused)])
    scoring: Plot = [*since(80, *EXAMINED), (20, lambda s: s.convene()), (8, lambda s: s.score(7))]
    yield Course("exam_base", "SO7", slice(0, 2), scoring)
    yield Course("exam_base", "SO8", slice(2, 4), [*since(82, *EVALUATED), (2, lambda s: s.draw_up())])
    yield Course("exam_base", "SO9", slice(4, 5), [(78, EXAMINED[0]), (60, lambda s: s.withdraw())])
    rejected: Happening = lambda s: s.each("reject", S.ACCEPTED, reason=ACCIDENT)  # noqa: E731
    yield Course("exam_base", "SO10", slice(5, 6), [*since(79, *EXAMINED[:2]), (40, rejected)])
    told: Plot = [(4, lambda s: s.publicise()), (2, lambda s: s.object()), (1, lambda s: s.open_objection())]
    yield Course("demo_unit", "any", slice(2, 4), [*since(80, *LISTED), *told])
    signing: Plot = [(16, lambda s: s.publicise()), (2, lambda s: s.circulate())]
    yield Course("integration_enterprise", "any", slice(8, 14), [*since(83, *LISTED), *signing])


def units(people: AccreditationCast, course: Course) -> list[Enterprise]:
    """Those who may apply there, in the order of the data file."""
    category = Category.objects.get(programme=course.programme, code=course.category)
    if category.industry_id:
        return [row for row in people.cast.enterprises if row.industry_id == category.industry_id][course.who]
    bodies = Programme.objects.get(pk=course.programme).bodies
    found = [unit for body in bodies if body != "enterprise" for unit in people.bodies.get(body, [])]
    return (found + (people.cast.enterprises if "enterprise" in bodies else []))[course.who]


def tell_accreditations(people: AccreditationCast, say: Callable[[str], object]) -> int:
    """Tell every course that is not yet there; returns how many applications were told."""
    told = 0
    rounds = (("2025年第一批", FIRST, first_round), ("2026年第一批", SECOND, second_round))
    for title, windows, courses in rounds:
        for seed, course in enumerate(sorted(courses(), key=lambda c: -c.plot[0][0])):
            told += tell(people, title, windows[course.programme], course, seed)
            say(f"{title} {course.programme} {course.category}")
    return told


@transaction.atomic
def tell(people: AccreditationCast, title: str, window: tuple[int, int], course: Course, seed: int) -> int:
    of, chosen = announced(people, course.programme, title, window), units(people, course)
    category = Category.objects.get(programme=course.programme, code=course.category)
    if Application.objects.filter(round=of, category=category, enterprise__in=chosen).exists():
        return 0
    story = ListingStory(people, of, category, chosen, seed)
    for days, happening in course.plot:
        with standing_at(moment(ago(days))):
            happening(story)
    return len(chosen)


def announced(people: AccreditationCast, programme: str, title: str, window: tuple[int, int]) -> Round:
    """The round, found or announced on the day it opened."""
    there = Round.objects.filter(programme=programme, title=title).first()
    if there is not None:
        return there
    office = people.cast.agencies["450000"]
    opens, closes = (ago(days) for days in window)
    with standing_at(moment(opens)):
        return announce(
            officers=people.cast.officers(office)[:2], programme_id=programme, agency=office, title=title,
            announced_on=opens, opens_on=opens, closes_on=closes, announcement=NOTICE,
        )  # fmt: skip


def ago(days: int) -> date:
    return today() - timedelta(days=days)
