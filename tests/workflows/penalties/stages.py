"""The story of a penalty as the tests tell it, and a story in every state."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from tests.workflows.stages import ago, expired
from tests.workflows.story import Story
from workflows.tick import tick

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


def fined_and_refusing(story):
    """Fined in tier 2, the decision served, and a re-inspection after it found nothing corrected."""
    with ago(10):
        expired_before(story)
        story.serve().file(2).interview().conclude(fine=100000).notify().serve_notice()
        story.waive("both").looked_at().decide().serve_decision()
    return story.recheck("not_done").serve()


def expired_before(story):
    """Ordered so long ago that the date had passed ten days ago."""
    with ago(40):
        story.found()
    with ago(39):
        story.order(10)
    with ago(38):
        story.serve()
    with ago(11):
        tick()
        story.recheck("not_done")
    return story


HEARD_FINE = 60000  # gives the unit a hearing


def scheduled(story: Any) -> Any:
    """The hearing was asked for, announced and served long ago; its day has come."""
    with ago(60):
        story.heard(fine=HEARD_FINE)
    return story


def demanded(story: Any) -> Any:
    """Punished long ago, unpaid, demanded."""
    with ago(40):
        story.punished()
    return story.demand()


def at_court(story: Any) -> Any:
    """Neither paid nor appealed; the last demand has waited its days."""
    with ago(230):
        story.punished()
    with ago(40):
        story.demand(last=True)
    return story.apply_to_court()


PENALTIES: dict[str, Callable[[Any], Any]] = {
    "": lambda s: s.ordered().opened(),
    "filed": lambda s: s.ordered().file(),
    "investigated": lambda s: s.investigated(),
    "notified": lambda s: s.notified(),
    "hearing_requested": lambda s: s.notified(fine=HEARD_FINE).request_hearing(),
    "hearing_scheduled": scheduled,
    "heard": lambda s: scheduled(s).hold_hearing(),
    "decided": lambda s: s.decided(),
    "not_punished": lambda s: s.investigated().not_punish(),
    "demanded": demanded,
    "at_court": at_court,
    "performed": lambda s: s.performed(),
    "ended": lambda s: s.punished().end_enforcement(),
    "transferred": lambda s: s.ordered().file().transfer(),
    "withdrawn": lambda s: s.ordered().file().withdraw(),
    "closed": lambda s: s.performed().close_penalty(),
}
