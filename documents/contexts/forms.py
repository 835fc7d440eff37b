"""Facts of the forms: what the house keeps for itself, the receipt of service, the confirmation of addresses."""

from typing import Any

from casework.core.words import date_cn, moment_cn
from documents.contexts.findings import standing, told
from documents.contexts.paper import Paper, day_cn, enterprise_facts, lines, sentence

BLANK_OPINIONS = ("审核意见", "审批意见")
DECISIONS = {"agreed": "同意。", "returned": "退回。", "against": "不同意。"}


def opinions(paper: Paper) -> list[dict[str, str]]:
    """The opinions of the approval flow; two empty fields for the pen where there are none."""
    if not paper.opinions:
        return [{"label": label, "text": "", "signed": "", "date": ""} for label in BLANK_OPINIONS]
    return [_opinion(row) for row in paper.opinions]


def _opinion(row: dict[str, Any]) -> dict[str, str]:
    behalf = f"（代{row['on_behalf_of']}签）" if row.get("on_behalf_of") else ""
    return {
        "label": str(row["label"]),
        "text": DECISIONS.get(str(row.get("decision", "")), "") + sentence(str(row.get("remark") or "")),
        "signed": f"{row['signer']}{behalf}",
        "date": day_cn(row.get("signed_on")),
    }


def _findings(record: Any) -> list[Any]:
    related = getattr(record, "findings", None)
    return list(related.order_by("number")) if related is not None else []


def matter(paper: Paper) -> dict[str, Any]:
    """The first rows of an approval form. ``paper.record`` may be any matter of the dossier."""
    record = paper.record
    findings = _findings(record)
    return {
        "case": paper.dossier.title,
        "cause": "、".join(dict.fromkeys(str(finding.violation.name) for finding in findings)),
        "opened": date_cn(getattr(record, "opened_on", None) or paper.issued_on),
        "enterprise": enterprise_facts(paper.enterprise),
        "facts": [f"{finding.number}．{told(finding)}" for finding in findings] or ["无。"],
        "proposal": paper.facts.get("opinion", ""),
        "opinions": opinions(paper),
    }


def no_filing(paper: Paper) -> dict[str, Any]:
    """Grounds are the rows in ``Finding.declined``: party, ground, reason."""
    grounds = [
        sentence(f"第{finding.number}项，{row.get('party', '')}：{row.get('ground', '')} {row.get('reason', '')}")
        for finding in _findings(paper.record)
        for row in finding.declined
    ]
    return {**matter(paper), "grounds": grounds or lines(paper.facts.get("reason", ""))}


def closing_approval(paper: Paper) -> dict[str, Any]:
    return {
        **matter(paper),
        "results": [standing(finding) for finding in _findings(paper.record)] or ["无。"],
        "performed": sentence(paper.record.stage_reason),
    }


def approval_form(paper: Paper) -> dict[str, Any]:
    """The step's facts: title (立案审批表 …), label (what is asked), details (lines of what is to be done)."""
    facts = paper.facts
    details = facts.get("details", [])
    return {
        **matter(paper),
        "title": facts.get("title") or "审批表",
        "matter": facts.get("label", ""),
        "details": lines(details) if isinstance(details, str) else [str(line) for line in details],
    }


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
        "signed_by": consent.signer,
    }
