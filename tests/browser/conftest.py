"""A real browser before a live server on the test database; what went wrong on any page fails the test at its end."""

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import PHONE, Visitor
from tests.conftest import CHROMIUM
from tests.people import PASSWORD, cast

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]


@pytest.fixture(scope="session", autouse=True)
def _nobody_holds_the_database(django_db_setup, django_db_blocker):
    """PostgreSQL drops no database that a server thread still has open: end what is left at the very end."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            connection.close()


@pytest.fixture(autouse=True)
def _server_at_rest(live_server):
    """The server's threads end with the browser's connections; until then the database cannot be dropped."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)


@pytest.fixture
def people(transactional_db, monkeypatch):
    """The cast, committed, so that the server's threads see it. Only Word files are drawn: PDF has its own tests."""
    monkeypatch.setattr("documents.drawing.pdf_available", lambda: False)
    # Playwright keeps an event loop in this thread; nothing here runs inside it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return cast()


@pytest.fixture
def chromium(people) -> Iterator[Browser]:
    with sync_playwright() as player:
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        browser = player.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium, live_server, record_property):
    """``enter(Kind, username)``: a tab of one's own, logged in; ``enter(Kind)`` for a passer-by."""
    visitors: list[Visitor] = []
    seen: list[str] = []
    shapes: dict[str, set[str]] = {}
    record_property("axe", seen)  # filled while the test runs

    def make(kind: type, username: str = "", size: tuple[int, int] = (1440, 900), scripts: bool = True) -> Visitor:
        width, height = size
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=scripts, locale="zh-CN", reduced_motion="reduce",
            viewport={"width": width, "height": height}, has_touch=size == PHONE,
        )  # fmt: skip
        context.set_default_timeout(60_000)
        visitor = kind(context, seen, scripts)
        visitor.shapes = shapes
        visitors.append(visitor)
        return visitor.log_in(username, PASSWORD) if username else visitor

    yield make
    wrong = [fault for visitor in visitors for fault in visitor.wrong]
    for visitor in visitors:
        visitor.context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def later(monkeypatch):
    """``later(days)``: the present, so much later, for the server and the test."""

    def move(days: int) -> None:
        monkeypatch.setattr("casework.core.now.offset", lambda: timedelta(days=days))

    return move


@pytest.fixture
def picture(tmp_path) -> Path:
    path = tmp_path / "现场照片.jpg"
    Image.effect_noise((640, 480), 60).convert("RGB").save(path)
    return path
