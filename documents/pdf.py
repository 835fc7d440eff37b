"""A docx to PDF by the LibreOffice a worker keeps running (resident.py), or a plain statement that there is none.

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
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from documents.resident import START, Resident

FONTS = Path(__file__).resolve().parent / "fonts.conf"
TIMEOUT = 120  # seconds for one paper; an ordinary one takes two
TURN = threading.Lock()  # one at a time in a process: two calls with one profile lose a file
# PDF/A-2, tagged: made to be kept for decades and read aloud. That it is so is LibreOffice's claim, not proven here.
EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
SWITCHED_ON = ("BlockUntrustedRefererLinks", "DisableMacrosExecution")
READ = "--infilter=MS Word 2007 XML"  # else what is no Word file is read as text, and printed
OPTIONS = ("--headless", "--norestore", "--nologo")
STEP = 0.5  # seconds between two looks whether the office is still there
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


def _environment() -> dict[str, str]:
    cache = Path(settings.VAR_DIR) / "cache" / "fonts"
    cache.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "FONTCONFIG_FILE": str(FONTS), "XDG_CACHE_HOME": str(cache)}


@lru_cache(maxsize=1)
def _alone() -> tuple[str, ...]:
    """What shuts a program off from the network, where this system lets us."""
    tool = shutil.which("unshare")
    tried = tool and subprocess.run([tool, "-rn", "true"], capture_output=True, check=False).returncode == 0
    return (tool, "-rn") if tool and tried else ()


@lru_cache(maxsize=1)
def _office(process: int) -> Resident:
    """The LibreOffice of this process, not running yet."""
    office = Resident(_command(), _profile(process).as_uri(), _environment())
    atexit.register(office.stop)
    return office


def _command() -> list[str]:
    return [*_alone(), _program() or "", f"-env:UserInstallation={_profile(os.getpid()).as_uri()}", *OPTIONS]


def _run(command: list[str], office: Resident | None) -> None:
    """Let one call do its work, in time and while the office it handed its file to is there."""
    process = subprocess.Popen(
        command, env=_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + TIMEOUT
    while time.monotonic() < until and (office is None or office.alive):
        with suppress(subprocess.TimeoutExpired):
            process.wait(STEP)
            return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if office is not None:
        office.stop()
    if time.monotonic() >= until:
        raise PdfFailed(f"LibreOffice超过{TIMEOUT}秒没有转完。")


def _convert(source: Path, office: Resident | None) -> bytes:
    """The PDF beside its source, or nothing. A call that finds no office running is one itself."""
    _run([*_command(), READ, "--convert-to", EXPORT, "--outdir", str(source.parent), str(source)], office)
    result = source.with_suffix(".pdf")
    body = result.read_bytes() if result.exists() else b""
    result.unlink(missing_ok=True)
    return body if body.startswith(b"%PDF-") and b"%%EOF" in body[-1024:] else b""


def to_pdf(docx: bytes) -> bytes:
    """The paper as PDF, made by the LibreOffice this process keeps running; by one of its own where that fails.

    Raises:
        PdfUnavailable: LibreOffice is not installed.
        PdfFailed: it ran and gave no PDF, or not in time.
    """
    if _program() is None:
        raise PdfUnavailable("PDF 组件未启用")
    with TURN, tempfile.TemporaryDirectory(prefix="paper-") as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(docx)
        office = _office(os.getpid())
        body = b""
        if office.fit or office.start(min(START, TIMEOUT)):
            body = _convert(source, office)
            office.made += 1
        if not body:  # it died over this paper, was killed, or never came up
            office.stop()
            body = _convert(source, None)
    if not body:
        raise PdfFailed("LibreOffice没有给出PDF文件。")
    return body
