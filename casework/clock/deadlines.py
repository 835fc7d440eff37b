"""Deadlines as the gate and the pages use them: plan one, explain its date, show its light.

A deadline's date is computed once and stored; nothing here runs a counter. Moving a date is in ``moves.py``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from math import ceil
from zoneinfo import ZoneInfo

from django.conf import settings

from casework.clock.book import NoSuchParameter, book, calendar, forget, once, period, threshold
from casework.clock.calendar import WORKING, Calendar, Count, LeftOut, Line, Unit
from casework.clock.models import ANSWERS, Deadline, DeadlineStatus, Pause, Period
from casework.core.now import now, today
from casework.core.words import date_cn

__all__ = [
    "Explanation",
    "Light",
    "NoSuchParameter",
    "calendar",
    "explain",
    "forget",
    "light",
    "period",
    "plan",
    "threshold",
    "used",
]

STANDS_STILL = datetime(9999, 12, 31, tzinfo=UTC)  # lapses_at of a paused deadline: no sweep ever reaches it
# By which article the periods of a law are workdays; a period of any other law follows 行政处罚法.
WORKING_ARTICLES = {
    "行政强制法": "行政强制法第69条：十日以内期限的规定是指工作日，不含法定节假日",
    "行政复议法": "行政复议法第88条：三日、五日、七日、十日指工作日，不含法定休假日",
    "行政许可法": "行政许可法第82条：实施行政许可的期限以工作日计算，不含法定节假日",
    "安全生产法第78条": "安全生产法第78条：七个工作日",
}


@cache
def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def midnight(day: date) -> datetime:
    """The first instant of a day in Guangxi."""
    return datetime.combine(day, time.min, zone())


def plan(
    *,
    dossier_id: int,
    kind: str,
    record: int,
    name: str,
    starts_on: date | None = None,
    starts_at: datetime | None = None,
    due_on: date | None = None,
    key: str = "",
    label: str | None = None,
    replaces: Deadline | None = None,
    right_of_party: bool = False,
) -> Deadline:
    """A deadline, not yet saved.

    Args:
        name: a period of ``periods.py``, or any name where ``due_on`` says the date.
        starts_on: the day that does not count (default today); for hours give ``starts_at`` (default now).
        due_on: a date set by an order; it stands as given, on a rest day too, and no change of the calendar moves it.

    Raises:
        NoSuchParameter: there is no period of this name, and ``due_on`` is not given.
    """
    begun = starts_on or (starts_at.astimezone(zone()).date() if starts_at else today())
    rule = None if due_on else period(name, begun)
    deadline = Deadline(
        dossier_id=dossier_id,
        kind=kind,
        record=record,
        name=name,
        key=key,
        label=label or (rule.label if rule else name),
        period=rule,
        starts_on=begun,
        starts_at=starts_at,
        replaces=replaces,
        right_of_party=right_of_party,
        calendar_version=book().version,
    )
    if rule and rule.unit == Unit.HOUR:
        return by_the_hour(deadline, rule, starts_at or now())
    if due_on is None:
        assert rule is not None
        due_on = last_day(begun, rule)
    return fall_due(deadline, due_on)


def last_day(start: date, rule: Period, pauses: Sequence[LeftOut] = ()) -> date:
    """The last day of a period in days; with pauses by the slow way that looks at each day."""
    if pauses:
        return calendar().count(start, rule.amount, rule.unit, rolls=rule.rolls, left_out=pauses).end
    key = ("end", start, rule.amount, rule.unit, rule.rolls)
    return once(key, lambda: calendar().end(start, rule.amount, rule.unit, rolls=rule.rolls))


def fall_due(deadline: Deadline, due_on: date) -> Deadline:
    """Set the date, the instant after it, and the warning some workdays before it."""
    starts_on = deadline.starts_on
    deadline.due_on = due_on
    deadline.lapses_at, deadline.warn_at = once(("falls", starts_on, due_on), lambda: instants(starts_on, due_on))
    return deadline


def instants(starts_on: date, due_on: date) -> tuple[datetime, datetime]:
    """When the last day is over, and when to warn."""
    warn = calendar().working_days_before(due_on, int(threshold("warn-working-days")))
    # A short period warns from its first day on, not from before it began.
    first = min(starts_on + timedelta(days=1), due_on)
    return midnight(due_on + timedelta(days=1)), midnight(max(warn, first))


def by_the_hour(deadline: Deadline, rule: Period, starts_at: datetime) -> Deadline:
    """Hours run through nights and holidays to the minute; the warning comes when a share of them has run."""
    hours = timedelta(hours=rule.amount)
    share = float(threshold("warn-hours-percent")) / 100
    deadline.starts_at = starts_at
    deadline.lapses_at = starts_at + hours
    deadline.due_on = (deadline.lapses_at.astimezone(zone()) - timedelta(microseconds=1)).date()
    deadline.warn_at = starts_at + hours * share
    return deadline


# --- why this date ------------------------------------------------------------------------------------------------
@dataclass(slots=True)
class Explanation:
    """How a date was computed. ``count`` is None for a date that an order set."""

    deadline: Deadline
    summary: str
    article: str
    source: str
    confirmed: bool
    count: Count | None
    warnings: list[str]

    @property
    def lines(self) -> list[Line]:
        return self.count.lines if self.count else []


def explain(deadline: Deadline) -> Explanation:
    """The way to the date, day by day, by today's calendar; says so where that leads to another date."""
    rule = deadline.period
    if rule is None:
        words = f"文书载明的日期，{day_words(deadline.due_on)}。"
        return Explanation(deadline, words, "", "", True, None, rest_day_warning(deadline.due_on))
    count = recount(deadline, rule)
    warnings = list(count.warnings)
    if rule.valid_from > deadline.starts_on:
        warnings.append(f"起算日早于现有规定的施行日{date_cn(rule.valid_from)}，请核对当时的期限。")
    if not rule.confirmed:
        warnings.append(f"“{rule.label}”的期限尚未核定（{rule.source}）。")
    if count.end != deadline.due_on and not stands_still(deadline):
        warnings.append(f"登记时的日历算到{day_words(deadline.due_on)}，按现行日历是{day_words(count.end)}。")
    words = summary(deadline, rule, count)
    return Explanation(deadline, words, rule.article, rule.source, rule.confirmed, count, warnings)


def recount(deadline: Deadline, rule: Period) -> Count:
    if rule.unit == Unit.HOUR:
        assert deadline.starts_at is not None
        return calendar().count(deadline.starts_at.astimezone(zone()), rule.amount, rule.unit)
    law = next((text for law, text in WORKING_ARTICLES.items() if law in rule.article), WORKING)
    return calendar().count(
        deadline.starts_on,
        rule.amount,
        rule.unit,
        rolls=rule.rolls,
        left_out=ended_pauses(deadline),
        working_article=law,
    )


def ended_pauses(deadline: Deadline) -> list[LeftOut]:
    """A deadline that is not saved has none."""
    return left_out(deadline.pauses.all()) if deadline.pk else []


def left_out(pauses: Iterable[Pause]) -> list[LeftOut]:
    """The days of the pauses that have ended."""
    return [LeftOut(row.since, row.until, row.reason, row.article) for row in pauses if row.until]


def summary(deadline: Deadline, rule: Period, count: Count) -> str:
    """The date in one sentence."""
    amount = f"{rule.amount}{'个工作日' if rule.unit == Unit.WORKING_DAY else rule.get_unit_display()}"
    if count.lapses_at:
        begun, over = count.starts_at or count.lapses_at, count.lapses_at
        return f"{day_words(begun.date())} {begun:%H:%M}起算，{amount}，{day_words(over.date())} {over:%H:%M}届满。"
    words = f"{day_words(count.start)}起算，当日不计，{amount}"
    skipped = [line for line in count.lines if line.part == "skipped"]
    if skipped:
        words += f"，扣除休息日{len(skipped)}天"
    paused = sum(line.part == "left-out" for line in count.lines)
    if paused:
        words += f"，中止{paused}天不计"
    if count.rolled:
        first = next(line.day for line in reversed(count.lines) if line.counted)
        words += f"，{day_words(first.date)}是休息日，顺延"
    return f"{words}，{day_words(count.end)}届满。"


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today().year else f"{day.year}年{day.month}月{day.day}日"


def rest_day_warning(due_on: date) -> list[str]:
    """What an officer should know of a date an order sets on a rest day."""
    known: Calendar = calendar()
    if known.is_workday(due_on):
        return []
    return [f"{day_words(due_on)}（{known.day(due_on).words}），休息日，建议改为{day_words(known.roll(due_on))}。"]


# --- the light ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Light:
    """``level`` is red, amber, green or off; in ``text`` the figure to stress stands between asterisks."""

    level: str
    text: str


ENDED = {
    DeadlineStatus.MET: "已办",
    DeadlineStatus.MOVED: "已改期",
    DeadlineStatus.DROPPED: "不再计",
    DeadlineStatus.LAPSED: "已届满",
}


def stands_still(deadline: Deadline) -> bool:
    """Whether the deadline is paused."""
    return deadline.lapses_at.year == STANDS_STILL.year


def light(deadline: Deadline, on: date | datetime | None = None) -> Light:
    """The light of a deadline at a moment (default now); a date means that day's midnight."""
    if deadline.status != DeadlineStatus.RUNNING:
        return Light("off", ENDED[DeadlineStatus(deadline.status)])
    if stands_still(deadline):
        return Light("off", "已中止")
    moment = midnight(on) if on is not None and not isinstance(on, datetime) else on or now()
    found = hours_light(deadline, moment) if counts_hours(deadline) else days_light(deadline, moment)
    # A right of the party is not ours to keep: shown, never red.
    return Light("off", found.text) if deadline.right_of_party else found


def counts_hours(deadline: Deadline) -> bool:
    return deadline.lapses_at != midnight(deadline.due_on + timedelta(days=1))


def days_light(deadline: Deadline, moment: datetime) -> Light:
    day = moment.astimezone(zone()).date()
    left = (deadline.due_on - day).days
    if left < 0:
        over = deadline.right_of_party or deadline.name in ANSWERS
        return Light("off", "已届满") if over else Light("red", f"逾期*{-left}*天")
    if left == 0:
        return Light("amber", "今天届满")
    soon = int(threshold("warn-working-days"))
    # Ten natural days hold at most a week's holiday: beyond them the calendar need not be asked for each row.
    near = left <= 3 * soon + 10 and calendar().working_days_between(day, deadline.due_on) <= soon
    return Light("amber" if near else "green", f"剩*{left}*天")


def hours_light(deadline: Deadline, moment: datetime) -> Light:
    left = deadline.lapses_at - moment
    if left <= timedelta(0):
        hours = int(-left / timedelta(hours=1))
        return Light("red", f"逾期*{hours // 24}*天" if hours >= 24 else f"逾期*{max(hours, 1)}*小时")
    if left < timedelta(hours=1):
        return Light("amber", f"剩*{ceil(left / timedelta(minutes=1))}*分钟")
    return Light("amber", f"剩*{ceil(left / timedelta(hours=1))}*小时")


def used(deadline: Deadline, on: datetime | None = None) -> int:
    """How much of the period has run, in per cent: the bar beside a clock."""
    begun = deadline.starts_at or midnight(deadline.starts_on)
    over = midnight(deadline.due_on + timedelta(days=1)) if stands_still(deadline) else deadline.lapses_at
    share = ((on or now()) - begun) / (over - begun) if over > begun else 1.0
    return max(0, min(100, round(share * 100)))
