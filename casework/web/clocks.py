"""The clocks of a dossier as the pages show them: the date, what is left, and how the date was computed."""

from dataclasses import dataclass

from casework.clock import deadlines
from casework.clock.calendar import Line, Part
from casework.clock.models import Deadline, DeadlineStatus
from casework.web import wording
from documents.models import Dossier

MOST_LINES = 31  # beyond a month only the days that need a reason are listed


@dataclass
class DayLine:
    day: str
    reason: str
    article: str


@dataclass
class Clock:
    level: str
    label: str
    basis: str
    due: str
    note: str
    left: str
    used: int
    summary: str
    days: list[DayLine]
    warnings: list[str]
    shortened: bool
    source: str
    running: bool


def of(dossier: Dossier) -> list[Clock]:
    """Running clocks by their date, then those that have ended, the latest first."""
    rows = Deadline.objects.filter(dossier=dossier).select_related("period").prefetch_related("pauses")
    running, ended = [], []
    for row in rows:
        (running if row.status == DeadlineStatus.RUNNING else ended).append(row)
    return [clock(row) for row in running + ended[::-1]]


def clock(row: Deadline) -> Clock:
    why, light = deadlines.explain(row), deadlines.light(row)
    running = row.status == DeadlineStatus.RUNNING
    days = [line for line in why.lines if needs_reason(line)] if len(why.lines) > MOST_LINES else why.lines
    return Clock(
        level=light.level,
        label=row.label,
        basis=basis(row, why),
        due=wording.day(row.due_on),
        note=note(row, why),
        left=light.text,
        used=deadlines.used(row) if running else 100,
        summary=why.summary,
        days=[day_line(line) for line in days],
        warnings=why.warnings,
        shortened=len(days) < len(why.lines),
        source=why.source,
        running=running,
    )


def basis(row: Deadline, why: deadlines.Explanation) -> str:
    """``5个工作日，行政处罚法第63条``"""
    if row.period is None:
        return "文书载明的日期"
    unit = row.period.get_unit_display()
    amount = f"{row.period.amount}{'个' if unit in ('工作日', '月') else ''}{unit}"
    return "，".join(filter(None, [amount, why.article]))


def needs_reason(line: Line) -> bool:
    return line.end or line.part is not Part.COUNTED


def day_line(line: Line) -> DayLine:
    return DayLine(wording.day(line.day.date), line.reason, line.article)


def note(row: Deadline, why: deadlines.Explanation) -> str:
    """The one thing about the date that catches the eye: moved, rolled over, paused, not confirmed."""
    if deadlines.stands_still(row):
        return "已中止，恢复后继续计算"
    if row.replaces_id:
        return "已改期"
    if why.count and why.count.rolled:
        return "遇休息日，已顺延"
    return "" if why.confirmed else "期限待核定"


def count_words(clocks: list[Clock]) -> str:
    running = sum(clock.running for clock in clocks)
    return f"{running}个在计" if running else "没有在计的时限"
