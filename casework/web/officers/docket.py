"""The docket: running dates of the matters on a desk, by how near they are."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from casework.accounts.roles import Role
from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.web import access, lists, wording
from casework.web.officers.filters import in_charge_of
from documents.models import Dossier

SHOWN = 20  # rows of a group; the rest stand in the ledger
WATCHERS = (Role.UNIT_HEAD, Role.LEADER, Role.CHIEF, Role.CLERK)  # they answer for the whole agency's dates
KINDS = {"case": "整改案件", "inspection": "现场检查"}
# What an officer does about a date, by the name of its period: the verb on the button.
ACTS = {
    "rectification": ("查收整改情况", "看案件"),
    "recheck": ("复查整改情况", "去复查"),
    "extension_reply": ("答复延期申请", "去答复"),
    "serve": ("送达文书", "登记送达"),
    "confirm": ("补批现场处理措施", "看进度"),
    "backfill": ("补办检查审批", "看进度"),
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
    due_on: date


@dataclass
class Group:
    key: str
    title: str
    level: str
    rows: list[Row] = field(default_factory=list)
    total: int = 0
    note: str = ""


def desk(request: HttpRequest) -> QuerySet[Any]:
    """Dossiers whose dates are this person's to keep: those in his charge; for heads and clerks their agencies'."""
    watched = [row.agency_id for row in access.memberships(request) if row.role in WATCHERS]
    return Dossier.objects.filter(Q(pk__in=in_charge_of(request.user)) | Q(agency__in=watched)).values("pk")


def bounds() -> list[tuple[str, str, str, date, date]]:
    """The groups with their first and last day. The week ends on Sunday."""
    day = today()
    sunday = day + timedelta(days=6 - day.weekday())
    return [
        ("overdue", "已逾期", "red", date.min, day - timedelta(days=1)),
        ("today", "今日到期", "amber", day, day),
        ("week", "本周到期", "", day + timedelta(days=1), sunday),
        ("later", "以后到期", "", max(sunday, day) + timedelta(days=1), date.max),
    ]


def groups(request: HttpRequest) -> list[Group]:
    """All four groups, from one query each plus one count where a group is longer than the page shows."""
    running = Deadline.objects.filter(
        status=DeadlineStatus.RUNNING, right_of_party=False, dossier__in=desk(request)
    ).select_related("dossier__enterprise", "dossier__case", "dossier__inspection", "period")
    found = [group(running.filter(due_on__gte=first, due_on__lte=last), key, title, level)
             for key, title, level, first, last in bounds()]  # fmt: skip
    found[2].note = week_note()
    return found


def group(rows: QuerySet[Deadline], key: str, title: str, level: str) -> Group:
    shown = [row_of(row) for row in rows.order_by("due_on", "id")[: SHOWN + 1]]
    total = lists.capped_count(rows) if len(shown) > SHOWN else len(shown)
    return Group(key, title, level, shown[:SHOWN], total)


def row_of(row: Deadline) -> Row:
    what, act = ACTS.get(row.name, (row.label, "看案件"))
    light, dossier = deadlines.light(row), row.dossier
    matter = getattr(dossier, "case", None) or getattr(dossier, "inspection", None)
    return Row(
        what=f"{what}：{row.label}" if row.name == "serve" else what,
        who=dossier.enterprise.name,
        number=getattr(matter, "number", "") or KINDS.get(dossier.kind, ""),
        due="今日" if row.due_on == today() else wording.day(row.due_on),
        level=light.level,
        left=light.text,
        act=act,
        href=reverse("dossier", args=[dossier.pk]),
        due_on=row.due_on,
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
