"""A random walk through a stop and its reviews: lawful and unlawful steps while the clock moves, and after each what
must always hold.
"""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.clock.models import Deadline
from casework.core.now import standing_at
from casework.penalties.models import Remedy, Suspension
from casework.penalties.states import STOPPED
from casework.trail.verify import verify_dossier
from documents.models import Document, Service
from tests.people import cast
from tests.workflows.contract import ENDS
from tests.workflows.penalties.stages import teller
from tests.workflows.walk import undone, walking
from workflows.engine import Refused
from workflows.remedies import standing
from workflows.tick import tick

MEASURE = "on-site-measure"
MOVES = {
    "request_acceptance": lambda s: s.request_acceptance(),
    "resume": lambda s: s.resume(),
    "refuse_resumption": lambda s: s.refuse_resumption(),
    "record_defiance": lambda s: s.record_defiance(),
    "cease_defiance": lambda s: s.cease_defiance(),
    "cut_power": lambda s: s.cut_power(),
    "restore_power": lambda s: s.restore_power(),
    "propose_closure": lambda s: s.propose_closure(),
    "answer_closure": lambda s: s.answer_closure(closed=False),
    "lift": lambda s: s.lift(),
    "lift_measure": lambda s: s.ask(s.case, "lift_measure", measure=s.case.measures.get().pk, reason="险情排除"),
    "register": lambda s: s.register(s.act(MEASURE)),
    "sue": lambda s: s.register(s.act(MEASURE), "suit"),
    "answer": lambda s: s.answer(),
    "stay": lambda s: s.stay(),
    "end_stay": lambda s: s.end_stay(),
    "rule": lambda s: s.rule("upheld"),
    "annul": lambda s: s.rule("annulled"),
    "serve": lambda s: s.serve(),
}


def untold(story, name: str) -> bool:
    """The story cannot name what the step is about: there is no cut, or no review yet."""
    if name == "restore_power":
        return story.suspension.power_cuts.filter(restored_at=None).count() != 1
    return name in ("answer", "stay", "end_stay", "rule", "annul") and story.remedy_key is None


def invariants(story) -> None:
    assert verify_dossier(story.dossier.pk, files=False) is None
    for kind, model in (("suspension", Suspension), ("remedy", Remedy)):
        for record in model.objects.filter(state__in=ENDS[kind]):
            rows = Deadline.objects.filter(kind=kind, record=record.pk, status="running", right_of_party=False)
            assert not rows.exists(), f"{kind} has ended and its clock runs"
    for stop in Suspension.objects.filter(state__in=STOPPED):
        assert Service.objects.filter(document=stop.measure.document, state="served").exists()
        assert stop.measure.lifted_on is None and stop.ended_on is None
    for stop in Suspension.objects.exclude(state__in=STOPPED):
        assert stop.ended_on and stop.measure.lifted_on
        assert stop.state != "resumed" or {f.standing for f in stop.findings.all()} == {"done"}
    assert all(Remedy.objects.filter(document=d, state="pending").count() <= 1 for d in Document.objects.all())


@pytest.mark.django_db
@walking
@given(data=st.data())
def test_walk(data):
    with undone():
        walk(cast(), data)


def walk(people, data):
    moment = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(9, 30)))
    with standing_at(moment):
        story = teller()(people).stop()
    for _ in range(10):
        moment += timedelta(days=data.draw(st.sampled_from((0, 0, 1, 4, 12))))
        name = data.draw(st.sampled_from(sorted(MOVES)))
        with standing_at(moment):
            tick()
            if untold(story, name):
                continue
            key = story.remedy_key
            stayed, before = standing.stayed(story.dossier.pk, story.act(MEASURE)), story.suspension.state
            try:
                MOVES[name](story)
            except Refused as refusal:
                assert refusal.words
                story.remedy_key = key
            else:
                assert not (stayed and name in ("record_defiance", "cut_power", "propose_closure")), before
            invariants(story)
