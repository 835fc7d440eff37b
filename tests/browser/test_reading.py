"""The reading pages in a real browser: filtering and going back, how a date was computed, the file compared here."""

import pytest

from documents import drawing
from documents.models import Document
from tests.browser.visitor import PHONE, Visitor
from tests.people import PASSWORD
from tests.workflows.story import Story

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]


@pytest.fixture
def story(people):
    return Story(people).found().order().serve()


def test_the_ledger_follows_its_filter_and_goes_back(enter, people, story):
    officer = enter(Visitor, people.officer.username).go("/ledger/").says("共1件", story.case.number)
    page = officer.page
    page.select_option("select[name=state]", "closed")
    officer.says("共0件", "没有符合条件的案件")
    assert "state=closed" in page.url
    assert page.locator("#ledger-head a.button--primary").get_attribute("href") == "/ledger/export/?state=closed"
    page.go_back()
    officer.says("共1件", story.case.number).look()


def test_without_scripts_the_filter_is_a_form(enter, people, story):
    visitor = enter(Visitor, scripts=False)
    page = visitor.log_in(people.officer.username, PASSWORD).go("/ledger/").page
    page.select_option("select[name=state]", "closed")
    visitor.press("筛选").says("没有符合条件的案件")


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_a_case_is_read_from_its_clock_to_its_chain(enter, people, story, size):
    officer = enter(Visitor, people.officer.username, size).go(f"/cases/{story.case.pk}/")
    officer.page.locator(".clock-why summary").first.click()
    officer.says("文书载明的日期").look()
    for tab in ("文书", "证据", "留痕"):
        officer.follow(tab, "#tabs")
    officer.follow("校验留痕").says("校验通过，未被改动")
    officer.page.get_by_role("link", name="重新校验").click()
    officer.says("校验通过，未被改动").go("/desk/").go("/enterprises/").go(f"/inspections/{story.inspection.pk}/")


@pytest.mark.parametrize("size", [(1440, 900), PHONE])
def test_anybody_compares_a_file_without_sending_it(enter, people, story, size):
    drawing.sweep()
    paper = Document.objects.get(kind="rectification-order")
    with paper.file.open("rb") as stream:
        content = stream.read()
    passer_by = enter(Visitor, size=size).go(f"/verify/{paper.code}/").says("这份文书是真的", paper.number)
    for data, words in [(content, "一字不差。比对在您的电脑上完成"), (content + b"x", "与签发的文件不同")]:
        file = {"name": "指令书.docx", "mimeType": "application/octet-stream", "buffer": data}
        passer_by.page.set_input_files("#file", file)
        passer_by.says(words)
    passer_by.press("上传比对").says("与存档不同")
