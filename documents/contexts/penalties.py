"""Facts of the papers of an investigation: filing, questioning, kept evidence, the report and its review.

``paper.record`` is the Penalty.
"""

from typing import Any

from casework.clock.book import period
from casework.clock.deadlines import last_day
from casework.core.words import date_cn, numeral
from documents.contexts.findings import in_words, told
from documents.contexts.forms import opinions
from documents.contexts.paper import Paper, day_cn, lines, sentence, time_cn
from documents.contexts.party import accused, age_on, head, imposed, sex_of

# What a summoned person brings (询问通知书), by the codes a form may use.
BRING = {"id": "身份证", "licence": "营业执照", "authority": "法定代表人身份证明或者委托书"}
# What the law asks before every decision, by article of 行政处罚法.
QUESTIONS = {
    "28": "责令改正，没收违法所得（第二十八条）",
    "29": "同一违法行为不得给予两次以上罚款（第二十九条）",
    "32": "从轻或者减轻处罚（第三十二条）",
    "33": "不予处罚（第三十三条）",
    "36": "超过追究时效（第三十六条）",
    "37": "适用作出决定时较轻的规定（第三十七条）",
}
EFFECTS = {"lighter": "从轻", "heavier": "从重", "below": "减轻"}


def told_of(penalty: Any) -> list[str]:
    """The findings the case is about, numbered as in the correction case."""
    return [f"{finding.number}．{told(finding)}" for finding in in_words(penalty.findings)]


def filing(paper: Paper) -> dict[str, Any]:
    """The first rows of every form of a penalty case."""
    penalty = paper.penalty
    return {
        **head(paper),
        "cause": penalty.cause or "、".join(dict.fromkeys(f.violation.name for f in penalty.findings.all())),
        "number_filed": penalty.number,
        "filed": date_cn(penalty.filed_on),
        "opinions": opinions(paper),
    }


def filing_approval(paper: Paper) -> dict[str, Any]:
    """The step's facts are on the row by now: cause, source, act_on, harm."""
    penalty = paper.record
    proposed = penalty.case.escalations.filter(party=penalty.party_name, propose=True).order_by("pk").last()
    return {
        **filing(paper),
        "source": penalty.source,
        "facts": [
            *told_of(penalty),
            f"违法行为终了日：{date_cn(penalty.act_on)}。处罚类别：{penalty.get_tier_display()}。",
            *([sentence(f"提请处罚的理由：{proposed.reason}")] if proposed else []),
        ],
        "grounds": [
            "当事人的行为涉嫌违反安全生产法律、法规、规章的规定，属于本机关管辖，在追究时效以内，"
            "依据《中华人民共和国行政处罚法》第五十四条第二款的规定，建议立案调查。"
        ],
    }


def interview_notice(paper: Paper) -> dict[str, Any]:
    """The step's facts: person, matter, appear_at, place, bring (codes of BRING or words)."""
    facts = paper.facts
    brought = [BRING.get(item, item) for item in facts.get("bring", [])]
    others = [item for item in brought if item not in BRING.values()]
    boxes = [*BRING.values(), *others]
    return {
        "addressee": facts.get("person") or paper.party_name,
        "case": paper.dossier.title,
        "matter": facts["matter"].strip().rstrip("。"),
        "appear": time_cn(facts["appear_at"]),
        "place": facts["place"],
        "boxes": [{"mark": "☑" if item in brought else "☐", "words": item} for item in boxes],
    }


def _asked(paper: Paper) -> dict[str, str]:
    """Who is questioned; what is known of the party himself is filled in."""
    name, person = paper.facts.get("person", ""), paper.person
    if person is None or person.name != name:
        return {"name": name, "sex": "", "age": "", "id_number": "", "address": "", "phone": ""}
    return {
        "name": name,
        "sex": sex_of(person.id_number),
        "age": age_on(person.id_number, paper.issued_on),
        "id_number": person.id_number,
        "address": person.address,
        "phone": person.phone,
    }


def interview_record(paper: Paper) -> dict[str, Any]:
    """The step's facts: person, post, began_at, ended_at, place, questions."""
    facts = paper.facts
    began, ended = time_cn(facts.get("began_at")), time_cn(facts.get("ended_at"))
    earlier = paper.dossier.documents.filter(kind="interview-record").exclude(code=paper.code).count()
    return {
        "case": paper.dossier.title,
        "began": began,
        "ended": ended.removeprefix(began[:5]) if began else ended,
        "time": str(earlier + 1),
        "place": facts.get("place", ""),
        "asked": {**_asked(paper), "post": facts.get("post", ""), "unit": paper.enterprise.name},
        "officer_names": "、".join(officer["name"] for officer in paper.officers),
        "officer_certificates": "、".join(officer["certificate"] for officer in paper.officers),
        "matter": paper.penalty.cause or paper.dossier.title,
        "lines": lines(facts.get("questions", "")),
    }


def _items(kept: Any) -> list[dict[str, str]]:
    return [
        {"number": str(n), "name": str(item.get("name", "")), "spec": str(item.get("spec", "")),
         "count": str(item.get("count", ""))}
        for n, item in enumerate(kept.items, 1)
    ]  # fmt: skip


def _kept(paper: Paper) -> dict[str, Any]:
    kept = paper.subject
    rule = period("keep", kept.kept_on)
    return {
        "suspected": paper.penalty.cause.strip().rstrip("。").removesuffix("案"),
        "items": _items(kept),
        "reason": sentence(kept.reason),
        "place": kept.place,
        "kept": date_cn(kept.kept_on),
        "keep_days": f"{numeral(rule.amount)}日",
        "keep_until": date_cn(last_day(kept.kept_on, rule)),
    }


def evidence_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the KeptEvidence; its list is the annex of the same paper."""
    return _kept(paper)


def evidence_approval(paper: Paper) -> dict[str, Any]:
    kept = _kept(paper)
    return {
        **filing(paper),
        **kept,
        "facts": told_of(paper.penalty),
        "listed": [f"{i['number']}．{i['name']}　{i['spec']}　{i['count']}".rstrip() for i in kept["items"]],
        "grounds": [
            kept["reason"],
            "证据可能灭失或者以后难以取得，依据《中华人民共和国行政处罚法》第五十六条的规定，建议先行登记保存。",
        ],
    }


def evidence_disposal(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the KeptEvidence, its disposal written by the step."""
    kept = paper.subject
    notice = kept.document
    return {
        **_kept(paper),
        "notice_number": notice.number if notice else "",
        "disposals": [sentence(line) for line in lines(kept.disposal or paper.facts.get("disposal", ""))],
    }


def evidence_disposal_approval(paper: Paper) -> dict[str, Any]:
    return {**evidence_approval(paper), "disposals": evidence_disposal(paper)["disposals"]}


def _answers(sanction: Any) -> list[str]:
    """Each question of the law with its answer."""
    said = []
    for article, asked in QUESTIONS.items():
        if answer := sanction.answers.get(article):
            verdict = "适用。" if answer.get("applies") else "不适用。"
            said.append(f"{asked}：{verdict}{sentence(str(answer.get('words', '')))}")
    return said


def _discretion(sanction: Any) -> list[str]:
    """Range, grade, factors and computation: why this amount and no other (行政处罚法 34)."""
    amounts = f"法定罚款幅度：{sanction.fine_min:,.2f}元至{sanction.fine_max:,.2f}元。" if sanction.fine_max else ""
    factors = [f"{EFFECTS.get(row.get('effect', ''), '其他')}因素：{row.get('words', '')}" for row in sanction.factors]
    said = [
        amounts,
        f"裁量档：{sanction.grade}。出处：{sanction.grade.source}" if sanction.grade else "",
        *factors,
        sanction.computation,
        sanction.outside_reason and f"超出裁量档的理由：{sanction.outside_reason}",
    ]
    return [sentence(words) for words in said if words] or ["无。"]


def investigation_report(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Sanction: findings of fact, law and the penalty proposed (行政处罚法 57)."""
    sanction, penalty = paper.subject, paper.penalty
    return {
        **filing(paper),
        **accused(sanction),
        "source": penalty.source,
        "act_on": date_cn(penalty.act_on),
        "officer_names": "、".join(officer["name"] for officer in paper.officers),
        "answers": _answers(sanction),
        "discretion": _discretion(sanction),
        "chosen": sentence(sanction.chosen_because),
        "complex": sanction.complex,
    }


def _defences(penalty: Any) -> list[str]:
    """What the party has said so far, for those who decide."""
    defences = [d for notice in penalty.notices.all() for d in notice.defences.all()]
    said = [sentence(f"{date_cn(d.submitted_on)}陈述、申辩：{d.text}") for d in defences]
    return said or ["尚未告知，无。" if not penalty.notices.exists() else "无。"]


def handling_approval(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Sanction."""
    sanction = paper.subject
    return {
        **filing(paper),
        **accused(sanction),
        "basis_words": sentence(f"违反了{sanction.breached}的规定，依据{sanction.penalised_by}的规定"),
        "defences": _defences(paper.penalty),
        "proposal": sentence(f"建议给予{imposed(sanction)}的行政处罚"),
        "discretion": _discretion(sanction),
    }


# What is looked at in a legal review, in the order the forms name it.
REVIEWED = (
    "行政执法主体合法，执法人员具备执法资格",
    "行政执法程序合法，当事人的权利得到保障",
    "事实清楚，证据合法充分",
    "适用法律、法规、规章准确，裁量基准运用适当",
    "没有超越法定权限，文书完备、规范",
    "违法行为是否涉嫌犯罪、需要移送司法机关",
)


def legal_review(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the LegalReview (行政处罚法 58)."""
    review = paper.subject
    return {
        **filing(paper),
        **accused(review.sanction),
        "basis_words": sentence(f"违反了{review.sanction.breached}的规定，依据{review.sanction.penalised_by}的规定"),
        "reviewed": [f"{n}．{words}。" for n, words in enumerate(REVIEWED, 1)],
        "result": review.get_result_display(),
        "opinion": [sentence(line) for line in lines(review.opinion)],
        "reviewer": review.reviewer.name,
        "reviewed_on": day_cn(review.on),
    }
