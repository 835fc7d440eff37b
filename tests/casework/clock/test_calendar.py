"""Counting legal time: the worked checks, the edges, and properties that hold for every date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clock.book import built_in
from casework.clock.calendar import BadCount, Calendar, Kind, LeftOut, Part, Special, add_months
from casework.clock.holidays import GUANGXI, entries, estimate, published_years, third_of_march

CALENDAR = built_in()
NATIONAL = built_in("")
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
UNITS = st.sampled_from(["working-day", "natural-day", "month", "year"])


def end(start, amount, unit, **options):
    return CALENDAR.count(date.fromisoformat(start), amount, unit, **options).end.isoformat()


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2026-09-23", 5, "working-day", "2026-10-08"),
        ("2026-09-23", 7, "working-day", "2026-10-10"),  # a Saturday on which everybody works
        ("2026-09-23", 15, "natural-day", "2026-10-08"),
        ("2026-09-23", 60, "natural-day", "2026-11-23"),  # the 60th day is a Sunday
        ("2026-09-23", 6, "month", "2027-03-23"),
        ("2026-09-16", 15, "natural-day", "2026-10-08"),  # 10-01, rolled over the whole holiday
        ("2026-09-18", 1, "working-day", "2026-09-20"),  # a Sunday on which everybody works
        ("2026-10-09", 1, "working-day", "2026-10-10"),
        ("2026-02-13", 1, "working-day", "2026-02-14"),
        ("2026-02-14", 1, "working-day", "2026-02-24"),
        ("2026-02-14", 5, "working-day", "2026-02-28"),
        ("2026-09-25", 15, "natural-day", "2026-10-10"),  # a make-up Saturday is no rest day: nothing rolls
    ],
)
def test_worked_checks(start, amount, unit, expected):
    assert end(start, amount, unit) == expected


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        ("2024-01-31", 1, "month", "2024-02-29"),
        ("2025-01-31", 1, "month", "2025-02-28"),
        ("2026-01-30", 1, "month", "2026-02-28"),
        ("2026-03-31", 3, "month", "2026-06-30"),
        ("2026-12-31", 2, "month", "2027-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2024-02-29", 4, "year", "2028-02-29"),
        ("2026-07-15", 2, "year", "2028-07-15"),
    ],
)
def test_a_month_without_the_day_number_ends_on_its_last_day(start, amount, unit, expected):
    assert end(start, amount, unit, rolls=False) == expected


def test_a_month_end_on_a_rest_day_rolls():
    # 2026-02-28 is a make-up Saturday and stands; 2025-05-31 begins 端午.
    assert end("2026-01-31", 1, "month") == "2026-02-28"
    assert end("2025-04-30", 1, "month") == "2025-05-30"
    assert end("2025-03-31", 2, "month") == "2025-06-03"


def test_guangxi_rests_on_the_third_of_march_and_the_country_does_not():
    assert CALENDAR.count(date(2026, 4, 17), 1, "working-day").end == date(2026, 4, 21)
    assert NATIONAL.count(date(2026, 4, 17), 1, "working-day").end == date(2026, 4, 20)
    assert CALENDAR.count(date(2024, 4, 10), 1, "working-day").end == date(2024, 4, 15)
    assert [entry.date for entry in third_of_march(2026)] == [date(2026, 4, 19), date(2026, 4, 20)]
    assert [entry.date for entry in third_of_march(2027)] == [date(2027, 4, 9), date(2027, 4, 10)]
    assert not any(entry.provisional for entry in third_of_march(2024))
    assert all(entry.provisional for entry in third_of_march(2026))


def test_the_national_table_of_2026():
    rest = {e.date for e in entries() if e.date.year == 2026 and not e.region and not e.is_workday}
    spans = [("01-01", 3), ("02-15", 9), ("04-04", 3), ("05-01", 5), ("06-19", 3), ("09-25", 3), ("10-01", 7)]
    wanted = {date.fromisoformat(f"2026-{day}") + timedelta(n) for day, length in spans for n in range(length)}
    assert rest == wanted
    works = {e.date.isoformat() for e in entries() if e.date.year == 2026 and e.is_workday}
    assert works == {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}


def test_years_without_a_notice_are_counted_and_said():
    provisional = CALENDAR.count(date(2026, 12, 30), 3, "working-day")
    assert provisional.end == date(2027, 1, 5)  # 元旦 is a Friday
    assert any("2027年放假通知尚未公布" in words for words in provisional.warnings)
    guessed = CALENDAR.count(date(2028, 9, 29), 1, "working-day")
    assert guessed.end > date(2028, 10, 3)
    assert any("没有2028年" in words for words in guessed.warnings)
    assert CALENDAR.count(date(2026, 9, 23), 5, "working-day").warnings == []


def test_an_uncertain_local_holiday_is_said():
    assert any("壮族三月三" in words for words in CALENDAR.count(date(2026, 4, 17), 1, "working-day").warnings)
    assert NATIONAL.count(date(2026, 4, 17), 1, "working-day").warnings == []


def test_a_known_year_before_our_table_is_exact():
    calendar = Calendar({}, (), estimate)
    assert 2019 in published_years()
    assert not calendar.is_workday(date(2019, 10, 7))
    assert calendar.is_workday(date(2019, 10, 12))
    assert calendar.day(date(2019, 10, 12)).kind is Kind.MAKE_UP


def test_hours_run_through_night_and_holiday():
    count = CALENDAR.count(datetime(2026, 9, 30, 15, 20), 24, "hour")
    assert count.lapses_at == datetime(2026, 10, 1, 15, 20)
    assert [line.reason for line in count.lines] == [
        "周三，15:20至24:00，连续计算，休息日照计",
        "国庆节，00:00至15:20，连续计算，休息日照计",
    ]


def test_the_explanation_of_five_workdays():
    count = CALENDAR.count(date(2026, 9, 23), 5, "working-day")
    assert len(count.lines) == 16  # the start day and fifteen more
    by_day = {line.day.date: line for line in count.lines}
    assert by_day[date(2026, 9, 23)].part is Part.START
    assert "民事诉讼法第85条" in by_day[date(2026, 9, 23)].article
    assert by_day[date(2026, 9, 25)].reason == "中秋节，休息日，不计入"
    assert "行政处罚法第85条" in by_day[date(2026, 9, 25)].article
    assert by_day[date(2026, 10, 8)].reason == "周四，第5个工作日，届满"
    assert [line.day.date for line in count.lines if line.end] == [date(2026, 10, 8)]


def test_the_explanation_names_the_law_of_the_last_day():
    rolled = CALENDAR.count(date(2026, 9, 16), 15, "natural-day")
    assert rolled.rolled
    assert "顺延" in rolled.lines[-2].reason
    assert "民事诉讼法第85条" in rolled.lines[-1].article
    assert "民法典第202条" in CALENDAR.count(date(2026, 9, 23), 6, "month").lines[-1].article
    make_up = CALENDAR.count(date(2026, 10, 9), 1, "working-day").lines[-1]
    assert "放假办法" in make_up.article and "调休上班" in make_up.reason


def test_days_left_out_are_not_counted_and_have_their_reason():
    pause = LeftOut(date(2026, 11, 3), date(2026, 11, 5), "等待鉴定", "行政处罚法第60条")
    count = CALENDAR.count(date(2026, 11, 2), 4, "working-day", left_out=[pause])
    assert count.end == date(2026, 11, 11)
    left = [line for line in count.lines if line.part is Part.LEFT_OUT]
    assert [line.reason for line in left] == [f"周{d}，等待鉴定，不计入" for d in "二三四"]
    assert {line.article for line in left} == {"行政处罚法第60条"}


def test_a_pause_over_the_days_of_rolling_over_does_not_end_in_the_past():
    pause = LeftOut(date(2026, 10, 5), date(2026, 10, 19), "等待鉴定")
    assert CALENDAR.count(date(2026, 9, 18), 15, "natural-day", left_out=[pause]).end == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "words"),
    [
        (date(2026, 1, 1), 5, "week", "不认识单位“week”"),
        (date(2026, 1, 1), 0, "month", "大于0"),
        (date(2026, 1, 1), -3, "natural-day", "大于0"),
        (date(2026, 1, 1), 99999, "year", "2099"),
        (date(2098, 12, 1), 700, "natural-day", "2099"),
        (date(206, 1, 1), 5, "natural-day", "1949"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(start, amount, unit, words):
    with pytest.raises(BadCount, match=words):
        CALENDAR.count(start, amount, unit)


# --- properties ---------------------------------------------------------------------------------------------------
@given(DAYS, st.integers(1, 120))
def test_workdays_counted_are_the_workdays_there_are(start, amount):
    found = CALENDAR.add_working_days(start, amount)
    days = [start + timedelta(n) for n in range(1, (found - start).days + 1)]
    assert sum(CALENDAR.day(day).kind in (Kind.WORKDAY, Kind.MAKE_UP) for day in days) == amount
    assert CALENDAR.is_workday(found)
    assert CALENDAR.working_days_between(start, found) == amount


@given(DAYS, st.integers(1, 100), UNITS)
def test_a_rolling_period_never_ends_on_a_rest_day(start, amount, unit):
    amount = amount % 4 + 1 if unit == "year" else amount
    assert CALENDAR.is_workday(CALENDAR.end(start, amount, unit))


@given(DAYS, DAYS, st.integers(1, 60), UNITS)
def test_a_later_start_never_ends_earlier(one, other, amount, unit):
    first, second = sorted((one, other))
    amount = amount % 4 + 1 if unit == "year" else amount
    assert CALENDAR.end(first, amount, unit) <= CALENDAR.end(second, amount, unit)


@given(DAYS, st.integers(1, 60), st.integers(1, 60), UNITS)
def test_a_longer_period_never_ends_earlier(start, one, other, unit):
    shorter, longer = sorted((one % 4 + 1, other % 4 + 1) if unit == "year" else (one, other))
    assert CALENDAR.end(start, shorter, unit) <= CALENDAR.end(start, longer, unit)


@given(DAYS, st.integers(1, 100), UNITS, st.booleans())
def test_the_explanation_arrives_where_the_short_way_does(start, amount, unit, rolls):
    amount = amount % 4 + 1 if unit == "year" else amount
    count = CALENDAR.count(start, amount, unit, rolls=rolls)
    assert count.end == CALENDAR.end(start, amount, unit, rolls=rolls)
    assert [line.day.date for line in count.lines] == [
        start + timedelta(n) for n in range((count.end - start).days + 1)
    ]
    assert all(line.reason and line.article for line in count.lines)
    assert sum(line.end for line in count.lines) == 1
    if unit.endswith("day"):
        assert count.counted == amount


@given(DAYS, st.integers(1, 60), st.integers(1, 30), st.integers(1, 30))
def test_workdays_left_out_are_added_exactly(start, amount, skip, length):
    since = start + timedelta(skip)
    pause = LeftOut(since, since + timedelta(length - 1), "中止")
    plain = CALENDAR.end(start, amount, "working-day")
    with_pause = CALENDAR.count(start, amount, "working-day", left_out=[pause])
    lost = sum(line.part is Part.LEFT_OUT and line.day.is_workday for line in with_pause.lines)
    assert CALENDAR.working_days_between(start, with_pause.end) == amount + lost
    assert with_pause.counted == amount
    assert with_pause.end >= plain


@given(DAYS, st.integers(0, 30))
def test_the_warning_day_leaves_the_workdays_it_promises(day, amount):
    warn = CALENDAR.working_days_before(day, amount)
    assert CALENDAR.is_workday(warn)
    assert CALENDAR.working_days_between(warn, day) == amount
    assert warn <= day


@given(st.dates(date(2024, 1, 1), date(2060, 12, 31)), st.integers(1, 300))
def test_months_add_up(day, months):
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + timedelta(1)).day == 1


@given(st.dictionaries(DAYS, st.booleans(), max_size=40), DAYS, st.integers(1, 20))
def test_any_table_is_obeyed(table, start, amount):
    calendar = Calendar({day: Special(works, "样日") for day, works in table.items()})
    found = calendar.add_working_days(start, amount)
    days = [start + timedelta(n) for n in range(1, (found - start).days + 1)]
    assert sum(table.get(day, day.weekday() < 5) for day in days) == amount


def test_the_region_of_the_calendar_is_guangxi():
    assert {e.region for e in entries()} == {"", GUANGXI}
