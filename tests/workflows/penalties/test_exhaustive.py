"""Invariants 1, 2, 7, 11 and 12 of the procedures in every situation a penalty can reach."""

import pytest

from casework.penalties.models import Decision, Suspension
from casework.penalties.states import AFTER, STOPPED
from tests.people import cast
from tests.workflows.penalties.explore import Model, Search
from workflows import engine

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PUNISHED = (*AFTER, "performed", "ended")
STATES = {
    *("filed", "investigated", "notified", "decided", "demanded", "performed", "not_punished", "ended"),
    *("transferred", "withdrawn", "closed"),
}


def told_before(decision: Decision) -> bool:
    """1: a served notice of the same proposal, its windows closed or waived, and the hearing's notice where due."""
    notice = decision.penalty.notices.filter(void_on=None).select_related("sanction").first()
    if notice is None or notice.served_on is None:
        return False
    heard = notice.hearings.exclude(outcome="").exists()
    hearing = not notice.hearing_right or bool(
        notice.hearing_served_on and (notice.hearing_waived_on or heard or over(decision, "hearing_request"))
    )
    defence = bool(notice.defence_waived_on or over(decision, "defence"))
    return hearing and defence and notice.sanction.facts == decision.sanction.facts


def over(decision: Decision, clock: str) -> bool:
    row = decision.penalty.dossier.deadlines.filter(name=clock).order_by("pk").last()
    return row is not None and row.due_on < decision.decided_on


def look(story: Model, path: tuple[str, ...]) -> None:
    penalty = story.penalty
    decision = penalty.decisions.filter(standing__in=("standing", "unlawful"), punishes=True).first()
    if penalty.state in PUNISHED:
        assert decision is not None and told_before(decision), path
    for stop in Suspension.objects.filter(dossier=penalty.dossier_id, state__in=STOPPED):
        assert stop.decision is not None and stop.decision.served_on, path
    running = penalty.dossier.deadlines.filter(status="running", right_of_party=False)
    if penalty.state == "closed":
        assert not running.exists(), (path, list(running.values_list("name", flat=True)))
    if penalty.state in ("demanded", "at_court"):
        assert decision is not None and decision.served_on, path
    if penalty.state == "at_court":
        assert decision.demands.filter(last=True).exclude(served_on=None).exists(), path


def test_every_situation_of_a_small_fine(monkeypatch):
    """First tier, below every threshold: no hearing, no discussion, else the whole procedure to the court and back."""
    monkeypatch.setattr(engine, "demand_approval", lambda page, effects, step: None)
    story = Model(cast()).ready_for(1)
    search = Search(story, look)
    search.go_on()
    assert {here[0] for here in search.found} >= STATES
    # 11: wherever it stands, a way leads to an end
    stuck = set(search.found) - search.ends(lambda here: here[0] == "closed")
    assert not stuck, sorted(search.paths[here] for here in stuck)[:5]
