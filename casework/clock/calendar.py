"""Counting legal time, day by day. Pure: it knows days and units, no database and no present.

Every count answers with all the days it counted or skipped and the article that says so, because a date that cannot
be explained cannot be defended. Days are those of Guangxi; the last day ends at 24:00 (民法典203).
"""

from calendar import monthrange
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial

ONE_DAY = timedelta(days=1)
FIRST_YEAR = 1949
LAST_YEAR = 2099  # lunar tables end here, and nothing is computed from guesses

START = "民事诉讼法第85条：期间开始的时和日不计算在期间内"
NATURAL = "民事诉讼法第85条：期间以时、日、月、年计算"
ROLL = "民事诉讼法第85条：届满的最后一日是法定休假日的，以法定休假日后的第一日为届满日"
MONTHS = "民法典第202条：到期月的对应日为最后一日，没有对应日的，月末日为最后一日"
WORKING = "行政处罚法第85条：二日、三日、五日、七日指工作日，不含法定节假日"
MAKE_UP = "全国年节及纪念日放假办法，国务院办公厅当年放假通知：调休上班日是工作日"
WEEKDAYS = "一二三四五六日"


class BadCount(ValueError):
    """An amount, unit or date nobody can count with; the words are for the user."""


class Unit(StrEnum):
    WORKING_DAY = "working-day"
    NATURAL_DAY = "natural-day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


UNIT_WORDS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.NATURAL_DAY: "日",
    Unit.HOUR: "小时",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}


class Kind(StrEnum):
    WORKDAY = "workday"
    MAKE_UP = "make-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Special:
    """What makes a date differ from its weekday."""

    is_workday: bool
    name: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    kind: Kind
    name: str
    provisional: bool = False

    @property
    def is_workday(self) -> bool:
        return self.kind in (Kind.WORKDAY, Kind.MAKE_UP)

    @property
    def words(self) -> str:
        """The day as people say it: 周六, 国庆节, 周六调休上班."""
        weekday = f"周{WEEKDAYS[self.date.weekday()]}"
        if self.kind is Kind.HOLIDAY:
            return self.name
        return f"{weekday}，{self.name}" if self.name else weekday


class Part(StrEnum):
    """What a day does in a count."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    LEFT_OUT = "left-out"
    ROLLED = "rolled"


@dataclass(frozen=True, slots=True)
class Line:
    """One day of an explanation. ``end`` marks the last day of the period, counted or reached by rolling over."""

    day: Day
    part: Part
    reason: str
    article: str
    end: bool = False

    @property
    def counted(self) -> bool:
        return self.part is Part.COUNTED


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Days a rule leaves out, both included."""

    since: date
    until: date
    reason: str
    article: str = ""

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(slots=True)
class Count:
    """A counted period. ``lapses_at`` is set for hours only; days lapse when the end day is over."""

    start: date
    amount: int
    unit: Unit
    end: date
    lines: list[Line] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    starts_at: datetime | None = None
    lapses_at: datetime | None = None

    @property
    def counted(self) -> int:
        return sum(line.counted for line in self.lines)

    @property
    def rolled(self) -> bool:
        return any(line.part is Part.ROLLED for line in self.lines)


def add_months(day: date, months: int) -> date:
    """The same day number so many months on, or the month's last day where it has no such number (民法典202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def no_estimate(year: int) -> Mapping[date, Special]:
    return {}


class Calendar:
    """Rest days and workdays of one region.

    Args:
        specials: every date known to differ from its weekday.
        published: years whose holiday notice is known; dates in other years carry a warning.
        estimate: the statutory days of a year that ``specials`` does not cover, asked once for each year.
    """

    def __init__(
        self,
        specials: Mapping[date, Special],
        published: Collection[int] = (),
        estimate: Callable[[int], Mapping[date, Special]] = no_estimate,
    ) -> None:
        self._specials = dict(specials)
        self._listed = {day.year for day in specials} | set(published)
        self._published = frozenset(published)
        self._estimate = estimate
        self._ready = set(self._listed)

    # --- single days ----------------------------------------------------------------------------------------------
    def _special(self, day: date) -> Special | None:
        if day.year not in self._ready:
            self._specials = {**self._estimate(day.year), **self._specials}
            self._ready.add(day.year)
        return self._specials.get(day)

    def is_workday(self, day: date) -> bool:
        special = self._special(day)
        return day.weekday() < 5 if special is None else special.is_workday

    def day(self, day: date) -> Day:
        special = self._special(day)
        if special is None:
            return Day(day, Kind.WEEKEND if day.weekday() > 4 else Kind.WORKDAY, "")
        return Day(day, Kind.MAKE_UP if special.is_workday else Kind.HOLIDAY, special.name, special.provisional)

    def days(self, first: date, last: date) -> list[Day]:
        """Every day from first to last, both included."""
        return [self.day(first + timedelta(n)) for n in range((last - first).days + 1)]

    def roll(self, day: date) -> date:
        """The day itself, or the first workday after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, amount: int) -> date:
        """The amount-th workday after start."""
        while amount:
            start += ONE_DAY
            amount -= self.is_workday(start)
        return start

    def working_days_between(self, start: date, end: date) -> int:
        """Workdays after start up to and including end; 0 if end is not after start."""
        return sum(self.is_workday(start + timedelta(n)) for n in range(1, (end - start).days + 1))

    def working_days_before(self, end: date, amount: int) -> date:
        """The latest workday after which ``amount`` workdays are left up to and including end."""
        left, day = amount, end
        while left or not self.is_workday(day):
            left -= left > 0 and self.is_workday(day)
            day -= ONE_DAY
        return day

    def warnings(self, first: date, last: date) -> list[str]:
        """What is not certain about the days between."""
        found = []
        for year in range(first.year, last.year + 1):
            if year not in self._listed:
                found.append(f"没有{year}年的节假日数据，按周末和法定节日估算，录入放假通知后会重新计算。")
            elif year not in self._published:
                found.append(f"{year}年放假通知尚未公布，按法定节日暂列，公布后会重新计算。")
        unsure = [d for d in self.days(first, last) if d.provisional and d.date.year in self._published]
        if unsure:
            dates = "、".join(f"{d.date.month}月{d.date.day}日" for d in unsure)
            found.append(f"{unsure[0].name}（{dates}）的放假日期待核对当年通知。")
        return found

    # --- periods --------------------------------------------------------------------------------------------------
    def count(
        self,
        start: date | datetime,
        amount: int,
        unit: Unit | str,
        *,
        rolls: bool = True,
        left_out: Sequence[LeftOut] = (),
        working_article: str = WORKING,
    ) -> Count:
        """Count a period that starts on ``start``, which itself does not count.

        Args:
            start: for hours an aware or naive datetime; a plain date counts from its midnight.
            rolls: a natural-day, month or year period that ends on a rest day ends on the next workday.
            left_out: pauses; their days do not count.
            working_article: the article by which this period means workdays.

        Raises:
            BadCount: the unit is unknown, the amount is no positive number, or the end lies beyond 2099.
        """
        unit = check(start, amount, unit)
        if unit is Unit.HOUR:
            return self._hours(start, amount)
        begun = start.date() if isinstance(start, datetime) else start
        lines = [Line(self.day(begun), Part.START, "起算当日，不计入", START)]
        if unit is Unit.WORKING_DAY:
            lines += self._working(begun, amount, left_out, working_article)
        else:
            lines += self._natural(begun, amount, unit, left_out)
            if rolls:
                lines += self._rolled(lines[-1].day.date, left_out)
        lines[-1] = Line(lines[-1].day, lines[-1].part, lines[-1].reason + "，届满", lines[-1].article, end=True)
        end = lines[-1].day.date
        return Count(begun, amount, unit, end, lines, self.warnings(begun, end))

    def end(self, start: date, amount: int, unit: Unit | str, *, rolls: bool = True) -> date:
        """The last day of a period in days, months or years: what ``count`` answers, without saying why.

        Raises:
            BadCount: as ``count``.
        """
        unit = check(start, amount, unit)
        if unit is Unit.WORKING_DAY:
            return self.add_working_days(start, amount)
        if unit is Unit.NATURAL_DAY:
            last = start + timedelta(amount)
        else:
            last = add_months(start, amount * (12 if unit is Unit.YEAR else 1))
        return self.roll(last) if rolls else last

    def _working(self, start: date, amount: int, left_out: Sequence[LeftOut], article: str) -> Iterator[Line]:
        done = 0
        for day in self._after(start):
            pause = pause_on(day.date, left_out)
            if pause:
                yield left_out_line(day, pause)
            elif not day.is_workday:
                yield Line(day, Part.SKIPPED, f"{day.words}，休息日，不计入", article)
            else:
                done += 1
                law = MAKE_UP if day.kind is Kind.MAKE_UP else article
                yield Line(day, Part.COUNTED, f"{day.words}，第{done}个工作日", law)
            if done == amount:
                return

    def _natural(self, start: date, amount: int, unit: Unit, left_out: Sequence[LeftOut]) -> Iterator[Line]:
        """Days, months and years. Months are measured on the calendar first, then lengthened by the days left out."""
        law = NATURAL
        if unit is not Unit.NATURAL_DAY:
            amount = (add_months(start, amount * (12 if unit is Unit.YEAR else 1)) - start).days
            law = MONTHS
        done = 0
        for day in self._after(start):
            pause = pause_on(day.date, left_out)
            if pause:
                yield left_out_line(day, pause)
                continue
            done += 1
            rest = "" if day.is_workday else "，休息日照计"
            yield Line(day, Part.COUNTED, f"{day.words}，第{done}日{rest}", law if done == amount else NATURAL)
            if done == amount:
                return

    def _rolled(self, last: date, left_out: Sequence[LeftOut]) -> Iterator[Line]:
        if self.is_workday(last):
            return
        for day in self._after(last):
            pause = pause_on(day.date, left_out)
            if pause:
                yield left_out_line(day, pause)
            elif day.is_workday:
                yield Line(day, Part.ROLLED, f"{day.words}，休息日后的第一个工作日", ROLL)
                return
            else:
                yield Line(day, Part.ROLLED, f"{day.words}，休息日，顺延", ROLL)

    def _after(self, day: date) -> Iterator[Day]:
        while True:
            day += ONE_DAY
            yield self.day(day)

    def _hours(self, start: date | datetime, amount: int) -> Count:
        begun = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)
        over = begun + timedelta(hours=amount)
        last = (over - timedelta(microseconds=1)).date()
        line = partial(Line, part=Part.COUNTED, article=NATURAL)
        lines = []
        for day in self.days(begun.date(), last):
            midnight = datetime(day.date.year, day.date.month, day.date.day, tzinfo=begun.tzinfo)
            first, until = max(midnight, begun), min(midnight + ONE_DAY, over)
            words = f"{day.words}，{first:%H:%M}至{clock_words(until, day.date)}，连续计算，休息日照计"
            lines.append(line(day, reason=words, end=day.date == last))
        return Count(begun.date(), amount, Unit.HOUR, last, lines, [], begun, over)


def left_out_line(day: Day, pause: LeftOut) -> Line:
    return Line(day, Part.LEFT_OUT, f"{day.words}，{pause.reason}，不计入", pause.article)


def clock_words(moment: datetime, day: date) -> str:
    return "24:00" if moment.date() != day else f"{moment:%H:%M}"


def pause_on(day: date, left_out: Sequence[LeftOut]) -> LeftOut | None:
    return next((pause for pause in left_out if day in pause), None)


def check(start: date, amount: int, unit: Unit | str) -> Unit:
    """The unit, if the count makes sense.

    Raises:
        BadCount: it does not.
    """
    try:
        unit = Unit(unit)
    except ValueError:
        raise BadCount(f"不认识单位“{unit}”。请用 {'、'.join(Unit)} 之一。") from None
    if amount < 1:
        raise BadCount("期限要是大于0的整数。")
    if start.year < FIRST_YEAR:
        raise BadCount(f"起算日早于{FIRST_YEAR}年，请核对。")
    per_year = {Unit.WORKING_DAY: 220, Unit.NATURAL_DAY: 365, Unit.HOUR: 8760, Unit.MONTH: 12, Unit.YEAR: 1}[unit]
    if start.year + amount // per_year + 1 > LAST_YEAR:
        raise BadCount(f"算到{LAST_YEAR}年以后，没有可用的日历。请把期限改短。")
    return unit
