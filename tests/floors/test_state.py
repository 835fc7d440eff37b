"""The gate is the only door: nobody else writes a state, a version or an event, or reads the wall clock."""

import ast
import re

import pytest
from django.apps import apps

from casework.trail import guards
from tests.floors import code

pytestmark = pytest.mark.once

# The gate for one record, and the same gate for the many records the clock moves in one sweep.
GATE = {"workflows/engine.py", "workflows/batch.py"}
COLUMNS = {"state", "version"}
LIFECYCLE_MODELS = {"Inspection", "Case", "Service"}
SQL = re.compile(
    r"\bSET\b[^;]*\b(state|version)\s*="
    r"|\bINSERT INTO (enforcement_inspection|enforcement_case|documents_service|trail_event)\b",
    re.S,
)
SQL_HOME = {"workflows/rows.py", "workflows/batch.py", "casework/trail/chain.py", "casework/trail/guards.py"}


def targets(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign):
        return [
            leaf for target in node.targets for leaf in (target.elts if isinstance(target, ast.Tuple) else [target])
        ]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def assignments(path) -> list[str]:
    """``x.state = …``, ``x.version += 1``, ``setattr(x, "state", …)``; a class's own declaration is none."""
    found = []
    for node in ast.walk(code.tree(path)):
        hits = [t for t in targets(node) if isinstance(t, ast.Attribute) and t.attr in COLUMNS]
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"setattr", "delattr"}:
            hits += [a for a in node.args[1:2] if isinstance(a, ast.Constant) and a.value in COLUMNS]
        found += [f"{code.name(path)}:{hit.lineno}" for hit in hits]
    return found


def updates(path) -> list[str]:
    """``.update(state=…)``, ``.update_or_create(defaults={"state": …})`` and their like, on whatever."""
    names = {"update", "bulk_update", "update_or_create", "bulk_create"}
    found = []
    for node in ast.walk(code.tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            texts = {k.arg for k in node.keywords} | {
                c.value for a in (*node.args, *(k.value for k in node.keywords)) for c in ast.walk(a)
                if isinstance(c, ast.Constant) and isinstance(c.value, str)
            }  # fmt: skip
            if texts & COLUMNS:
                found.append(f"{code.name(path)}:{node.lineno}")
    return found


def births(path) -> list[str]:
    """``Case(state="ordered")``: rows are born without a state."""
    found = []
    for node in ast.walk(code.tree(path)):
        if isinstance(node, ast.Call) and COLUMNS & {k.arg for k in node.keywords}:
            callee = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if any(isinstance(n, ast.Name) and n.id in LIFECYCLE_MODELS for n in ast.walk(callee)):
                method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                if method in {"", "create", "get_or_create"}:
                    found.append(f"{code.name(path)}:{node.lineno}")
    return found


def test_only_the_gate_writes_states():
    others = [path for path in code.product() if code.name(path) not in GATE]
    assert not [hit for path in others for hit in assignments(path) + updates(path) + births(path)]


def test_only_the_gate_has_sql_for_lifecycle_tables():
    offenders = []
    for path in code.product():
        if code.name(path) not in SQL_HOME:
            for node in ast.walk(code.tree(path)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
                    offenders.append(f"{code.name(path)}:{node.lineno}")
    assert not offenders


def test_every_table_with_a_state_is_guarded():
    """A table with ``state`` and ``version`` is a lifecycle; the database must hold its guard."""
    models = [m for m in apps.get_models() if m.__module__.split(".")[0] in code.FLOORS]
    lifecycles = {m._meta.db_table for m in models if {"state", "version"} <= {f.name for f in m._meta.local_fields}}
    assert lifecycles == set(guards.GUARDED)


def test_the_present_is_asked_in_one_place():
    """Law counts days in Guangxi, and the training mode moves the clock: ``casework.core.now``."""
    offenders = []
    for path in code.product():
        if code.name(path) == "casework/core/now.py":
            continue
        for node in ast.walk(code.tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
                if (owner, node.attr) in {
                    ("timezone", "now"), ("timezone", "localdate"), ("date", "today"),
                    ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"),
                }:  # fmt: skip
                    offenders.append(f"{code.name(path)}:{node.lineno}")
    assert not offenders
