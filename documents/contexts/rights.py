"""Facts of the papers by which the other side is heard: notices, defence, hearing. ``paper.record`` is the Penalty."""

from typing import Any

from casework.clock.book import threshold
from casework.core.words import date_cn, moment_cn, numeral
from documents.contexts.forms import opinions
from documents.contexts.paper import Paper, lines, sentence
from documents.contexts.party import accused, days, head, posts, working


def _told(paper: Paper) -> dict[str, Any]:
    sanction = paper.subject.sanction
    return {
        **head(paper),
        **accused(sanction),
        "postcode": paper.agency.postcode,
        "computation": [sentence(line) for line in lines(sanction.computation)],
    }


def penalty_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the PenaltyNotice (行政处罚法 44, 45)."""
    on = paper.issued_on
    return {
        **_told(paper),
        "defence_days": days("defence", on),
        "workdays": working("defence", on=on),
        "hearing_right": paper.subject.hearing_right,
        "access_code": paper.access_code,
    }


def hearing_right_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the PenaltyNotice (行政处罚法 63, 64)."""
    on = paper.issued_on
    return {
        **_told(paper),
        "request_days": days("hearing_request", on),
        "workdays": working("hearing_request", on=on),
    }


def _evidence(defence: Any) -> list[str]:
    listed = [f"{n}．{row.name}" for n, row in enumerate(defence.evidence.order_by("pk"), 1)]
    return ["提交的证据：", *listed] if listed else []


def defence_record(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Defence: what was said is written down as it was said."""
    defence = paper.subject
    return {
        **head(paper),
        "submitted": date_cn(defence.submitted_on),
        "place": paper.facts.get("place", ""),
        "officer_names": "、".join(officer["name"] for officer in paper.officers),
        "officer_certificates": "、".join(officer["certificate"] for officer in paper.officers),
        "lines": [*lines(defence.text), *_evidence(defence)],
        "late": sentence(defence.late_reason),
    }


def _point(row: dict[str, Any]) -> str:
    adopted = "予以采纳" if row.get("adopted") else "不予采纳"
    return sentence(f"{str(row.get('point', '')).strip().rstrip('。')}：{adopted}。{row.get('reason', '')}")


def defence_answer(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Defence with its points (行政处罚法 45)."""
    defence = paper.subject
    notice = defence.notice.document
    return {
        **head(paper),
        "submitted": date_cn(defence.submitted_on),
        "notice_number": notice.number if notice else "",
        "points": [_point(row) for row in defence.points],
    }


def _people(paper: Paper, hearing: Any) -> dict[str, Any]:
    """Chair, members and clerk with their posts."""
    members = list(hearing.members.order_by("pk"))
    named = [user for user in (hearing.chair, hearing.clerk) if user]
    found = {user.pk: who for user, who in zip([*named, *members], posts(paper, [*named, *members]), strict=True)}
    nobody = {"name": "", "post": ""}
    return {
        "chair": found.get(hearing.chair_id, nobody),
        "clerk": found.get(hearing.clerk_id, nobody),
        "members": [found[user.pk] for user in members],
    }


def _sitting(paper: Paper) -> dict[str, Any]:
    hearing = paper.subject
    return {
        **head(paper),
        **_people(paper, hearing),
        "held": moment_cn(hearing.held_at),
        "place": hearing.place,
        "open": "公开" if hearing.public else "不公开",
        "private_reason": sentence(hearing.private_reason),
    }


def hearing_notice(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Hearing (行政处罚法 64)."""
    hearing = paper.subject
    return {
        **_sitting(paper),
        "requested": date_cn(hearing.requested_on),
        "postponed": bool(hearing.postponed),
        "agents_most": numeral(int(threshold("hearing-agents-max", paper.issued_on))),
    }


def hearing_record(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Hearing; the minutes as they were written."""
    hearing = paper.subject
    return {
        **_sitting(paper),
        "investigators": "、".join(f"{o['name']}（证号：{o['certificate']}）" for o in paper.officers),
        "agents": hearing.agents,
        "lines": lines(hearing.minutes),
        "outcome": hearing.get_outcome_display(),
        "refusal": sentence(hearing.refusal),
    }


def hearing_report(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the Hearing: what it came to and what the chair proposes."""
    hearing = paper.subject
    return {
        **_sitting(paper),
        "proposed": accused(hearing.notice.sanction)["imposed"],
        "summary": [f"听证结果：{hearing.get_outcome_display()}。", *lines(hearing.minutes)],
        "report": [sentence(line) for line in lines(hearing.report)],
        "opinions": opinions(paper)[1:],
    }
