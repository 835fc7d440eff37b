"""Facts to a docx file; the only place that knows docxtpl, and LibreOffice's door (pdf.py).

A template is read and compiled once in a process. Drawing then runs the compiled parts, puts the pictures in and copies
every other member of the zip as it is; docxtpl's own way loads, parses and deflates everything each time.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from documents import pdf, pictures, qr
from documents.archive import Member, deflated, pack, stored
from documents.build.sheet import BORN
from documents.catalogue import KINDS
from documents.text import Facts

ROOT = Path(__file__).resolve().parent / "templates"
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
class Compiled:
    """A template made ready: members in their order, each unchanging, or a part to run, or a picture to put in."""

    members: tuple[tuple[str, Member | Template], ...]
    digest: str


def _is_picture(name: str) -> bool:
    return name.startswith("word/media/")


def _compile(reader: DocxTemplate, name: str, body: bytes) -> Member | Template:
    source = body.decode() if name.endswith((".xml", ".rels")) else ""
    if "{{" not in source and "{%" not in source:
        return stored(name, body) if _is_picture(name) else deflated(name, body)
    if name == "docProps/core.xml":
        source = source.replace(BORN, "{{ issued_iso }}T00:00:00Z")
    return ENVIRONMENT.from_string(reader.patch_xml(source))


@lru_cache(maxsize=64)
def compiled(template: str) -> Compiled:
    """The template of a kind (``enforcement/rectification-order``), compiled once in a process."""
    path = ROOT / f"{template}.docx"
    body = path.read_bytes()
    reader = DocxTemplate(path)
    with zipfile.ZipFile(path) as archive:
        members = tuple((name, _compile(reader, name, archive.read(name))) for name in archive.namelist())
    return Compiled(members, hashlib.sha256(body).hexdigest())


def _picture(name: str, facts: Facts, placeholder: Member) -> Member:
    """The picture that takes a placeholder's place, or the transparent dot where there is none."""
    if name == "qr":
        return stored("word/media/qr.png", qr.png(str(facts["verify_url"])))
    shown = facts["pictures"]
    body = pictures.load(shown[name], is_signature=name != "seal") if isinstance(shown, dict) else None
    return stored(f"word/media/{name}.png", body) if body else placeholder


def render(template: str, facts: Facts) -> tuple[bytes, str]:
    """The docx, and the XML of its drawn parts for the check."""
    members: list[Member] = []
    drawn: list[str] = []
    for name, part in compiled(template).members:
        if isinstance(part, Template):
            xml = part.render(facts)
            drawn.append(xml)
            members.append(deflated(name, xml.encode(), 1))
        elif _is_picture(name):
            members.append(_picture(name[11:-4], facts, part))
        else:
            members.append(part)
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


def draw(kind_code: str, facts: Facts) -> bytes:
    """The docx of a kind of paper from its frozen facts.

    Raises:
        DrawingFailed: the result is not complete.
        UndefinedError: the template asks for a fact that is not among them (jinja2).
    """
    kind = KINDS[kind_code]
    body, drawn = render(kind.template, facts)
    check(drawn, facts, kind.required)
    return body


def template_digest(kind_code: str) -> str:
    """SHA-256 of the template file a kind is drawn with, to be kept on the document's row."""
    return compiled(KINDS[kind_code].template).digest
