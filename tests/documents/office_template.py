"""A template as an office would change it, well or badly: a factory template with something put into its parts."""

import io
import zipfile

from documents.catalogue import KINDS
from documents.render import ROOT

ORDER = "rectification-order"
BODY = "word/document.xml"
MARK = '<w:p><w:pPr><w:pStyle w:val="Flush"/></w:pPr>'  # before the line of the addressee


def factory_file(kind: str = ORDER) -> bytes:
    return (ROOT / f"{KINDS[kind].template}.docx").read_bytes()


def changed(*replaced: tuple[str, str], part: str = BODY, kind: str = ORDER, **added: bytes) -> bytes:
    """The factory's file with texts of one part replaced; keyword arguments add or replace parts, ``__`` for ``/``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(factory_file(kind))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    source = parts[part].decode()
    for old, new in replaced:
        assert old in source, old
        source = source.replace(old, new, 1)
    parts[part] = source.encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in (parts | {name.replace("__", "/"): body for name, body in added.items()}).items():
            archive.writestr(name, body)
    return out.getvalue()


def with_paragraph(xml: str, kind: str = ORDER) -> bytes:
    """One paragraph more, before the addressee; plain words become a paragraph."""
    made = (
        xml
        if xml.startswith("<w:p>")
        else "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in xml.split("\n"))
    )
    return changed((MARK, made + MARK), kind=kind)
