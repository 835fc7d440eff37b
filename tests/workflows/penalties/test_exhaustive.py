"""Invariants 1, 2, 7, 11 and 12 of the procedures in every situation a penalty can reach; how is said in explore.py.

The procedure is searched in parts that meet: a part ends in situations, known by their mark, from which another goes
on. Each is looked at by ``always.invariants``; that every matter can reach an end is asked of each part by itself.
"""

import pytest

from tests.people import cast
from tests.workflows.penalties import small
from tests.workflows.penalties.always import invariants
from tests.workflows.penalties.explore import Mark, Search
from tests.workflows.penalties.small import FINE, HEARD_FINE, LEFT_OUT, MOVES, Model, quiet, step_of
from workflows.chart import lifecycles

pytestmark = [pytest.mark.django_db, pytest.mark.once]
END = "close"
TOLD = [*small.INVESTIGATING, END, "reopen"]
HEARD = [*small.HEARING, "defend", "answer_defence", "waive (defence)", "renotify", "send_back", "decide", "not_punish"]
HEARD += ["extend_decision", "transfer", "withdraw"]
COLLECTED = [*small.PAYING, *small.FORCING, "publish", END]
DEMANDED = ["demand", "demand (last)", "apply_to_court", "end_enforcement"]
DEFERRED = [*small.DEFERRING, *DEMANDED[1:]]
OBJECTED = [*small.OBJECTING, *DEMANDED]
ADDED = [*small.ADDING, "demand", "record_payment", "perform", "end_enforcement"]
CHANGED = [*small.CHANGING, *small.SHOWING, "record_payment", "perform", END, "reopen"]
STOPPED = [*small.STOPPING, "amend", "annul", "record_payment", "perform", "refund", "publish", "unpublish", END]
GIVEN_UP = [*small.STOPPING, "end_enforcement", "annul", "publish", "unpublish", END]
PARTS = {
    *(*TOLD, *HEARD, *COLLECTED, *DEFERRED, *OBJECTED, *ADDED, *CHANGED, *STOPPED, *GIVEN_UP),
}
# The states that each part reaches, all of them together every one there is.
JUDGED = {"decided", "not_punished"}
TELLING = {"filed", "investigated", "notified", "transferred", "withdrawn", "closed"}
HEARING = {"notified", "hearing_requested", "hearing_scheduled", "heard", "filed", "transferred", "withdrawn"}
COLLECTING = {"decided", "demanded", "at_court", "performed", "ended", "closed"}
CHANGING = {"decided", "performed", "withdrawn", "filed", "closed"}
STOPPING = {"decided", "performed", "ended", "withdrawn", "closed"}
AFTER_IT = ("performed", "ended", "withdrawn")
KEPT = {"keep_evidence": ("filed", "investigated")}
LATER = ("notified", "heard")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    quiet(monkeypatch)


def decided(tier: int = 1, fine: int | None = FINE) -> Model:
    story = Model(cast()).ready_for(tier, fine)
    story.conclude().notify().serve_notice().waive("defence")
    if tier == 2:
        story.waive("hearing").review().deliberate()
    return story.decide()


def searched(search: Search) -> Search:
    """Every situation looked at, every move of the part taken somewhere, and an end within reach of each situation."""
    search.go_on()
    assert search.taken >= set(search.moves), f"never taken: {sorted(set(search.moves) - search.taken)}"
    stuck = search.stuck(lambda here: here[0] in ("closed", *search.until))
    assert not stuck, f"11: no end can be reached after {stuck[:3]}"
    return search


def meets(search: Search, *others: Search) -> None:
    """Where the part ends, another goes on."""
    known: set[Mark] = {here for other in others for here in other.found}
    left = {here for here in search.found if here[0] in search.until} - known
    assert not left, [search.paths[here] for here in left]


def test_every_declared_step_is_a_move_or_left_out_for_a_reason():
    page = next(page for page in lifecycles() if page["lifecycle"] == "penalty")
    declared = {step["name"] for step in page["steps"]}
    taken = {step_of(name) for name in MOVES} - {""}
    assert taken | set(LEFT_OUT) == declared and not taken & set(LEFT_OUT)
    assert set(MOVES) == PARTS, "every move has a part that takes it"
    assert set(page["states"]) == TELLING | HEARING | JUDGED | COLLECTING | CHANGING | STOPPING, "no state is left out"


def test_invariants_1_2_7_11_12_up_to_a_decision_with_a_hearing():
    """A fine that gives a hearing, and asks for legal review and the leaders' discussion."""
    people = cast()
    told = searched(Search(Model(people).ready_for(1, FINE), invariants, TOLD, KEPT, until=("decided", "not_punished")))
    assert told.states == TELLING | JUDGED
    story = Model(people).ready_for(1, HEARD_FINE).conclude().notify()
    only = {"defend": LATER, "answer_defence": LATER, "waive (defence)": LATER}
    ends = ("filed", "transferred", "withdrawn", "decided", "not_punished")
    heard = searched(Search(story, invariants, HEARD, only, until=ends))
    assert heard.states == HEARING | JUDGED
    meets(heard, told)


def test_invariants_1_2_7_11_12_from_a_decision_to_the_court():
    """The money: paid, deferred, demanded, raised, enforced, given up."""
    story = decided()
    court = searched(Search(story, invariants, COLLECTED, {"publish": AFTER_IT}))
    assert court.states == COLLECTING
    parts = (
        Search(story, invariants, DEFERRED, asks=["deferral"], until=("at_court", "ended")),
        Search(story, invariants, OBJECTED, asks=["objections"], until=("at_court", "ended")),
        Search(story, invariants, ADDED, asks=["surcharge"], until=("performed", "ended")),
    )
    for part in parts:
        meets(searched(part), court)
        assert "demanded" in part.states


def test_invariants_1_2_7_11_12_when_a_decision_is_shown_changed_or_falls():
    """Published and taken back, changed, annulled, made anew, money paid back, closed and opened again."""
    only = {"amend (unlawful)": ("performed",), "report_up": ("performed",), "unpublish": ("performed", "withdrawn")}
    story = decided()
    changed = Search(
        story, invariants, CHANGED, only | {"publish": ("decided", "withdrawn")}, ["filed"], ["publication"]
    )
    changed.time_goes_on = False
    searched(changed)
    assert changed.states == CHANGING


def test_invariants_1_2_7_11_12_when_production_stands_still():
    """Second tier: the decision orders a stop, which begins with its service and ends by acceptance or with it."""
    only = dict.fromkeys(("record_payment", "amend", "amend (no stop)", "annul", "end_enforcement"), ("decided",))
    only |= {"publish": ("performed", "ended"), "unpublish": ("withdrawn",), "annul": ("decided", "performed")}
    only |= {f"suspension.{name}": ("decided",) for name in ("record_defiance", "refuse_resumption", "lift")}
    story = decided(2, None)
    stopped = searched(Search(story, invariants, STOPPED, only, time_goes_on=False))
    assert {here[-1][5] for here in stopped.found if here[0] == "decided"} >= {("in_force",), ("defied",), ("resumed",)}
    only |= {"annul": ("ended",), "amend (no stop)": ("ended",)}
    given_up = searched(Search(story, invariants, GIVEN_UP, only, time_goes_on=False))
    assert stopped.states | given_up.states == STOPPING
