"""PDF: opens without a password, has pages, and does nothing by itself."""

import io
import zipfile
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from documents.incoming import BadUpload

MOST_OBJECTS = 100_000
ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}
ACTIVE_TYPES = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}

BROKEN = "这个PDF打不开。请重新导出后再传。"
LOCKED = "这个PDF有密码。请去掉密码后再传。"
ACTIVE = "这个PDF里有脚本、附件或自动运行的内容。请另存为普通PDF后再传。"


def check_pdf(data: bytes) -> None:
    """Refuse what a reader would run, unpack or not open.

    Raises:
        BadUpload: broken, locked, active, or another file hides behind its end.
    """
    if b"%%EOF" not in data[-2048:] or zipfile.is_zipfile(io.BytesIO(data)):
        raise BadUpload(BROKEN)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise BadUpload(LOCKED)
        if not len(reader.pages):
            raise BadUpload(BROKEN)
        active = has_active_content(reader)
    except BadUpload:
        raise
    except Exception:  # a parser raises whatever a hostile file makes it raise
        raise BadUpload(BROKEN) from None
    if active:
        raise BadUpload(ACTIVE)


def has_active_content(reader: pypdf.PdfReader) -> bool:
    """Walk everything that hangs on the catalogue, without decoding any page."""
    todo: list[Any] = [reader.trailer["/Root"]]
    seen: set[tuple[int, int]] = set()
    while todo:
        item = todo.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            if len(seen) > MOST_OBJECTS:
                raise BadUpload(BROKEN)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            if is_active(item):
                return True
            todo.extend(item.values())
        elif isinstance(item, ArrayObject):
            todo.extend(item)
    return False


def is_active(item: DictionaryObject) -> bool:
    return (
        not ACTIVE_KEYS.isdisjoint(item)
        or item.get("/S") in ACTIVE_ACTIONS
        or item.get("/Type") in ACTIVE_TYPES
        or item.get("/Subtype") in ACTIVE_TYPES
    )
