"""ONE table: which kinds of file are taken in, what their names end with, how each is checked and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import filetype

from documents.incoming import BadUpload
from documents.incoming.office import check_office, office_kind
from documents.incoming.pdfs import check_pdf
from documents.incoming.pictures import picture
from documents.incoming.videos import HEIF_BRANDS, MP4_BRANDS, brand, check_video

UNKNOWN = "这种格式打不开。请换成 PDF、JPG 或 PNG。"
MISNAMED = "“{name}”的内容是{label}，和文件名不符。请把扩展名改成 .{extension} 再传。"


@dataclass(frozen=True)
class Kept:
    """What is stored of an upload."""

    data: bytes
    media_type: str
    extension: str
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class FileKind:
    label: str
    extensions: tuple[str, ...]
    keep: Callable[[bytes], Kept]


def photo(source: str, target: str) -> Callable[[bytes], Kept]:
    """Keep a picture as JPEG or PNG, drawn anew."""
    media, extension = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}[target]

    def keep(data: bytes) -> Kept:
        drawn = picture(data, source, target)
        return Kept(drawn.data, media, extension, drawn.taken_at, drawn.latitude, drawn.longitude)

    return keep


def unchanged(check: Callable[[bytes], None], media: str, extension: str) -> Callable[[bytes], Kept]:
    """Keep the file byte for byte once the check has passed: a signed PDF stays signed."""

    def keep(data: bytes) -> Kept:
        check(data)
        return Kept(data, media, extension)

    return keep


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, FileKind] = {
    "jpeg": FileKind("JPG图片", ("jpg", "jpeg"), photo("JPEG", "JPEG")),
    "png": FileKind("PNG图片", ("png",), photo("PNG", "PNG")),
    "heif": FileKind("HEIC图片", ("heic", "heif", "hif"), photo("HEIF", "JPEG")),
    "webp": FileKind("WebP图片", ("webp",), photo("WEBP", "JPEG")),
    "pdf": FileKind("PDF", ("pdf",), unchanged(check_pdf, "application/pdf", "pdf")),
    "docx": FileKind("Word文档", ("docx",), unchanged(check_office, f"{OFFICE}wordprocessingml.document", "docx")),
    "xlsx": FileKind("Excel表格", ("xlsx",), unchanged(check_office, f"{OFFICE}spreadsheetml.sheet", "xlsx")),
    "mp4": FileKind("MP4视频", ("mp4", "m4v"), unchanged(check_video, "video/mp4", "mp4")),
}
BY_MAGIC = {"image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


def sniff(data: bytes) -> str | None:
    """The kind of a file by its content alone; None for everything not in the table."""
    if data[:4] == b"PK\x03\x04":
        return office_kind(data)
    if film := brand(data):
        return "heif" if film in HEIF_BRANDS else "mp4" if film in MP4_BRANDS else None
    return BY_MAGIC.get(filetype.guess_mime(data) or "")


def keep(data: bytes, name: str, extension: str) -> Kept:
    """Check a file and return what is kept of it.

    Raises:
        BadUpload: unknown, misnamed, broken or active.
    """
    found = sniff(data)
    if found is None:
        raise BadUpload(UNKNOWN)
    kind = KINDS[found]
    if extension and extension not in kind.extensions:
        raise BadUpload(MISNAMED.format(name=name, label=kind.label, extension=kind.extensions[0]))
    return kind.keep(data)
