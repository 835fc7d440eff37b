"""``manage.py legal_clock``: what it prints, and what it says to input that makes no sense."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def run(*words):
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("legal_clock", *words, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return out.getvalue(), err.getvalue(), code


@pytest.mark.usefixtures("reference_data")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026-09-23 5 working-day", "2026-10-08"),
        ("2026-09-16 15 natural-day", "2026-10-08"),
        ("2026-09-23 7 working-day", "2026-10-10"),
        ("2026-09-23 60 natural-day", "2026-11-23"),
        ("2026-09-23 6 month", "2027-03-23"),
        ("2024-02-29 1 year", "2025-02-28"),
        ("2026-09-23T15:20 24 hour", "2026-09-24T15:20"),
        ("2026-04-17 1 working-day", "2026-04-21"),
        ("2026-04-17 1 working-day --region 450100", "2026-04-21"),
        ("2026-04-17 1 working-day --region CN", "2026-04-20"),
    ],
)
def test_the_last_line_is_the_end_date(words, expected):
    for options in ([], ["--explain"]):
        out, _, code = run(*words.split(), *options)
        assert code == 0
        assert out.splitlines()[-1] == expected


@pytest.mark.usefixtures("reference_data")
def test_json_lists_every_day_with_its_reason_and_article():
    out, _, _ = run("2026-09-23", "5", "working-day", "--json")
    found = json.loads(out)
    assert found["end"] == "2026-10-08"
    assert [day["date"] for day in found["days"]][:3] == ["2026-09-23", "2026-09-24", "2026-09-25"]
    assert len(found["days"]) == 16
    assert sum(day["counted"] for day in found["days"]) == found["counted"] == 5
    assert all(day["reason"] and day["article"] for day in found["days"])


@pytest.mark.usefixtures("reference_data")
def test_explain_shows_skipped_days_too():
    out, _, _ = run("2026-09-23", "5", "working-day", "--explain")
    assert "2026-10-01 国庆节，休息日，不计入（行政处罚法第85条" in out


@pytest.mark.usefixtures("reference_data")
def test_an_uncertain_year_is_said_beside_the_result():
    out, err, _ = run("2026-09-23", "6", "month")
    assert out == "2027-03-23\n"
    assert "2027年放假通知尚未公布" in err


def test_an_empty_database_counts_with_the_built_in_calendar_and_says_so():
    out, err, code = run("2026-09-23", "5", "working-day")
    assert (out, code) == ("2026-10-08\n", 0)
    assert "按内置日历计算" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("2026-13-01 5 working-day", "起算日“2026-13-01”不是日期"),
        ("下周一 5 working-day", "起算日“下周一”不是日期"),
        ("2026-09-23 五 working-day", "数量“五”要是大于0的整数"),
        ("2026-09-23 1.5 working-day", "数量“1.5”"),
        ("2026-09-23 -5 working-day", "数量“-5”"),
        ("2026-09-23 0 working-day", "大于0"),
        ("2026-09-23 5 fortnight", "不认识单位“fortnight”"),
        ("2026-09-23 5", "用法：legal_clock"),
        ("2026-09-23 5 month --speed", "用法：legal_clock"),
        ("2026-09-23 5 month --region 广西", "不是六位行政区划代码"),
        ("2026-09-23 999999 year", "2099"),
    ],
)
def test_bad_input_is_one_chinese_sentence_and_exit_code_2(words, says, capsys):
    out, err, code = run(*words.split())
    err += capsys.readouterr().err  # a wrong command line is refused before the streams are replaced
    assert code == 2
    assert out == ""
    assert says in err
    assert len(err.strip().splitlines()) == 1
