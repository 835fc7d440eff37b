"""Facts of the papers of a stop of production. ``paper.record`` is the Suspension, whose party is always the unit."""

from typing import Any

from casework.core.words import date_cn, moment_cn
from casework.penalties.states import SuspensionState
from documents.contexts.findings import in_words, told
from documents.contexts.paper import NO_PICTURES, Paper, enterprise_facts, lines, sentence
from documents.contexts.party import decision_words, head

FORCED = (SuspensionState.SHUT, SuspensionState.LIFTED)  # the stop ended otherwise than by being obeyed
ITEMS = {
    "1": "第（一）项（存在重大事故隐患，一百八十日内三次或者一年内四次受到本法规定的行政处罚）",
    "2": "第（二）项（经停产停业整顿，仍不具备法律、行政法规和国家标准或者行业标准规定的安全生产条件）",
    "3": "第（三）项（不具备安全生产条件，导致发生重大、特别重大生产安全事故）",
    "4": "第（四）项（拒不执行负有安全生产监督管理职责的部门作出的停产停业整顿决定）",
}


def act(suspension: Any) -> dict[str, str]:
    """The act a stop rests on: its day, title and number."""
    if suspension.decision:
        words = decision_words(suspension.decision)
        return {"acted": words["decided"], "act_title": words["decision_title"], "act_number": words["decision_number"]}
    document = suspension.measure.document
    return {
        "acted": date_cn(document.issued_on if document else suspension.started_on),
        "act_title": f"《{document.title if document else '现场处理措施决定书'}》",
        "act_number": document.number if document else "（无文号）",
    }


def _stopped(paper: Paper) -> dict[str, Any]:
    suspension = paper.record
    return {
        **head(paper),
        **act(suspension),
        "addressee": suspension.enterprise.name,
        "unit": suspension.enterprise.name,
        "scope": suspension.scope.strip().rstrip("。"),
        "started": date_cn(suspension.started_on),
        "measure": suspension.measure_id is not None,
        "items": [told(finding) for finding in in_words(suspension.findings)],
    }


def _accepted(paper: Paper) -> dict[str, Any]:
    acceptance = paper.subject
    return {
        **_stopped(paper),
        "requested": date_cn(acceptance.requested_on),
        "checked": date_cn(acceptance.checked_on),
        "opinion": [sentence(line) for line in lines(acceptance.opinion)],
    }


def resumption_opinion(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Acceptance, fit."""
    return _accepted(paper)


def resumption_refusal(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Acceptance, not fit: each line of its opinion says what is still wrong."""
    return _accepted(paper)


def suspension_lifted(paper: Paper) -> dict[str, Any]:
    """The step's facts: reason."""
    return {**_stopped(paper), "reason": sentence(paper.facts.get("reason") or paper.record.stage_reason)}


def _cut(paper: Paper) -> dict[str, Any]:
    cut = paper.subject
    return {
        **_stopped(paper),
        "what": cut.what,
        "supply": cut.what.removeprefix("停止"),
        "cut_at": moment_cn(cut.cut_at),
        "emergency": sentence(cut.emergency),
    }


def power_cut_decision(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the PowerCut; to the unit (安全生产法 70)."""
    return _cut(paper)


def power_cut_notice(paper: Paper) -> dict[str, Any]:
    """To the supplier."""
    return {**_cut(paper), "addressee": paper.subject.supplier}


def power_restore_notice(paper: Paper) -> dict[str, Any]:
    """To the supplier, once the unit performs or the stop has ended (安全生产法 70)."""
    cut, ended = paper.subject, paper.record.ended_on
    document = cut.document
    return {
        **_cut(paper),
        "addressee": cut.supplier,
        "cut_on": date_cn(document.issued_on) if document else moment_cn(cut.cut_at),
        "performed": "" if paper.record.state in FORCED else date_cn(ended or paper.issued_on),
        "reason": sentence(cut.restore_reason),
        "restored_at": moment_cn(cut.restored_at),
    }


def closure_report(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Closure (安全生产法 113)."""
    closure = paper.subject
    counted = closure.counts
    return {
        **_stopped(paper),
        "addressee": closure.government,
        "lines": [sentence(line) for line in lines(closure.reason)],
        "ground": ITEMS[closure.ground],
        "counted": f"该单位一百八十日内受到行政处罚{counted['in_180']}次，一年内{counted['in_365']}次。"
        if counted
        else "",
        "enclosed": [f"{d.title}　{d.number}".strip() for d in paper.dossier.documents.order_by("pk")],
    }


def defiance_record(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Defiance: an ordinary record of what two officers saw on site."""
    seen, enterprise = paper.subject, paper.record.enterprise
    names = [officer["name"] for officer in paper.officers] + ["", ""]
    said = act(paper.record)
    return {
        "enterprise": enterprise_facts(enterprise),
        "place": enterprise.address,
        "started": date_cn(seen.seen_on),
        "ended": "",
        "officer_names": "、".join(officer["name"] for officer in paper.officers),
        "officer_certificates": "、".join(officer["certificate"] for officer in paper.officers),
        "lines": [
            f"对{said['acted']}{said['act_title']}［{said['act_number']}］的执行情况进行检查，情况如下：",
            *(sentence(line) for line in lines(seen.fact)),
        ],
        "refusal": "",
        "witness": "",
        "first_officer": names[0],
        "second_officer": names[1],
        "site_manager": "",
        "pictures": NO_PICTURES,
    }
