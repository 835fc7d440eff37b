"""Facts of the papers of a decision: discussion, decision, decision not to punish, longer time, change, annulment.

``paper.record`` is the Penalty.
"""

from typing import Any

from casework.core.words import date_cn, moment_cn
from documents.contexts.findings import order_number, orders_of
from documents.contexts.paper import Paper, lines, sentence
from documents.contexts.party import (
    accused,
    cited,
    decision_of,
    decision_words,
    head,
    imposed,
    paying,
    posts,
)
from documents.contexts.penalties import filing, told_of

LAW = "《中华人民共和国行政处罚法》"
# The grounds of not punishing, each with its article and its words.
GROUNDS = {
    "30": ("第三十条", "不满十四周岁的未成年人有违法行为"),
    "31": ("第三十一条", "精神病人、智力残疾人在不能辨认或者不能控制自己行为时有违法行为"),
    "33-1-minor": ("第三十三条第一款", "违法行为轻微并及时改正，没有造成危害后果"),
    "33-1-first": ("第三十三条第一款", "初次违法且危害后果轻微并及时改正"),
    "33-2": ("第三十三条第二款", "当事人有证据足以证明没有主观过错"),
    "36": ("第三十六条", "违法行为超过追究时效"),
    "57": ("第五十七条第一款第（三）项", "违法事实不能成立"),
}


def deliberation_record(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Deliberation with its votes (行政处罚法 57)."""
    held = paper.subject
    votes = list(held.votes.select_related("member").order_by("pk"))
    who = posts(paper, [held.chair, *(vote.member for vote in votes)])
    return {
        **head(paper),
        "held": date_cn(held.on),
        "place": held.place,
        "chair": who[0],
        "recorder": held.recorder,
        "reported_by": held.reported_by,
        "present": "、".join(f"{one['name']}（{one['post']}）" if one["post"] else one["name"] for one in who[1:]),
        "content": [*told_of(paper.penalty), sentence(f"拟给予{imposed(held.sanction)}的行政处罚")],
        "discussion": lines(held.discussion),
        "votes": [
            {
                "name": one["name"],
                "words": f"{'同意' if vote.agrees else '不同意'}。{sentence(vote.words)}",
            }
            for one, vote in zip(who[1:], votes, strict=True)
        ],
        "conclusion": lines(held.conclusion),
        "result": f"同意{sum(v.agrees for v in votes)}人，不同意{sum(not v.agrees for v in votes)}人，"
        + ("通过。" if held.carried else "未通过。"),
        "committee_reason": sentence(held.committee_reason),
    }


def _points(defence: Any) -> list[str]:
    said = []
    for row in defence.points:
        adopted = "予以采纳" if row.get("adopted") else "不予采纳"
        said.append(sentence(f"{row.get('point', '').strip().rstrip('。')}，本机关{adopted}。{row.get('reason', '')}"))
    return said


def _heard(notice: Any) -> list[str]:
    """How the party was told and heard before the decision (行政处罚法 44, 45, 62, 64)."""
    told = [cited(d) for d in (notice.document, notice.hearing_document) if d]
    served = date_cn(notice.served_on or notice.issued_on)
    said = [
        f"本机关于{served}向当事人送达{'、'.join(told)}，告知了拟作出的行政处罚内容及事实、理由、依据和依法享有的权利。"
    ]
    defences = list(notice.defences.order_by("pk"))
    for defence in defences:
        said += [f"当事人于{date_cn(defence.submitted_on)}提出陈述、申辩，经复核：", *_points(defence)]
    if not defences:
        waived = "书面放弃陈述、申辩" if notice.defence_waived_on else "在规定期限内未提出陈述、申辩"
        said.append(f"当事人{waived}。")
    return said + _hearing(notice)


def _hearing(notice: Any) -> list[str]:
    hearing = notice.hearings.exclude(outcome="").order_by("pk").last()
    if hearing is None:
        waived = "书面放弃听证" if notice.hearing_waived_on else "在规定期限内未要求听证"
        return [f"当事人{waived}。"] if notice.hearing_right else []
    if hearing.outcome == "held":
        return [f"本机关应当事人要求，于{moment_cn(hearing.held_at)}组织听证，并根据听证笔录作出本决定。"]
    ended = {
        "absent": "当事人要求听证后无正当理由拒不出席，视为放弃听证权利，听证终止",
        "left": "当事人在听证中未经许可中途退出，视为放弃听证权利，听证终止",
        "waived": "当事人撤回听证申请",
    }
    return [f"{ended[hearing.outcome]}。"]


def _discussed(decision: Any) -> str:
    held = decision.sanction.deliberations.filter(carried=True).exists()
    return "经本机关负责人集体讨论，" if held else ""


def penalty_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Decision; the same facts for a unit, a person and a daily fine (行政处罚法 59)."""
    decision = paper.subject
    notice = paper.penalty.notices.filter(void_on=None).order_by("pk").last()
    sanction = decision.sanction
    return {
        **head(paper),
        **accused(sanction),
        **paying(paper),
        "heard": _heard(notice) if notice else [],
        "reasons": [sentence(line) for line in lines(f"{sanction.computation}\n{decision.reasons}")],
        "discussed": _discussed(decision),
        "orders": _orders(paper),
    }


def _orders(paper: Paper) -> str:
    """The orders to correct that stand beside the penalty (行政处罚法 28)."""
    found = orders_of(list(paper.penalty.findings.select_related("order__document", "order__case")))
    return "、".join(dict.fromkeys(order_number(order) for order in found))


def no_penalty_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Decision that does not punish; the step's facts: ground, reason, education."""
    decision, facts = paper.subject, paper.facts
    article, words = GROUNDS.get(decision.ground, (decision.ground, ""))
    sanction = decision.sanction
    return {
        **head(paper),
        "acts": [sentence(line) for line in lines(sanction.facts)],
        "evidence": accused(sanction)["evidence"],
        "article": f"{LAW}{article}",
        "ground": words,
        "reason": sentence(facts.get("reason") or decision.reasons),
        "education": sentence(decision.education or facts.get("education", "")),
        "orders": _orders(paper),
    }


def extension_approval(paper: Paper) -> dict[str, Any]:
    """The step's facts: days, reason, superior, responsible (行政处罚法 60)."""
    facts = paper.facts
    clock = paper.dossier.deadlines.filter(name="decision").order_by("pk").last()
    superior, responsible = facts.get("superior", ""), facts.get("responsible", "")
    return {
        **filing(paper),
        "facts": told_of(paper.penalty),
        "reasons": [
            sentence(facts["reason"]),
            *([f"上一级机关批准情况：{sentence(superior)}"] if superior else []),
            *([f"逾期责任：{sentence(responsible)}"] if responsible else []),
        ],
        "asked": f"{facts['days']}日",
        "until": date_cn(clock.due_on) if clock else "",
    }


def change_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the new Decision, which replaces another, or the old one where it is kept though unlawful;
    the step's facts: unlawful, reason (行政处罚法 75).
    """
    decision, unlawful = paper.subject, bool(paper.facts.get("unlawful"))
    old = decision if unlawful else decision.replaces or decision
    return {
        **head(paper),
        **paying(paper),
        **decision_words(old),
        "old": imposed(old.sanction),
        "imposed": imposed(decision.sanction),
        "fine": accused(decision.sanction)["fine"],
        "unlawful": unlawful,
        "reason": sentence(paper.facts.get("reason") or old.standing_reason),
    }


def annul_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Decision annulled; the step's facts: reason (行政处罚法 75)."""
    decision = decision_of(paper)
    return {
        **head(paper),
        **decision_words(decision),
        "reason": sentence(paper.facts.get("reason") or decision.standing_reason),
        "again": "same_facts" in paper.facts,  # only ``redo`` is asked whether it goes on with the same facts
        "paid": decision.payments.filter(kind="paid").exists(),
    }
