"""The page around a paper (header, footer, margins) and the zip that holds it. No clock, no compression: same bytes."""

import io
import zipfile
from dataclasses import dataclass

from documents.build import official as gb
from documents.build.styles import font_table, styles
from documents.build.wml import NAMESPACES, PICTURES, cell, page_field, paragraph, picture, row, table, text, when
from documents.png import dot

BORN = "2026-01-01T00:00:00Z"  # the paper's own date stands here when it is drawn
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = (  # file, content type, relationship
    ("styles.xml", "styles", "styles"),
    ("settings.xml", "settings", "settings"),
    ("fontTable.xml", "fontTable", "fontTable"),
    ("header1.xml", "header", "header"),
    ("header2.xml", "header", "header"),
    ("footer1.xml", "footer", "footer"),
    ("footer2.xml", "footer", "footer"),
)


@dataclass(frozen=True)
class Sheet:
    """A paper to be built: its file under documents/templates/, its blocks, what its head says behind the agency.

    An ``official`` one is set as GB/T 9704 wants a letter (official.py): its head stands in the text.
    """

    path: str
    blocks: tuple[str, ...]
    banner: str = "行政执法文书"
    official: bool = False
    section: str = ""  # a page of its own kind, without head and foot; empty: the page of every paper


def sheet(path: str, *blocks: str) -> Sheet:
    return Sheet(path, blocks)


def letter(path: str, *blocks: str) -> Sheet:
    """A paper that enforces nothing: its head names the agency alone."""
    return Sheet(path, blocks, banner="")


def official(path: str, *blocks: str) -> Sheet:
    return Sheet(path, blocks, official=True)


# One page across in a frame: 297 × 210 mm, the frame 10 mm from the edge.
PLACARD = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1300" w:right="2569" w:bottom="850" w:left="2569" w:header="567" w:footer="567" w:gutter="0"/>'
    '<w:pgBorders w:offsetFrom="page">'
    + "".join(
        f'<w:{side} w:val="double" w:sz="18" w:space="28" w:color="9C6B1E"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + "</w:pgBorders><w:titlePg/></w:sectPr>"
)


def placard(path: str, *blocks: str) -> Sheet:
    """A certificate: one page across, framed."""
    return Sheet(path, blocks, section=PLACARD)


def _footer() -> str:
    """The square code and what is said of it, unless the paper has none; the pages."""
    square = when("code", paragraph(picture("qr", 14, 14), style="Foot")) + paragraph(style="Tail")
    verify = when("code", paragraph("核验码 ", text("{{ code }}", "Strong"), "　扫码核对本文书", style="Foot"))
    verify += paragraph("{{ foot_note }}", style="Foot")
    pages = paragraph("共 ", page_field("NUMPAGES"), " 页　第 ", page_field("PAGE"), " 页", style="FootRight")
    line = row(cell(square), cell(verify), cell(pages))
    return table((980, 4960, 2600), line, style="Plain") + paragraph(style="Foot")


MARGINS = (
    '<w:pgMar w:top="1440" w:right="1683" w:bottom="1720" w:left="1683" w:header="907" w:footer="567" w:gutter="0"/>'
    "<w:titlePg/>"
)


def _section(page: str) -> str:
    references = "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="r{part}{number}"/>'
        for part in ("header", "footer")
        for number, kind in ((1, "first"), (2, "default"))
    )
    return f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>{page}</w:sectPr>'


def _relations(rows: list[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def _types() -> str:
    body = "".join(f'<Override PartName="/word/{file}" ContentType="{TYPE}.{kind}+xml"/>' for file, kind, _ in PARTS)
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{body}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def core(born: str = BORN) -> str:
    """The properties every paper is saved with."""
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ title }} {{ number }}</dc:title><dc:creator>{{ agency }}</dc:creator>"
        "<dc:language>zh-CN</dc:language>"
        "<cp:lastModifiedBy>{{ agency }}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{born}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{born}</dcterms:modified></cp:coreProperties>'
    )


def _settings() -> str:
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
    )


def _pictures(blocks: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Relationships of the placeholders a paper shows in its body; the square code in the foot is everybody's."""
    body = "".join(blocks)
    shown = [(n, name) for n, name in enumerate(PICTURES, 1) if f'descr="{name}"' in body]
    return [(f"rPic{n}", f"{OFFICE}/image", f"media/{name}.png") for n, name in shown]


QR = [("rPic1", f"{OFFICE}/image", "media/qr.png")]


def _members(paper: Sheet) -> dict[str, str]:
    section = paper.section or _section(gb.section() if paper.official else MARGINS)
    banner = paragraph(f"{{{{ agency }}}}{paper.banner}", style="Banner")
    running = paragraph("{{ agency }}　{{ title }}　{{ number }}　续页", style="Running")
    if paper.official:
        banner = running = paragraph()
    ids = {"styles.xml": "rStyles", "settings.xml": "rSettings", "fontTable.xml": "rFonts"}
    relations = [(ids.get(file, "r" + file[:-4]), f"{OFFICE}/{kind}", file) for file, _, kind in PARTS]
    top = [
        ("rDocument", f"{OFFICE}/officeDocument", "word/document.xml"),
        ("rCore", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    ]
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(top),
        "docProps/core.xml": core(),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(paper.blocks)}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(relations + _pictures(paper.blocks)),
        "word/styles.xml": styles(paper.official),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(),
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{banner}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{running}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{_footer()}</w:ftr>",
        "word/footer2.xml": f"<w:ftr {NAMESPACES}>{_footer()}</w:ftr>",
        "word/_rels/footer1.xml.rels": _relations(QR),
        "word/_rels/footer2.xml.rels": _relations(QR),
    }


def pack(paper: Sheet) -> bytes:
    """The template as a docx file. Members are stored, not deflated: deflate differs between zlib versions."""
    out = io.BytesIO()
    members = {name: (HEAD + body).encode() for name, body in _members(paper).items()}
    members |= {f"word/{target}": dot(target) for _, _, target in QR + _pictures(paper.blocks)}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            info = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, body)
    return out.getvalue()
