"""One LibreOffice kept running in a worker, so that a paper costs a fifth of a second and not a whole start.

No UNO and no server: an open document keeps it from ending, and a later call with the same profile hands its file over
and waits. If it has died meanwhile the later call is a whole LibreOffice itself, so a paper is made either way.

Its shell ends the whole group when the worker is gone (its end of the pipe closes) or when LibreOffice itself ends.
"""

import glob
import hashlib
import os
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

PAPERS = 200  # made by one before it is replaced: it grows by about a megabyte a paper
MEMORY = 700  # megabytes resident, looked at now and then; above it is replaced
LIMIT = 4 * 1024 * 1024  # kilobytes of addresses, so that one paper cannot take the machine
START = 20  # seconds to be there; ordinarily it takes one
LOOK = 10  # papers between two looks at the memory
WATCH = 'ulimit -v "$1"; shift; ("$@"; kill -KILL 0) & read _; kill -KILL 0'
OPEN = "open.txt"  # the document that keeps it: once it is locked LibreOffice has opened it


def door(profile: str) -> str | None:
    """The socket at which the LibreOffice of a profile takes further calls, once it is there (officeipcthread.cxx)."""
    digest = "".join(f"{byte:x}" for byte in hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest())
    found = (glob.glob(f"{place}/OSL_PIPE_*_SingleOfficeIPC_{digest}") for place in ("/tmp", "/var/tmp"))
    return next((path for paths in found for path in paths), None)


def memory(group: int) -> int:
    """Megabytes resident of all processes of a group."""
    pages = 0
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            fields = Path(stat).read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        pages += int(fields[21]) if int(fields[2]) == group else 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024 // 1024


class Resident:
    """A running LibreOffice. ``start`` it, ask whether it is ``fit`` before a paper, ``stop`` it."""

    def __init__(self, command: list[str], profile: str, environment: dict[str, str]) -> None:
        self.command, self.profile, self.environment = command, profile, environment
        self.made = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, within: float = START) -> bool:
        """Start it anew and wait until it takes calls; False when it does not, and then none is left."""
        self.stop()
        place = Path(urlsplit(self.profile).path)
        opened, lock = place / OPEN, place / f".~lock.{OPEN}#"
        opened.touch()
        lock.unlink(missing_ok=True)
        if stale := door(self.profile):
            os.unlink(stale)
        self.process = subprocess.Popen(
            ["sh", "-c", WATCH, "sh", str(LIMIT), *self.command, str(opened)],
            env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        self.made = 0
        until = time.monotonic() + within
        while time.monotonic() < until and self.alive:
            if lock.exists() and door(self.profile):
                return True
            time.sleep(0.05)
        self.stop()
        return False

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def fit(self) -> bool:
        """Whether it may make one more paper."""
        if self.process is None or not self.alive or self.made >= PAPERS:
            return False
        return bool(self.made % LOOK) or self.made == 0 or memory(self.process.pid) < MEMORY

    def stop(self) -> None:
        if self.process is None:
            return
        if self.alive:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()
        self.process = None
