"""``kill -9`` of both workers in mid-task loses no paper and no notice, with the embedded broker and with Redis."""

import email
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from casework.notices.models import Notice
from casework.trail.verify import verify_dossier
from documents.models import Document, Dossier
from tests.people import cast
from tests.workflows.story import Story

MATTERS = 6
WORKER = [
    sys.executable,
    "-m",
    "celery",
    "--app",
    "casework",
    "--quiet",
    "worker",
    "--pool",
    "solo",
    "--loglevel",
    "WARNING",
]


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    s = connection.settings_dict
    return f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT'] or 5432}/{name}"


@pytest.fixture
def surroundings(tmp_path, request):
    """The environment of a real installation on the test's database, with the broker asked for."""
    broker = "filesystem://" if request.param == "filesystem" else f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/9"
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "files").symlink_to(settings.MEDIA_ROOT)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "casework.settings",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(tmp_path / "var"),
        "CELERY_BROKER_URL": broker,
        "LIBREOFFICE": "not-wanted-here",
        "SECRET_KEY": settings.SECRET_KEY,
    }


def start(surroundings) -> list[subprocess.Popen]:
    return [
        subprocess.Popen([*WORKER, "--hostname", f"{n}@test"], env=surroundings, cwd=settings.BASE_DIR) for n in "ab"
    ]


def look_now(surroundings) -> None:
    """What the gate does after commit: a message to the workers."""
    code = "import django; django.setup(); from workflows.after import send; send(); send()"
    subprocess.run([sys.executable, "-c", code], env=surroundings, cwd=settings.BASE_DIR, check=True)


def wait_until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())


def undone() -> int:
    return Document.objects.filter(sha256="").count() + Notice.objects.filter(mail="pending").count()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "surroundings", ["filesystem", pytest.param("redis", marks=pytest.mark.needs("redis"))], indirect=True
)
def test_killed_workers_lose_nothing(surroundings):
    people = cast()
    for _ in range(MATTERS):
        Story(people).found().order()
    papers, mails = Document.objects.count(), Notice.objects.filter(mail="pending").count()
    assert papers >= 3 * MATTERS and mails >= MATTERS
    settle = Document.objects.filter(sha256="").count
    workers = start(surroundings)
    try:
        look_now(surroundings)
        assert wait_until(lambda: settle() < papers, 90), "no worker ever drew a paper"
    finally:
        for worker in workers:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
    assert undone(), "the workers were faster than the axe: nothing was interrupted"
    # Five minutes later the claims of the dead have ended.
    past = timezone.now() - timedelta(seconds=1)
    Document.objects.filter(sha256="").update(claimed_until=past)
    Notice.objects.filter(mail="pending").update(claimed_until=past)
    workers = start(surroundings)
    try:
        look_now(surroundings)
        assert wait_until(lambda: not undone(), 120), f"{undone()} left undone"
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    for dossier in Dossier.objects.all():
        assert verify_dossier(dossier.pk) is None
    sent = [message_id(file) for file in (Path(surroundings["VAR_DIR"]) / "mail").iterdir()]
    assert {part for ids in sent for part in ids} == {
        f"<notice-{pk}@localhost>" for pk in Notice.objects.filter(mail="sent").values_list("pk", flat=True)
    }
    assert Notice.objects.filter(mail="sent").count() == mails and Document.objects.count() == papers


def message_id(file: Path) -> list[str]:
    """The ids of the mails in a file of the file backend."""
    parts = file.read_text().split("-" * 79)
    return [email.message_from_string(part.strip())["Message-ID"] for part in parts if part.strip()]
