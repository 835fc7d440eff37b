"""Sample facts of every kind of paper: invented, complete, and beside the template they belong to (``KIND.json``).

Staff try their templates with them, tests draw them, and what a template may ask for is read off them
(documents/templating/shapes.py).
"""

import copy
import json
from functools import cache
from typing import Any

from documents.catalogue import KINDS
from documents.render import ROOT
from documents.text import Facts

LONG = "𠮷祥㛃“<研发&制造>”有限公司" + "很长的名称" * 10
ROWS = 40
FIXED = ("code", "verify_url", "issued_iso", "pictures", "site")  # the page's own, not for anybody to vary


@cache
def _read(kind_code: str) -> str:
    return (ROOT / f"{KINDS[kind_code].template}.json").read_text()


def sample(kind_code: str) -> Facts:
    """The paper as it usually is."""
    facts: Facts = json.loads(_read(kind_code))
    return facts


def longest(kind_code: str) -> Facts:
    """The paper at its worst: long texts with every troublesome character, tables over many pages."""
    facts = sample(kind_code)
    return {name: value if name in FIXED else _stretched(value) for name, value in facts.items()}


def _stretched(value: Any, depth: int = 0) -> Any:
    if isinstance(value, str):
        return value + LONG if value else LONG
    if isinstance(value, dict):
        return {name: _stretched(member, depth) for name, member in value.items()}
    if isinstance(value, list):
        members = [_stretched(member, depth + 1) for member in value]
        return [copy.deepcopy(members[n % len(members)]) for n in range(3 if depth else ROWS)] if members else []
    return value


def emptiest(kind_code: str) -> Facts:
    """The paper with nothing in it but what it must say."""
    needed = {name.split(".")[0] for name in KINDS[kind_code].required}
    facts = sample(kind_code)
    return {name: value if name in needed or name in FIXED else _emptied(value) for name, value in facts.items()}


def _emptied(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _emptied(member) for name, member in value.items()}
    return [] if isinstance(value, list) else False if isinstance(value, bool) else "" if isinstance(value, str) else 0


def cases(kind_code: str) -> dict[str, Facts]:
    return {"通常": sample(kind_code), "最长": longest(kind_code), "最少": emptiest(kind_code)}
