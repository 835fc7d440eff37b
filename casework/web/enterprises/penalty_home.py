"""Penalties, stops and remedies on the desk of their party: its unit's, and his own where he is the party himself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.penalties.models import Penalty, Remedy, Suspension
from casework.penalties.states import AFTER, NOTICED, STOPPED, PenaltyState, RemedyState
from casework.web import wording
from casework.web.enterprises.papers import unread
from casework.web.reply import penalty_page, suspension_page
from casework.web.reply.penalty_rights import pressing

MOST = 30  # of each kind on the desk, the newest first; an enterprise with more is looked after by its lawyer
OVER = (
    PenaltyState.PERFORMED, PenaltyState.NOT_PUNISHED, PenaltyState.ENDED, PenaltyState.TRANSFERRED,
    PenaltyState.WITHDRAWN, PenaltyState.CLOSED,
)  # fmt: skip
CLOCKS = {"defence": "陈述、申辩", "hearing_request": "申请听证", "pay": "缴款", "demand_objection": "对催告提出意见"}
WAITING = {
    PenaltyState.HEARING_REQUESTED: "已申请听证，等待通知时间和地点。",
    PenaltyState.HEARING_SCHEDULED: "听证会已定日期，请按时到场。",
    PenaltyState.HEARD: "听证已经结束，等待决定。",
    PenaltyState.DEMANDED: "收到催告，请尽快缴清罚款。",
    PenaltyState.AT_COURT: "已申请法院强制执行。",
}


def groups(user: Any, site: Any, ended: bool) -> list[dict[str, Any]]:
    """The kinds that have any rows, each with its heading."""
    found = [
        {"key": "stops", "title": "停产停业", "rows": stops(of_site(Suspension, user, site), ended)},
        {"key": "penalties", "title": "行政处罚", "rows": penalties(of_site(Penalty, user, site), ended)},
        {"key": "remedies", "title": "行政复议、行政诉讼", "rows": remedies(of_site(Remedy, user, site), ended)},
    ]
    return [group for group in found if group["rows"]]


def of_site(model: Any, user: Any, site: Any) -> QuerySet[Any]:
    rows = model.objects.owned_by(user).select_related("enterprise", "dossier").order_by("-id")
    return rows.filter(enterprise=site, dossier__personal=False) if site else rows


def penalties(found: QuerySet[Penalty], ended: bool) -> list[dict[str, Any]]:
    rows = list((found.filter(state__in=OVER) if ended else found.exclude(state__in=OVER))[:MOST])
    dates = running(row.dossier_id for row in rows)
    sealed = unopened(row.dossier_id for row in rows)
    made = [penalty_row(row, dates.get(row.dossier_id, []), sealed.get(row.dossier_id, 0)) for row in rows]
    return sorted(made, key=lambda row: row["on"] or date.max)


def running(dossiers: Iterable[int]) -> dict[int, list[Deadline]]:
    """Dossier -> the party's dates still before it, the nearest first."""
    rows = Deadline.objects.filter(dossier__in=list(dossiers), status=DeadlineStatus.RUNNING, name__in=CLOCKS)
    found: dict[int, list[Deadline]] = {}
    for row in rows.order_by("due_on", "id"):
        found.setdefault(row.dossier_id, []).append(row)
    return found


def unopened(dossiers: Iterable[int]) -> dict[int, int]:
    counted = unread(dossiers).values_list("dossier").annotate(n=Count("document", distinct=True))
    return dict(counted)


def penalty_row(row: Penalty, dates: list[Deadline], papers: int) -> dict[str, Any]:
    paying = row.state in AFTER
    due = next((each for each in dates if paying or each.due_on >= today()), None)
    level, left = pressing(due.due_on if due else None, row.state)
    return {
        "href": reverse("my_penalty", args=[row.pk]),
        "number": row.number or row.cause,
        "party": row.party_name,
        "own": row.dossier.personal,
        "what": next_step(row, due),
        "on": due.due_on if due else None,
        "due": wording.day(due.due_on) if due else "",
        "level": level,
        "left": left,
        "papers": papers,
        "act": "看权利和期限" if due else "查看",
    }


def next_step(row: Penalty, due: Deadline | None) -> str:
    state = PenaltyState(row.state)
    if due and (state in NOTICED or state in AFTER):
        return f"可以在{wording.short_day(due.due_on)}前{CLOCKS[due.name]}。" if state in NOTICED else paying(due)
    if state in WAITING:
        return WAITING[state]
    if state == PenaltyState.NOTIFIED:
        return "告知书已签发；期限已过的，等待决定。"
    if state == PenaltyState.DECIDED:
        return "已作出处罚决定，请查看。"
    return f"{penalty_page.ENDINGS.get(state, penalty_page.WAITING)[0]}。"


def paying(due: Deadline) -> str:
    if due.due_on < today():
        return f"{CLOCKS[due.name]}的期限已过，请马上办理。"
    return f"请在{wording.short_day(due.due_on)}前{CLOCKS[due.name]}。"


def stops(found: QuerySet[Suspension], ended: bool) -> list[dict[str, Any]]:
    rows = (found.filter(state__in=STOPPED) if not ended else found.exclude(state__in=STOPPED))[:MOST]
    return [plain(row, "my_suspension", suspension_page.sentence(row)[0], row.scope) for row in rows]


def remedies(found: QuerySet[Remedy], ended: bool) -> list[dict[str, Any]]:
    """They have no page of their own: the page of the matter shows them."""
    rows = found.filter(state=RemedyState.ENDED if ended else RemedyState.PENDING)[:MOST]
    made = []
    for row in rows:
        words = f"{row.get_instance_display()}：{row.get_outcome_display() if row.outcome else row.get_state_display()}"
        made.append(plain(row, "dossier", words, f"{row.body} {row.case_number}".strip(), row.dossier_id))
    return made


def plain(row: Any, name: str, what: str, number: str, pk: int | None = None) -> dict[str, Any]:
    """A row without a date of its own."""
    return {
        "href": reverse(name, args=[pk or row.pk]), "number": number, "party": row.enterprise.name,
        "own": row.dossier.personal, "what": what, "on": None, "due": "", "level": "", "left": "", "papers": 0,
        "act": "查看",
    }  # fmt: skip
