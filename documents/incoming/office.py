"""Word and Excel files: a sound archive of bounded size, without macros, embedded objects or links that fetch."""

import io
import re
import zipfile

from documents.incoming import BadUpload

MOST_PARTS = 3000
MOST_BYTES = 150 * 1024 * 1024
MOST_RATIO = 200  # of the whole archive; plain XML packs about twenty to one
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".wdp")

ACTIVE_PARTS = re.compile(
    r"vbaproject|activex|/embeddings/|oleobject|customui|externallinks?/|macrosheets|/ctrlprops/|connections\.xml"
    r"|attachedtoolbars|\.(exe|dll|js|vbs|bat|cmd|scr|com|ps1|lnk|hta|bin)$",
    re.IGNORECASE,
)
HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
ACTIVE_XML = re.compile(
    rb"macroEnabled|<!DOCTYPE|<!ENTITY|\bDDE(AUTO)?\b[^<]{0,80}(cmd|exe|\\\\)|ddeLink", re.IGNORECASE
)
EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)

BROKEN = "这个文件不完整，打不开。请重新保存后再传。"
BOMB = "这个文件解开后太大。请拆分或压缩图片后再传。"
ACTIVE = "这个文件里有宏、嵌入对象或外部链接。请另存为普通文档或PDF后再传。"
LOCKED = "这个文件有密码。请去掉密码后再传。"


def office_kind(data: bytes) -> str | None:
    """ "docx" or "xlsx" by the archive's main part; None for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
        if part in names and "[Content_Types].xml" in names:
            return kind
    return None


def check_office(data: bytes) -> None:
    """Refuse a bomb, a macro, an embedded object or an outside link; nothing is unpacked to disk.

    Raises:
        BadUpload
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            check_bounds(parts, len(data))
            if any(ACTIVE_PARTS.search(p.filename) and not HARMLESS_BIN.search(p.filename) for p in parts):
                raise BadUpload(ACTIVE)
            for part in parts:
                check_part(part.filename, archive.read(part))
    except BadUpload:
        raise
    except Exception:  # zlib, the archive reader and the decoder each have their own errors
        raise BadUpload(BROKEN) from None


def check_bounds(parts: list[zipfile.ZipInfo], length: int) -> None:
    """Sizes as declared: the reader stops at the declared size, so a lie shows as a broken part."""
    if any(part.flag_bits & 1 for part in parts):
        raise BadUpload(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    overlapping = sum(part.compress_size for part in parts) > length
    if len(parts) > MOST_PARTS or unpacked > MOST_BYTES or unpacked > MOST_RATIO * length or overlapping:
        raise BadUpload(BOMB)


def check_part(name: str, content: bytes) -> None:
    if name.lower().endswith(PICTURES):
        return
    if ACTIVE_XML.search(content):
        raise BadUpload(ACTIVE)
    if name.lower().endswith(".rels") and any(not HYPERLINK.search(link) for link in EXTERNAL.findall(content)):
        raise BadUpload(ACTIVE)
