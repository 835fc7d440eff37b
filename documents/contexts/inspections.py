"""Facts of an inspection's papers. ``paper.record`` is the Inspection."""

from datetime import datetime
from typing import Any

from casework.core.words import date_cn, moment_cn
from documents.contexts.findings import INSPECTION_BASIS, in_words, told
from documents.contexts.forms import opinions
from documents.contexts.paper import NO_PICTURES, Paper, enterprise_facts, lines
from documents.models import Attachment
from documents.pictures import reference

MANNER = "现场查看，查阅、复制有关资料，询问有关人员"


def _names(paper: Paper) -> str:
    return "、".join(officer["name"] for officer in paper.officers)


def _ground(inspection: Any) -> str:
    lead = f"（{inspection.lead}）" if inspection.lead else ""
    return f"{inspection.get_ground_display()}{lead}"


def _content(inspection: Any) -> list[str]:
    return lines(inspection.content) or ["安全生产教育培训、特种作业持证上岗及有关制度的落实情况"]


def inspection_plan(paper: Paper) -> dict[str, Any]:
    inspection = paper.record
    return {
        "enterprise": enterprise_facts(inspection.enterprise),
        "time": date_cn(inspection.planned_on or paper.issued_on),
        "ground": _ground(inspection),
        "officer_names": _names(paper),
        "content": _content(inspection),
        "manner": MANNER,
        "opinions": opinions(paper),
        "remark": paper.facts.get("remark", ""),
    }


def inspection_notice(paper: Paper) -> dict[str, Any]:
    inspection = paper.record
    return {
        "basis": INSPECTION_BASIS,
        "time": moment_cn(inspection.started_at) or date_cn(inspection.planned_on or paper.issued_on),
        "place": inspection.place or inspection.enterprise.address,
        "ground": _ground(inspection),
        "content": _content(inspection),
        "manner": MANNER,
    }


def _record_lines(inspection: Any) -> list[str]:
    """The record, item by item: what was found against the law, then what is only advised."""
    findings = list(in_words(inspection.findings))
    found = [f"{n}．{told(finding)}" for n, finding in enumerate((f for f in findings if not f.guidance), 1)]
    advised = [f"{n}．{told(finding)}" for n, finding in enumerate((f for f in findings if f.guidance), 1)]
    if not findings:
        return ["经检查，未发现违法违规行为。"]
    head = ["经检查，发现下列问题："] if found else ["经检查，未发现违法违规行为。"]
    return head + found + (["以下事项只作指导，请自行改进：", *advised] if advised else [])


def _until(started: datetime | None, ended: datetime | None) -> str:
    """The end of a visit; the year is not said twice."""
    said, year = moment_cn(ended), moment_cn(started)[:5]
    return said.removeprefix(year) if year else said


def _refusal(inspection: Any) -> str:
    return f"被检查单位拒绝签名或者拒绝检查的情况：{inspection.refusal}" if inspection.refusal else ""


def _signed(inspection: Any) -> dict[str, dict[str, str] | str]:
    """The drawn signatures: ``inspection.signatures`` names attachments, the officers' in a list and the party's."""
    drawn = inspection.signatures or {}
    chosen = [*[*drawn.get("officers", []), 0, 0][:2], drawn.get("party") or 0]
    files = Attachment.objects.filter(media_type__startswith="image/").in_bulk(chosen)
    return {
        name: reference(files[key].file, files[key].sha256) if key in files else ""
        for name, key in zip(("officer_1", "officer_2", "party"), chosen, strict=True)
    }


def inspection_record(paper: Paper) -> dict[str, Any]:
    inspection = paper.record
    names = [officer["name"] for officer in paper.officers] + ["", ""]
    return {
        "enterprise": enterprise_facts(inspection.enterprise),
        "place": inspection.place or inspection.enterprise.address,
        "started": moment_cn(inspection.started_at),
        "ended": _until(inspection.started_at, inspection.ended_at),
        "officer_names": _names(paper),
        "officer_certificates": "、".join(officer["certificate"] for officer in paper.officers),
        "lines": _record_lines(inspection),
        "refusal": _refusal(inspection),
        "witness": inspection.witness,
        "first_officer": names[0],
        "second_officer": names[1],
        "site_manager": f"{inspection.site_manager}　{inspection.site_manager_post}".strip(),
        "pictures": {**NO_PICTURES, **_signed(inspection)},
    }
