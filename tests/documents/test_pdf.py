"""LibreOffice, and every way it lets one down."""

import io
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader

from documents import pdf, render
from tests.documents.samples import order_facts

ORDER = "rectification-order"


@pytest.fixture
def office(settings, tmp_path):
    """Put a program of our own in LibreOffice's place."""

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.LIBREOFFICE = str(program)
        pdf._program.cache_clear()

    yield install
    pdf._program.cache_clear()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"


def test_without_libreoffice_it_says_so(settings):
    settings.LIBREOFFICE = "no-such-program"
    pdf._program.cache_clear()
    try:
        assert not render.pdf_available()
        with pytest.raises(render.PdfUnavailable, match="PDF 组件未启用"):
            render.to_pdf(b"PK")
    finally:
        pdf._program.cache_clear()


@pytest.mark.parametrize("script", ["exit 0", "exit 1", 'echo no > "$6/paper.pdf"'])
def test_no_pdf_is_a_failure_whatever_the_return_code(office, script):
    office(script)
    with pytest.raises(pdf.PdfFailed, match="没有给出PDF"):
        pdf.to_pdf(b"PK")


def test_after_the_time_is_up_no_child_is_left(office, monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "TIMEOUT", 1)
    office(f"sleep 60 & echo $! > {tmp_path}/child; wait")
    with pytest.raises(pdf.PdfFailed, match="超过1秒"):
        pdf.to_pdf(b"PK")
    child = int((tmp_path / "child").read_text())
    for _ in range(50):
        if not alive(child):
            return
        time.sleep(0.1)
    pytest.fail("the child outlived the timeout")


def test_each_process_has_a_profile_of_its_own_that_forbids_linked_content():
    profile = pdf._profile(os.getpid())
    assert str(os.getpid()) in profile.name
    assert "BlockUntrustedRefererLinks" in (profile / "user" / "registrymodifications.xcu").read_text()


@pytest.mark.needs("libreoffice")
def test_a_paper_as_pdf_has_all_its_text_on_few_pages_in_real_fonts():
    facts = order_facts(addressee="𠮷祥㛃<冶金>有限公司")
    body = render.to_pdf(render.draw(ORDER, facts))
    reader = PdfReader(io.BytesIO(body))
    words = "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")
    assert len(reader.pages) == 2
    for said in (
        "责令限期整改指令书",
        "𠮷祥㛃<冶金>有限公司：",
        "2026年7月15日",
        "第二十八条第四款",
        "共2页\u3000第2页",
        "续页",
    ):
        assert said in words
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "责令限期整改指令书 （南）应急责改〔2026〕15号"
    fonts = {str(font) for page in reader.pages for font in fonts_of(page)}
    assert not [name for name in fonts if "DejaVu" in name], fonts


@pytest.mark.needs("libreoffice")
def test_no_number_is_broken_at_the_end_of_a_line():
    account, sum_ = "0000111122223333", "150,000.00"
    items = [f"{'字' * n}账号{account}，{'字' * 12}罚款￥{sum_}元" for n in range(4, 20)]
    body = render.to_pdf(render.draw(ORDER, order_facts(items=items)))
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    assert words.count(account) == words.count(sum_) == len(items)


def fonts_of(page):
    for font in page["/Resources"].get("/Font", {}).values():
        yield font.get_object()["/BaseFont"]


@pytest.mark.needs("libreoffice")
def test_two_threads_lose_no_file():
    body = render.draw(ORDER, order_facts())
    with ThreadPoolExecutor(2) as pool:
        assert all(done.startswith(b"%PDF") for done in pool.map(render.to_pdf, [body, body]))


@pytest.mark.needs("libreoffice")
def test_a_broken_file_is_a_failure():
    with pytest.raises(pdf.PdfFailed):
        pdf.to_pdf(b"this is no docx at all, and nothing LibreOffice would read as one" * 10 + bytes(range(256)))
