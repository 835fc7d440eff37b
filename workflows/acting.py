"""How a proposal ends: taken through the gate, given back with its reason, or withdrawn by its author."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.notices.write import write
from casework.trail import chain
from workflows import engine
from workflows.models import Proposal
from workflows.registry import PAGES

Outcome = Proposal.Outcome
WAITING = "proposal:"


def freeze(value: Any) -> Any:
    """Facts as JSON values: dates and times become ISO text, money its figures."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: freeze(item) for key, item in value.items()}
    return [freeze(item) for item in value] if isinstance(value, list | tuple) else value


def thaw(value: Any, name: str = "") -> Any:
    """The reverse, by the house's naming: ``…_on`` is a date, ``…_at`` a time."""
    if isinstance(value, Mapping):
        return {key: thaw(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [thaw(item) for item in value]
    if isinstance(value, str) and value and name.endswith("_on"):
        return date.fromisoformat(value)
    if isinstance(value, str) and value and name.endswith("_at"):
        return datetime.fromisoformat(value)
    return value


def record_of(proposal: Proposal) -> Any:
    return PAGES[proposal.kind].record_model._default_manager.get(pk=proposal.record)


def execute(proposal: Proposal) -> None:
    """Take the step in the proposer's name. What has become unlawful meanwhile goes back with the reason."""
    try:
        with transaction.atomic():
            engine.take(
                record_of(proposal), proposal.step, by=proposal.proposer, proposal=proposal, **thaw(proposal.facts)
            )
            close(proposal, Outcome.TAKEN, "")
    except engine.Refused as refusal:
        close(proposal, Outcome.REFUSED, str(refusal))


def give_back(proposal: Proposal) -> None:
    against = proposal.task_set.exclude(decision__in=["", "agreed"]).order_by("-pk").first()
    close(proposal, Outcome.RETURNED, against.remark if against else _("集体讨论未通过。"))


def waiting_key(proposal: Proposal) -> str:
    """The key of the clocks that run while the proposal waits."""
    return f"{WAITING}{proposal.pk}"


def stop_waiting(proposal: Proposal) -> None:
    """Whatever was decided was decided in time or late; what was taken back needs no decision any more."""
    decided = proposal.outcome in (Outcome.TAKEN, Outcome.RETURNED)
    stop_clocks(proposal, DeadlineStatus.MET if decided else DeadlineStatus.DROPPED)


def stop_clocks(proposal: Proposal, status: str) -> None:
    """End the clocks that run while the proposal waits."""
    waiting = Deadline.objects.filter(
        dossier=proposal.dossier_id, status=DeadlineStatus.RUNNING, key=waiting_key(proposal)
    )
    if waiting.update(status=status, ended_on=today()):
        PAGES[proposal.kind](record_of(proposal)).clocks_moved()


def close(proposal: Proposal, outcome: str, words: str) -> None:
    """Set the outcome, remember it in the dossier, tell the author."""
    proposal.outcome, proposal.words = outcome, words[:500]
    proposal.save(update_fields=["outcome", "words"])
    stop_waiting(proposal)
    facts = {"step": proposal.step, "label": proposal.label, "outcome": str(outcome), "words": words}
    chain.append(proposal.dossier_id, "proposal", proposal.pk, "end", facts)
    context = {"party": proposal.dossier.about, "step": proposal.label}
    context["outcome"] = proposal.get_outcome_display() + (f"：{words}" if words else "。")
    write(
        "proposal-ended", proposal.dossier, f"proposal:{proposal.pk}", context,
        url=f"/dossiers/{proposal.dossier_id}/", given=[proposal.proposer],
    )  # fmt: skip
