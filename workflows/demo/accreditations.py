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
from workflows.demo.accreditation_story import AccreditationStory, Happening
from workflows.demo.matters import moment

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
    """Submitted so many days ago; what follows comes a few days apart, as the law's periods leave room for."""
    gaps = (0, 3, 10, 34, 44, 50, 58, 62, 72, 90)
    return [(max(days - gap, 0), happening) for gap, happening in zip(gaps, then, strict=False)]


def submit(s: AccreditationStory) -> object:
    return s.submit()


def accept(s: AccreditationStory) -> object:
    return s.accept()


def recommend(s: AccreditationStory) -> object:
    return s.recommend()


def convene(s: AccreditationStory) -> object:
    return s.convene()


def conclude(s: AccreditationStory) -> object:
    return s.score().conclude()


EXAMINED = (submit, accept, recommend)
EVALUATED = (*EXAMINED, convene, conclude)


def drafts(s: AccreditationStory) -> object:
    """One only begun, the others filled in and not sent."""
    made = [s.draft(unit) for unit in s.units]
    for application in made[1:]:
        s.fill(application)
    return made


def refuse(s: AccreditationStory) -> object:
    return s.each("refuse", S.SUBMITTED, reason="申报的场地不在本自治区，不属于本批次的范围。")


def reject(s: AccreditationStory) -> object:
    return s.each("reject", S.ACCEPTED, reason="近三年发生过较大生产安全事故。")


# The first round is over; of the second some programmes are still open and others evaluated.
FIRST: dict[str, tuple[int, int]] = {
    "training_base": (420, 390), "exam_base": (420, 390), "demo_unit": (410, 380), "integration_enterprise": (410, 380),
}  # fmt: skip
SECOND: dict[str, tuple[int, int]] = {
    "training_base": (25, -12), "exam_base": (95, 68), "demo_unit": (110, 84), "integration_enterprise": (120, 92),
}  # fmt: skip


def first_round() -> Iterator[Course]:
    for category, who in {
        "hazchem": slice(0, 3), "noncoal": slice(0, 3), "coal": slice(0, 2), "fireworks": slice(0, 2),
        "metallurgy": slice(0, 2),
    }.items():  # fmt: skip
        yield Course("training_base", category, who, since(405, *EVALUATED))
    for number in range(1, 8):
        yield Course("exam_base", f"SO{number}", slice(number - 1, number + 1), since(404, *EVALUATED))
    yield Course("demo_unit", "any", slice(0, 4), since(395, *EVALUATED))
    yield Course("integration_enterprise", "any", slice(0, 5), since(394, *EVALUATED))


def second_round() -> Iterator[Course]:
    own = "training_base"
    yield Course(own, "hazchem", slice(3, 5), [(9, drafts)])
    yield Course(own, "noncoal", slice(3, 4), [(8, submit), (6, lambda s: s.request_supplement())])
    yield Course(own, "noncoal", slice(4, 5), [(2, submit)])
    yield Course(own, "coal", slice(2, 4), [(3, submit)])
    yield Course(own, "fireworks", slice(2, 3), [(15, submit), (12, accept), (4, lambda s: s.advise_against())])
    yield Course(own, "metallurgy", slice(2, 3), [(16, submit), (13, accept), (5, recommend)])
    yield Course(own, "metallurgy", slice(3, 4), [(14, submit), (11, accept)])
    yield Course(own, "metallurgy", slice(4, 5), [(12, submit), (9, refuse)])
    yield Course("exam_base", "SO5", slice(0, 2), [*since(80, *EXAMINED), (20, convene), (8, lambda s: s.score(7))])
    yield Course("exam_base", "SO6", slice(2, 4), [*since(82, *EXAMINED), (22, convene), (6, conclude)])
    yield Course("exam_base", "SO7", slice(4, 5), [(78, submit), (60, lambda s: s.withdraw())])
    yield Course("exam_base", "SO8", slice(5, 6), [(79, submit), (76, accept), (40, reject)])
    yield Course("demo_unit", "any", slice(0, 4), since(100, *EVALUATED))
    yield Course("integration_enterprise", "any", slice(8, 13), since(108, *EVALUATED))


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
    story = AccreditationStory(people, of, category, chosen, seed)
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
