"""Facts of the papers of a list. ``paper.record`` is the Listing; of the answer to an objection the Application."""

from typing import Any

from django.db.models import QuerySet

from casework.accreditation.models import Countersigner, Objection, Ranked
from casework.accreditation.shortlisting import places_left
from casework.accreditation.states import ApplicationState
from casework.clock import deadlines
from casework.clock.book import period, threshold
from casework.clock.calendar import Unit
from casework.core.words import date_cn
from documents.contexts.paper import Paper, day_cn, lines, sentence

NOTICES = "/announcements/"  # below the site: where anybody reads the notices and objects


def _head(paper: Paper) -> dict[str, Any]:
    """What stands on every paper of a list: what is accredited, and for whom the list is."""
    of = paper.record
    programme = of.round.programme
    return {
        "programme": programme.name,
        "category": of.category.name,
        "round": of.round.title,
        "basis": f"《{programme.source.partition('（')[0]}》",
    }


def _chosen(paper: Paper) -> QuerySet[Ranked]:
    rows = Ranked.objects.filter(listing=paper.record, chosen=True)
    return rows.select_related("application__enterprise__region").order_by("rank")


def _unit(row: Ranked) -> str:
    """A unit as a list names it."""
    unit = row.application.enterprise
    return f"{row.application.party_name}（{unit.region}，统一社会信用代码{unit.credit_code}）"


def _figure(value: Any) -> str:
    return f"{value.normalize():f}"


def _scored(row: Ranked) -> str:
    drawn = "，抽签定序" if row.drawn else ""
    return f"第{row.rank}名，平均分{_figure(row.mean)}分，核心项{_figure(row.core)}分{drawn}"


def proposed_list(paper: Paper) -> dict[str, Any]:
    """The whole ranking: who is proposed, and why everybody else is not."""
    rows = list(Ranked.objects.filter(listing=paper.record).select_related("application").order_by("rank"))
    chosen, others = [row for row in rows if row.chosen], [row for row in rows if not row.chosen]
    reasons = {row.pk: sentence(f"仍然列入的理由：{row.reason}") if row.reason else "" for row in chosen}
    return {
        **_head(paper),
        "places": str(places_left(paper.record.category)),
        "count": str(len(chosen)),
        "pass_mark": _figure(threshold("pass-mark", paper.issued_on)),
        "chosen": [f"{row.application.party_name}，{_scored(row)}。{reasons[row.pk]}" for row in chosen],
        "others": [f"{row.application.party_name}，{_scored(row)}。{sentence(row.passed_over)}" for row in others],
        "seed": paper.record.seed,
    }


def public_notice(paper: Paper) -> dict[str, Any]:
    """The units still on the list, and the first and the last day on which anybody may object."""
    plan = deadlines.plan(
        dossier_id=paper.dossier.pk, kind="application", record=0, name="publicity", starts_on=paper.issued_on
    )
    rule = period("publicity", paper.issued_on)
    unit = "个工作日" if rule.unit == Unit.WORKING_DAY else "日"
    rows = _chosen(paper).filter(application__state=ApplicationState.SHORTLISTED)
    return {
        **_head(paper),
        "units": [_unit(row) for row in rows],
        "begins": date_cn(paper.issued_on),
        "ends": date_cn(plan.due_on),
        "days": f"{rule.amount}{unit}",
        "where": NOTICES,
    }


def designation_decision(paper: Paper) -> dict[str, Any]:
    """The step's facts: chosen. The departments are those of the programme, whether they answered or were silent."""
    departments = Countersigner.objects.filter(programme=paper.record.round.programme_id).select_related("department")
    rule = period("designation_validity", paper.issued_on)
    return {
        **_head(paper),
        "units": [_unit(row) for row in _chosen(paper).filter(application__in=paper.facts["chosen"])],
        "years": f"{rule.amount}{rule.get_unit_display()}",
        "departments": "、".join(row.department.name for row in departments),
    }


def objection_answer(paper: Paper) -> dict[str, Any]:
    """The copy's fact ``objection`` says whose objection; the step's facts: heard_on, heard, answers."""
    row = Objection.objects.get(pk=paper.facts["objection"])
    application = paper.record
    return {
        "addressee": row.name,
        "unit": application.party_name,
        "programme": application.round.programme.name,
        "receipt": row.receipt,
        "received": date_cn(row.received_on),
        "grounds": [sentence(line) for line in lines(row.grounds)],
        "heard": day_cn(paper.facts["heard_on"]),
        "finding": [sentence(line) for line in lines(row.finding)],
        "upheld": bool(row.upheld),
    }
