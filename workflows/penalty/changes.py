"""What a change of a decision writes: the new row in the place of the old, void notices, what the public sees."""

from datetime import date
from typing import Any

from casework.penalties import publishing
from casework.penalties.models import Decision, Demand, Publication, Surcharge, Suspension
from casework.penalties.money import chain_of
from documents.models import Document
from workflows import unserved
from workflows.penalty.changing_conditions import changed_sanction
from workflows.remedies import standing
from workflows.stopping import acts

Standing = Decision.Standing


def end(decision: Decision, how: str, reason: str, on: date) -> None:
    """The decision is history, and its paper says so to whoever checks it."""
    decision.standing, decision.standing_reason, decision.ended_on = how, reason[:400], on
    decision.save()
    Document.objects.filter(pk=decision.document_id or 0).update(
        status=Document.Status.WITHDRAWN, status_reason=f"{decision.get_standing_display()}：{reason}"[:200]
    )


def annul(page: Any, reason: str) -> Decision:
    """The decision falls, and with it whatever has not yet reached the party of its papers and of those before it."""
    decision: Decision = page.decision
    rows: list[Any] = chain_of(decision)
    rows += [*Demand.objects.filter(decision__in=rows), *Surcharge.objects.filter(decision__in=rows)]
    papers = [row.document_id for row in rows if row.document_id]
    unserved.give_up(page, papers, reason)
    Document.objects.filter(pk__in=papers, status=Document.Status.ISSUED).update(
        status=Document.Status.WITHDRAWN, status_reason=f"所依据的处罚决定已撤销：{reason}"[:200]
    )
    end(decision, Standing.ANNULLED, reason, page.today)
    return decision


def unlawful(decision: Any, reason: str) -> Any:
    """Kept, though unlawful (行政诉讼法 74, 行政复议法 65)."""
    decision.standing, decision.standing_reason = Standing.UNLAWFUL, reason[:400]
    decision.save()
    return decision


def replace(page: Any, fine: Any, stop_production: bool | None, reason: str, by_ruling: bool) -> Decision:
    """The changed decision. By a ruling, the paper the party holds stays: it now asks for what the ruling says."""
    old = page.decision
    sanction = changed_sanction(old.sanction, fine, stop_production)
    sanction.by, sanction.made_on = page.by, page.today
    sanction.save()
    sanction.evidence.set(old.sanction.evidence.all())
    paper, served_on = old.document, old.served_on
    if by_ruling:
        old.document = None
    end(old, Standing.CHANGED, reason, page.today)
    new = Decision.objects.create(
        penalty=page.record, sanction=sanction, reasons=reason, decided_on=page.today, replaces=old,
        document=paper if by_ruling else None, served_on=served_on if by_ruling else None,
    )  # fmt: skip
    if by_ruling and sanction.stop_production:
        Suspension.objects.filter(decision=old).update(decision=new)
    return new


def obey(page: Any, step: str, remedy: int | None) -> None:
    if remedy is not None:
        standing.obeyed(page.record.dossier_id, step, page.today)


def end_stops(page: Any, reason: str) -> None:
    """What rested on the decision, or still on one that it changed, falls with it once this step is written."""
    for act in chain_of(page.decision):
        for follow_up in acts.act_ended(act, reason, page.by):
            page.then(follow_up)


def publish(page: Any, until_on: date | None) -> Publication:
    decision = page.decision
    return Publication.objects.create(
        decision=decision, penalty=page.record, region_code=page.record.region_code, shown=publishing.shown(decision),
        published_on=page.today, until_on=until_on or publishing.shortest(page.today),
    )  # fmt: skip


def hide(page: Any, reason: str) -> None:
    if (row := page.published) is not None:
        unpublish(row, reason, page.today)


def unpublish(row: Any, reason: str, on: date) -> Any:
    row.withdrawn_on, row.withdrawn_reason = on, reason[:300]
    row.save(update_fields=["withdrawn_on", "withdrawn_reason", "updated_at"])
    return row
