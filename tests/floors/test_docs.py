"""The documents say what is so: every variable, every decision referred to, and nothing about anybody's machine."""

import ast
import re

import pytest
from django.core.management import call_command

from tests.floors import code

pytestmark = pytest.mark.once

MACHINE = re.compile(r"(?<![\w.])/(work|home|root|Users|mnt|opt)/[a-z]")
ADR = re.compile(r"docs/adr/(\d{4})")


def texts():
    for path in code.files():
        if path.suffix in {".py", ".md", ".html", ".js", ".css", ".toml", ".yaml", ".yml", ".txt", ".in", ""}:
            try:
                yield code.name(path), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_path_of_a_machine():
    here = "tests/floors/test_docs.py"
    found = [f"{path}: {m.group()}" for path, text in texts() if path != here for m in [MACHINE.search(text)] if m]
    assert not found


def test_every_decision_referred_to_is_there():
    written = {path.name[:4] for path in code.matching(".md", "docs/adr")}
    asked = {number for _, text in texts() for number in ADR.findall(text)}
    assert asked <= written


def test_decisions_are_whole():
    for path in code.matching(".md", "docs/adr"):
        text = path.read_text(encoding="utf-8")
        for heading in ("## Context", "## Decision", "## Options", "## Consequences"):
            assert heading in text, f"{code.name(path)}: {heading}"


def variables() -> set[str]:
    """Names the settings read from the environment, by whichever of their helpers."""
    helpers = {"flag", "listing", "get"}
    found = set()
    for node in ast.walk(code.tree(code.ROOT / "casework/settings.py")):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in helpers:
            first = node.args[0] if node.args else None
            found |= {first.value} if isinstance(first, ast.Constant) else set()
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.literal_eval(node.slice))
    composed = {"EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "S3_ENDPOINT_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY"}
    return found | composed | {"DATABASE_URL"}


def test_every_variable_is_documented():
    text = (code.ROOT / "docs/deployment.md").read_text(encoding="utf-8")
    assert not [name for name in sorted(variables()) if f"`{name}`" not in text]


def test_the_lifecycle_tables_are_fresh(capsys):
    call_command("lifecycles", format="md")
    written = (code.ROOT / "docs/lifecycles.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out.strip() == written.strip(), "docs/lifecycles.md is stale: make lifecycles"


def test_links_lead_somewhere():
    link = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
    for path in code.matching(".md"):
        for target in link.findall(path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{code.name(path)}: {target}"


def test_both_readmes_name_the_same_commands():
    command = re.compile(r"^(?:make|git clone|python|\./)\S*.*$", re.M)
    english, chinese = (code.ROOT / name for name in ("README.md", "README.zh-CN.md"))
    assert command.findall(english.read_text(encoding="utf-8")) == command.findall(chinese.read_text(encoding="utf-8"))
