"""What every test has: tools it may need, the cast of people, and an honest list of what was left out."""

import os
import shutil
from functools import cache

import hypothesis
import pytest

# A slow machine is no failing example; in CI the same examples come every time.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "house")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ONE_DATABASE = {"postgresql", "sqlite"}


@cache
def missing(tool: str) -> str:
    """Why the tool cannot be used here; empty when it can."""
    from django.conf import settings

    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    match tool:
        case "postgresql":
            return "" if engine == "postgresql" else "PostgreSQL (set DATABASE_URL or TEST_POSTGRES_URL)"
        case "sqlite":
            return "" if engine == "sqlite3" else "SQLite (unset DATABASE_URL)"
        case "redis":
            return "" if redis_answers() else "Redis (set REDIS_URL)"
        case "libreoffice":
            return "" if shutil.which(settings.LIBREOFFICE) else "LibreOffice (soffice; or set LIBREOFFICE)"
        case "pdfsig":
            return "" if shutil.which("pdfsig") else "pdfsig (poppler-utils)"
        case "chromium":
            return "" if any(map(shutil.which, CHROMIUM)) else "Chromium"
    raise ValueError(f"no such tool: {tool}")


def redis_answers() -> bool:
    import redis

    if not (url := os.environ.get("REDIS_URL")):
        return False
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def pytest_collection_modifyitems(config, items):
    """Skip what lacks a tool, naming it; ``once`` tests leave the second database of a double run out."""
    for item in items:
        lacking = [missing(tool) for mark in item.iter_markers("needs") for tool in mark.args if missing(tool)]
        if lacking:
            item.add_marker(pytest.mark.skip(reason="needs " + ", ".join(lacking)))
        elif os.environ.get("SECOND_DATABASE") and item.get_closest_marker("once"):
            item.add_marker(pytest.mark.skip(reason="needs SQLite: ran once already"))


def left_out(reports) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reports:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts


def forbidden(counts: dict[str, int]) -> list[str]:
    """Reasons that may not occur where everything is installed: all but the turn of the other database."""
    if not os.environ.get("NOTHING_LEFT_OUT"):
        return []
    return [reason for reason in counts if not reason.startswith(("needs PostgreSQL", "needs SQLite"))]


def looked_at(reporter) -> list[str]:
    """Pages on which axe found no grave fault, as the browser tests noted them, in whatever process they ran."""
    passed = reporter.stats.get("passed", [])
    return sorted(
        {page for report in passed for name, pages in report.user_properties if name == "axe" for page in pages}
    )


def pytest_terminal_summary(terminalreporter, exitstatus, config):
    if pages := looked_at(terminalreporter):
        terminalreporter.section(f"axe: {len(pages)} pages looked at (width, title, path)")
        terminalreporter.write_line("\n".join(pages))
    counts = left_out(terminalreporter.stats.get("skipped", []))
    if not counts:
        terminalreporter.write_line("Nothing was left out.", green=True)
        return
    terminalreporter.section("Left out")
    for reason, number in sorted(counts.items()):
        terminalreporter.write_line(f"{number:4} tests: {reason}", yellow=True)
    if bad := forbidden(counts):
        terminalreporter.write_line(f"Nothing may be left out here: {'; '.join(bad)}", red=True)


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and exitstatus == 0 and forbidden(left_out(reporter.stats.get("skipped", []))):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _fresh_memory():
    """Rate limits, one-time codes and names and the book of periods of one test are not those of the next."""
    from django.core.cache import cache as shared

    from casework.clock import deadlines
    from casework.organisations import names

    deadlines.forget()
    names.forget()
    yield
    shared.clear()


@pytest.fixture
def people(db):
    """Agencies, officers, leaders, an enterprise and its representative: tests/people.py."""
    from tests.people import cast

    return cast()


@pytest.fixture
def reference_data(db):
    """Regions, periods, holidays, violations: tests/reference.py."""
    from tests import reference

    reference.load()
