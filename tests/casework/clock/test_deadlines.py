"""A deadline's date, its explanation and its light."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clock.deadlines import Light, NoSuchParameter, explain, light, period, plan, threshold, used
from casework.clock.models import Deadline, DeadlineStatus, Period, Threshold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
HERE = ZoneInfo("Asia/Shanghai")


def planned(name, starts_on=None, **more):
    more = {"dossier_id": 1, "kind": "case", "record": 1, "name": name} | more
    return plan(starts_on=date.fromisoformat(starts_on) if starts_on else None, **more)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("name", "starts", "due"),
    [
        ("hearing_request", "2026-09-23", "2026-10-08"),
        ("serve", "2026-09-23", "2026-10-10"),
        ("pay", "2026-09-23", "2026-10-08"),
        ("pay", "2026-09-16", "2026-10-08"),
        ("reconsideration", "2026-09-23", "2026-11-23"),
        ("suit", "2026-09-23", "2027-03-23"),
        ("recheck", "2026-06-12", "2026-06-22"),
        ("decision", "2026-05-22", "2026-08-20"),
        ("time_bar", "2024-10-05", "2026-10-05"),  # a time bar does not roll over a holiday
    ],
)
def test_a_period_by_name_ends_where_the_law_says(name, starts, due):
    deadline = planned(name, starts)
    assert deadline.due_on == date.fromisoformat(due)
    assert deadline.lapses_at == at(due) + timedelta(days=1)
    assert deadline.period == period(name)
    assert deadline.label == period(name).label


def test_hours_end_to_the_minute_and_warn_halfway():
    deadline = planned("measure_confirm", starts_at=at("2026-09-30T15:20"))
    assert deadline.lapses_at == at("2026-10-01T15:20")
    assert deadline.due_on == date(2026, 10, 1)
    assert deadline.warn_at == at("2026-10-01T03:20")


def test_the_warning_comes_three_workdays_before():
    assert planned("recheck", "2026-09-23").warn_at == at("2026-09-28")
    assert planned("hearing_request", "2026-09-23").warn_at == at("2026-09-28")
    # A period of one workday has no three days before its end: it warns from its first day.
    assert planned("backfill", "2026-11-02").warn_at == at("2026-11-03")
    Threshold.objects.get(name="warn-working-days").delete()
    Threshold.objects.create(
        name="warn-working-days", label="x", value=1, unit="", article="", source="", valid_from=date(2020, 1, 1)
    )
    assert planned("recheck", "2026-09-23").warn_at == at("2026-09-30")


def test_a_date_set_by_an_order_stands_as_given():
    deadline = planned("rectification", "2026-11-02", due_on=date(2026, 12, 5), key="2026-12-05", label="整改期限")
    assert (deadline.due_on, deadline.period, deadline.key) == (date(2026, 12, 5), None, "2026-12-05")
    found = explain(deadline)
    assert found.lines == []
    assert found.warnings == ["12月5日（周六），休息日，建议改为12月7日。"]


def test_an_unknown_name_is_refused_in_words():
    with pytest.raises(NoSuchParameter, match="没有期限“lunch”"):
        planned("lunch", "2026-09-23")
    with pytest.raises(NoSuchParameter, match="没有参数“lunch”"):
        threshold("lunch")


def test_the_version_in_force_on_the_start_day_counts():
    old = Period.objects.get(name="defence")
    values = {n: getattr(old, n) for n in ("name", "label", "unit", "rolls", "runs_from", "article", "source")}
    new = Period.objects.create(**values, amount=5, valid_from=date(2026, 9, 1))
    assert planned("defence", "2026-08-31").period == old
    assert planned("defence", "2026-09-01").period == new
    # A matter older than every version we hold is counted by the first one, and that is said.
    early = planned("defence", "2019-03-01")
    assert early.period == old
    assert any("早于现有规定的施行日" in words for words in explain(early).warnings)


def test_the_explanation_says_how_and_by_which_article():
    found = explain(planned("reconsideration", "2026-09-23"))
    assert found.summary == "9月23日起算，当日不计，60日，11月22日是休息日，顺延，11月23日届满。"
    assert found.article == "行政复议法第20条"
    assert found.count.counted == 60
    found = explain(planned("hearing_request", "2026-09-23"))
    assert found.summary == "9月23日起算，当日不计，5个工作日，扣除休息日10天，10月8日届满。"
    assert found.count.counted == 5
    assert found.confirmed


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("demand_wait", "行政强制法第69条"),
        ("reconsideration_answer", "行政复议法第88条"),
        ("acceptance", "行政许可法第82条"),
        ("publish", "安全生产法第78条"),
        ("keep", "行政处罚法第85条"),
    ],
)
def test_workdays_follow_the_article_of_their_own_law(name, article):
    lines = explain(planned(name, "2026-11-02")).lines
    assert {article} == {line.article.split("：")[0] for line in lines if line.part in ("counted", "skipped")}


def test_hours_are_explained_to_the_minute():
    found = explain(planned("measure_confirm", starts_at=at("2026-09-30T15:20")))
    assert found.summary == "9月30日 15:20起算，24小时，10月1日 15:20届满。"
    assert found.warnings == []
    assert len(found.lines) == 2


def test_an_unconfirmed_period_says_so():
    found = explain(planned("recheck", "2026-09-23"))
    assert not found.confirmed
    assert any("尚未核定" in words for words in found.warnings)


def test_a_changed_calendar_is_seen_in_the_explanation():
    deadline = planned("keep", "2026-11-02")
    assert explain(deadline).warnings == []
    deadline.due_on = date(2026, 11, 13)
    assert explain(deadline).warnings == ["登记时的日历算到11月13日，按现行日历是11月11日。"]


# --- lights -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "now", "level", "text"),
    [
        ("2026-06-12", "2026-06-16", "red", "逾期*4*天"),
        ("2026-06-15", "2026-06-16", "red", "逾期*1*天"),
        ("2026-06-16", "2026-06-16T23:59", "amber", "今天届满"),
        ("2026-06-18", "2026-06-16", "amber", "剩*2*天"),
        ("2026-06-22", "2026-06-16", "amber", "剩*6*天"),  # three workdays: 17, 18, 22; 端午 between
        ("2026-06-23", "2026-06-16", "green", "剩*7*天"),
        ("2026-10-08", "2026-09-29", "amber", "剩*9*天"),
        ("2026-08-20", "2026-06-16", "green", "剩*65*天"),
    ],
)
def test_the_light_of_days(due, now, level, text):
    deadline = planned("rectification", "2026-05-01", due_on=date.fromisoformat(due))
    found = light(deadline, at(now))
    assert (found.level, found.text) == (level, text)


@pytest.mark.parametrize(
    ("now", "level", "text"),
    [
        ("2026-06-16T09:20", "amber", "剩*24*小时"),
        ("2026-06-17T01:30", "amber", "剩*8*小时"),
        ("2026-06-17T08:50", "amber", "剩*30*分钟"),
        ("2026-06-17T09:20", "red", "逾期*1*小时"),
        ("2026-06-17T13:00", "red", "逾期*3*小时"),
        ("2026-06-19T10:00", "red", "逾期*2*天"),
    ],
)
def test_the_light_of_hours(now, level, text):
    deadline = planned("measure_confirm", starts_at=at("2026-06-16T09:20"))
    found = light(deadline, at(now))
    assert (found.level, found.text) == (level, text)


def test_what_is_not_ours_to_keep_is_never_red():
    deadline = planned("suit", "2026-09-23", right_of_party=True)
    assert light(deadline, at("2026-11-23")) == light(deadline, date(2026, 11, 23))
    assert light(deadline, date(2026, 11, 23)).level == "off"
    assert light(deadline, date(2026, 11, 23)).text == "剩*120*天"
    assert light(deadline, date(2027, 3, 24)).text == "已届满"


def test_nobody_is_late_when_the_time_to_answer_is_over():
    deadline = planned("hearing_request", "2026-09-23")
    assert light(deadline, deadline.due_on).level == "amber"
    assert light(deadline, deadline.due_on + timedelta(days=1)) == Light("off", "已届满")


@pytest.mark.parametrize(
    ("status", "text"), [("met", "已办"), ("moved", "已改期"), ("dropped", "不再计"), ("lapsed", "已届满")]
)
def test_an_ended_deadline_is_off(status, text):
    deadline = planned("serve", "2026-09-23")
    deadline.status = status
    found = light(deadline)
    assert (found.level, found.text) == ("off", text)
    assert {s.value for s in DeadlineStatus} == {"running", "met", "moved", "dropped", "lapsed"}


def test_how_much_has_run():
    deadline = planned("pay", "2026-11-02")  # to 11-17
    assert used(deadline, at("2026-11-02")) == 0
    assert used(deadline, at("2026-11-10")) == 50
    assert used(deadline, at("2027-01-01")) == 100


def test_planning_and_lighting_cost_no_query(django_assert_num_queries):
    planned("serve", "2026-09-23")  # the book is read once
    with django_assert_num_queries(0):
        deadline = planned("decision", "2026-09-23")
        light(deadline)
        explain(deadline)


def test_of_one_clock_only_one_runs(running):
    from django.db import IntegrityError, transaction

    running("recheck", "2026-09-23")
    running("recheck", "2026-09-23", key="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        running("recheck", "2026-09-24")
    assert Deadline.objects.count() == 2
