"""A random walk from the ranking to the designation: a list of two units for one place, its notice, objections, the
departments and the end, rightly and wrongly, while the clock moves; after each step what must always hold.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.models import Designation, Objection, Ranked, Slot
from casework.accreditation.publicity import publicity_of
from casework.accreditation.states import ENDED
from casework.clock.models import Deadline
from casework.core.now import standing_at, today
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.story import Story
from tests.workflows.stages import fingerprint
from tests.workflows.walk import undone, walking
from workflows.approval import sign
from workflows.engine import Refused
from workflows.models import Signature
from workflows.tick import tick


class Walk:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.done: Counter[str] = Counter()
        self.story = Story(cast())
        self.other = self.story.rival().recommended()
        self.story.evaluating()
        for told, less in ((self.story, 2), (self.other, 3)):
            for row in told.evaluations:
                told.submit(row, less)
            told.go("conclude_evaluation", by=told.leader, **told.report())

    def draw(self, options: Any) -> Any:
        return self.data.draw(st.sampled_from(list(options)))

    def by(self, rightly: Any) -> Any:
        p = self.story.people
        return self.draw([rightly] * 7 + [p.representative, p.leader, p.stranger])

    @property
    def officer(self) -> Any:
        return self.by(self.story.people.officer)

    @property
    def unit(self) -> Story:
        """Mostly the one that is ahead."""
        return self.draw([self.story] * 3 + [self.other])

    def circulate(self) -> None:
        """Send the list round, and let some of the departments sign."""
        self.story.circulate()

    def sign(self) -> None:
        """Whoever is next, or somebody else; departments may be against, the leader may give the list back."""
        tasks = list(Signature.objects.filter(status__in=["NEW", "ASSIGNED"]).order_by("pk"))
        if not tasks:
            return
        task = self.draw(tasks)
        decision = self.draw(["agreed"] * 6 + ["against", "returned"])
        sign(task.pk, by=self.by(self.story.signer(task)), decision=decision, remark="请核实。")

    def resolve(self) -> None:
        told = self.unit
        told.go("resolve_objection", by=self.officer, **told.findings(upheld=self.draw((False, False, True))))


MOVES: dict[str, Callable[[Walk], Any]] = {
    "draw_up": lambda w: w.story.ask(w.story.listing, "draw_up", w.officer, chosen=w.story.chosen()),
    "draw_up_wrongly": lambda w: w.story.draw_up(chosen=[w.other.pk]),
    "publicise": lambda w: w.story.ask(w.story.listing, "publicise", w.officer),
    "object": lambda w: w.unit.object(name=w.draw(("示例群众甲", " "))),
    "open_objection": lambda w: w.unit.go("open_objection", by=w.officer),
    "resolve": lambda w: w.resolve(),
    "circulate": lambda w: w.circulate(),
    "sign": lambda w: w.sign(),
    "designate": lambda w: w.story.ask(w.story.listing, "designate", w.officer, chosen=[w.unit.pk]),
    "reject": lambda w: w.other.go("reject", by=w.officer, reason="名额已满。"),
    "withdraw": lambda w: w.story.go("withdraw", by=w.by(w.story.people.representative)),
    "close": lambda w: w.story.ask(w.story.listing, "close", w.officer),
    "serve": lambda w: w.unit.serve(),
}
USUAL = ["object", "open_objection", "resolve", "circulate", "publicise", "reject", "close", "serve", "draw_up"]
USUAL += ["resolve", "designate", "designate", "sign", "sign", "sign"]


# --- what always holds --------------------------------------------------------------------------------------------
def invariants(walk: Walk) -> None:
    listing = walk.story.listing
    one_event_for_each_version("listing", listing)
    assert verify_dossier(listing.dossier_id, files=False) is None
    for told in (walk.story, walk.other):
        application = told.application
        one_event_for_each_version("application", application)
        assert verify_dossier(application.dossier_id, files=False) is None
        under_notice(application)
        if application.state in ENDED:
            assert not told.dossier.deadlines.filter(status="running", right_of_party=False).exists()
        if application.state == "designated":
            lawfully_designated(application)
    places(walk)
    if listing.state == "closed":
        assert {walk.story.application.state, walk.other.application.state} <= {"designated", *ENDED}


def one_event_for_each_version(kind: str, record: Any) -> None:
    events = list(Event.objects.filter(kind=kind, record=record.pk).order_by("version"))
    assert [row.version for row in events] == list(range(1, record.version + 1))
    chain = [("", ""), *((row.source, row.target) for row in events)]
    assert all(first[1] == second[0] for first, second in pairwise(chain)) and chain[-1][1] == record.state


def under_notice(application: Any) -> None:
    """The notice runs for whom it is about; while an objection is looked into none of its days pass."""
    notice = publicity_of(application)
    if application.state in ("publicised", "objected"):
        assert notice is not None and Ranked.objects.get(application=application).publicised_on
    if application.state == "objected":
        assert Objection.objects.filter(application=application, answered_on=None).exists()
        assert notice is not None and (notice.due_on < today() or notice.pauses.filter(until=None).exists())


def lawfully_designated(application: Any) -> None:
    """Ranked, publicised for its whole time, every objection of that time answered, on a slot of its own."""
    row = Ranked.objects.get(application=application)
    notice = Deadline.objects.filter(kind="application", record=application.pk, name="publicity").latest("pk")
    assert row.chosen and row.designated_on is not None and notice.due_on < row.designated_on
    assert not Objection.objects.filter(application=application, late=False, answered_on=None).exists()
    assert not Objection.objects.filter(application=application, upheld=True).exists()
    assert Designation.objects.get(application=application).slot is not None


def places(walk: Walk) -> None:
    """Never more are designated or promised than there are places."""
    there = Slot.objects.filter(category=walk.story.category).count()
    held = Designation.objects.filter(place__category=walk.story.category).exclude(slot=None).count()
    promised = [s for s in (walk.story, walk.other) if s.application.state in ("shortlisted", "publicised", "objected")]
    assert held + len(promised) <= there
    assert held == len([s for s in (walk.story, walk.other) if s.application.state == "designated"])


# --- the walk -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@walking
@given(data=st.data())
def test_walk(data):
    moment = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(9, 30)))
    with undone():
        with standing_at(moment):
            walk = Walk(data)
            invariants(walk)
        for name in ("draw_up", "publicise", *[None] * 16):
            moment += timedelta(days=data.draw(st.sampled_from((0, 0, 1, 4, 9))))
            usual = USUAL if data.draw(st.integers(0, 9)) < 9 else MOVES
            name = name if name and data.draw(st.integers(0, 9)) < 9 else walk.draw(usual)
            with standing_at(moment):
                tick()
                step(walk, name)
                invariants(walk)


def step(walk: Walk, name: str) -> None:
    before = fingerprint()
    try:
        MOVES[name](walk)
    except Refused as refusal:
        assert refusal.words
        if name not in ("serve", "designate", "draw_up"):  # several steps, or signatures before the last one
            assert fingerprint() == before, f"{name} was refused and has changed something"
