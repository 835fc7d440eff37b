"""Who imports whom: the contracts stand in pyproject.toml; here they are run, and kept from growing holes."""

import ast
import tomllib

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.floors import code

pytestmark = pytest.mark.once

# Holes in the contracts, each with its reason there. A new one is a decision, taken here and in pyproject.toml.
HOLES = {
    "**.tasks -> **",
    "documents.render -> docxtpl",
    "casework.accounts.** -> guardian",
    "**.queries -> guardian",
    "documents.models -> guardian",
    "documents.migrations.* -> guardian",
}


def contracts() -> list[dict]:
    return tomllib.loads((code.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def test_contracts_are_kept(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(code.ROOT)
    status = lint_imports(config_filename="pyproject.toml", cache_dir=str(tmp_path), show_timings=False)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_contracts_have_no_new_holes():
    assert {hole for contract in contracts() for hole in contract.get("ignore_imports", [])} <= HOLES


def test_every_floor_is_in_the_order():
    layers = next(c for c in contracts() if c["id"] == "floors")["layers"]
    named = {part.strip(" ()") for layer in layers for part in layer.replace("|", ":").split(":")}
    chapters = {f"casework.{p.name}" for p in (code.ROOT / "casework").iterdir() if (p / "__init__.py").exists()}
    assert chapters <= named
    assert "workflows" in named


def test_tasks_are_thin():
    """They may import upwards inside functions, so nothing but a call may live in them."""
    tasks = [path for path in code.product() if path.name == "tasks.py"]
    assert not [f"{f}: {f.length}" for f in code.functions(tasks) if f.length > 8]


def local_imports(path) -> list[ast.stmt]:
    inside = [f.node for f in code.functions([path])]
    return [n for f in inside for n in ast.walk(f) if isinstance(n, ast.Import | ast.ImportFrom)]


def test_an_import_inside_a_function_says_why():
    silent = []
    for path in code.product():
        if path.name in {"tasks.py", "settings.py"}:
            continue
        text = path.read_text().splitlines()
        for node in local_imports(path):
            reason = text[node.lineno - 1].partition("PLC0415")[2]
            if len(reason.strip()) < 10:
                silent.append(f"{code.name(path)}:{node.lineno}")
    assert not silent
