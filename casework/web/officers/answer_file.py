"""The file for an answer as one zip: papers, evidence, the trail, and a list of them; written to disk, not memory."""

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO, Any

from django.db.models.fields.files import FieldFile
from django.utils import timezone

from documents.models import Attachment, Document
from workflows.remedies.file import File

CHUNK = 1024 * 1024
IN_MEMORY = 8 * CHUNK
HEADINGS = ("序号", "类别", "名称", "文号", "日期", "文件", "摘要（SHA-256）")
WAITING = "文件正在生成，请稍后重新下载"
GONE = "文件不在存储中"


def pack(file: File) -> IO[bytes]:
    """The archive, at its beginning; it vanishes when it is closed."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the response closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        rows = [*papers(archive, file.documents), *evidence(archive, file.attachments)]
        text(archive, "留痕.csv", trail(file))
        text(archive, "目录.csv", [HEADINGS, *([number, *row] for number, row in enumerate(rows, 1))])
    target.seek(0)
    return target


def papers(archive: zipfile.ZipFile, found: list[Document]) -> Iterator[list[str]]:
    for number, row in enumerate(found, 1):
        stem = f"文书/{number:03d} {safe(row.title)}{safe(row.number)}"
        places = [put(archive, one, f"{stem}{end}") for one, end in ((row.file, ".docx"), (row.pdf, ".pdf")) if one]
        place = "、".join(places) or WAITING
        kind = "内部文书" if row.internal else "文书"
        yield [kind, row.title, row.number, f"{row.issued_on:%Y-%m-%d}", place, row.sha256]


def evidence(archive: zipfile.ZipFile, found: list[Attachment]) -> Iterator[list[str]]:
    for number, row in enumerate(found, 1):
        name = safe(row.name) if PurePath(row.name).suffix else f"{safe(row.name)}{PurePath(row.file.name).suffix}"
        place = put(archive, row.file, f"证据/{number:03d} {name}")
        yield [row.kind or "材料", row.name, "", f"{timezone.localtime(row.created_at):%Y-%m-%d}", place, row.sha256]


def put(archive: zipfile.ZipFile, source: FieldFile, name: str) -> str:
    """Copy a stored file in pieces; a missing one is said in the list, and does not keep the rest back."""
    try:
        stream = source.open("rb")
    except FileNotFoundError:
        return GONE
    with stream, archive.open(name, "w", force_zip64=True) as member:
        for piece in stream.chunks(CHUNK):
            member.write(piece)
    return name


def trail(file: File) -> Iterator[list[Any]]:
    yield ["案卷", "序号", "时间", "事项", "办理人", "由", "至", "摘要"]
    for row in file.events:
        at = f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"
        yield [row.dossier_id, row.seq, at, f"{row.kind}.{row.step}", row.by_name, row.source, row.target, row.digest]


def text(archive: zipfile.ZipFile, name: str, rows: Any) -> None:
    """A table as Excel opens it; a cell cannot become a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([plain(cell) for cell in row] for row in rows)
    archive.writestr(name, out.getvalue().encode("utf-8-sig"), zipfile.ZIP_DEFLATED)


def plain(cell: Any) -> str:
    words = str(cell)
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def safe(name: str) -> str:
    return re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name).strip()[:80] or "文件"
