"""Facts of the papers of a designation. ``paper.record`` is the Designation, whose party is always the unit."""

from typing import Any

from casework.accreditation.models import Designation, Ending, Review
from casework.core.words import date_cn
from documents.contexts.paper import Paper, lines, sentence
from documents.contexts.party import cited, days, particulars, working

NOTHING = ["无。"]
# What each ground is called in a sentence that says why, and by which article of 行政许可法 it is judged.
GROUNDS = {
    Ending.Ground.FRAUD: ("以欺骗、贿赂等不正当手段取得命名", "第六十九条第二款"),
    Ending.Ground.UNMET: ("限期整改后仍然达不到认定条件", "第六十九条第一款"),
    Ending.Ground.POLICY: ("命名所依据的政策已经修改或者终止", "第八条第二款"),
    Ending.Ground.CHANGED: ("命名所依据的客观情况已经发生重大变化", "第八条第二款"),
}
CANCELLED = {
    Designation.End.EXPIRED: ("有效期届满没有延续", "第七十条第（一）项"),
    Designation.End.DISSOLVED: ("命名单位依法终止", "第七十条第（三）项"),
    Designation.End.SURRENDERED: ("命名单位申请注销", "第七十条"),
}


def _head(paper: Paper) -> dict[str, Any]:
    """What stands on every paper of a designation: what was designated, from when to when, by which certificate."""
    row = paper.record
    return {
        "case": paper.dossier.title,
        "addressee": row.party_name,
        "unit": row.party_name,
        "programme": row.place.category.programme.name,
        "category": row.place.category.name,
        "designated": date_cn(row.designated_on),
        "valid_from": date_cn(row.valid_from),
        "valid_to": date_cn(row.valid_to),
        "certificate": row.number or "（无编号）",
        "particulars": particulars(paper),
    }


def _sentences(text: str) -> list[str]:
    return [sentence(line) for line in lines(text)]


def certificate(paper: Paper) -> dict[str, Any]:
    """The certificate itself; its number is the paper's own."""
    decision = paper.record.decision
    return {**_head(paper), "certificate": paper.number, "decision": cited(decision) if decision else ""}


def review(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Review, or the Rectification that came of it."""
    row = paper.subject if isinstance(paper.subject, Review) else paper.subject.review
    return {
        **_head(paper),
        "ground": row.get_ground_display(),
        "opened": date_cn(row.opened_on),
        "reason": _sentences(row.reason) or NOTHING,
        "outcome": row.get_outcome_display(),
        "opinion": _sentences(row.opinion) or NOTHING,
        "officer_names": "、".join(officer["name"] for officer in paper.officers),
    }


def rectification(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Rectification: what is to be put right, and how long it may take."""
    return {
        **_head(paper),
        "items": [sentence(item) for item in paper.subject.items],
        "days": days("designation_rectify", paper.issued_on),
    }


def _ending(paper: Paper) -> dict[str, Any]:
    row = paper.subject
    ground, place = GROUNDS[Ending.Ground(row.ground)]
    return {**_head(paper), "ground": ground, "place": place, "reason": _sentences(row.facts)}


def ending_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Ending: nobody is deprived of a designation unheard (行政许可法 36 by analogy)."""
    row = paper.subject
    files = "、".join(row.evidence.order_by("pk").values_list("name", flat=True))
    return {
        **_ending(paper),
        "evidence": files or "见案卷",
        "days": days("statement", paper.issued_on),
        "workdays": working("statement", on=paper.issued_on),
    }


def ending_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Ending, decided: with what the unit said, and how that was answered."""
    row = paper.subject
    bar = getattr(paper.record, "bar", None)
    return {
        **_ending(paper),
        "notice": cited(row.document) if row.document else "事先告知书",
        "notified": date_cn(row.served_on),
        "stated": date_cn(row.stated_on) if row.stated_on else "",
        "answer": _sentences(row.answer),
        "barred": date_cn(bar.until) if bar else "",
    }


def cancellation(paper: Paper) -> dict[str, Any]:
    """The designation is over by time, by its unit's own wish, or because the unit is no more."""
    row = paper.record
    ground, place = CANCELLED[Designation.End(row.end)]
    return {
        **_head(paper),
        "ground": ground,
        "place": place,
        "ended": date_cn(row.ended_on),
        "reason": _sentences(row.stage_reason) or NOTHING,
    }
