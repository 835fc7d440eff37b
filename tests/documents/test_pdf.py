"""LibreOffice, and every way it lets one down."""

import io
import os
import signal
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from pypdf import PdfReader

from casework.settings import BASE_DIR
from documents import pdf, pdf_check, render, resident
from tests.documents.samples import order_facts

ORDER = "rectification-order"


@pytest.fixture
def office(settings, tmp_path):
    """Put a program of our own in LibreOffice's place."""

    def install(script: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/bash\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.LIBREOFFICE = str(program)
        forget()

    yield install
    forget()


def forget() -> None:
    """As in a new process: nothing is known of the program, and none runs."""
    pdf._office(os.getpid()).stop()
    pdf._office.cache_clear()
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


@pytest.mark.parametrize("script", ["exit 0", "exit 1", 'echo no > "${@:$#-1:1}/paper.pdf"'])
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


def running() -> int:
    """The LibreOffice this process keeps: the leader of its group."""
    office = pdf._office(os.getpid())
    assert office.process is not None and office.alive
    return office.process.pid


def members(group: int) -> list[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            found += [int(place.name)] if int(fields[2]) == group and fields[0] != "Z" else []
    return found


@pytest.mark.needs("libreoffice")
def test_one_office_makes_many_papers_and_is_replaced_in_time(monkeypatch):
    forget()
    body = render.draw(ORDER, order_facts())
    pdf.to_pdf(body)
    first = running()
    assert pdf.to_pdf(body).startswith(b"%PDF") and running() == first
    monkeypatch.setattr(resident, "PAPERS", 2)
    pdf.to_pdf(body)
    assert running() != first and not members(first)
    monkeypatch.setattr(resident, "MEMORY", 0)
    monkeypatch.setattr(resident, "LOOK", 1)
    second = running()
    pdf.to_pdf(body)
    assert running() != second


@pytest.mark.needs("libreoffice")
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05, 0.08, 0.12])
def test_killed_in_the_middle_of_a_paper_it_is_made_all_the_same(wait):
    body = render.draw(ORDER, order_facts())
    pdf.to_pdf(body)
    victims = members(running())
    assert len(victims) > 2

    def kill() -> None:
        time.sleep(wait)
        for victim in victims:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)

    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(kill)
        made = pdf.to_pdf(body)
        killed.result()
    pdf_check.check(made, body)
    assert pdf.to_pdf(body).startswith(b"%PDF") and running()


@pytest.mark.needs("libreoffice")
def test_no_office_outlives_its_worker(tmp_path):
    """Not even one whose worker was killed."""
    script = (
        "import sys, time, django; django.setup(); from documents import pdf; from tests.documents import test_pdf\n"
        "pdf.to_pdf(open(sys.argv[1], 'rb').read()); print(test_pdf.running(), flush=True); time.sleep(60)"
    )
    paper = tmp_path / "paper.docx"
    paper.write_bytes(render.draw(ORDER, order_facts()))
    with subprocess.Popen([sys.executable, "-c", script, paper], stdout=subprocess.PIPE, cwd=BASE_DIR) as worker:
        group = int(worker.stdout.readline())
        assert members(group)
        worker.kill()
    for _ in range(50):
        if not members(group):
            return
        time.sleep(0.1)
    pytest.fail("LibreOffice outlived its worker")


def test_an_office_that_never_comes_up_leaves_nothing_behind(office, monkeypatch):
    monkeypatch.setattr(pdf, "START", 0.5)
    office('case "$*" in *convert-to*) printf "%%PDF-1.7\n%%%%EOF" > "${@:$#-1:1}/paper.pdf";; *) sleep 60;; esac')
    assert pdf.to_pdf(b"PK").startswith(b"%PDF-1.7")
    assert not pdf._office(os.getpid()).alive


@pytest.mark.needs("libreoffice")
def test_a_pdf_that_says_less_or_in_another_font_is_not_kept():
    paper, shorter = render.draw(ORDER, order_facts()), render.draw(ORDER, order_facts(items=["一项。"]))
    with pytest.raises(pdf.PdfFailed, match="少了文字"):
        pdf_check.check(pdf.to_pdf(shorter), paper)
    pdf_check.check(pdf.to_pdf(paper), paper)


@pytest.mark.needs("libreoffice")
def test_a_font_off_the_list_is_named(monkeypatch):
    paper = render.draw(ORDER, order_facts())
    monkeypatch.setattr(pdf_check, "FONTS", ("NoSuchFont",))
    with pytest.raises(pdf.PdfFailed, match="名单以外的字体：NotoSerifCJK"):
        pdf_check.check(pdf.to_pdf(paper), paper)


@pytest.mark.needs("libreoffice")
def test_a_broken_file_is_a_failure():
    with pytest.raises(pdf.PdfFailed):
        pdf.to_pdf(b"this is no docx at all, and LibreOffice would read it as a text if it were let" * 10)
