"""How a case stands for its party, in plain words: what to do, by when, how each finding stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.core.now import today
from casework.enforcement import drafts
from casework.enforcement import standing as facts
from casework.enforcement.models import Answer, Case, Finding
from casework.enforcement.states import RUNNING, CaseState, Standing
from casework.web import clocks, wording
from casework.web.reply.forms import seen
from documents.models import Attachment

SETTLED = {Standing.DONE: ("ok", "", "复查认定已改正"), Standing.DROPPED: ("", "", "不再要求")}
CLOCKS = ("rectification", "recheck", "extension_reply")
SHORT_FACT = 40  # a fact no longer than this is its own title
KILO, MEGA = 1024, 1024 * 1024


def size_words(size: int) -> str:
    return f"{size / MEGA:.1f} MB" if size >= MEGA / 10 else f"{max(1, round(size / KILO))} KB"


@dataclass
class File:
    pk: int
    name: str
    size: str

    @classmethod
    def of(cls, row: Attachment) -> "File":
        return cls(row.pk, row.name, size_words(row.size))


@dataclass
class Item:
    """One finding as its party reads it."""

    pk: int
    number: int
    title: str
    fact: str
    remedy: str
    proof: str
    breached: str
    kind: str
    level: str
    status: str
    text: str = ""
    files: list[File] = field(default_factory=list)
    seen: str = ""
    reported: str = ""
    result: str = ""
    note: str = ""
    wrong: str = ""


@dataclass
class Group:
    """The findings of one due date: they are reported together."""

    due_on: date
    items: list[Item]
    writing: bool
    drafted: bool
    open: int
    level: str = "off"
    days: int = 0
    clock: clocks.Clock | None = None
    recheck_by: str = ""
    held: bool = False

    @property
    def key(self) -> str:
        return self.due_on.isoformat()

    @property
    def due(self) -> str:
        return wording.day(self.due_on)

    @property
    def short(self) -> str:
        return wording.short_day(self.due_on)

    @property
    def over(self) -> int:
        """Days past the date."""
        return max(0, -self.days)

    @property
    def numbers(self) -> str:
        return "、".join(str(item.number) for item in self.items)

    @property
    def days_words(self) -> str:
        """How the days until the date divide, as the countdown says it."""
        if self.days <= 0:
            return ""
        working = deadlines.calendar().working_days_between(today(), self.due_on)
        rest = self.days - working
        return f"其中工作日{working}天，休息日{rest}天" if rest else f"都是工作日，共{working}天"

    @property
    def explained(self) -> str:
        return self.clock.summary if self.clock else "指令书写明的日期。"


@dataclass
class Matter:
    """Everything about the findings of a case: those to answer by date, those settled, those still to be served."""

    case: Case
    groups: list[Group]
    settled: list[Item]
    waiting: list[Item]
    running: Mapping[tuple[str, str], Deadline]

    @property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    @property
    def open(self) -> int:
        return sum(group.open for group in self.groups)

    @property
    def first(self) -> Group | None:
        """The group whose date presses most."""
        return next((group for group in self.groups if group.open), None)

    @property
    def total(self) -> int:
        return len(self.items) + len(self.settled)

    @property
    def handed_in(self) -> int:
        return self.total - self.open

    @property
    def extendable(self) -> bool:
        return self.case.state in RUNNING and any(group.open and not group.held for group in self.groups)


def matter(case: Case) -> Matter:
    """One query for each kind of row, however many findings there are."""
    wanted, drafted, sent = drafts.asked(case), drafts.answers(case), drafts.sent(case)
    held, running = facts.held(case), running_clocks(case)
    groups = [group(case, due, rows, drafted, sent, held) for due, rows in wanted.items()]
    for entry in groups:
        set_clocks(entry, running)
    rest = case.findings.filter(guidance=False).exclude(pk__in=[row.pk for rows in wanted.values() for row in rows])
    others = list(rest.select_related("violation", "order").order_by("number"))
    settled = [item(row, None, sent.get(row.pk)) for row in others if row.standing in SETTLED]
    unserved = [item(row, None, None) for row in others if row.standing not in SETTLED]
    return Matter(case, groups, settled, unserved, running)


def running_clocks(case: Case) -> dict[tuple[str, str], Deadline]:
    """The clocks that the party looks to, by name and key."""
    rows = Deadline.objects.filter(dossier=case.dossier_id, status=DeadlineStatus.RUNNING, name__in=CLOCKS)
    return {(row.name, row.key): row for row in rows.select_related("period").prefetch_related("pauses")}


def set_clocks(entry: Group, running: Mapping[tuple[str, str], Deadline]) -> None:
    clock, recheck = (running.get((name, entry.key)) for name in ("rectification", "recheck"))
    entry.recheck_by = wording.day(recheck.due_on) if recheck else ""
    if clock is not None:
        entry.clock, entry.level = clocks.clock(clock), deadlines.light(clock).level
    elif entry.open and entry.days < 0 and not entry.held:
        entry.level = "red"


def group(
    case: Case, due: date, rows: list[Finding], drafted: Mapping[int, Answer], sent: Mapping[int, Answer],
    held: set[int],
) -> Group:  # fmt: skip
    left = [row for row in rows if row.standing != Standing.REPORTED]
    begun = any(row.pk in drafted for row in rows)
    return Group(
        due_on=due,
        items=[item(row, drafted.get(row.pk), sent.get(row.pk), row.pk in held) for row in rows],
        writing=case.state in RUNNING and (begun or bool(left)),
        drafted=begun,
        open=len(left),
        days=(due - today()).days,
        held=any(row.pk in held for row in left),
    )


def item(row: Finding, draft: Answer | None, sent: Answer | None, held: bool = False) -> Item:
    shown = draft or (sent if row.standing == Standing.REPORTED else None)
    files = [File.of(file) for file in shown.evidence.all()] if shown else []
    text = shown.text if shown else ""
    kind, level, status = status_of(row, text, files, draft is not None)
    made = Item(
        pk=row.pk, number=row.number, title=row.fact if len(row.fact) <= SHORT_FACT else row.violation.name,
        fact=row.fact, remedy=row.violation.remedy, proof=row.violation.proof, breached=row.basis.get("breached", ""),
        kind=kind, level=level, status=status, text=text, files=files, seen=seen(text),
    )  # fmt: skip
    if sent is not None:
        at, how = wording.moment(sent.report.submitted_at), "凭纸质材料录入" if sent.report.from_paper else "提交"
        made.reported = f"{at}由{sent.report.by}{how}，材料{len(sent.evidence.all())}份"
    if row.settled_on:
        made.result = f"{wording.short_day(row.settled_on)}复查：{row.settled_fact}"
    if held:
        made.note = "延期申请正在等待答复，答复前不认定逾期。"
    return made


def status_of(row: Finding, text: str, files: list[Any], drafted: bool) -> tuple[str, str, str]:
    """Kind, level and words of the tag beside a finding."""
    if row.standing in SETTLED:
        return SETTLED[Standing(row.standing)]
    if row.standing == Standing.REPORTED:
        return ("warn", "", "有补充，还没有提交") if drafted else ("ok", "", "已提交")
    if row.order_id is None or row.order.served_on is None:
        return "", "", "指令书还没有送达" if row.order_id else "等待指令书"
    level = "red" if row.standing == Standing.NOT_DONE else ""
    if text.strip() and files:
        return "warn", level, "写好了，还没有提交"
    if text.strip() or files:
        return "warn", level, "还没有写完"
    return "", level, "逾期未改正" if level else "没有开始"


ENDINGS = {
    CaseState.FOUND: ("检查发现的问题正在办理", "指令书送达贵单位以后，请在这里逐项答复。"),
    CaseState.CORRECTED: ("全部问题已经改正", "执法人员复查认定已经改正，正在办理结案。"),
    CaseState.CLOSED: ("这件整改已经结案", "不用再提交材料。文书可以继续下载。"),
    CaseState.TRANSFERRED: ("案件已移送其他机关", "后续由受移送机关办理。"),
    CaseState.WITHDRAWN: ("此前的整改要求已经撤销", "不用再提交材料。"),
}


def sentence(matter: Matter, agency: str) -> tuple[str, str]:
    """The one-sentence title of the page and what follows it."""
    state = CaseState(matter.case.state)
    if state in ENDINGS:
        return ENDINGS[state]
    first = matter.first
    if first is None:
        words = ("指令书已经签发，还没有送达", "送达以后开始计算整改期限，请在这里逐项答复。")
        return ("整改材料已经交齐，等待复查", "执法人员会到现场核查。核查前可以补充材料。") if matter.groups else words
    later = [f"{other.short}前{other.open}项" for other in matter.groups if other.open and other is not first]
    more = f"另有{'、'.join(later)}。" if later else ""
    lede = f"{agency}检查发现{matter.total}项问题，要求限期改正。{more}同一期限的问题一起提交。"
    if first.days < 0:
        return f"{first.open}项问题已过整改期限，请马上改好", lede
    return f"请在{first.short}前改好{first.open}项问题", lede


def missing(items: Iterable[Item]) -> dict[int, str]:
    """Finding -> what is still lacking before its date can be submitted."""
    found = {}
    for entry in items:
        lacks = [] if entry.text.strip() else ["没有写改正情况"]
        lacks += [] if entry.files else ["没有附材料"]
        if lacks:
            found[entry.pk] = f"第{entry.number}项还{'，也'.join(lacks)}。"
    return found
