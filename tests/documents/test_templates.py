import io
import zipfile
from itertools import pairwise

import docx
import pytest
from django.core.management import CommandError, call_command
from docx.enum.section import WD_ORIENT
from lxml import etree

from documents.build import write
from documents.build.write import ROOT, built
from documents.catalogue import KINDS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BUILT = built()


def parts(body: bytes):
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def document(body: bytes):
    return etree.fromstring(parts(body)["word/document.xml"])


def test_the_committed_templates_are_what_the_source_builds():
    on_disk = {path: path.read_bytes() for path in ROOT.rglob("*.docx")}
    assert on_disk == BUILT
    assert built() == BUILT


def test_every_kind_has_its_template_and_no_template_is_left_over():
    assert {ROOT / f"{kind.template}.docx" for kind in KINDS.values()} == set(BUILT)


def test_the_command_names_a_stale_template_and_writes_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(write, "ROOT", tmp_path)
    with pytest.raises(CommandError, match=r"rectification-order\.docx"):
        call_command("build_templates", "--check")
    call_command("build_templates")
    assert len(capsys.readouterr().out.splitlines()) == len(BUILT)
    call_command("build_templates", "--check")
    assert write.write() == []


@pytest.fixture(params=sorted(BUILT), ids=lambda path: path.stem)
def template(request):
    return BUILT[request.param]


def test_widths_stand_in_the_grid_and_in_the_cells(template):
    for table in document(template).iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
        for row in table.iter(f"{W}tr"):
            if "{%tr" in "".join(row.itertext()):
                continue
            widths = [int(cell.get(f"{W}w")) for cell in row.iter(f"{W}tcW")]
            assert sum(widths) == sum(grid) <= 8540


def style(paragraph) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def kept(paragraph) -> bool:
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None


def test_the_seal_never_stands_alone_on_a_page(template):
    """Every line from the last sentence to the date holds on to the next one."""
    lines = [p for p in document(template).iter(f"{W}p") if "{%p" not in "".join(p.itertext())]
    ends = [place for place, line in enumerate(lines) if style(line) == "Sign"]
    for last in ends[-1:]:
        chain = lines[:last]
        while style(chain[-1]) in ("Sign", "SealSpace", "Signing", "Signature"):
            assert kept(chain.pop())
        assert kept(chain[-1])


def test_chinese_is_set_in_the_offices_own_fonts(template):
    fonts = etree.fromstring(parts(template)["word/styles.xml"]).iter(f"{W}rFonts")
    assert {font.get(f"{W}eastAsia") for font in fonts} == {"仿宋", "宋体", "楷体", "华文中宋"}


# The order Word demands of what stands in these elements (ECMA-376, 17.3 to 17.7); LibreOffice takes any.
ORDER = {
    "pPr": "pStyle keepNext keepLines pBdr tabs spacing ind jc rPr",
    "rPr": "rStyle rFonts b i u color spacing sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar pgBorders titlePg docGrid",
    "style": "name basedOn qFormat pPr rPr tblPr",
}


def test_elements_stand_in_the_order_word_demands(template):
    for name, body in parts(template).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in etree.fromstring(body).iter(*(f"{W}{tag}" for tag in ORDER)):
            order = ORDER[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), f"{name}: {etree.tostring(element)}"


def test_nothing_points_outside(template):
    for name, body in parts(template).items():
        assert not name.endswith(".rels") or b"TargetMode" not in body
        assert "vba" not in name.lower()


def test_a_word_processor_reads_it(template):
    opened = docx.Document(io.BytesIO(template))
    assert opened.sections[0].different_first_page_header_footer
    page = opened.sections[0]
    assert sorted((page.page_width.mm, page.page_height.mm)) == pytest.approx([210, 297], abs=0.1)
    assert (page.orientation == WD_ORIENT.LANDSCAPE) == (page.page_width > page.page_height)


def test_the_seal_is_kept_with_the_line_of_copies(template):
    body = [element for element in document(template).find(f"{W}body") if element.tag == f"{W}p"]
    for before, after in pairwise(body):
        if "本文书一式两份" in "".join(after.itertext()) and "{%p" not in "".join(before.itertext()):
            assert before.find(f"{W}pPr/{W}keepNext") is not None
