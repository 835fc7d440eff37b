"""Facts of our answer to a review. ``paper.record`` is the Remedy."""

from typing import Any

from casework.core.words import date_cn
from casework.penalties.models import Remedy
from documents.contexts.paper import Paper, lines, sentence
from documents.contexts.party import cited, head

RECONSIDERATION = Remedy.Instance.RECONSIDERATION
# Instance -> title of our answer, what we are in it, what the other side is.
SIDES = {
    Remedy.Instance.RECONSIDERATION: ("行政复议答复书", "被申请人", "申请人"),
    Remedy.Instance.SUIT: ("行政诉讼答辩状", "答辩人（被告）", "原告"),
    Remedy.Instance.APPEAL: ("行政诉讼答辩状", "答辩人（被上诉人）", "上诉人"),
}


def remedy_answer(paper: Paper) -> dict[str, Any]:
    """行政复议法 48, 行政诉讼法 67: the facts, grounds and evidence of the act, to who reviews it."""
    remedy = paper.record
    title, us, them = SIDES[remedy.instance]
    act = remedy.document
    received = remedy.papers.values("pk")
    kept = paper.dossier.attachments.filter(internal=False).exclude(kind="signature")
    evidence = kept.exclude(pk__in=received).order_by("pk")
    return {
        **head(paper),
        "title": title,
        "addressee": remedy.body,
        "us": us,
        "them": them,
        "other": paper.party_name,
        "case_number": remedy.case_number,
        "act": cited(act),
        "acted": date_cn(act.issued_on),
        "received": date_cn(remedy.received_on),
        "reconsideration": remedy.instance == RECONSIDERATION,
        "claims": [sentence(line) for line in lines(remedy.claims)],
        "lines": [sentence(line) for line in lines(remedy.answer or paper.facts.get("answer", ""))],
        "evidence": list(dict.fromkeys(row.name.rpartition(".")[0] or row.name for row in evidence)) or ["见案卷。"],
    }
