"""The enterprise's scripts in a real browser, and its pages without scripts: files, drafts, a drawn signature."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from casework.enforcement.models import Answer, Case
from documents.models import ElectronicConsent
from tests.people import cast
from tests.workflows.story import Story

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]


@pytest.fixture
def story(transactional_db):
    return Story(cast()).start().find("V1").conclude().order().serve()


@pytest.fixture
def browse(live_server, client, story):
    """Run a journey in a thread of its own, where the browser's event loop does not disturb the database."""
    client.force_login(story.people.representative)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": live_server.url}

    def run(journey, **options):
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(visit, live_server.url, cookie, journey, options).result()

    return run


def visit(url, cookie, journey, options):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(base_url=url, **options)
        context.add_cookies([cookie])
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        try:
            return journey(page), wrong
        finally:
            browser.close()


def pictures(folder, *names):
    for name in names:
        Image.new("RGB", (60, 40), "teal").save(folder / name)
    return [str(folder / name) for name in names]


def answer_with_files(page, address, finding, good, bad):
    page.goto(address)
    page.fill(f"#text_{finding}", "已停工培训")
    page.set_input_files(f"#finding-{finding} input[type=file]", good)
    page.wait_for_selector(f"#finding-{finding} .uploads li[data-state=done] >> nth=1")
    page.set_input_files(f"#finding-{finding} input[type=file]", bad)
    page.wait_for_selector(f"#finding-{finding} .uploads li[data-state=error]")
    said = page.inner_text(f"#finding-{finding} .uploads")
    page.click("button[value=submit]")
    page.wait_for_selector(".notice")
    return said + page.inner_text(".notice")


def test_files_go_up_as_they_are_chosen(browse, story, tmp_path):
    good = pictures(tmp_path, "调岗通知.jpg", "操作证.png")
    bad = tmp_path / "坏.heic"
    bad.write_bytes(b"nothing")
    finding = story.case.findings.get()
    address = reverse("my_case", args=[story.case.pk])
    journey = partial(answer_with_files, address=address, finding=finding.pk, good=good, bad=str(bad))
    said, wrong = browse(journey)
    assert "调岗通知.jpg" in said and "请换成 PDF、JPG 或 PNG" in said and "已提交第1项" in said
    assert not wrong
    answer = Answer.objects.get(finding=finding)
    assert (answer.text, answer.evidence.count()) == ("已停工培训", 2)
    assert Case.objects.get().state == "reported"


def answer_without_scripts(page, address, finding, files):
    page.goto(address)
    page.fill(f"#text_{finding}", "改好了")
    page.set_input_files(f"#finding-{finding} input[type=file]", files)
    page.click("button[value=submit]")
    return page.inner_text("main")


def test_everything_works_without_scripts(browse, story, tmp_path):
    finding = story.case.findings.get()
    address = reverse("my_case", args=[story.case.pk])
    files = pictures(tmp_path, "甲.jpg", "乙.jpg")
    journey = partial(answer_without_scripts, address=address, finding=finding.pk, files=files)
    said, _wrong = browse(journey, java_script_enabled=False)
    assert "已提交第1项" in said
    assert Answer.objects.get(finding=finding).evidence.count() == 2


def leave_without_saving(page, address, finding):
    page.goto(address)
    page.fill(f"#text_{finding}", "写到一半")
    page.wait_for_selector("[data-saved]:has-text('已自动保存')")
    page.fill(f"#text_{finding}", "又写了一点")
    page.click("button:has-text('先保存')")
    return page.inner_text(".notice")


def test_a_draft_is_saved_while_one_writes(browse, story):
    finding = story.case.findings.get()
    address = reverse("my_case", args=[story.case.pk])
    said, wrong = browse(partial(leave_without_saving, address=address, finding=finding.pk))
    assert "已保存，还没有提交" in said and not wrong
    assert Answer.objects.get(finding=finding).text == "又写了一点"


def sign(page, address):
    page.goto(address)
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 40 + step * 8, box["y"] + 40 + step % 5 * 12)
    page.mouse.up()
    page.set_viewport_size({"width": 390, "height": 800})  # turning the phone loses no stroke
    page.check("[name=agrees]")
    page.click("button[type=submit]:has-text('签署确认书')")
    return page.inner_text("main")


def test_a_signature_is_drawn(browse, story):
    said, wrong = browse(partial(sign, address=reverse("my_consent")), viewport={"width": 1280, "height": 1400})
    assert "同意电子送达" in said and not wrong
    consent = ElectronicConsent.objects.get()
    with consent.signature.open() as file, Image.open(file) as picture:
        assert picture.width > 60 and picture.height > 20
