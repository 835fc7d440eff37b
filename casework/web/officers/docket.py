"""The docket: running dates of the matters on a desk, by how near they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from casework.accounts.roles import Role, holders
from casework.accreditation.models import Application
from casework.accreditation.states import ApplicationState
from casework.clock import deadlines, queries
from casework.clock.models import Deadline
from casework.core.now import today
from casework.enforcement.models import Case
from casework.web import access, lists, wording
from documents.models import Dossier

SHOWN = 15  # rows of a group; the rest stand in the ledger
WATCHERS = (Role.UNIT_HEAD, Role.LEADER, Role.CHIEF, Role.CLERK)  # they answer for the whole agency's dates
KINDS = {
    "case": "整改案件",
    "inspection": "现场检查",
    "service": "文书送达",
    "penalty": "处罚案件",
    "suspension": "停产停业",
    "remedy": "复议诉讼",
    "application": "认定申请",
    "designation": "命名",
}
TITLES = {
    "overdue": ("已逾期", "red"),
    "today": ("今日到期", "amber"),
    "week": ("本周到期", ""),
    "later": ("以后到期", ""),
}
# What an officer does about a date, by the name of its period: the verb on the button.
ACTS = {
    "rectification": ("查收整改情况", "看案件"),
    "recheck": ("复查整改情况", "去复查"),
    "extension_reply": ("答复延期申请", "去答复"),
    "serve": ("送达文书", "登记送达"),
    "confirm": ("补批现场处理措施", "看进度"),
    "backfill": ("补办检查审批", "看进度"),
    "keep": ("处理登记保存的证据", "去处理"),
    "hearing": ("举行听证", "去安排"),
    "decision": ("作出处罚决定", "看案件"),
    "publish": ("公示处罚决定", "去公示"),
    "unpublish": ("撤回公示", "去撤回"),
    "report_up": ("报送处罚决定备案", "去登记"),
    "fitness": ("复产验收", "去验收"),
    "reconsideration_answer": ("答复行政复议", "去答复"),
    "suit_answer": ("提交答辩状", "去答辩"),
    "acceptance": ("答复申报", "去答复"),
    "recommendation": ("提出初审意见", "看申报"),
}


@dataclass
class Row:
    what: str
    who: str
    number: str
    due: str
    level: str
    left: str
    act: str
    href: str


@dataclass
class Group:
    key: str
    title: str
    level: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    note: str = ""


def watched_by(request: HttpRequest) -> list[int]:
    """Agencies whose every date is this person's to mind."""
    return [row.agency_id for row in access.memberships(request) if row.role in WATCHERS and row.agency_id]


def desk(request: HttpRequest) -> QuerySet[Any]:
    """Dossiers in this person's charge; for heads and clerks all of their agencies'."""
    on_desk = Q(pk__in=queries.desk_of(request.user))
    return Dossier.objects.filter(on_desk | Q(agency__in=watched_by(request))).values("pk")


def groups(request: HttpRequest) -> list[Group]:
    """Overdue, today, this week, later, with their totals; four queries however many dates there are."""
    found = queries.docket(mine_or_watched(request), size=SHOWN)
    dossiers = [row.dossier_id for group in found for row in group.rows]
    numbers = dict(Case.objects.filter(dossier__in=dossiers).values_list("dossier", "number"))
    made = []
    for group in found:
        key = group.span.name
        title, level = TITLES[key]
        note = week_note() if key == "week" else ""
        made.append(Group(key, title, level, [row_of(row, numbers) for row in group.rows], group.total, note))
    return made


def mine_or_watched(request: HttpRequest) -> QuerySet[Deadline]:
    """The dates of this desk, inside the territory, and those by which the visitor's bureau owes its opinion."""
    watched, asked = watched_by(request), asked_of(request)
    if not watched and not asked:
        return queries.docket_of(request.user, mine=True)
    mine = Q(dossier__in=queries.desk_of(request.user)) | Q(dossier__agency__in=watched)
    return queries.docket_of(request.user).filter(mine | Q(name="recommendation", dossier__in=asked))


def asked_of(request: HttpRequest) -> list[int]:
    """Dossiers of applications that wait for the opinion of the visitor's city bureau."""
    bureaus = [
        row.agency_id
        for row in access.memberships(request)
        if row.role in holders("accreditation.recommend") and row.agency and row.agency.region.level == "city"
    ]
    if not bureaus:
        return []
    rows = Application.objects.filter(city__in=bureaus, state=ApplicationState.ACCEPTED, recommendations=None)
    return list(rows.values_list("dossier", flat=True)[: lists.MANY])


def row_of(row: Deadline, numbers: Mapping[int, str]) -> Row:
    what, act = ACTS.get(row.name, (row.label, "看案件"))
    light, dossier = deadlines.light(row), row.dossier
    return Row(
        what=what,
        who=dossier.about,
        number=numbers.get(dossier.pk) or KINDS.get(row.kind, ""),
        due="今日" if row.due_on == today() else wording.day(row.due_on),
        level=light.level,
        left=light.text,
        act=act,
        href=reverse("dossier", args=[dossier.pk]),
    )


def week_note() -> str:
    """Says so where the rest of the week holds fewer workdays than it seems."""
    day = today()
    friday = day + timedelta(days=max(0, 4 - day.weekday()))
    calendar = deadlines.calendar()
    rest = [d for d in calendar.days(day + timedelta(days=1), friday) if not d.is_workday] if friday > day else []
    if not rest:
        return ""
    left = calendar.working_days_between(day, friday)
    return f"{wording.day(rest[0].date)}起{rest[0].name or '休息'}，本周还剩{left}个工作日"


def next_due(found: list[Group]) -> str:
    """The nearest date to come, for the day nothing falls due."""
    row = next((row for group in found[1:] for row in group.rows), None)
    return f"最近一个期限是{row.due}，{row.what}，{row.who}。" if row else "没有在计的期限。"
