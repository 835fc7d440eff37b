"""Tags, filters and wording: escaped, and in the words of DESIGN.md."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template

from casework.web import wording
from casework.web.downloads import disposition


def drawn(template: str, **context) -> str:
    return Template(template).render(Context(context))


def test_an_icon_is_decoration_unless_it_says_something():
    assert 'aria-hidden="true"' in drawn('{% icon "lock" %}')
    assert 'role="img" aria-label="通过"' in drawn('{% icon "check" "通过" %}')


@pytest.mark.parametrize("level", ["red", "amber", "green", "off"])
def test_a_light_has_colour_shape_and_words(level):
    light = drawn("{% deadline level text %}", level=level, text="逾期*4*天")
    assert f'data-level="{level}"' in light and f"#i-lamp-{level}" in light and "逾期<b>4</b>天" in light


def test_what_is_no_level_is_shown_grey():
    assert 'data-level="off"' in drawn("{% deadline level 'x' %}", level='red" onclick="x')


def test_text_from_people_is_escaped_even_when_it_is_stressed():
    evil = "<b>*<script>*</b>"
    for text in (drawn("{% clock_text t %}", t=evil), drawn("{% deadline 'red' t %}", t=evil)):
        assert "<script>" not in text and "&lt;script&gt;" in text


@pytest.mark.parametrize(("tag", "level"), [("error", "red"), ("warning", "amber"), ("success", "green"), ("x", "off")])
def test_a_message_has_the_level_of_its_tag(tag, level):
    assert drawn("{{ tag|notice_level }}", tag=tag) == level


def test_errors_are_counted_field_by_field():
    class Form(forms.Form):
        a = forms.IntegerField()
        b = forms.IntegerField(max_value=3)

    assert drawn("{{ form|count_errors }}", form=Form({"b": "7"})) == "2"


@pytest.mark.django_db
class TestWording:
    @pytest.fixture(autouse=True)
    def _day(self, monkeypatch):
        monkeypatch.setattr(wording, "today", lambda: date(2026, 6, 16))

    def test_this_years_dates_leave_the_year_out(self):
        assert wording.day(date(2026, 6, 12)) == "6月12日 周五"
        assert wording.day(date(2027, 1, 4)) == "2027年1月4日 周一"
        assert wording.short_day(date(2026, 6, 12)) == "6月12日"
        assert wording.full_day(date(2026, 6, 12)) == "2026年6月12日"

    def test_moments_are_guangxis(self):
        assert wording.moment(datetime(2026, 6, 12, 17, 30, tzinfo=UTC)) == "6月13日 01:30"

    @pytest.mark.parametrize(
        ("at", "words"),
        [
            (datetime(2026, 6, 16, 1, 4, tzinfo=UTC), "09:04"),
            (datetime(2026, 6, 15, 1, 4, tzinfo=UTC), "昨天"),
            (datetime(2026, 6, 12, 1, 4, tzinfo=UTC), "6月12日"),
        ],
    )
    def test_the_nearer_the_finer(self, at, words):
        assert wording.ago(at) == words

    def test_nothing_is_a_dash(self):
        said = wording.day(None), wording.full_day(None), wording.moment(None), wording.ago(None)
        assert said == ("—",) * 4 and wording.short_digest("") == "—"

    def test_filters_say_the_same(self):
        words = drawn("{{ d|day }} {{ d|day_full }} {{ d|weekday }}", d=date(2026, 6, 12))
        assert words == "6月12日 周五 2026年6月12日 星期五"
        assert drawn("{{ t|moment }} {{ t|ago }}", t=datetime(2026, 6, 12, 1, 4, tzinfo=UTC)) == "6月12日 09:04 6月12日"
        assert drawn("{{ d|digest }}", d="0123456789abcdef0123") == "012345…ef0123"


@pytest.mark.parametrize(
    "name", ['a"; filename="x.exe', "a\r\nSet-Cookie: x=1.docx", "../../etc/passwd", "责令〔2026〕3号.docx", ""]
)
def test_a_file_name_cannot_leave_its_header(name):
    header = disposition(name)
    assert header.startswith('attachment; filename="file.') and header.isascii()
    assert "\r" not in header and "\n" not in header and header.count('"') == 2 and "/" not in header
