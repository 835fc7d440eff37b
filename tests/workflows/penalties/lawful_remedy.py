"""Somebody about to take each step of a review, lawfully."""

from typing import Any

from tests.workflows.lawful import day, every_matter, way


def registered(s: Any) -> Any:
    """A review of the order to correct."""
    return s.found().order().serve().register()


every_matter("remedy", registered)


@way("remedy", "register")
def register(s: Any) -> Any:
    s.found().order().serve().contest()
    return s.received()


@way("remedy", "answer")
def answer(s: Any) -> Any:
    registered(s)
    return {"answer": "事实清楚，请求维持。"}


@way("remedy", "stay")
def stay(s: Any) -> Any:
    registered(s)
    return {"since": day(), "reason": "复议机关认为需要停止执行"}


@way("remedy", "end_stay")
def end_stay(s: Any) -> Any:
    registered(s).stay()
    return {"until": day(), "reason": "原因消除"}


@way("remedy", "conclude")
def conclude(s: Any) -> Any:
    registered(s)
    return s.outcome()
