"""Facts of the papers of an application. ``paper.record`` is the Application, whose party is always the unit."""

from decimal import Decimal
from typing import Any

from casework.clock.book import period
from casework.clock.calendar import Unit
from casework.core.words import date_cn
from documents.contexts.paper import NO_PICTURES, Paper, enterprise_facts, lines, sentence
from documents.contexts.party import particulars
from documents.pictures import reference

NONE = ["无。"]


def application_head(paper: Paper) -> dict[str, Any]:
    """What stands on every paper of an application: what is applied for, and by whom."""
    application = paper.record
    return {
        "case": paper.dossier.title,
        "programme": application.round.programme.name,
        "category": application.category.name,
        "round": application.round.title,
        "unit": application.party_name,
        "particulars": particulars(paper),
        "received": date_cn(application.submitted_on or paper.issued_on),
    }


def sentences(text: str) -> list[str]:
    return [sentence(line) for line in lines(text)]


def _figure(value: int | None) -> str:
    return f"{value}人" if value is not None else "未填"


def _assessed(row: Any) -> str:
    """One criterion with what the applicant says of it, and the names of what it attached."""
    files = "、".join(row.evidence.order_by("pk").values_list("name", flat=True)) or "无"
    score = f"{row.score.normalize():f}" if row.score is not None else "未填"
    weight = f"{row.criterion.weight.normalize():f}"
    return (
        f"{row.criterion.code}（{weight}分）{row.criterion.text}：自评{score}分。{sentence(row.words)}材料：{files}。"
    )


def application_form(paper: Paper) -> dict[str, Any]:
    """The application as it was submitted (申报书), from the unit to the office."""
    record = paper.record
    rows = list(record.assessments.select_related("criterion").order_by("criterion__position"))
    partners = [
        f"{row.name}（{row.get_body_display()}），代表：{row.represented_by}。" for row in record.partners.all()
    ]
    return {
        **application_head(paper),
        "addressee": paper.agency.name,
        "enterprise": {**enterprise_facts(record.enterprise), "name": record.party_name},
        "applicant": record.contact,
        "mobile": record.phone,
        "staff": _figure(record.staff),
        "special_staff": _figure(record.special_staff),
        "partners": partners or NONE,
        "site": sentences(record.site) or NONE,
        "results": sentences(record.record) or NONE,
        "accidents": sentences(record.accidents) or NONE,
        "assessments": [_assessed(row) for row in rows] or NONE,
        "total": f"{sum((row.score or 0 for row in rows), Decimal(0)):f}分",
    }


def acceptance_notice(paper: Paper) -> dict[str, Any]:
    """行政许可法 32 by analogy; names the city bureau that gives its opinion next."""
    record = paper.record
    return {**application_head(paper), "city": record.city.name if record.city else ""}


def supplement_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Supplement: everything that is missing, and until when."""
    rule = period("supplement", paper.issued_on)
    unit = "个工作日" if rule.unit == Unit.WORKING_DAY else "日"
    return {
        **application_head(paper),
        "items": [sentence(item.text) for item in paper.subject.items.all()],
        "again": sentence(paper.subject.reason),
        "days": f"{rule.amount}{unit}",
    }


def refusal_notice(paper: Paper) -> dict[str, Any]:
    """The step's facts: reason (行政许可法 32, 38 by analogy)."""
    return {**application_head(paper), "reason": sentences(paper.facts["reason"])}


def rejection_notice(paper: Paper) -> dict[str, Any]:
    """The step's facts: reason (行政许可法 38 by analogy)."""
    return {**application_head(paper), "reason": sentences(paper.facts["reason"])}


def recommendation_opinion(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Recommendation: the city bureau's own paper, to the office that decides."""
    given = paper.subject
    return {
        **application_head(paper),
        "agency": given.agency.name,
        "addressee": paper.agency.name,
        "favourable": given.favourable,
        "opinion": sentences(given.opinion),
        "contact": given.agency.contact,
        "phone": given.agency.phone,
        "pictures": {**NO_PICTURES, "seal": reference(given.agency.seal)},
    }
