"""Facts of the papers by which a penalty case leaves the desk: withdrawn, transferred, referred, closed.

``paper.record`` is the Penalty; of a referral and a closing form it may be the Case.
"""

from typing import Any

from casework.core.words import date_cn
from casework.penalties.models import Penalty
from casework.penalties.money import account
from documents.contexts import forms
from documents.contexts.paper import Paper, lines, sentence, yuan
from documents.contexts.party import cited, decision_words, head
from documents.contexts.penalties import filing, told_of

WITHDRAWN = {
    "wrong": "立案有误",
    "twice": "同一违法行为已另案立案或者处理",
    "ended": "当事人终止，没有承继其权利义务的单位",
}
# 行政执法机关移送涉嫌犯罪案件的规定, article 6.
ENCLOSED = ("涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告或者鉴定意见", "其他有关涉嫌犯罪的材料")


def _withdrawn(paper: Paper) -> str:
    facts = paper.facts
    ground = WITHDRAWN.get(facts.get("ground", ""), "")
    return sentence(f"{ground}：{facts['reason']}" if ground and facts.get("reason") else ground or facts["reason"])


def penalty_withdrawal(paper: Paper) -> dict[str, Any]:
    """The step's facts: ground (a key of WITHDRAWN), reason."""
    return {**filing(paper), "facts": told_of(paper.penalty), "grounds": [_withdrawn(paper)]}


def withdrawal_told(paper: Paper) -> dict[str, Any]:
    """To a party that had been given notice of a penalty."""
    penalty = paper.penalty
    notices = [d for row in penalty.notices.order_by("pk") for d in (row.document, row.hearing_document) if d]
    return {
        **head(paper),
        "filed": date_cn(penalty.filed_on),
        "reason": _withdrawn(paper),
        "papers": [cited(d) for d in notices],
    }


def transfer_approval(paper: Paper) -> dict[str, Any]:
    """The step's facts: receiver, reason, basis."""
    facts = paper.facts
    return {
        **filing(paper),
        "facts": told_of(paper.penalty),
        "receiver": facts["receiver"],
        "grounds": [sentence(facts["reason"]), sentence(f"依据：{facts.get('basis') or '无'}")],
    }


def crime_referral(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Referral, of a penalty or of a correction case (行政处罚法 27)."""
    referral = paper.subject
    return {
        **head(paper),
        "addressee": referral.receiver,
        "suspicion": referral.suspicion,
        "lines": [sentence(line) for line in lines(referral.facts)],
        "enclosed": list(ENCLOSED),
    }


def _results(penalty: Any) -> list[str]:
    """What became of the case: each decision with its standing, or why there was none."""
    said = []
    for decision in penalty.decisions.select_related("document", "sanction").order_by("pk"):
        words = decision_words(decision)
        act = f"{words['decided']}{words['decision_title']}［{words['decision_number']}］"
        what = words["decision_imposed"] if decision.punishes else "不予行政处罚"
        said.append(f"{act}：{what}，{decision.get_standing_display()}。")
    if penalty.transferred_to:
        said.append(f"已移送{penalty.transferred_to}。")
    return said or [sentence(penalty.stage_reason) or "未作处罚决定。"]


def _performed(paper: Paper) -> str:
    """What was paid, and what the step says of the end."""
    decision = paper.penalty.decisions.filter(punishes=True).order_by("pk").last()
    booked = account(decision, paper.issued_on) if decision else None
    said = f"已缴{yuan(booked.paid - booked.refunded)}，尚欠{yuan(booked.owed)}。" if booked else ""
    return said + sentence(paper.facts.get("result") or paper.penalty.stage_reason) or "无。"


def closing_approval(paper: Paper) -> dict[str, Any]:
    """One form for both kinds of case; of a penalty it tells the decisions, not the corrections."""
    if not isinstance(paper.record, Penalty):
        return forms.closing_approval(paper)
    return {
        **forms.matter(paper),
        "facts": told_of(paper.penalty) or ["无。"],
        "results": _results(paper.penalty),
        "performed": _performed(paper),
    }
