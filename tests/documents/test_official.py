"""The letter of GB/T 9704, measured: in the file as Word reads it, and on the page as LibreOffice sets it."""

import io
import re
import subprocess

import docx
import pytest
from docx.shared import Mm

from documents import pdf, render
from documents.build.official import BOTTOM, CHARACTERS, LEFT, LINES, RIGHT, TOP
from tests.documents.samples import order_facts

KIND = "designation-decision"
LONG = "按实施方案组织评审和公示经各部门会签现决定命名" * 80
POINTS_PER_MM = 72 / 25.4


def letter(**changes) -> bytes:
    facts = {
        "title": "命名决定", "number": "（桂）应急认命〔2026〕1号", "agency": "广西壮族自治区应急管理厅",
        "programme": "安全技能实训考核示范基地", "category": "金属冶炼", "basis": "《实施方案》", "years": "3年",
        "departments": LONG, "units": [f"南宁市示例{n}有限公司（兴宁区）" for n in range(1, 4)],
    }  # fmt: skip
    return render.draw(KIND, order_facts(**{**facts, **changes}))


def test_the_page_is_what_the_standard_says():
    section = docx.Document(io.BytesIO(letter())).sections[0]
    assert (section.page_width, section.page_height) == pytest.approx((Mm(210), Mm(297)), abs=Mm(0.2))
    found = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert found == pytest.approx((Mm(37), Mm(28), Mm(26), Mm(35)), abs=Mm(0.1))
    assert (TOP, LEFT, RIGHT, BOTTOM, LINES, CHARACTERS) == (37, 28, 26, 35, 22, 28)
    grid = section._sectPr.find(docx.oxml.ns.qn("w:docGrid"))
    pitch = int(grid.get(docx.oxml.ns.qn("w:linePitch"))) / 20
    assert (297 - 37 - 35) * POINTS_PER_MM // pitch == 22


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> list[tuple[int, float, float, float, str]]:
    """Page, left, top, right and text of every line of the drawn letter, in points."""
    if not render.pdf_available():
        pytest.skip("needs LibreOffice")
    file = tmp_path_factory.mktemp("letter") / "letter.pdf"
    file.write_bytes(pdf.to_pdf(letter()))
    out = subprocess.run(["pdftotext", "-bbox-layout", str(file), "-"], capture_output=True, text=True, check=True)
    found, page = [], 0
    for row in out.stdout.splitlines():
        page += "<page " in row
        if match := re.search(r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"', row):
            found.append([page, *map(float, match.groups()), ""])
        elif match := re.search(r"<word .*>(.*)</word>", row):
            found[-1][4] += match[1]
    return [tuple(row) for row in found]


def body(lines):
    """Full lines of the long paragraph."""
    return [row for row in lines if set(row[4]) <= set(LONG) and len(row[4]) > 20]


def test_twenty_eight_characters_stand_on_a_line(lines):
    full = [len(row[4]) for row in body(lines)]
    assert len(full) > 20 and set(full) == {28}


def test_twenty_two_lines_stand_on_a_page(lines):
    """The second page of the sample holds nothing but the long paragraph."""
    tops = [row[2] for row in body(lines) if row[0] == 2]
    assert len(tops) == 22
    pitch = (tops[-1] - tops[0]) / 21
    assert pitch == pytest.approx(225 * POINTS_PER_MM / 22, abs=0.1)


def test_the_text_stays_between_the_margins(lines):
    for page, left, top, right, text in body(lines):
        assert left >= 28 * POINTS_PER_MM - 1 and right <= (210 - 26) * POINTS_PER_MM + 1, (page, text)
        assert 37 * POINTS_PER_MM - 6 <= top <= (297 - 35) * POINTS_PER_MM
