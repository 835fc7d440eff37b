"""Facts of the forms: what the house keeps for itself, the receipt of service, the confirmation of addresses."""

from typing import Any

from casework.accreditation.models import Application, Listing
from casework.core.words import date_cn, moment_cn, spans
from casework.penalties.models import Closure, Penalty
from documents.contexts.findings import in_words, standing, told
from documents.contexts.paper import Paper, day_cn, enterprise_facts, sentence, time_cn, yuan
from documents.contexts.party import imposed, particulars

BLANK_OPINIONS = ("审核意见", "审批意见")
DECISIONS = {"agreed": "同意", "returned": "退回", "against": "不同意", "silent": "逾期未答复，视为没有不同意见"}
GROUNDS = {
    "30": "当事人不满十四周岁，依据《中华人民共和国行政处罚法》第三十条",
    "31": "当事人不能辨认或者不能控制自己行为，依据《中华人民共和国行政处罚法》第三十一条",
    "33-1-minor": "违法行为轻微并及时改正，没有造成危害后果，依据《中华人民共和国行政处罚法》第三十三条第一款",
    "33-1-first": "初次违法且危害后果轻微并及时改正，依据《中华人民共和国行政处罚法》第三十三条第一款",
    "33-2": "当事人有证据足以证明没有主观过错，依据《中华人民共和国行政处罚法》第三十三条第二款",
    "36": "违法行为超过追究时效，依据《中华人民共和国行政处罚法》第三十六条",
    "57": "违法事实不能成立，依据《中华人民共和国行政处罚法》第五十七条第一款第（三）项",
    "none": "没有处罚规定，依据《中华人民共和国行政处罚法》第十六条",
}
# What a step was given, in the order and words a form shows it; anything else is for machines.
DETAILS = {
    "ground": "依据的情形",
    "warning": "警告",
    "fine": "罚款",
    "stop_production": "责令停产停业整顿",
    "reasons": "申辩、听证采纳情况和裁量理由",
    "outside_reason": "超出裁量档的理由",
    "new_facts": "陈述申辩和听证以外的新事实",
    "education": "教育情况",
    "disposal": "处理决定",
    "verdict": "验收意见",
    "upto_on": "加处罚款计至",
    "court": "人民法院",
    "supplier": "供应单位",
    "what": "措施",
    "cut_at": "停止时间",
    "emergency": "紧急情形",
    "points": "法定条件",
    "restored_at": "恢复时间",
    "government": "人民政府",
    "suspicion": "涉嫌罪名",
    "receiver": "受移送机关",
    "basis": "依据",
    "planned_on": "计划检查日期",
    "place": "检查场所",
    "lead": "线索来源",
    "content": "内容",
    "measures": "现场处理决定",
    "granted": "拟答复",
    "new_on": "拟同意的日期",
    "name": "变更后的名称",
    "result": "处理结果",
    "reason": "理由",
}


def opinions(paper: Paper) -> list[dict[str, str]]:
    """The proposer's opinion, then those of the approval flow; empty fields for the pen where there are none."""
    names = "、".join(officer["name"] for officer in paper.officers)
    proposed = {
        "label": "承办人意见",
        "text": sentence(paper.facts.get("opinion", "")),
        "signed": names,
        "date": day_cn(paper.issued_on) if names else "",
    }
    blank = [{"label": label, "text": "", "signed": "", "date": ""} for label in BLANK_OPINIONS]
    return [proposed, *([_opinion(row) for row in paper.opinions] or blank)]


def _opinion(row: dict[str, Any]) -> dict[str, str]:
    behalf = f"（代{row['on_behalf_of']}签）" if row.get("on_behalf_of") else ""
    decision = str(row.get("decision", ""))
    label = str(row["label"])
    return {
        "label": label if "意见" in label else f"{label}意见",
        "text": sentence(DECISIONS.get(decision, decision)) + sentence(str(row.get("remark") or "")),
        "signed": f"{row['signer']}{behalf}",
        "date": day_cn(row.get("signed_on")),
    }


def _findings(record: Any) -> list[Any]:
    related = getattr(record, "findings", None)
    return list(in_words(related).select_related("violation")) if related is not None else []


def _opened(record: Any) -> Any:
    """The day it was found out: of a penalty that of the correction case it came from."""
    return getattr(record.case if isinstance(record, Penalty) else record, "opened_on", None)


def _proposed(record: Any) -> list[str]:
    """What is to be imposed, for whoever signs a step of a penalty; who is on a list, for whoever signs that."""
    if isinstance(record, Listing):
        rows = record.ranked.filter(chosen=True).select_related("application").order_by("rank")
        return [f"第{row.rank}名　{row.application.party_name}，平均分{row.mean}分。" for row in rows]
    sanction = record.sanctions.order_by("pk").last() if isinstance(record, Penalty) else None
    if sanction is None:
        return []
    return [
        sentence(f"查明：{sanction.facts}"),
        f"违反{sanction.breached}，依据{sanction.penalised_by}，拟给予{imposed(sanction)}的行政处罚。",
    ]


def _objections(paper: Paper) -> list[str]:
    """What was said against a unit on a list and what was found, for whoever signs the answer."""
    if "answers" not in paper.facts or not isinstance(paper.record, Application):
        return []
    keys = [row.get("objection") for row in paper.facts["answers"]]
    verdicts = {True: "异议成立", False: "异议不成立", None: ""}
    rows = paper.record.objections.filter(pk__in=[key for key in keys if key])
    return [
        sentence(f"{row.name}的异议：{row.grounds}") + sentence(f"核查结论（{verdicts[row.upheld]}）：{row.finding}")
        for row in rows
    ]


def matter(paper: Paper) -> dict[str, Any]:
    """The first rows of an approval form. ``paper.record`` may be any matter of the dossier."""
    record = paper.record
    findings = _findings(record)
    return {
        "case": paper.dossier.title,
        "cause": getattr(record, "cause", "")
        or "、".join(dict.fromkeys(str(finding.violation.name) for finding in findings)),
        "opened": date_cn(_opened(record) or paper.issued_on),
        "enterprise": {**enterprise_facts(paper.enterprise), "name": paper.party_name},
        "particulars": particulars(paper),
        "facts": [
            *(f"{finding.number}．{told(finding)}" for finding in findings),
            *_proposed(record),
            *_objections(paper),
        ]
        or ["无。"],
        "opinions": opinions(paper),
    }


def no_filing(paper: Paper) -> dict[str, Any]:
    """The step's facts: findings, party_name, ground (a key of GROUNDS), reason."""
    facts = paper.facts
    numbers = spans([f.number for f in _findings(paper.record) if f.pk in facts["findings"]])
    ground = GROUNDS.get(facts["ground"], facts["ground"])
    return {
        **matter(paper),
        "grounds": [
            f"当事人：{facts['party_name']}。第{numbers}项问题。",
            sentence(f"不予立案的依据：{ground}"),
            sentence(f"理由：{facts['reason']}"),
        ],
    }


def closing_approval(paper: Paper) -> dict[str, Any]:
    return {
        **matter(paper),
        "results": [standing(finding) for finding in _findings(paper.record)] or ["无。"],
        "performed": sentence(paper.record.stage_reason),
    }


def approval_form(paper: Paper) -> dict[str, Any]:
    """``step_label`` names what is asked (移送案件审批表 …); what the step was given is shown in words."""
    label = str(paper.facts.get("step_label", ""))
    return {**matter(paper), "title": f"{label}审批表", "matter": label, "details": _details(paper.facts)}


def _detail(key: str, value: object) -> str:
    """A fact in words, by the ending of its name and its kind; a code without words says nothing."""
    if key == "ground":
        return {**GROUNDS, **dict(Closure.Ground.choices)}.get(str(value), "")
    if isinstance(value, bool):
        return ("不同意", "同意")[value] if key == "granted" else ("否", "是")[value]
    if isinstance(value, dict):
        return "；".join(str(row.get("words", "")) for row in value.values() if isinstance(row, dict))
    if key.endswith("_on"):
        return day_cn(value)
    return time_cn(value) if key.endswith("_at") else yuan(value) if key == "fine" else str(value)


def _details(facts: dict[str, Any]) -> list[str]:
    given = [(key, label, facts.get(key)) for key, label in DETAILS.items()]
    return [
        sentence(f"{label}：{said}")
        for key, label, value in given
        if value not in (None, "", [], {}) and (said := _detail(key, value))
    ]


def _service(service: Any) -> dict[str, str]:
    document = service.document
    return {
        "paper": f"{document.title}\n{document.number}".strip(),
        "receiver": service.receiver,
        "place": service.place,
        "date": moment_cn(service.served_at) or date_cn(service.served_on),
        "mode": service.get_mode_display(),
        "by": "",
    }


def service_receipt(paper: Paper) -> dict[str, Any]:
    """All services of the dossier in one table; the officers are the servers."""
    services = [s for s in paper.dossier.services.select_related("document").order_by("id") if s.state != "cancelled"]
    by = "、".join(officer["name"] for officer in paper.officers)
    return {
        "case": paper.dossier.title,
        "services": [{**_service(service), "by": by} for service in services],
        "remarks": "；".join(service.remark for service in services if service.remark),
    }


def address_confirmation(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the ElectronicConsent."""
    consent = paper.subject
    return {
        "enterprise": enterprise_facts(consent.enterprise),
        "place": consent.address,
        "signer": consent.signer,
        "mobile": consent.phone,
        "email": consent.email,
    }
