"""The party of a paper, unit or natural person, and what its papers say of a proposed penalty."""

from datetime import date
from decimal import Decimal
from typing import Any

from casework.accounts.models import Membership
from casework.clock.book import period, threshold
from casework.clock.calendar import Unit
from casework.core.words import date_cn
from documents.contexts.paper import Paper, lines, sentence, yuan

STOP = "责令停产停业整顿"


def sex_of(id_number: str) -> str:
    """From the last digit but one of a citizen's number (GB 11643): odd for men."""
    return ("女", "男")[int(id_number[16]) % 2] if len(id_number) == 18 and id_number[:17].isdigit() else ""


def age_on(id_number: str, on: date) -> str:
    """Whole years on a day, from the birthday in a citizen's number."""
    if len(id_number) != 18 or not id_number[:17].isdigit():
        return ""
    year, month, born = int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14])
    return str(on.year - year - ((on.month, on.day) < (month, born)))


def party(paper: Paper) -> dict[str, str]:
    """Everything a decision says of the party; of a person also the unit. The other's fields stay empty."""
    unit, person = paper.enterprise, paper.person
    said = {
        "name": paper.party_name,
        "unit": unit.name,
        "unit_address": unit.address,
        "postcode": unit.postcode,
        "credit_code": unit.credit_code,
        "representative": unit.representative,
        "representative_post": unit.representative_post,
    }
    if person is None:
        own = ("sex", "age", "id_number", "post")
        return {**said, **dict.fromkeys(own, ""), "address": unit.address, "phone": unit.phone}
    return {
        **said,
        "sex": sex_of(person.id_number),
        "age": age_on(person.id_number, paper.issued_on),
        "id_number": person.id_number,
        "address": person.address,
        "post": person.post or person.get_role_display(),
        "phone": person.phone,
    }


def particulars(paper: Paper) -> dict[str, list[dict[str, str]]]:
    """The party's rows on a form: those over the whole width, then those in pairs. A list has no party."""
    if paper.enterprise is None:
        return {"wide": [], "pairs": []}
    who = party(paper)
    if paper.person is None:
        wide = [("当事人", who["name"]), ("统一社会信用代码", who["credit_code"]), ("地址", who["address"])]
        pairs = [(("法定代表人（负责人）", who["representative"]), ("联系电话", who["phone"]))]
    else:
        wide = [
            ("当事人", who["name"]), ("身份证号", who["id_number"]), ("家庭住址", who["address"]),
            ("所在单位", who["unit"]),
        ]  # fmt: skip
        pairs = [
            (("性别", who["sex"]), ("年龄", who["age"])),
            (("职务", who["post"]), ("联系电话", who["phone"])),
        ]
    return {
        "wide": [{"label": label, "text": text} for label, text in wide],
        "pairs": [{"label": a, "text": b, "label2": c, "text2": d} for (a, b), (c, d) in pairs],
    }


def head(paper: Paper) -> dict[str, Any]:
    """What stands on every paper of a penalty: the case, and the party in full."""
    return {"case": paper.dossier.title, "party": party(paper), "particulars": particulars(paper)}


def imposed(sanction: Any) -> str:
    """The penalties in the order of the law (行政处罚法 9), money in capitals and figures."""
    said = [
        sanction.warning and "警告",
        sanction.fine > 0 and f"罚款{yuan(sanction.fine)}",
        sanction.confiscation > 0 and f"没收违法所得{yuan(sanction.confiscation)}",
        sanction.stop_production and STOP,
    ]
    return "、".join(words for words in said if words) or "不予行政处罚"


def evidence_of(sanction: Any) -> list[str]:
    """The evidence by kind and name, as numbered lines are made of."""
    rows = sanction.evidence.order_by("pk").values_list("kind", "name")
    said = [(kind, name.rpartition(".")[0] or name) for kind, name in rows]
    return [name if kind.isascii() else f"{kind}：{name}" for kind, name in said] or ["见案卷。"]


def accused(sanction: Any) -> dict[str, Any]:
    """Facts, evidence, articles and penalty, as notice and decision both name them (行政处罚法 44, 59)."""
    return {
        "acts": [sentence(line) for line in lines(sanction.facts)],
        "evidence": evidence_of(sanction),
        "breached": sanction.breached,
        "penalised_by": sanction.penalised_by,
        "imposed": imposed(sanction),
        "fine": yuan(sanction.fine) if sanction.fine > 0 else "",
        "confiscated": sanction.confiscation > 0,
        "stopped": sanction.stop_production,
    }


def posts(paper: Paper, users: list[Any]) -> list[dict[str, str]]:
    """Names with the post each holds in the agency that day, as hearings and discussions name their people."""
    held = Membership.objects.in_force(paper.issued_on).filter(agency=paper.agency.pk, user__in=[u.pk for u in users])
    found = {row.user_id: row.title or str(row.get_role_display()) for row in held.order_by("-pk")}
    return [{"name": user.name, "post": found.get(user.pk, "")} for user in users]


def days(name: str, on: date) -> str:
    """The length of a period for a sentence: 3日, 3个月."""
    rule = period(name, on)
    counted = {Unit.MONTH: "个月", Unit.YEAR: "年", Unit.HOUR: "小时"}
    return f"{rule.amount}{counted.get(Unit(rule.unit), '日')}"


def working(*names: str, on: date) -> bool:
    """Whether all of these periods are counted in workdays (行政处罚法 85)."""
    return all(period(name, on).unit == Unit.WORKING_DAY for name in names)


def paying(paper: Paper) -> dict[str, str]:
    """Where, until when and at what surcharge a fine is paid (行政处罚法 67, 72; 罚缴分离办法 7)."""
    rate = threshold("surcharge-rate", paper.issued_on) * Decimal(100)
    return {
        "pay_days": days("pay", paper.issued_on),
        "rate": f"{rate.normalize():f}%",
        "bank": paper.agency.bank_name,
        "bank_address": paper.agency.bank_address,
        "bank_account": paper.agency.bank_account,
    }


def decision_of(paper: Paper) -> Any:
    """The decision a paper speaks of: its subject's, or the last one of the case."""
    subject = paper.subject
    named = getattr(subject, "decision", None) or (subject if hasattr(subject, "punishes") else None)
    return named or paper.penalty.decisions.order_by("pk").last()


def cited(document: Any) -> str:
    """A paper as another names it, without the form's own （单位）: 《行政处罚决定书》［（桂）应急罚〔2026〕1号］."""
    title = str(document.title).partition("（")[0]
    return f"《{title}》［{document.number}］" if document.number else f"《{title}》"


def decision_words(decision: Any) -> dict[str, str]:
    """How a later paper names a decision: its day, number and title."""
    document = decision.document
    title = document.title.partition("（")[0] if document else "行政处罚决定书"
    number = document.number if document else decision.penalty.number
    return {
        "decided": date_cn(decision.decided_on),
        "decision_number": number or "（无文号）",
        "decision_title": f"《{title}》",
        "decision_imposed": imposed(decision.sanction),
    }
