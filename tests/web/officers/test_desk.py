"""The workbench: whose dates, in which group, and what came in."""

from datetime import date

import pytest
from django.urls import reverse

from casework.notices.models import Notice
from casework.web.officers import docket
from tests.web.looking import look, queries, read
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db
DESK = "/desk/"


@pytest.fixture
def story(people):
    return Story(people).found().order(days=20).serve()


def test_a_date_on_my_desk_is_listed_with_its_light_and_its_verb(client, people, story):
    text = read(client, people.officer, DESK)
    assert "以后到期" in text and "查收整改情况" in text and story.case.number in text and "剩 20 天" in text


def test_a_colleagues_dates_are_his_and_the_heads(client, people, story):
    assert story.case.number not in read(client, people.third_officer, DESK)
    assert story.case.number in read(client, people.head, DESK)
    assert story.case.number not in read(client, people.province_officer, DESK)


def test_who_is_no_officer_has_no_workbench(client, people):
    for user in (people.representative, people.system_admin, people.security_admin, people.audit_admin):
        assert look(client, user, DESK).status_code == 404


def test_a_week_cut_short_by_a_holiday_says_so(people, monkeypatch):
    monkeypatch.setattr(docket, "today", lambda: date(2026, 6, 16))
    assert docket.week_note() == "6月19日 周五起端午节，本周还剩2个工作日"
    monkeypatch.setattr(docket, "today", lambda: date(2026, 6, 9))
    assert docket.week_note() == ""


def test_an_empty_desk_says_so(client, people):
    assert "没有在计的期限" in read(client, people.third_officer, DESK)


def test_a_message_is_read_once_and_leads_on(client, people, story):
    story.report()
    assert "企业报告整改完成" in read(client, people.officer, DESK)
    notice = Notice.objects.get(to=people.officer, kind="report-submitted")
    assert look(client, people.officer, reverse("message", args=[notice.pk])).status_code == 405
    answer = client.post(reverse("message", args=[notice.pk]))
    assert answer["Location"] == f"/dossiers/{story.dossier.pk}/"
    notice.refresh_from_db()
    assert notice.read_at
    client.force_login(people.partner)
    assert client.post(reverse("message", args=[notice.pk])).status_code == 404


@pytest.mark.parametrize("url", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", ""])
def test_a_message_never_leads_out_of_the_house(client, people, story, url):
    notice = Notice.objects.create(key=f"x{url}", to=people.officer, kind="x", title="x", url=url)
    client.force_login(people.officer)
    assert client.post(reverse("message", args=[notice.pk]))["Location"] == reverse("notices")


def test_what_was_opened_lately_is_kept_for_this_person(client, people, story):
    look(client, people.officer, reverse("case", args=[story.case.pk]))
    page = client.get(DESK).content.decode()
    assert "最近打开" in page and reverse("case", args=[story.case.pk]) in page
    assert "最近打开" not in read(client, people.partner, DESK)


def test_the_months_figures_count_this_agencys_work(client, people, story):
    text = read(client, people.officer, DESK)
    assert "检查企业 1家" in text and "发现问题 1项" in text and "文书一次送达率 100%" in text
    assert "检查企业 0家" in read(client, people.neighbour_officer, DESK)


def test_its_queries_do_not_grow_with_its_rows(client, people, story):
    one = queries(client, people.officer, DESK)
    for _ in range(2):
        Story(people).found().order().serve()
    assert queries(client, people.officer, DESK) == one
