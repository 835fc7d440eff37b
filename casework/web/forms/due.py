"""A date an order sets, with its calendar: how many days, how many of them work, and the strip that shows each."""

from dataclasses import dataclass
from datetime import date, timedelta

from casework.clock import deadlines
from casework.core.now import today
from casework.web import wording

LONGEST = 62  # days the strip shows; beyond it the words must do
SPANS = ("10", "15", "30")
OWN = "own"


@dataclass
class StripDay:
    """One day of the strip. ``kind``: start, off, end or nothing; ``tag``: 签发, 届满 or a holiday's name."""

    weekday: str
    number: int
    kind: str
    tag: str


@dataclass
class Hint:
    """What there is to say of a due date. ``suggested`` is the workday after a rest day."""

    head: str
    words: str = ""
    wrong: bool = False
    suggested: date | None = None
    strip: list[StripDay] | None = None


def hint(due: date | None, start: date | None = None) -> Hint:
    start = start or today()
    if due is None:
        return Hint("请填写年、月、日。", wrong=True)
    if due <= start:
        return Hint(
            f"整改期限不能早于明天。请填{wording.short_day(start + timedelta(days=1))}或以后的日期。", wrong=True
        )
    calendar = deadlines.calendar()
    if due.year > start.year + 3:
        return Hint("期限太长，请核对年份。", wrong=True)
    day = calendar.day(due)
    total, work = (due - start).days, calendar.working_days_between(start, due)
    words = f"从明天起算{total}天，其中工作日{work}天，休息日{total - work}天。"
    weekday = f"周{wording.WEEKDAYS[due.weekday()]}"
    if day.is_workday:
        return Hint(f"{wording.short_day(due)}（{weekday}），工作日。", words, strip=strip(start, due))
    better = calendar.roll(due)
    head = f"{wording.short_day(due)}（{weekday}），休息日，建议改为{wording.short_day(better)}。"
    return Hint(head, words, suggested=better, strip=strip(start, due))


def strip(start: date, due: date) -> list[StripDay]:
    """Every day from the issue to the date; empty where it would be too long to look at."""
    if (due - start).days > LONGEST:
        return []
    return [strip_day(day, start, due) for day in deadlines.calendar().days(start, due)]


def strip_day(day, start: date, due: date) -> StripDay:
    kind, tag = "" if day.is_workday else "off", day.name[:2] if day.kind == "holiday" else ""
    if day.date == start:
        kind, tag = "start", "签发"
    elif day.date == due:
        kind, tag = "end", "届满"
    return StripDay(wording.WEEKDAYS[day.date.weekday()], day.date.day, kind, tag)
