"""Facts to a docx file; the only place that knows docxtpl, and LibreOffice's door (pdf.py).

A template is read and compiled once in a process. Drawing then runs the compiled parts, puts the pictures in and copies
every other member of the zip as it is; docxtpl's own way loads, parses and deflates everything each time.
"""

import hashlib
import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from documents import pdf, pictures, qr
from documents.archive import Member, deflated, pack, stored
from documents.build.sheet import HEAD, core
from documents.build.wml import PICTURES
from documents.catalogue import KINDS
from documents.text import Facts

ROOT = Path(__file__).resolve().parent / "templates"
READER = DocxTemplate("")  # for its reading of a part; no file is opened
BREAK = Markup('</w:t><w:br/><w:t xml:space="preserve">')  # a line break inside a run
PdfUnavailable, pdf_available, to_pdf = pdf.PdfUnavailable, pdf.pdf_available, pdf.to_pdf


class DrawingFailed(Exception):
    """The drawn paper does not say what its facts say; the file must not be issued."""


def _printed(value: Any) -> Markup:
    """How a fact stands in the XML: escaped, line breaks as Word's, braces never to be taken for a template's."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Undefined):
        str(value)  # raises UndefinedError, which names the fact
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TypeError(f"{type(value).__name__} cannot be printed")
    text = str(escape(str(value)))
    if "{" in text:
        text = text.replace("{", "&#123;")
    return Markup(text.replace("\n", BREAK)) if "\n" in text else Markup(text)


# Sandboxed, and facts are plain text, lists and dicts: a template can neither reach objects nor change anything.
ENVIRONMENT = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_printed)


@dataclass(frozen=True)
class Placeholder:
    """A picture whose place is taken when the paper is drawn: ``name`` is seal, qr, …"""

    name: str
    member: Member


@dataclass(frozen=True)
class Compiled:
    """A template made ready: members in their order, each unchanging, or a part to run, or a picture to put in."""

    members: tuple[tuple[str, Member | Template | Placeholder], ...]
    digest: str

    @property
    def pictures(self) -> set[str]:
        return {part.name for _, part in self.members if isinstance(part, Placeholder)}


PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def placeholders(archive: zipfile.ZipFile) -> dict[str, str]:
    """Picture files and what is to take their place, by the description that stays when Word renames the file."""
    found: dict[str, str] = {}
    for rels in (name for name in archive.namelist() if name.endswith(".xml.rels") and name.startswith("word/")):
        part = rels.replace("_rels/", "").removesuffix(".rels")
        targets = {row.get("Id"): row.get("Target", "") for row in etree.fromstring(archive.read(rels), PARSER)}
        for shown in etree.fromstring(archive.read(part), PARSER).iter(f"{DRAWING}inline", f"{DRAWING}anchor"):
            name = "".join(row.get("descr", "") for row in shown.iterchildren(f"{DRAWING}docPr"))
            for blip in shown.iter(BLIP) if name in PICTURES else ():
                found[posixpath.normpath(posixpath.join("word", targets[blip.get(EMBED)]))] = name
    return found


def patched(source: str) -> str:
    """The XML of a part as jinja reads it: statements in one piece, those of a paragraph or a row without it."""
    return READER.patch_xml(source) if "{" in source else source


def _compile(name: str, body: bytes) -> Member | Template:
    if name == "docProps/core.xml":  # ours whoever saved the file last: the paper's own title, agency and date
        return ENVIRONMENT.from_string(HEAD + core("{{ issued_iso }}T00:00:00Z"))
    source = patched(body.decode()) if name.endswith((".xml", ".rels")) else ""
    if "{{" in source or "{%" in source:
        return ENVIRONMENT.from_string(source)
    return stored(name, body) if name.startswith("word/media/") else deflated(name, body)


def compile_body(body: bytes) -> Compiled:
    """A template file made ready; one of the office has passed the gate (documents/templating) before."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        places = placeholders(archive)
        parts = [(name, _compile(name, archive.read(name))) for name in archive.namelist()]
    members = tuple(
        (name, Placeholder(places[name], part) if name in places and isinstance(part, Member) else part)
        for name, part in parts
    )
    return Compiled(members, hashlib.sha256(body).hexdigest())


@lru_cache(maxsize=128)
def compiled(template: str) -> Compiled:
    """The factory's template of a kind (``enforcement/rectification-order``), compiled once in a process."""
    return compile_body((ROOT / f"{template}.docx").read_bytes())


def _picture(place: Placeholder, facts: Facts) -> Member:
    """The picture that takes a placeholder's place, or the transparent dot where there is none."""
    file = place.member.name.decode()
    if place.name == "qr":
        return stored(file, qr.png(str(facts["verify_url"])))
    shown = facts["pictures"]
    body = pictures.load(shown[place.name], is_signature=place.name != "seal") if isinstance(shown, dict) else None
    return stored(file, body) if body else place.member


def render(template: Compiled, facts: Facts) -> tuple[bytes, str]:
    """The docx, and the XML of its drawn parts for the check."""
    members: list[Member] = []
    drawn: list[str] = []
    for name, part in template.members:
        if isinstance(part, Template):
            xml = part.render(facts)
            drawn.append(xml)
            members.append(deflated(name, xml.encode(), 1))
        else:
            members.append(_picture(part, facts) if isinstance(part, Placeholder) else part)
    return pack(members), "".join(drawn)


def _values(facts: Any, path: list[str]) -> list[str]:
    """All texts at a dotted path, through lists."""
    if isinstance(facts, list):
        return [text for member in facts for text in _values(member, path)]
    if not path:
        return [str(facts)]
    return _values(facts[path[0]], path[1:])


def check(drawn: str, facts: Facts, required: tuple[str, ...]) -> None:
    """Every required fact is there and in the text, nothing of the template is left over.

    Raises:
        DrawingFailed: it names the fact.
    """
    if "{{" in drawn or "{%" in drawn:
        raise DrawingFailed("模板里有没有填上的字段。")
    for name in required:
        texts = _values(facts, name.split("."))
        if not texts or not all(texts):
            raise DrawingFailed(f"缺少内容：{name}。")
        for text in texts:
            if _printed(text) not in drawn:
                raise DrawingFailed(f"文书里找不到内容：{name}。")


def factory(kind_code: str) -> Compiled:
    return compiled(KINDS[kind_code].template)


def draw(kind_code: str, facts: Facts, using: Compiled | None = None) -> bytes:
    """The docx of a kind of paper from its frozen facts, with the factory's template where no other is named.

    Raises:
        DrawingFailed: the result is not complete.
        UndefinedError: the template asks for a fact that is not among them (jinja2).
    """
    body, drawn = render(using or factory(kind_code), facts)
    check(drawn, facts, KINDS[kind_code].required)
    return body
