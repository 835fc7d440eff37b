"""What holds of a penalty in every situation: the invariants 1, 2, 7, 11 and 12 of the procedures, one function each.

The searches ask them in every situation they find, the random walk after every step.
"""

from functools import cache
from typing import Any

from casework.core.now import today
from casework.penalties import law, money
from casework.penalties.models import Decision, Demand, Hearing, Publication, Surcharge, Suspension
from casework.penalties.states import AFTER, STOPPED
from documents.models import Service
from tests.workflows.penalties.small import LEFT_OUT
from workflows.chart import lifecycles
from workflows.registry import PAGES
from workflows.stopping.acts import act_of, orders_stop

IN_FORCE = (Decision.Standing.STANDING, Decision.Standing.UNLAWFUL)
PUNISHED = (*AFTER, "performed", "ended")
PARTY = "E"


def invariants(story: Any) -> None:
    penalty = story.penalty
    decision = penalty.decisions.filter(standing__in=IN_FORCE).select_related("sanction").first()
    invariant_1(penalty, decision)
    invariant_2(penalty)
    invariant_7(penalty)
    invariant_11(penalty)
    invariant_12(penalty, decision)


# --- 1 ------------------------------------------------------------------------------------------------------------
def invariant_1(penalty: Any, decision: Decision | None) -> None:
    """Decided only after a served notice of the same proposal and a closed or waived defence window; where there is a
    right to a hearing, after its served notice too.
    """
    if penalty.state not in PUNISHED:
        return
    assert decision is not None and decision.punishes, "punished without a decision in force"
    first = money.chain_of(decision)[0]
    notice = penalty.notices.filter(void_on=None).select_related("sanction").first()
    assert notice is not None and on(notice.served_on, first.decided_on), "decided without a served notice"
    told, made = notice.sanction, first.sanction
    same = all(getattr(told, name) == getattr(made, name) for name in ("facts", "breached", "penalised_by", "basis_id"))
    assert same and not law.heavier(made, told), "decided is not what was told"
    closed = over(penalty, "defence", notice.document_id, first.decided_on)
    assert closed or on(notice.defence_waived_on, first.decided_on), "decided while the party could still defend"
    if law.gives_hearing(told, penalty.personal, notice.issued_on):
        assert notice.hearing_right, "a hearing is due, and the notice does not say so"
    if notice.hearing_right:
        assert on(notice.hearing_served_on, first.decided_on), "the notice of the hearing was not served"
        heard = Hearing.objects.filter(notice=notice).exclude(outcome="").exists()
        lapsed = over(penalty, "hearing_request", notice.hearing_document_id, first.decided_on)
        asked = Hearing.objects.filter(notice=notice).exists()
        assert heard or on(notice.hearing_waived_on, first.decided_on) or (lapsed and not asked), "nobody was heard"


def on(day: Any, last: Any) -> bool:
    return day is not None and day <= last


def over(penalty: Any, name: str, document: Any, by: Any) -> bool:
    row = penalty.dossier.deadlines.filter(name=name, key=str(document)).order_by("pk").last()
    return row is not None and row.due_on < by


# --- 2 ------------------------------------------------------------------------------------------------------------
def invariant_2(penalty: Any) -> None:
    """Production stands still only under a served decision or measure that orders it."""
    for stop in Suspension.objects.filter(dossier=penalty.dossier_id, state__in=STOPPED):
        act = act_of(stop)
        assert orders_stop(act) or changed(act), "nothing orders the stop any more"
        assert served(act.document_id), "the stop rests on an act that was not served"


def changed(act: Any) -> bool:
    """A decision changed by another that orders the stop too: the old one binds until the new one is served."""
    rows = act.replaced_by.all() if isinstance(act, Decision) and act.sanction.stop_production else ()
    return any((orders_stop(row) or changed(row)) and not served(row.document_id) for row in rows)


def served(document: Any) -> bool:
    return Service.objects.filter(document=document or 0, state="served").exists()


# --- 7 ------------------------------------------------------------------------------------------------------------
@cache
def acting() -> dict[tuple[str, str], set[str]]:
    """For each lifecycle and clock the states in which a step that stops this very clock may be taken."""
    found: dict[tuple[str, str], set[str]] = {}
    for page in lifecycles():
        for step in page["steps"]:
            for clock in step["stops"]:
                found.setdefault((page["lifecycle"], clock), set()).update(step["sources"])
    return found


def invariant_7(penalty: Any) -> None:
    """No clock but the party's rights runs on an ended matter; every other belongs to a state that can act on it."""
    rows = penalty.dossier.deadlines.filter(status="running", right_of_party=False)
    running = list(rows.values_list("name", "kind", "record"))
    if penalty.state == "closed":
        assert not running, f"closed, and clocks run: {running}"
    services = (
        set(Service.objects.filter(dossier=penalty.dossier_id).values_list("state", flat=True)) if running else ()
    )
    for name, kind, record in running:
        at = penalty.state if kind == "penalty" else PAGES[kind].record_model._default_manager.get(pk=record).state
        can = at in acting().get((kind, name), ()) or acting().get(("service", name), set()) & services
        assert can, f"{name} runs, and nobody can act on it: {at}"


# --- 11 -----------------------------------------------------------------------------------------------------------
@cache
def leaving() -> dict[str, list[str]]:
    """The steps of an officer or the clock out of each state, as declared."""
    page = next(page for page in lifecycles() if page["lifecycle"] == "penalty")
    steps = [step for step in page["steps"] if not step["may"].startswith(PARTY) and step["name"] not in LEFT_OUT]
    return {state: [s["name"] for s in steps if state in s["sources"]] for state in page["states"]}


def invariant_11(penalty: Any) -> None:
    """From every state but an end an officer or the clock has a step: one whose conditions, the form apart, are met, or
    a paper to serve.

    That every situation has a way to an end is for the search to say, which knows all ways.
    """
    if penalty.state == "closed":
        return
    page = PAGES["penalty"](penalty)
    steps = page.steps()
    ways = (all(bool(c.resolve(type(page))(page)) for c in steps[name].when) for name in leaving()[penalty.state])
    waiting = Service.objects.filter(dossier=penalty.dossier_id, state="pending")
    assert any(ways) or waiting.exists(), f"nobody can do anything: {penalty.state}"


# --- 12 -----------------------------------------------------------------------------------------------------------
def invariant_12(penalty: Any, decision: Decision | None) -> None:
    """Nothing against the party rests on a paper not served on it."""
    given = money.chain_of(decision) if decision else []
    told = any(served(row.document_id) for row in given)
    if penalty.state in ("demanded", "at_court", "performed"):
        assert told, "asked to pay by a decision that was not served"
    if penalty.state == "at_court":
        last = [row.document_id for row in Demand.objects.filter(decision__in=given, last=True)]
        assert any(map(served, last)), "at court without a served last demand"
    running = penalty.dossier.deadlines.filter(status="running", name="pay")
    assert told or not running.exists(), "the time to pay runs from a paper that was not served"
    if decision is not None and penalty.state in PUNISHED:
        asked = money.account(decision, today()).imposed
        rows = [r.amount for r in Surcharge.objects.filter(decision__in=given) if served(r.document_id)]
        assert asked <= max(rows, default=0), "a surcharge is owed that was not served"
    for row in Publication.objects.filter(penalty=penalty).select_related("decision"):
        assert any(served(d.document_id) for d in money.chain_of(row.decision)), "shown before it was served"
    for hearing in penalty.hearings.filter(outcome__in=["held", "absent", "left"]):
        assert hearing.served_on and served(hearing.document_id), "heard without having been told"
