"""What a ruling obliges us to do with the act, by the kind of act: ONE table."""

from casework.enforcement.models import Measure, Order
from casework.penalties.models import Decision, PowerCut, Remedy
from documents.models import Document

Outcome = Remedy.Outcome

# kind of act -> outcome -> the step; an outcome that is not there leaves the act as it is.
OBLIGES: dict[str, dict[str, str]] = {
    "decision": {
        Outcome.CHANGED: "amend",
        Outcome.UNLAWFUL: "amend",  # kept, and noted as unlawful (行政诉讼法 74, 复议法 65)
        Outcome.ANNULLED: "annul",
        Outcome.REDO: "redo",
    },
    "order": {Outcome.CHANGED: "redate", Outcome.ANNULLED: "withdraw", Outcome.REDO: "withdraw"},
    "measure": {Outcome.CHANGED: "lift", Outcome.ANNULLED: "lift", Outcome.REDO: "lift"},
    "cut": {Outcome.CHANGED: "lift", Outcome.ANNULLED: "lift", Outcome.REDO: "lift"},
}
ACTS = (("decision", Decision), ("order", Order), ("measure", Measure), ("cut", PowerCut))


def act_of(document: Document) -> str:
    """Which kind of act the paper is, by the row that it belongs to; '' where nothing of ours rests on it."""
    return next((kind for kind, model in ACTS if model._default_manager.filter(document=document).exists()), "")


def obliged(document: Document, outcome: str) -> str:
    return OBLIGES.get(act_of(document), {}).get(outcome, "")
