"""Which days are rest days: what the State Council's notices said, and what the law alone says where none is out.

Published years come from the library ``chinesecalendar``; the year after them from the library ``holidays``, marked
provisional, because the notice may still shift days. 壮族三月三 is Guangxi's own (自治区人民政府令第98号).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from chinese_calendar.constants import holidays as rest_days
from chinese_calendar.constants import in_lieu_days
from chinese_calendar.constants import workdays as make_up_days
from holidays import country_holidays
from lunardate import LunarDate

from casework.clock.calendar import FIRST_YEAR, LAST_YEAR, Special

GUANGXI = "450000"
FIRST_LOADED = 2024
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
FESTIVAL = "壮族三月三"
# 三月三 as announced; a year that is missing here is computed from the moon and stays provisional.
ANNOUNCED = {
    2024: ([date(2024, 4, 11), date(2024, 4, 12)], "自治区人民政府办公厅关于2024年“壮族三月三”放假的通知"),
}
NOTICE = "国务院办公厅{year}年部分节假日安排的通知（chinesecalendar）"
STATUTE = "全国年节及纪念日放假办法（2024年修订），当年通知未公布（holidays）"
LOCAL_RULE = "广西壮族自治区少数民族习惯节日放假办法（自治区人民政府令第98号），农历三月初三、初四，当年通知待核"


class Entry(NamedTuple):
    """One row of the holiday table."""

    date: date
    is_workday: bool
    name: str
    region: str
    provisional: bool
    source: str


@cache
def published_years() -> frozenset[int]:
    """Years whose national notice the library knows."""
    return frozenset(day.year for day in rest_days)


def published(year: int) -> Iterator[Entry]:
    """The national rest days and make-up workdays of a year with a known notice."""
    source = NOTICE.format(year=year)
    for day, name in rest_days.items():
        if day.year == year:
            word = NAMES[name] + ("调休" if day in in_lieu_days else "")
            yield Entry(day, False, word, "", False, source)
    for day, name in make_up_days.items():
        if day.year == year:
            yield Entry(day, True, f"{NAMES[name]}调休上班", "", False, source)


def statutory(year: int) -> Iterator[Entry]:
    """The statutory days of a year without a notice, with the weekdays that make up for those on a weekend."""
    for day, name in sorted(country_holidays("CN", years=year, language="zh_CN").items()):
        if day.year == year:
            yield Entry(day, False, name.replace("农历", ""), "", True, STATUTE)


def third_of_march(year: int) -> Iterator[Entry]:
    """Guangxi's two days of 三月三 (lunar 3/3 and 3/4)."""
    if year in ANNOUNCED:
        days, source = ANNOUNCED[year]
        yield from (Entry(day, False, FESTIVAL, GUANGXI, False, source) for day in days)
        return
    first = LunarDate(year, 3, 3).to_solar_date()
    for day in (first, first + timedelta(days=1)):
        yield Entry(day, False, FESTIVAL, GUANGXI, True, LOCAL_RULE)


def entries() -> Iterator[Entry]:
    """Everything the product loads: published years from 2024 on, and the year after them provisionally."""
    last = max(published_years())
    for year in range(FIRST_LOADED, last + 2):
        yield from published(year) if year in published_years() else statutory(year)
        yield from third_of_march(year)


def estimate(year: int, region: str = GUANGXI) -> dict[date, Special]:
    """The best guess for a year without rows: its notice if the library knows it, else the statutory days."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    found = list(published(year) if year in published_years() else statutory(year))
    if region == GUANGXI and year >= 2014:  # the year the local rule came into force
        found += third_of_march(year)
    return {entry.date: Special(entry.is_workday, entry.name, entry.provisional) for entry in found}
