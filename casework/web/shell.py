"""What every page shows around its own matter: who is here, where one can go, what is unread.

Everything is read only when a template asks for it, so that a page pays for what it shows.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from casework.accounts.admin_site import permissions
from casework.accounts.queries import evaluates
from casework.accounts.roles import Role
from casework.core import training
from casework.core.now import now, today
from casework.notices.models import Notice
from casework.trail.models import Fault
from casework.web import access, wording

MANY = 99  # the bell and the navigation stop counting here


@dataclass
class Item:
    label: str
    href: str
    icon: str = ""
    count: int = 0
    current: bool = False


@dataclass
class Group:
    title: str
    items: list[Item]


OFFICERS = [
    ("", [("workbench", "工作台", "inbox", "matter.view")]),
    (
        "执法办案",
        [
            ("inspections", "现场检查", "inspect", "matter.view"),
            ("approvals", "待我签批", "pen", "matter.view"),
            ("services", "文书送达", "send", "matter.serve"),
            ("ledger", "执法台账", "ledger", "matter.view"),
        ],
    ),
    (
        "行政处罚",
        [
            ("penalties", "处罚案件", "scale", "matter.view"),
            ("hearings", "听证日程", "calendar", "matter.view"),
            ("suspensions", "停产停业", "alert", "matter.view"),
            ("payments", "缴款导入", "upload", "matter.collect"),
            ("remedies", "复议诉讼", "case", "matter.view"),
        ],
    ),
    (
        "认定",
        [
            ("rounds", "申报批次", "calendar", "matter.view"),
            ("applications", "认定申请", "case", "matter.view"),
            ("listings", "拟认定名单", "medal", "matter.view"),
            ("designations", "命名单位", "medal", "matter.view"),
            ("reviews", "年度复核", "check", "matter.view"),
            ("quota", "名额看板", "seats", "matter.view"),
        ],
    ),
    ("企业", [("enterprises", "企业库", "building", "matter.view"), ("claims", "企业授权", "user", "claim.decide")]),
    (
        "本单位",
        [
            ("handover", "交接", "arrow", "matter.assign"),
            ("deputations", "代理签批", "pen", "matter.assign"),
            ("numbers", "文号", "doc", "number.reserve"),
            ("templates", "文书模板", "doc", "matter.view"),
            ("imports", "既往案件", "upload", "matter.import"),
            ("parameters", "待核定参数", "scale", "matter.view"),
        ],
    ),
]
BELOW = {"ledger": "/cases/"}  # pages one comes to from an entry, outside its own address
OF_UNITS = ("my_rounds", "my_consent", "my_access")  # not for somebody who answers only in his own matter
EXPERT = [("expert_desk", "我的评审"), ("expert_notices", "消息")]
PARTY = [
    ("my_home", "我的事项"),
    ("my_rounds", "认定申报"),
    ("my_notices", "消息"),
    ("my_consent", "送达方式"),
    ("my_access", "经办人"),
]


def address(name: str, *args: Any) -> str:
    """The address of a page, or nothing while this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.training = training.is_on()

    @cached_property
    def name(self) -> str:
        return str(self.request.user) if self.request.user.is_authenticated else ""

    @cached_property
    def unit(self) -> str:
        """The agency the officer serves in; the first, where he serves in several."""
        return next((str(row.agency) for row in access.memberships(self.request) if row.agency_id), "")

    @property
    def today(self) -> Any:
        return today()

    @property
    def printed_at(self) -> str:
        at = timezone.localtime(now())
        return f"{wording.full_day(at.date())} {at:%H:%M}打印"

    @cached_property
    def unread(self) -> int:
        """Unread messages, counted up to ``MANY``."""
        mine = Notice.objects.filter(to=self.request.user, read_at=None).order_by()
        return mine[:MANY].count()

    @cached_property
    def faults(self) -> int:
        """What the nightly check found changed, for the auditor's pages."""
        return Fault.objects.filter(ended_at=None).count() if "admin.audit" in permissions(self.request) else 0

    @cached_property
    def waiting(self) -> int:
        """Opinions asked of this person (workflows.approval.inbox), counted up to ``MANY``."""
        from workflows.approval import inbox  # noqa: PLC0415  the flow loads viewflow, which public pages need not

        return len(inbox(self.request.user)[:MANY])

    @cached_property
    def nav(self) -> list[Group]:
        groups = []
        for title, entries in OFFICERS:
            items = [self._item(name, label, icon) for name, label, icon, may in entries if self._open(name, may)]
            if items:
                groups.append(Group(title, items))
        return groups

    @cached_property
    def party_nav(self) -> list[Item]:
        unit = access.holds(self.request, (Role.REPRESENTATIVE,))
        shown = [(name, label) for name, label in PARTY if address(name) and (unit or name not in OF_UNITS)]
        shown += [("expert_desk", "专家评审")] if evaluates(self.request.user) else []
        items = [self._item(name, label, "") for name, label in shown]
        for item in items:
            item.count = self.unread if item.label == "消息" else 0
        return items

    @cached_property
    def expert_nav(self) -> list[Item]:
        """Who enters another wing as well finds the way back there, where his messages are too."""
        alone = access.audience(self.request) == "expert"
        items = [
            self._item(name, label, "") for name, label in (EXPERT if alone else [EXPERT[0], ("home", "返回首页")])
        ]
        for item in items:
            item.current = self.request.path == item.href
            item.count = self.unread if item.label == "消息" else 0
        return items

    @property
    def notices_url(self) -> str:
        return address("notices") or f"{address('workbench')}#inbox"

    @property
    def account_url(self) -> str:
        return address("account")

    @property
    def logout_url(self) -> str:
        return address("account_logout") if self.request.user.is_authenticated else ""

    def _open(self, name: str, permission: str) -> bool:
        return bool(address(name)) and access.may(self.request, permission)

    def _item(self, name: str, label: str, icon: str) -> Item:
        href = address(name)
        count = self.waiting if name == "approvals" else 0
        inside = (href, BELOW.get(name, href))
        return Item(label, href, icon, count, self.request.path.startswith(inside))


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
