"""What the database says to a change of state that came round the gate: the steps that lead there, by which article."""

from collections import defaultdict
from typing import Any

from viewflow.fsm import State

from casework.trail import guards
from workflows.registry import PAGES
from workflows.words import SELF, Effects

Moves = dict[tuple[bool, str], list[str]]  # whether the state stays the same, and the state then -> steps


def tell_the_guards() -> None:
    """Hand the sentences of every lifecycle page to the guards, which know nothing of pages."""
    for kind, page in PAGES.items():
        column: Any = page.record_model._meta.get_field("state")
        states = {"": "未开始", **dict(column.choices)}
        found: Moves = defaultdict(list)
        for effects in page.steps().values():
            for move in moves_of(effects, list(states)):
                found[move].append(f"“{effects.label}”（{effects.law}）" if effects.law else f"“{effects.label}”")
        guards.SENTENCES[kind] = {
            (stays, state): f"{'停留在' if stays else '进入'}“{states[state]}”的环节：{'、'.join(steps)}。"
            for (stays, state), steps in found.items()
        }


def moves_of(effects: Effects, states: list[str]) -> set[tuple[bool, str]]:
    return {
        (source == target, target)
        for key, aim in effects.moves.items()
        for source in sources_of(key, states)
        for target in targets_of(source, aim)
    }


def sources_of(key: Any, states: list[str]) -> list[str]:
    if key is State.ANY:
        return states
    return [str(source) for source in (key if isinstance(key, tuple) else (key,))]


def targets_of(source: str, aim: Any) -> list[str]:
    return [source] if aim is SELF else [str(target) for target in getattr(aim, "states", [aim])]
