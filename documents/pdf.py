"""A docx to PDF by LibreOffice, one process a file, or a plain statement that there is none.

What LibreOffice does without being asked, and what is done about it: it shares one profile between calls and loses
files (each process has its own); it ends with code 0 and no file (the file is looked at); its child outlives a timeout
(the whole group is killed); it takes any font for a Chinese one it lacks (fonts.conf); it fetches linked content
(the profile forbids it).
"""

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FONTS = Path(__file__).resolve().parent / "fonts.conf"
TIMEOUT = 120  # seconds for one paper; an ordinary one takes two
TURN = threading.Lock()  # one at a time in a process: two calls with one profile lose a file
# PDF/A-2, tagged: made to be kept for decades and read aloud. That it is so is LibreOffice's claim, not proven here.
EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
SWITCHED_ON = ("BlockUntrustedRefererLinks", "DisableMacrosExecution")
SECURITY = "/org.openoffice.Office.Common/Security/Scripting"


class PdfUnavailable(Exception):
    """LibreOffice is not installed: the paper stays a Word file, and the page says so."""


class PdfFailed(Exception):
    """LibreOffice gave no usable file."""


@lru_cache(maxsize=1)
def _program() -> str | None:
    return shutil.which(settings.LIBREOFFICE)


def pdf_available() -> bool:
    return _program() is not None


def _settings() -> str:
    items = "".join(
        f'<item oor:path="{SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
        for name in SWITCHED_ON
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    )


@lru_cache(maxsize=1)
def _profile(process: int) -> Path:
    """A profile of this process, kept for its life: a fresh one costs half a second a file."""
    path = Path(tempfile.mkdtemp(prefix=f"office-{process}-"))
    (path / "user").mkdir()
    (path / "user" / "registrymodifications.xcu").write_text(_settings())
    atexit.register(shutil.rmtree, path, ignore_errors=True)
    return path


def _run(command: list[str]) -> None:
    cache = Path(settings.VAR_DIR) / "cache" / "fonts"
    cache.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS), "XDG_CACHE_HOME": str(cache)}
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise PdfFailed(f"LibreOffice超过{TIMEOUT}秒没有转完。") from None


def to_pdf(docx: bytes) -> bytes:
    """The paper as PDF.

    Raises:
        PdfUnavailable: LibreOffice is not installed.
        PdfFailed: it ran and gave no PDF, or not in time.
    """
    program = _program()
    if program is None:
        raise PdfUnavailable("PDF 组件未启用")
    with TURN, tempfile.TemporaryDirectory(prefix="paper-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={_profile(os.getpid()).as_uri()}"
        output = ["--convert-to", EXPORT, "--outdir", folder, str(source)]
        _run([program, profile, "--headless", "--norestore", *output])
        result = source.with_suffix(".pdf")
        body = result.read_bytes() if result.exists() else b""
    if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-1024:]:
        raise PdfFailed("LibreOffice没有给出PDF文件。")
    return body
