"""A drawn paper as safe HTML in the page's own styles (``.paper``). Read from the docx itself, so it cannot say less.

Pages are the file's matter: the preview is one long sheet, and the running head and the page numbers are left out.
"""

import base64
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)

HEAD, END = {"Heading", "Number"}, {"SealSpace", "Sign"}  # styles that stand together
CLASSES = {**dict.fromkeys(("Flush", "Signing", "Signature", "Copies", "Note"), "paper-to"), "CellRight": "paper-right"}
PICTURES = {"seal": ("paper-stamp", "印章"), "qr": ("paper-qr", "核验二维码")}
SIGNATURE = ("paper-ink", "签名")


@dataclass
class Part:
    """One part of the docx: its root and the pictures it may show, by relationship."""

    root: etree._Element
    pictures: dict[str, bytes]
    draft: bool

    @property
    def body(self) -> etree._Element:
        body = self.root.find(f"{W}body")
        return self.root if body is None else body


def _relations(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    path = f"word/_rels/{name}.rels"
    if path not in archive.namelist():
        return {}
    rows = etree.fromstring(archive.read(path), PARSER)
    pictures = {row.get("Id", ""): row.get("Target", "") for row in rows if row.get("Type", "").endswith("/image")}
    return {key: archive.read(f"word/{target}") for key, target in pictures.items()}


def _running(archive: zipfile.ZipFile, body: etree._Element, what: str) -> str:
    """The file of the first page's header or footer, or of every page's; a word processor names them as it likes."""
    rows = etree.fromstring(archive.read("word/_rels/document.xml.rels"), PARSER)
    files = {row.get("Id", ""): row.get("Target", "") for row in rows}
    found = {row.get(f"{W}type"): files[row.get(f"{R}id", "")] for row in body.iter(f"{W}{what}Reference")}
    return found.get("first") or found.get("default", "")


def _part(archive: zipfile.ZipFile, name: str, draft: bool) -> Part:
    """A part by its file; one the template does not have is empty."""
    root = etree.fromstring(archive.read(f"word/{name}") if name else b"<none/>", PARSER)
    return Part(root, _relations(archive, name), draft)


def _style(element: etree._Element, kind: str) -> str:
    found = element.find(f"{W}{kind}Pr/{W}{kind}Style")
    return "" if found is None else found.get(f"{W}val", "")


def _picture(part: Part, drawing: etree._Element) -> str:
    """A picture by its description: the seal, the square code, a signature; any other is the template's own."""
    blip = next(drawing.iter(f"{A}blip"), None)
    if blip is None:
        return ""
    name = "".join(row.get("descr", "") for row in drawing.iter(f"{DRAWING}docPr"))
    if part.draft and name == "seal":
        return ""
    css, words = PICTURES.get(name, SIGNATURE)
    address = base64.b64encode(part.pictures[blip.get(f"{R}embed", "")]).decode()
    return f'<img class="{css}" src="data:image/png;base64,{address}" alt="{words}">'


def _piece(part: Part, node: etree._Element) -> str:
    if node.tag == f"{W}t":
        return escape(node.text or "")
    if node.tag == f"{W}br":
        return "<br>"
    return _picture(part, node) if node.tag == f"{W}drawing" else ""


def _run(part: Part, run: etree._Element) -> str:
    words = "".join(_piece(part, node) for node in run)
    if not words:
        return ""
    style = _style(run, "r")
    if style == "Strong":
        return f"<b>{words}</b>"
    if style == "Blank":
        return f"<mark>{words}</mark>" if part.draft and words.strip("\u3000") else f"<u>{words}</u>"
    return words


def _words(part: Part, paragraph: etree._Element) -> str:
    """The runs of a paragraph; a paragraph with a page number has none to show."""
    if paragraph.find(f".//{W}fldChar") is not None:
        return ""
    return "".join(_run(part, run) for run in paragraph.iter(f"{W}r"))


def _paragraph(part: Part, paragraph: etree._Element) -> str:
    words = _words(part, paragraph)
    name = CLASSES.get(_style(paragraph, "p"), "")
    css = f' class="{name}"' if name else ""
    return f"<p{css}>{words}</p>" if words else ""


def _cell(part: Part, cell: etree._Element, heading: bool) -> str:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    wide = f' colspan="{int(span.get(f"{W}val", "1"))}"' if span is not None else ""
    paragraphs = list(cell.iter(f"{W}p"))
    tag = "th" if heading or all(_style(p, "p") == "Label" for p in paragraphs) else "td"
    body = "".join(_paragraph(part, paragraph) for paragraph in paragraphs)
    return f"<{tag}{wide}>{body}</{tag}>"


def _table(part: Part, table: etree._Element) -> str:
    lines = []
    for row in table.iter(f"{W}tr"):
        heading = row.find(f"{W}trPr/{W}tblHeader") is not None
        cells = "".join(_cell(part, cell, heading) for cell in row.iter(f"{W}tc"))
        lines.append(f"<tr>{cells}</tr>")
    return f'<table class="paper-form">{"".join(lines)}</table>'


def _end(part: Part, paragraphs: list[etree._Element]) -> str:
    """The signature block: the seal, or the place for it, beside agency and date."""
    words = [_words(part, paragraph) for paragraph in paragraphs]
    seal = "".join(word for word in words if word.startswith("<img"))
    lines = "<br>".join(word for word in words if word and not word.startswith("<img"))
    sealed = any(_style(paragraph, "p") == "SealSpace" for paragraph in paragraphs)
    place = seal or ('<span class="paper-seal">签发后<br>加盖印章</span>' if sealed else "")
    return f'<div class="paper-end">{place}<p>{lines}</p></div>'


def _group(element: etree._Element) -> str:
    if element.tag == f"{W}tbl":
        return "table"
    style = _style(element, "p")
    return "head" if style in HEAD else "end" if style in END else "text"


def _blocks(part: Part, banner: str) -> Iterator[str]:
    elements = [element for element in part.body if element.tag in (f"{W}p", f"{W}tbl")]
    for group, members in groupby(elements, key=_group):
        found = list(members)
        if group == "head":
            title, *number = [_words(part, paragraph) for paragraph in found]
            below = "".join(f"<p>{words}</p>" for words in number)
            yield f"<header><p>{banner}</p><h3>{title}</h3>{below}</header>"
        elif group == "end":
            yield _end(part, found)
        else:
            draw = _table if group == "table" else _paragraph
            yield "".join(draw(part, element) for element in found)


def _foot(part: Part) -> str:
    """The square code and what stands beside it."""
    pictures = "".join(_picture(part, drawing) for drawing in part.root.iter(f"{W}drawing"))
    texts = [_words(part, p) for p in part.root.iter(f"{W}p") if p.find(f".//{W}drawing") is None]
    lines = "<br>".join(words for words in texts if words)
    if not pictures and not lines:
        return ""
    return f'<footer class="paper-foot">{pictures}<p>{lines}</p></footer>'


def html(docx: bytes, *, draft: bool = False) -> SafeString:
    """The inside of an ``<article class="paper">``.

    Args:
        draft: what a paper not issued yet shows: marks round what was filled in, no seal, no code to verify.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = _part(archive, "document.xml", draft)
        head, foot = (_part(archive, _running(archive, body.root, what), draft) for what in ("header", "footer"))
    banner = "".join(_words(head, paragraph) for paragraph in head.root.iter(f"{W}p"))
    # Every text passed through escape() in _piece; the rest are tags of this module.
    return mark_safe("".join(_blocks(body, banner)) + ("" if draft else _foot(foot)))
