"""The act a suspension rests on: what its service begins, and what its end takes with it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Min

from casework.core.now import today
from casework.enforcement.models import Case, Measure
from casework.enforcement.states import OPEN
from casework.penalties.models import Decision, Suspension
from casework.penalties.states import STOPPED
from documents.models import Document, Service
from workflows import engine
from workflows.remedies.standing import obeyed

Followed = list[Callable[[], Any]]
IN_FORCE = (Decision.Standing.STANDING, Decision.Standing.UNLAWFUL)


def act_of(suspension: Suspension) -> Decision | Measure:
    act = suspension.decision or suspension.measure
    assert act is not None  # a check of the table
    return act


def served(document: Document | int | None) -> bool:
    """Whether a service of the paper stands; one annulled does not."""
    return Service.objects.filter(document=document or 0, state="served").exists()


def orders_stop(act: Decision | Measure) -> bool:
    """Whether the act still orders the stop."""
    if isinstance(act, Measure):
        return act.stops_production and act.lifted_on is None
    return act.punishes and act.sanction.stop_production and act.standing in IN_FORCE


def after_service(document: Document, served_on: date, by: Any) -> Followed:
    """What follows when a paper has reached the party: a stop that it orders begins, and takes the place of another."""
    acts: list[Decision | Measure] = [*Measure.objects.filter(document=document)]
    follow_ups: Followed = []
    for decision in Decision.objects.filter(document=document):
        acts.append(decision)
        follow_ups += [partial(replace, old, document, by) for old in displaced(decision)]
    return follow_ups + [partial(enforce, act, document, served_on, by) for act in acts if orders_stop(act)]


def enforce(act: Decision | Measure, document: Document, served_on: date, by: Any) -> None:
    """Begin the suspension; where the first service was annulled and made good, it counts from the valid one."""
    whose = {"measure": act} if isinstance(act, Measure) else {"decision": act}
    if (known := Suspension.objects.filter(**whose).first()) is not None:
        valid = Service.objects.filter(document=document, state="served").aggregate(on=Min("served_on"))["on"]
        Suspension.objects.filter(pk=known.pk).update(started_on=valid)
        return
    dossier = document.dossier
    assert dossier.enterprise_id is not None  # of a case or a penalty
    scope = act.measures if isinstance(act, Measure) else "停产停业整顿"
    suspension = Suspension(
        dossier=dossier, agency_id=dossier.agency_id, enterprise_id=dossier.enterprise_id,
        region_code=dossier.region_code, scope=scope[:200], started_on=served_on, **whose,
    )  # fmt: skip
    engine.begin(suspension, "begin", by=by, findings=findings_of(act))


def findings_of(act: Decision | Measure) -> list[int]:
    """What the stop rests on."""
    rows = act.findings if isinstance(act, Measure) else act.penalty.findings
    return list(rows.order_by("pk").values_list("pk", flat=True))


def displaced(decision: Decision) -> list[Suspension]:
    """Stops that the decision takes over once served: of the decision it replaces, and of measures of the same case
    whose findings it punishes too, where it orders a stop itself.
    """
    found = list(Suspension.objects.filter(decision=decision.replaces_id or 0, state__in=STOPPED))
    if orders_stop(decision):
        rows = Suspension.objects.filter(measure__case=decision.penalty.case_id, state__in=STOPPED)
        found += [row for row in rows if set(findings_of(act_of(row))) <= set(findings_of(decision))]
    return found


def replace(suspension: Suspension, document: Document, by: Any) -> None:
    """The stop now rests on the decision; nothing is lifted for the party, so no paper says so."""
    reason = f"由{document.title}{document.number}取代"
    if suspension.measure is not None:
        suspension.measure.lifted_on = today()
        suspension.measure.save(update_fields=["lifted_on"])
    engine.take(suspension, "fall_away", by=by, reason=reason)


def act_ended(act: Decision | Measure, reason: str, by: Any) -> Followed:
    """Follow-ups for the step that ended an act: lifted, annulled, made anew, changed so that it orders no stop."""
    whose = {"measure": act} if isinstance(act, Measure) else {"decision": act}
    rows = Suspension.objects.filter(**whose, state__in=STOPPED)
    return [partial(engine.take, row, "fall_away", by=by, reason=reason) for row in rows]


def lift_measure(page: Any, measure: int, reason: str) -> None:
    """The measure no longer binds, and with it ends the stop that rests on it."""
    row = Measure.objects.get(pk=measure)
    row.lifted_on = page.today
    row.save(update_fields=["lifted_on"])
    obeyed(page.record.dossier_id, "lift", page.today)
    for follow_up in act_ended(row, reason, page.by):
        page.then(follow_up)


def settle(suspension: Suspension, fact: str, checked_on: date, by: Any) -> Followed:
    """On resuming: the findings are done, in whichever case they stand."""
    cases = Case.objects.filter(findings__suspensions=suspension).distinct()
    facts: dict[str, Any] = {"suspension": suspension.pk, "fact": fact, "checked_on": checked_on}
    return [partial(engine.take, case, "settle_resumed", by=by, **facts) for case in cases if case.state in OPEN]
