"""Export of the ledger: a purpose, a queue in the database, a file only for who asked."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from casework.core.now import now
from casework.web.models import Export
from casework.web.officers import workbook
from tests.web.looking import look, read
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return Story(people).found().order()


def asked(client, user, query="", purpose="报送市安委会季度统计"):
    client.force_login(user)
    page = client.post(reverse("export"), {"query": query, "purpose": purpose})
    assert page.status_code == 302, page.content.decode()
    return Export.objects.latest("id")


def content(client, export) -> list[tuple]:
    page = client.post(reverse("export_file", args=[export.pk]))
    assert page.status_code == 200 and "attachment" in page["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(page.streaming_content))).active
    return list(sheet.iter_rows(values_only=True))


def test_from_the_question_to_the_file(client, people, story):
    export = asked(client, people.officer, "state=ordered")
    assert (export.status, export.words, export.rows) == ("waiting", "整改中", None)
    assert "正在排队" in read(client, people.officer, reverse("export_progress", args=[export.pk]))
    assert workbook.sweep() == 1
    page = read(client, people.officer, reverse("export_progress", args=[export.pk]))
    assert "已导出1件" in page and "下载Excel" in page
    top, headings, row = content(client, export)
    assert "报送市安委会季度统计" in top[0] and "执法员甲" in top[0] and headings[0] == "案号"
    assert row[0] == story.case.number and row[1] == people.enterprise.name
    export.refresh_from_db()
    assert export.downloaded_at and len(export.sha256) == 64


def test_without_a_purpose_nothing_is_exported(client, people, story):
    client.force_login(people.officer)
    page = client.post(reverse("export"), {"query": "", "purpose": " "})
    assert page.status_code == 422 and "还没有写用途" in page.content.decode() and not Export.objects.exists()


def test_it_holds_what_its_author_may_see_when_it_is_written(client, people, story):
    export = asked(client, people.neighbour_officer)
    workbook.sweep()
    assert len(content(client, export)) == 2  # who asked and the headings


def test_nobody_else_may_look_or_take(client, people, story):
    export = asked(client, people.officer)
    workbook.sweep()
    for user in (people.partner, people.neighbour_officer, people.representative, people.security_admin):
        assert look(client, user, reverse("export_progress", args=[export.pk])).status_code == 404
        assert client.post(reverse("export_file", args=[export.pk])).status_code == 404


def test_a_file_that_is_not_ready_is_not_there(client, people, story):
    export = asked(client, people.officer)
    assert client.post(reverse("export_file", args=[export.pk])).status_code == 404


def test_a_dead_workers_export_is_claimed_again_and_a_live_ones_is_not(client, people, story):
    export = asked(client, people.officer)
    assert workbook.claim().pk == export.pk and workbook.claim() is None
    Export.objects.update(claimed_until=now() - timedelta(seconds=1), done=17)
    assert workbook.sweep() == 1
    export.refresh_from_db()
    assert (export.status, export.done, export.attempts) == ("ready", 1, 2)


def test_a_failure_is_noted_tried_again_and_at_last_said(client, people, story, monkeypatch):
    export = asked(client, people.officer)
    monkeypatch.setattr(workbook, "fill", lambda *args: 1 / 0)
    for attempt in range(workbook.TRIES):
        Export.objects.update(claimed_until=None)
        assert workbook.sweep() == 0
        export.refresh_from_db()
        assert export.attempts == attempt + 1 and "ZeroDivisionError" in export.last_error
    assert export.status == "failed" and workbook.claim() is None
    assert "没有导成" in read(client, people.officer, reverse("export_progress", args=[export.pk]))


def test_long_ledgers_go_piece_by_piece(client, people, story, monkeypatch):
    Story(people).found()
    monkeypatch.setattr(workbook, "PIECE", 1)
    export = asked(client, people.officer)
    workbook.sweep()
    assert len(content(client, export)) == 4
    export.refresh_from_db()
    assert (export.rows, export.done) == (2, 2)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_never_becomes_a_formula(text):
    assert workbook.plain(text).startswith("'")


def test_stress_marks_stay_on_the_page():
    assert workbook.plain("逾期*4*天") == "逾期4天"


def test_the_progress_page_asks_again_without_script(client, people, story):
    export = asked(client, people.officer)
    page = look(client, people.officer, reverse("export_progress", args=[export.pk]))
    assert page["Refresh"] == "10"
    part = look(client, people.officer, reverse("export_progress", args=[export.pk]), HX_Request="true")
    assert "Refresh" not in part and "<html" not in part.content.decode()
