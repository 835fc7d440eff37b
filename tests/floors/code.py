"""The code as the house rules see it: files, functions, templates."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("casework", "documents", "workflows")


class Function(NamedTuple):
    path: Path
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def length(self) -> int:
        """Lines from ``def`` to the end, docstring and all; decorators are the step's declaration, not its code."""
        return (self.node.end_lineno or 0) - self.node.lineno + 1

    def __str__(self) -> str:
        return f"{name(self.path)}:{self.node.lineno} {self.node.name}"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository, committed or about to be; without git every file that is not ignored by custom."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        found = [ROOT / line for line in listing]
    except (OSError, subprocess.CalledProcessError):
        aside = {".venv", ".git", "var", "staticfiles", "__pycache__"}
        found = [path for path in ROOT.rglob("*") if not aside & set(path.relative_to(ROOT).parts)]
    return tuple(path for path in found if path.is_file())


def matching(suffix: str, *folders: str) -> list[Path]:
    return [
        p
        for p in files()
        if p.suffix == suffix and (not folders or name(p).startswith(tuple(f"{f}/" for f in folders)))
    ]


@cache
def product() -> tuple[Path, ...]:
    """Python of the product; migrations are written by Django."""
    return tuple(path for path in matching(".py", *FLOORS) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(paths: tuple[Path, ...] | list[Path]) -> Iterator[Function]:
    for path in paths:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield Function(path, node)


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def templates() -> list[Path]:
    return matching(".html", "templates", *FLOORS)
