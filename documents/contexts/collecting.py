"""Facts of the papers after a decision: demands, surcharge, more time to pay, the court, the publication.

``paper.record`` is the Penalty.
"""

from typing import Any

from casework.core.words import date_cn
from casework.penalties.court import remedies
from casework.penalties.money import account, pay_day
from casework.penalties.states import STOPPED
from documents.contexts.paper import Paper, lines, sentence, yuan
from documents.contexts.party import STOP, cited, days, decision_of, decision_words, head, paying, working
from documents.contexts.penalties import filing

FILES = (
    "行政处罚决定书及作出决定的事实、理由和依据",
    "当事人的意见及行政机关催告情况",
    "申请强制执行标的情况",
    "法律、行政法规规定的其他材料",
)


def _owing(paper: Paper) -> dict[str, Any]:
    """The decision, its fine, and the last day on which it was to be paid."""
    decision = decision_of(paper)
    return {
        **head(paper),
        **paying(paper),
        **decision_words(decision),
        "fine": yuan(decision.sanction.fine),
        "pay_until": date_cn(pay_day(decision)),
    }


def payment_demand(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Demand (行政强制法 35, 36)."""
    demand, on = paper.subject, paper.issued_on
    return {
        **_owing(paper),
        "due": yuan(demand.fine + demand.surcharge),
        "pay_by": date_cn(demand.pay_by),
        "objection_days": days("demand_objection", on),
        "workdays": working("demand_objection", on=on),
    }


def _stops(decision: Any) -> str:
    """The stop of production that is still to be performed."""
    stop = getattr(decision, "suspension", None)
    return STOP if stop is not None and stop.state in STOPPED else ""


def court_demand(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the last Demand (行政强制法 53, 54)."""
    demand = paper.subject
    stops, reviewed = _stops(demand.decision), remedies(demand.decision).exists()
    return {
        **_owing(paper),
        "used": "对该决定的行政复议、行政诉讼已经终结" if reviewed else "在法定期限内未申请行政复议或者提起行政诉讼",
        "due_fine": yuan(demand.fine),
        "due_surcharge": yuan(demand.surcharge),
        "total": f"{demand.fine + demand.surcharge:,.2f}",
        "pay_by": date_cn(demand.pay_by),
        "money_box": "☑" if demand.fine + demand.surcharge else "☐",
        "act_box": "☑" if stops else "☐",
        "stops": stops,
    }


def surcharge_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Surcharge (行政处罚法 72, 行政强制法 45)."""
    surcharge = paper.subject
    return {
        **_owing(paper),
        "upto": date_cn(surcharge.upto_on),
        "late_days": str(surcharge.days),
        "amount": yuan(surcharge.amount),
        "computation": [sentence(line) for line in lines(surcharge.computation)],
    }


def _instalments(deferral: Any) -> list[dict[str, str]]:
    rows = deferral.instalments.order_by("due_on", "pk")
    return [{"number": str(n), "due": date_cn(row.due_on), "amount": yuan(row.amount)} for n, row in enumerate(rows, 1)]


def _deferred(paper: Paper) -> dict[str, Any]:
    deferral = paper.subject
    parts = _instalments(deferral)
    asked = sum((row.amount for row in deferral.instalments.all()), start=deferral.decision.sanction.fine * 0)
    rest = account(deferral.decision, paper.issued_on).owed - asked
    return {
        **_owing(paper),
        "requested": date_cn(deferral.requested_on),
        "reason": sentence(deferral.reason),
        "granted": bool(deferral.granted),
        "parts": parts,
        "single": len(parts) == 1,
        "last_due": parts[-1]["due"] if parts else "",
        "rest": yuan(rest) if rest > 0 else "",
        "decision_reason": sentence(deferral.decision_reason),
    }


def deferral_approval(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Deferral."""
    deferred = _deferred(paper)
    proposed = [f"第{p['number']}期至{p['due']}前，缴纳罚款{p['amount']}。" for p in deferred["parts"]]
    return {
        **filing(paper),
        **deferred,
        "reasons": [deferred["reason"]],
        "proposed": proposed if deferred["granted"] else [f"拟不同意。{deferred['decision_reason']}"],
    }


def deferral_answer(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Deferral, granted or refused (行政处罚法 66).

    The step's facts: part, the number of the one instalment that the paper is for; what is left is left after it.
    """
    deferred, part = _deferred(paper), paper.facts.get("part")
    title = {} if deferred["granted"] else {"title": "延期（分期）缴纳罚款答复书"}
    if part:
        rows = list(paper.subject.instalments.order_by("due_on", "pk"))
        owed = account(paper.subject.decision, paper.issued_on).owed
        rest = owed - sum(row.amount for row in rows[:part])
        deferred |= {"parts": [deferred["parts"][part - 1]], "rest": yuan(rest) if rest > 0 else ""}
    return {**deferred, **title}


def court_application(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the CourtApplication (行政处罚法 72, 行政强制法 53–55)."""
    application = paper.subject
    return {
        **_owing(paper),
        "addressee": application.court,
        "due_fine": yuan(application.fine),
        "due_surcharge": yuan(application.surcharge) if application.surcharge else "",
        "total": yuan(application.fine + application.surcharge),
        "demanded": "、".join(
            cited(d)
            for d in (row.document for row in application.decision.demands.select_related("document")) if d
        ),
        "files": list(FILES),
        "stops": _stops(application.decision),
    }  # fmt: skip


def refund_approval(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Payment that pays back; the step's facts: receipt, amount, paid_on, reason."""
    payment = paper.subject
    booked = account(payment.decision, paper.issued_on)
    return {
        **filing(paper),
        **decision_words(payment.decision),
        "paid": yuan(booked.paid),
        "amount": yuan(payment.amount),
        "receipt": payment.receipt,
        "paid_on": date_cn(payment.paid_on),
        "reasons": [sentence(payment.reason)],
    }


ENDINGS = {
    "39": "《中华人民共和国行政强制法》第三十九条（中止执行满三年未恢复执行）",
    "40": "《中华人民共和国行政强制法》第四十条（终结执行的情形）",
    "court": "人民法院裁定终结执行",
    "missed": "超过申请人民法院强制执行的期限",
}


def ending_approval(paper: Paper) -> dict[str, Any]:
    """The step's facts: ground (a key of ENDINGS), reason, responsible (行政强制法 39, 40)."""
    facts, decision = paper.facts, decision_of(paper)
    booked = account(decision, paper.issued_on)
    responsible = facts.get("responsible", "")
    return {
        **filing(paper),
        **decision_words(decision),
        "performed": f"已缴{yuan(booked.paid)}，尚欠{yuan(booked.owed)}。",
        "grounds": [
            sentence(ENDINGS.get(facts["ground"], facts["ground"])),
            sentence(facts["reason"]),
            *([sentence(f"逾期责任：{responsible}")] if responsible else []),
        ],
    }


SHOWN = {
    "party": "当事人", "kind": "当事人类别", "number": "行政处罚决定书文号", "cause": "违法事实", "basis": "处罚依据",
    "content": "处罚内容", "decided_on": "决定日期", "agency": "作出决定的机关", "region": "地区",
}  # fmt: skip


def publication_form(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Publication: only what its frozen, redacted text says (行政处罚法 48)."""
    publication = paper.subject
    shown = publication.shown
    return {
        "entries": [{"label": label, "text": str(shown[key])} for key, label in SHOWN.items() if shown.get(key)],
        "published": date_cn(publication.published_on),
        "until": date_cn(publication.until_on) or "长期",
    }
