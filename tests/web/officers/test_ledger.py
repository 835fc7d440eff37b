"""The ledger: what it finds, for whom, with how many queries."""

from datetime import date

import pytest
from django.urls import reverse

from casework.core.now import today
from casework.enforcement.models import Case
from casework.web.models import SavedView
from casework.web.officers import filters, rows
from casework.web.officers.filters import Filters
from tests.web.looking import look, queries, read
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db
LEDGER = "/ledger/"


@pytest.fixture
def story(people):
    return Story(people).found().order(days=15).serve()


def test_a_row_says_who_what_until_when_and_by_whom(client, people, story):
    text = read(client, people.officer, LEDGER)
    assert story.case.number in text and people.enterprise.name in text
    assert "执法员甲等2人" in text and "兴宁区" in text and "整改中" in text and "共1件" in text


def test_the_territory_is_the_limit(client, people, story):
    for user, sees in [
        (people.province_officer, True), (people.county_officer, True), (people.clerk, True),
        (people.neighbour_officer, False),
    ]:  # fmt: skip
        assert (story.case.number in read(client, user, LEDGER)) is sees, user
    for user in (people.representative, people.system_admin):
        assert look(client, user, LEDGER).status_code == 404


def test_its_queries_do_not_grow_with_its_rows(client, people, story):
    one = queries(client, people.officer, LEDGER)
    for _ in range(2):
        Story(people).found().order()
    assert queries(client, people.officer, LEDGER) == one <= 12
    assert queries(client, people.officer, LEDGER + "?q=示例&state=ordered&light=green&region=450102&since=year") <= 12
    assert queries(client, people.head, LEDGER) <= 12


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=ordered", True), ("state=closed", False), ("state=nonsense", True), ("region=450100", True),
        ("region=450102", True), ("region=450200", False), ("region=450000", True), ("industry=metallurgy", True),
        ("industry=coal", False), ("light=red", False), ("since=month", True), ("mine=1", True), ("q=示", True),
        ("q=示例", True), ("q=市示例冶金有", True), ("q=不存在", False), ("q=01MA5T", None),
    ],
)  # fmt: skip
def test_filters(client, people, story, query, found):
    page = look(client, people.officer, f"{LEDGER}?{query}")
    assert page.status_code == 200
    if found is not None:
        assert (story.case.number in page.content.decode()) is found


@pytest.mark.parametrize("typed", ["（南）应急责改〔{year}〕1号", "责改〔{year}〕1", "责改{year} 1号", "{year}-1"])
def test_a_case_is_found_by_the_number_of_a_paper_however_it_is_typed(client, people, story, typed):
    asked = typed.format(year=today().year)
    assert story.case.number in read(client, people.officer, f"{LEDGER}?q={asked}")
    assert story.case.number not in read(client, people.officer, f"{LEDGER}?q=移送〔{today().year}〕1号")


def test_a_credit_code_finds_its_enterprise(client, people, story):
    assert story.case.number in read(client, people.officer, f"{LEDGER}?q={people.enterprise.credit_code}")


def test_a_common_name_is_walked_and_finds_the_same(client, people, story, monkeypatch):
    monkeypatch.setattr(filters, "FEW", 0)
    found = Filters(q="示例").apply(Case.objects.all(), people.officer)
    assert "IN (" not in str(found.query).upper().split("WHERE")[1] and list(found) == [story.case]


def test_mine_is_what_is_on_my_desk(client, people, story):
    assert story.case.number not in read(client, people.third_officer, f"{LEDGER}?mine=1")
    assert story.case.number in read(client, people.third_officer, LEDGER)


def test_nothing_found_says_by_what_and_how_to_go_on(client, people, story):
    text = read(
        client, people.officer, f"{LEDGER}?q=没有的名字&state=overdue&light=red&mine=1&since=quarter&industry=coal"
    )
    assert "没有符合条件的案件" in text and "清除筛选条件" in text
    assert "“没有的名字”、煤矿、逾期未改正、已过时限、本季发现、本人承办" in text


def test_an_empty_territory_says_so(client, people):
    assert "辖区内还没有案件" in read(client, people.neighbour_officer, LEDGER)


def test_htmx_gets_the_rows_and_what_goes_with_them(client, people, story):
    """The count, the export and the view to be saved follow the filter, or one would export what is not shown."""
    part = look(client, people.officer, LEDGER + "?state=ordered", HX_Request="true").content.decode()
    assert story.case.number in part and "<html" not in part and '<form class="filters"' not in part
    assert part.count('hx-swap-oob="true"') == 2 and "/ledger/export/?state=ordered" in part
    assert 'name="query" value="state=ordered"' in part
    back = look(client, people.officer, LEDGER, HX_Request="true", HX_History_Restore_Request="true")
    assert "<html" in back.content.decode() and "HX-Request" in back["Vary"]


def test_the_date_column_turns_round(client, people, story):
    page = look(client, people.officer, LEDGER).content.decode()
    assert 'aria-sort="ascending"' in page and "?sort=-due" in page
    page = look(client, people.officer, LEDGER + "?sort=-due").content.decode()
    assert 'aria-sort="descending"' in page


def test_a_name_from_outside_cannot_become_markup(client, people, story):
    Case.objects.filter(pk=story.case.pk).update(party_name="<script>x</script>&𠮷")
    page = look(client, people.officer, LEDGER).content.decode()
    assert "<script>x" not in page and "&lt;script&gt;x" in page and "𠮷" in page


def test_filters_can_be_kept_under_a_name(client, people, story):
    client.force_login(people.officer)
    client.post(reverse("save_view"), {"name": "冶金在办", "query": "industry=metallurgy&state=ordered&evil=1"})
    view = SavedView.objects.get()
    assert (view.user, view.query) == (people.officer, "industry=metallurgy&state=ordered")
    assert "冶金在办" in read(client, people.officer, LEDGER)
    assert "冶金在办" not in read(client, people.partner, LEDGER)
    assert client.post(reverse("drop_view", args=[view.pk])).status_code == 404  # somebody else's
    client.force_login(people.officer)
    client.post(reverse("drop_view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused_in_words(client, people):
    client.force_login(people.officer)
    page = client.post(reverse("save_view"), {"name": " ", "query": "state=ordered"}, follow=True)
    assert "还没有给视图起名" in page.content.decode() and not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("state", "due", "level"),
    [
        ("ordered", date(2020, 1, 2), "red"),
        ("closed", date(2020, 1, 2), "off"),
        ("overdue", rows.NEVER, "red"),
        ("found", rows.NEVER, "off"),
    ],
)
def test_the_light_of_a_case_is_that_of_its_nearest_date(people, state, due, level):
    assert rows.light_of(state, due).level == level


def test_the_last_amber_day_is_the_one_whose_light_is_amber(people):
    from datetime import timedelta

    near = filters.last_near_day()
    assert rows.light_of("ordered", near).level == "amber"
    assert rows.light_of("ordered", near + timedelta(days=1)).level == "green"


def test_three_names_are_said_as_one_and_a_number():
    assert rows.said(["甲乙丙", "丁戊己"]) == "甲乙丙、丁戊己" and rows.said(["甲"]) == "甲"
    assert rows.said(["甲乙丙", "丁戊己", "庚辛"]) == "甲乙丙等3人"
    assert rows.said(["一个很长很长的名字"]) == "一个很长很长的名字"
