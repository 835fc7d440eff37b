"""Facts of the papers of a panel's work. ``paper.record`` is the Application."""

from decimal import Decimal
from typing import Any

from casework.accreditation.models import CriterionScore, Evaluation, Panel, Seat
from casework.accreditation.scoring import trimmed_mean
from casework.accreditation.states import EvaluationState
from casework.core.words import date_cn, moment_cn
from documents.contexts.accreditation import application_head, sentences
from documents.contexts.paper import NO_PICTURES, Paper, day_cn
from documents.pictures import reference

NONE = ["无。"]


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}"


def evaluation_notice(paper: Paper) -> dict[str, Any]:
    """Tells the applicant when (行政许可法 45 by analogy). The step's facts: begins_on, ends_on."""
    panels = Panel.objects.filter(round=paper.record.round_id, category=paper.record.category_id)
    return {
        **application_head(paper),
        "named": Seat.objects.filter(panel__in=panels, named=True).exists(),
        "begins": day_cn(paper.facts["begins_on"]),
        "ends": day_cn(paper.facts["ends_on"]),
    }


def score_sheet(paper: Paper) -> dict[str, Any]:
    """One expert's scores; the copy's fact ``evaluation`` says whose."""
    given = Evaluation.objects.select_related("seat__expert").get(pk=paper.facts["evaluation"])
    rows = list(given.scores.select_related("criterion").order_by("criterion__position"))
    return {
        **application_head(paper),
        "expert": given.seat.expert.name,
        "scores": [_score(row) for row in rows],
        "total": _points(sum((row.score for row in rows), Decimal(0))),
        "full": _points(sum((row.criterion.weight for row in rows), Decimal(0))),
        "opinion": sentences(given.opinion),
        "submitted": moment_cn(given.submitted_at) if given.submitted_at else "",
    }


def _score(row: CriterionScore) -> dict[str, str]:
    criterion = row.criterion
    marks = "".join(mark for mark, set_ in (("（否决项）", criterion.veto), ("（核心项）", criterion.core)) if set_)
    return {
        "code": criterion.code,
        "text": criterion.text + marks,
        "guide": criterion.guide,
        "weight": _points(criterion.weight),
        "score": _points(row.score),
        "reason": row.reason or "—",
    }


def site_report(paper: Paper) -> dict[str, Any]:
    """``paper.subject`` is the SiteReport."""
    report = paper.subject
    rows = paper.record.evaluations.filter(state=EvaluationState.SUBMITTED).select_related("seat__expert")
    found = [(row.seat.expert.name, sum((s.score for s in row.scores.all()), Decimal(0))) for row in rows]
    signature = report.signatures.order_by("pk").first()
    return {
        **application_head(paper),
        "visited": date_cn(report.visited_on),
        "members": "、".join(name for name, _total in found),
        "participants": report.participants,
        "course": sentences(report.course),
        "findings": sentences(report.findings),
        "problems": sentences(report.problems) or NONE,
        "mean": _points(trimmed_mean([total for _name, total in found])),
        "photos": f"{report.photos.count()}张",
        "conclusion": report.get_conclusion_display(),
        "pictures": {**NO_PICTURES, "party": reference(signature.file) if signature else ""},
    }
