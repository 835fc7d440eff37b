"""Files of every kind, good and bad, made in memory."""

import io
import struct
import zipfile
import zlib

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def image(fmt: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **save) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new(mode, size, "blue" if mode == "RGB" else (0, 0, 255, 128))
    picture.paste("red" if mode == "RGB" else (255, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    picture.save(out, fmt, **save)
    return out.getvalue()


def exif(orientation: int = 1, taken: str = "2026:06:12 09:15:30", zone: str = "", gps: dict | None = None):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "CameraMaker"
    details = data.get_ifd(0x8769)
    details[0x9003] = taken
    if zone:
        details[0x9011] = zone
    if gps:
        data.get_ifd(0x8825).update(gps)
    return data


NANNING = {1: "N", 2: (22.0, 49.0, 12.0), 3: "E", 4: (108.0, 19.0, 12.0)}


def bomb_png(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that wants gigabytes: only its header claims the size."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )


def pdf(change=None, password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    if change:
        change(writer)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_script(writer: pypdf.PdfWriter) -> None:
    """As the document's own named script, behind a reference."""
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    names = ArrayObject([TextStringObject("a"), writer._add_object(script)])
    tree = DictionaryObject({NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): names})})
    writer._root_object[NameObject("/Names")] = writer._add_object(tree)


def with_attachment(writer: pypdf.PdfWriter) -> None:
    writer.add_attachment("a.exe", b"MZ")


def with_launch(writer: pypdf.PdfWriter) -> None:
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )


def with_script_on_page(writer: pypdf.PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**extra: bytes) -> bytes:
    """A Word file; keyword arguments add or replace parts, with ``__`` for ``/``."""
    import docx as python_docx

    out = io.BytesIO()
    document = python_docx.Document()
    document.add_paragraph("整改报告")
    document.save(out)
    with zipfile.ZipFile(out) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    return archive(parts | {name.replace("__", "/"): content for name, content in extra.items()})


def xlsx() -> bytes:
    import openpyxl

    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "成绩"])
    book.save(out)
    return out.getvalue()


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4() -> bytes:
    return box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\0" * 400)


EXE = b"MZ\x90\0" + b"\0" * 60 + b"PE\0\0" + b"\0" * 400
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
