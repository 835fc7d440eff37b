"""A random walk through a designation: right and wrong steps by right and wrong people while the clock moves, a stop of
production in between, and after each what must always hold: the slot above all.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.models import Bar, Designation
from casework.accreditation.states import HOLDING, LEFT
from casework.core.now import standing_at, today
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents.models import Service
from tests.people import cast
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.stages import fingerprint
from tests.workflows.walk import undone, walking
from workflows.accreditation.designating import open_designation
from workflows.engine import Refused, take
from workflows.tick import tick

FILED = ("stop", "serve", "resume", "report", "report_badly", "notify", "notify_unmet", "recall", "state", "dissolve")
# Which step can answer a clock that runs, by the states in which it may run.
ANSWERABLE = {
    "designation_validity": HOLDING,
    "designation_review": ("active",),
    "designation_rectify": ("rectifying",),
    "statement": ("revocation_notified",),
}


class Walk:
    def __init__(self, data: Any) -> None:
        self.data = data
        self.story = Tenure(cast()).named()
        self.stop: Any = None

    def draw(self, options: Any) -> Any:
        return self.data.draw(st.sampled_from(list(options)))

    def by(self, rightly: Any) -> Any:
        p = self.story.people
        return self.draw([rightly] * 5 + [p.officer, p.representative, p.leader, p.stranger])

    def office(self, step: str, **facts: Any) -> None:
        self.story.do(step, by=self.by(self.story.people.officer), **facts)

    def unit(self, step: str, **facts: Any) -> None:
        self.story.do(step, by=self.by(self.story.people.representative), **facts)

    def review(self) -> None:
        ground = self.draw(("yearly", "objection", "other", "suspension"))
        self.office("open_review", ground=ground, reason=self.draw(("署名异议", "")))

    def check(self, step: str) -> None:
        self.office(step, checked_on=today() - timedelta(self.draw((0, 0, 3))), verdict="现场核查。")

    def notify(self, way: str, ground: str) -> None:
        self.office("notify_ending", way=way, ground=ground, account="情况属实。", evidence=[self.story.proof()])

    def serve(self) -> None:
        service = Service.objects.filter(dossier=self.story.folder).exclude(state__in=("served", "cancelled")).last()
        if service is not None:
            facts = {"mode": "direct", "served_on": today(), "receiver": "示例收件人"}
            take(service, "serve", by=self.story.people.officer, **facts)

    def begin_stop(self) -> None:
        if self.stop is None:
            self.stop = self.story.stopped()

    def end_stop(self) -> None:
        if self.stop is not None and self.stop.suspension.state == "in_force":
            self.stop.lift()


MOVES: dict[str, Callable[[Walk], Any]] = {
    "review": lambda w: w.review(),
    "pass": lambda w: w.office("conclude_review", verdict="条件具备。", reason=w.draw(("已经核实。", ""))),
    "rectify": lambda w: w.office("order_rectification", items=["设备停用。"], verdict="须整改。"),
    "report": lambda w: w.unit("report_rectification", text="已修复。", evidence=[w.story.proof()]),
    "report_badly": lambda w: w.unit("report_rectification", text="已修复。", evidence=[]),
    "accept": lambda w: w.check("accept_rectification"),
    "refuse": lambda w: w.check("refuse_rectification"),
    "notify": lambda w: w.notify("revoke", "fraud"),
    "notify_unmet": lambda w: w.notify("revoke", "unmet"),
    "recall": lambda w: w.notify("withdraw", "policy"),
    "state": lambda w: w.unit("make_statement", text="不属实。"),
    "drop": lambda w: w.office("drop_ending", reason="陈述成立。"),
    "revoke": lambda w: w.office("revoke", answer=w.draw(("不予采纳。", ""))),
    "surrender": lambda w: w.unit("surrender", reason="停办。"),
    "dissolve": lambda w: w.office("expire", reason="已注销登记。", evidence=[w.story.proof()]),
    "announce": lambda w: w.office("announce_end"),
    "reissue": lambda w: w.office("reissue_certificate", reason="更名。"),
    "again": lambda w: open_designation(w.story.application, by=None),
    "near_end": lambda w: w.story.near_its_end(w.draw((200, 40, 1))),
    "serve": lambda w: w.serve(),
    "stop": lambda w: w.begin_stop(),
    "resume": lambda w: w.end_stop(),
}


def invariants(walk: Walk) -> None:
    row, folder = walk.story.designation, walk.story.folder
    assert verify_dossier(folder.pk, files=False) is None
    events = list(Event.objects.filter(kind="designation", record=row.pk).values_list("version", flat=True))
    assert events == list(range(1, row.version + 1))
    assert (row.slot is not None) == (row.state in HOLDING), "a slot is held as long as the designation stands"
    assert row.slot in (None, row.place) and Designation.objects.count() == 1
    assert bool(row.end) == (row.state in LEFT) == (row.ended_on is not None)
    assert row.reviews.filter(outcome="").count() == (row.state == "under_review")
    open_endings = row.endings.filter(dropped_on=None, decided_on=None).count()
    assert open_endings == (row.state == "revocation_notified")
    for clock in folder.deadlines.filter(kind="designation", status="running", right_of_party=False):
        assert row.state in ANSWERABLE[clock.name], f"{clock.name} runs while {row.state}"
    revoked = row.state == "revoked" and row.end == "revoked"
    assert Bar.objects.filter(designation=row).exists() == revoked
    if row.state == "revoked":
        ending = row.endings.get(dropped_on=None)
        assert ending.served_on and (ending.stated_on is None or ending.answer), "nobody is ended unheard or unanswered"
    if row.state == "active" and walk.stop is not None and walk.stop.suspension.state == "in_force":
        raise AssertionError("active while production is stopped")


@pytest.mark.django_db
@walking
@given(data=st.data())
def test_walk(data):
    moment = timezone.make_aware(datetime.combine(date(2026, 3, 2), time(9, 30)))
    with undone():
        with standing_at(moment):
            walk = Walk(data)
        for name in ("review", *[None] * 22):
            moment += timedelta(days=data.draw(st.sampled_from((0, 0, 1, 8, 70))))
            with standing_at(moment):
                tick()
                step(walk, name or walk.draw(MOVES))
                invariants(walk)


def step(walk: Walk, name: str) -> None:
    before = fingerprint()
    try:
        MOVES[name](walk)
    except Refused as refusal:
        assert refusal.words
        if name not in FILED:  # several steps, or a file of the dossier before one
            assert fingerprint() == before, f"{name} was refused and has changed something"
