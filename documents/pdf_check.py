"""A PDF is kept only when it holds pages, every character of the paper's text, and none but the fonts we chose.

LibreOffice reports success whatever it lost. Characters are counted, not searched in order: a running head stands in
the middle of a sentence that goes over the page.
"""

import io
import zipfile
from collections import Counter
from typing import Any

from lxml import etree
from pypdf import PdfReader

from documents.pdf import PdfFailed
from documents.render import PARSER

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "\u2e80"  # from here on a wrong font shows a wrong glyph or none; a tick or a box may come from any
# The free fonts of fonts.conf, and the office's own of the same faces.
FONTS = (
    "NotoSerifCJK", "NotoSansCJK", "Fandol", "LXGWWenKai", "HanaMin", "Liberation",
    "FangSong", "KaiTi", "SimSun", "SimHei", "STZhongsong", "FZXiaoBiaoSong", "TimesNewRoman",
)  # fmt: skip


def check(pdf: bytes, docx: bytes) -> None:
    """Whether the PDF is the paper.

    Raises:
        documents.pdf.PdfFailed: it says what is missing.
    """
    reader = PdfReader(io.BytesIO(pdf))
    if not reader.pages:
        raise PdfFailed("PDF没有一页内容。")
    by_font = texts(reader)
    said = Counter("".join(by_font.values()))
    if lost := {c: n for c, n in (text_of(docx) - said).items() if not c.isspace()}:
        raise PdfFailed(f"PDF里少了文字：{''.join(lost)[:40]}。")
    strange = {name for name, text in by_font.items() if not name.startswith(FONTS) and any(c >= HAN for c in text)}
    if strange:
        raise PdfFailed(f"PDF用了名单以外的字体：{'、'.join(sorted(strange))}。请按部署文档安装字体。")


def text_of(docx: bytes) -> Counter[str]:
    """The characters of the text; heads and feet come as often as there are pages and are not asked about."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), PARSER)
    return Counter("".join(element.text or "" for element in root.iter(f"{W}t")))


def texts(reader: PdfReader) -> dict[str, str]:
    """What is said in each font, by its name without the mark of a subset (ABCDEF+)."""
    found: dict[str, str] = {}

    def take(text: str, _place: Any, _line: Any, font: dict[str, Any] | None, _size: float) -> None:
        name = str((font or {}).get("/BaseFont", "")).lstrip("/").rpartition("+")[2]
        found[name] = found.get(name, "") + text

    for page in reader.pages:
        page.extract_text(visitor_text=take)
    return found
