"""Everything on one machine, in the foreground: prepare, then web, worker and beat until Ctrl-C."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

PREPARATION: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"interactive": False}),
    ("load_reference", {}),
    ("demo", {}),
    ("collectstatic", {"interactive": False}),
)
QUICK = 10  # seconds; a child that ends sooner did not really start
TRIES = 3
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """In the child: end when the supervisor is gone, even killed with -9, so that no web process keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A process that shall be there; ``failures`` counts the quick ends in a row."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = field(default=0)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor alone, which then ends the children in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=die_with_parent)

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def revive(self) -> None:
        """Start again after an end.

        Raises:
            CommandError: it ended at once several times running.
        """
        assert self.process is not None
        self.failures = self.failures + 1 if time.monotonic() - self.started < QUICK else 1
        if self.failures >= TRIES:
            raise CommandError(f"{self.name} ended {TRIES} times at once (last exit code {self.process.returncode}).")
        print(f"{self.name} ended with {self.process.returncode}; starting it again.", file=sys.stderr, flush=True)
        time.sleep(self.failures)
        self.start()

    def stop(self, patience: float) -> None:
        if self.process is None or self.ended():
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(bind: str) -> list[Child]:
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "casework", "--quiet"]
    beat_pid = str(settings.VAR_DIR / "beat.pid")
    (settings.VAR_DIR / "beat.pid").unlink(missing_ok=True)
    return [
        Child(
            "web",
            [
                *python,
                "gunicorn",
                "casework.wsgi",
                "--bind",
                bind,
                "--workers",
                "2",
                "--threads",
                "4",
                "--no-control-socket",
                "--log-level",
                "warning",
            ],
        ),
        Child("worker", [*celery, "worker", "--pool", "solo", "--loglevel", "WARNING"]),
        Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile", beat_pid]),
    ]


def require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host}:{port} is taken ({error.strerror}). Choose another: PORT=8001 make run"
            ) from error


def stop_on_signal(*_: object) -> None:
    raise KeyboardInterrupt


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="no demo data")
        parser.add_argument(
            "--prepare-only", action="store_true", help="prepare the database and the files, start nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("BIND", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        if not options["prepare_only"]:
            require_free(host, port)
        self.prepare(demo=not options["no_demo"])
        if not options["prepare_only"]:
            self.supervise(children(f"{host}:{port}"))

    def prepare(self, demo: bool) -> None:
        """In processes of their own: none of them leaves an open connection or a changed setting behind."""
        known = get_commands()
        for name, arguments in PREPARATION:
            if name not in known or (name == "demo" and not demo):
                continue
            self.stdout.write(f"· {name}")
            flags = ["--no-input"] if "interactive" in arguments else []
            self.step([sys.executable, "manage.py", name, "--verbosity", "0", *flags])
        with connection.cursor() as cursor:  # plans made on empty tables cost the gate half its speed
            cursor.execute("ANALYZE")
        connection.close()

    def step(self, command: list[str]) -> None:
        if code := subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode:
            raise CommandError(f"{' '.join(command[1:])} ended with {code}.")

    def supervise(self, processes: list[Child]) -> None:
        signal.signal(signal.SIGTERM, stop_on_signal)
        try:
            for child in processes:
                child.start()
            self.greet()
            while True:
                time.sleep(0.5)
                for child in processes:
                    if child.ended():
                        child.revive()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping …")
        finally:
            for child in reversed(processes):
                child.stop(patience=10)

    def greet(self) -> None:
        self.stdout.write(self.style.SUCCESS(f"\n桂安办案  {settings.SITE_URL}   (Ctrl-C ends it)"))
        demo = import_module("casework.accounts.demo")  # by name, because core imports no floor above it
        for account in demo.accounts():
            self.stdout.write(f"  {account.username:<20} {account.what}")
        if word := demo.password():
            self.stdout.write(f"  password of all: {word}")
        connection.close()
