"""Small enough to read: the measures of CONTRIBUTING.md."""

from statistics import median

import pytest

from tests.floors import code

pytestmark = pytest.mark.once


def too_long(paths, limit: int) -> list[str]:
    return [f"{code.name(path)}: {code.lines(path)}" for path in paths if code.lines(path) > limit]


def test_functions_fit_on_a_screen():
    everything = code.matching(".py", *code.FLOORS, "tests")
    paths = [path for path in everything if "migrations" not in path.parts]
    assert not [f"{f}: {f.length}" for f in code.functions(paths) if f.length > 50]


def test_most_functions_are_a_few_lines():
    assert median(f.length for f in code.functions(code.product())) <= 8


def test_files_are_short():
    paths = [path for path in code.matching(".py") if "migrations" not in path.parts]
    assert not too_long(paths, 400)


def test_lifecycle_pages_are_short():
    assert not too_long(code.matching(".py", "workflows/enforcement"), 250)
    assert not too_long([path for path in code.product() if code.name(path) == "workflows/service.py"], 250)


def test_settings_are_short():
    assert code.lines(code.ROOT / "casework/settings.py") <= 250


def test_templates_are_short():
    assert not too_long(code.templates(), 120)


def test_scripts_are_short():
    assert not too_long(code.matching(".js"), 60)
