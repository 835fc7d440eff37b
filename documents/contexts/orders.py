"""Facts of the papers served on the party of a correction case. ``paper.record`` is the Case."""

from datetime import date
from itertools import groupby
from typing import Any

from casework.core.words import date_cn, spans
from casework.enforcement.models import Order
from casework.enforcement.states import Standing
from casework.penalties.models import Penalty
from documents.contexts.findings import (
    ON_SITE_BASIS,
    RECUSAL_BASIS,
    in_words,
    item_numbers,
    items_of,
    order_number,
    order_title,
    orders_of,
    told,
)
from documents.contexts.paper import Paper, lines, sentence


def on_site_measure(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Measure."""
    measure = paper.subject
    findings = list(in_words(measure.findings))
    return {
        "found": date_cn(paper.record.opened_on),
        "items": [told(finding) for finding in findings],
        "basis": ON_SITE_BASIS,
        "measures": [sentence(line) for line in lines(measure.measures)],
    }


def _groups(findings: list[Any]) -> list[dict[str, str]]:
    """Item numbers by due date, earliest first."""
    dated = sorted((finding.due_on, n) for n, finding in enumerate(findings, 1))
    return [
        {"numbers": spans([n for _, n in group]), "due": date_cn(due)}
        for due, group in groupby(dated, key=lambda pair: pair[0])
    ]


def rectification_order(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Order, its findings and their due dates set."""
    findings = list(in_words(paper.subject.findings))
    return {
        "items": [told(finding) for finding in findings],
        "major": spans([n for n, finding in enumerate(findings, 1) if finding.major]),
        "groups": _groups(findings),
        "access_code": paper.access_code,
    }


def extension_answer(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the decided ExtensionRequest."""
    request = paper.subject
    findings = list(request.findings.order_by("number").select_related("order__document", "order__case"))
    old = sorted({_date_before(request, finding) for finding in findings})
    return {
        "requested": date_cn(request.requested_on),
        "order_words": "、".join(order_title(order) for order in orders_of(findings)),
        "items": items_of(findings, item_numbers(findings)),
        "old_date": "、".join(map(date_cn, old)),
        "wished": date_cn(request.wished_on),
        "granted": bool(request.granted),
        "new_date": date_cn(request.new_date),
        "reason": sentence(request.decision_reason),
    }


def _date_before(request: Any, finding: Any) -> date:
    """A finding's date before the answer, though the step has written the new one over it by now."""
    if not request.granted or finding.due_on != request.new_date:
        return finding.due_on
    earlier = finding.extensions.filter(granted=True, pk__lt=request.pk).order_by("-pk").first()
    return earlier.new_date if earlier else finding.first_due_on


RESULTS = {
    Standing.DONE: "已整改完毕",
    Standing.NOT_DONE: "逾期未整改",
    Standing.OPEN: "未整改完毕",
    Standing.REPORTED: "未整改完毕",
    Standing.DROPPED: "不再要求整改",
}


def _result(judgement: Any, on: date) -> str:
    """Not done while the date still runs is not late (the case stays ordered)."""
    late = judgement.finding.due_on < on
    return str(Standing.OPEN if judgement.result == Standing.NOT_DONE and not late else judgement.result)


def _judged(judgement: Any, on: date, numbers: dict[int, int]) -> str:
    finding = judgement.finding
    head = f"第{numbers[finding.pk]}项，{finding.fact.strip().rstrip('。')}"
    return sentence(f"{head}：{RESULTS[Standing(_result(judgement, on))]}。{judgement.fact}")


def _summary(judgements: list[Any], on: date, numbers: dict[int, int]) -> str:
    failed = [j.finding for j in judgements if _result(j, on) == Standing.NOT_DONE]
    waiting = [j.finding for j in judgements if _result(j, on) in (Standing.OPEN, Standing.REPORTED)]
    if not failed and not waiting:
        return "上述问题已按要求整改完毕。"
    late = f"第{items_of(failed, numbers)}项问题逾期未整改，本机关将依法处理。" if failed else ""
    return late + (f"第{items_of(waiting, numbers)}项问题应当继续整改，在整改期限内完成。" if waiting else "")


def recheck_opinion(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Recheck with its judgements."""
    related = paper.subject.judgements.select_related("finding__order__document", "finding__order__case")
    judgements, on = list(related.order_by("finding__number")), paper.subject.on
    findings = [judgement.finding for judgement in judgements]
    orders, numbers = orders_of(findings), item_numbers(findings)
    return {
        "ordered_on": "、".join(date_cn(order.issued_on) for order in orders),
        "act": "责令限期整改",
        "order_words": "、".join(order_number(order) for order in orders),
        "items": [_judged(judgement, on, numbers) for judgement in judgements],
        "summary": _summary(judgements, on, numbers),
    }


def withdrawal_notice(paper: Paper) -> dict[str, Any]:
    """What is withdrawn: every order of the case."""
    orders = paper.record.orders.select_related("document", "case").order_by("pk")
    return {
        "reason": (paper.facts.get("reason") or paper.record.stage_reason).strip().rstrip("。"),
        "papers": [f"{order_title(order)}，{date_cn(order.issued_on)}" for order in orders],
    }


def _original(paper: Paper) -> dict[str, str]:
    """The paper corrected: ``paper.subject``, or an order that was issued on paper before this system."""
    document = paper.subject
    if document is None:
        order = Order.objects.select_related("case", "document").get(pk=paper.facts["order"])
        title, number, issued = "责令限期整改指令书", order.case.number, order.issued_on
    else:
        title, number, issued = document.title, document.number, document.issued_on
    return {
        "addressee": (document and document.facts.get("addressee")) or paper.enterprise.name,
        "original_title": title,
        "original_number": f"（{number}）" if number else "",
        "original_date": date_cn(issued),
    }


def correction(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Document corrected; ``changes`` are rows of where, old, new."""
    facts = paper.facts
    return {
        **_original(paper),
        "changes": [
            {"where": str(row.get("where") or "原文"), "old": str(row["old"]), "new": str(row["new"])}
            for row in facts["changes"]
        ],
        "reason": sentence(facts.get("reason", "")),
    }


def recusal(paper: Paper) -> dict[str, Any]:
    """The step's facts: officer and successor (names), asked_by (a name; empty: the party), granted, reason."""
    facts, party = paper.facts, paper.dossier.about
    asker, successor = facts.get("asked_by", "").strip(), facts.get("successor", "")
    return {
        "addressee": {"party": party, "officer": facts["officer"], "": party}.get(asker, asker),
        "officer": facts["officer"],
        "case": f"“{paper.dossier.title}”",
        "basis": RECUSAL_BASIS,
        "granted": bool(facts.get("granted", True)),
        "successor": f"，由{successor}接替承办" if successor else "",
        "reason": sentence(facts.get("reason", "")),
    }


def transfer_letter(paper: Paper) -> dict[str, Any]:
    """The step's facts: receiver (body), reason, basis."""
    case, facts = paper.record, paper.facts
    opened = case.filed_on if isinstance(case, Penalty) else case.opened_on
    papers = [f"{document.title} {document.number}".strip() for document in paper.dossier.documents.order_by("id")]
    return {
        "addressee": facts.get("receiver") or case.transferred_to,
        "opened": date_cn(opened),
        "case": paper.dossier.title,
        "reason": (facts.get("reason") or case.stage_reason).strip().rstrip("。"),
        "basis": facts.get("basis") or "《中华人民共和国行政处罚法》第二十二条、第二十五条",
        "count": str(len(papers)) if papers else "",
        "materials": papers,
    }
