"""The facts of a step: the keyword arguments of its body, no more and no fewer."""

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any


def wrong(page: Any, step: str, facts: Mapping[str, Any]) -> str:
    """What is missing or too much, or nothing."""
    known, wanted = names_of(page, step)
    if wanted <= facts.keys() <= known:
        return ""
    try:
        signature_of(page, step).bind(page, **facts)
    except TypeError as error:
        return str(error)
    return ""


def with_defaults(page: Any, step: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts a page's conditions read: what was given, and the body's own defaults for the rest."""
    return {**defaults_of(page, step), **facts} if step in page.steps() else facts


def with_opinion(page: Any, step: str, opinion: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The opinion given with a request is a fact of the step as well where its body asks for one."""
    return {**facts, "opinion": opinion} if step in page.steps() and "opinion" in names_of(page, step)[0] else facts


@cache
def defaults_of(page: Any, step: str) -> dict[str, Any]:
    parameters = signature_of(page, step).parameters.values()
    return {p.name: p.default for p in parameters if p.default is not p.empty}


@cache
def names_of(page: Any, step: str) -> tuple[frozenset[str], frozenset[str]]:
    """What the body takes, and what it must be given."""
    parameters = list(signature_of(page, step).parameters.values())[1:]
    return frozenset(p.name for p in parameters), frozenset(p.name for p in parameters if p.default is p.empty)


@cache
def signature_of(page: Any, step: str) -> inspect.Signature:
    return inspect.signature(getattr(page, step)._func)
