"""The story of a penalty as the tests tell it, and a story in every state of the first half."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tests.workflows.stages import ago, expired
from tests.workflows.story import Story

# The last chapter that is written holds all before it.
CHAPTERS = ("stopping", "collecting", "deciding", "filing")


def teller() -> type[Any]:
    """The tests' story with every chapter there is."""
    name = next(name for name in CHAPTERS if find_spec(f"workflows.demo.{name}_story"))
    chapter = getattr(import_module(f"workflows.demo.{name}_story"), f"{name.title()}Story")
    return type("PenaltyStory", (Story, chapter), {})


def overdue(story: Any) -> Any:
    """Found, ordered and served long ago, and found not corrected by a re-inspection."""
    return expired(story).recheck("not_done")


def filed(story: Any) -> Any:
    return story.ordered().file()


EARLY: dict[str, Callable[[Any], Any]] = {
    "": lambda s: s.ordered().opened(),
    "filed": filed,
    "investigated": lambda s: s.investigated(),
    "notified": lambda s: s.notified(),
}

__all__ = ["EARLY", "ago", "filed", "overdue", "teller"]
