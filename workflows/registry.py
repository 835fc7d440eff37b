"""Which lifecycle page governs which kind of record."""

from typing import TYPE_CHECKING, Any

from workflows.words import OnService

if TYPE_CHECKING:
    from workflows.engine import Lifecycle

PAGES: dict[str, type["Lifecycle"]] = {}


def page_of(record: Any) -> type["Lifecycle"]:
    """The page of a record's class.

    Raises:
        LookupError: the class has no lifecycle.
    """
    for page in PAGES.values():
        if page.record_model is type(record):
            return page
    raise LookupError(type(record).__name__)


def clocks_on_service(kind: str) -> set[str]:
    """Names of the clocks that run from the service of a paper of this kind."""
    return {
        clock.name
        for page in PAGES.values()
        for effects in page.steps().values()
        if kind in [getattr(entry, "name", entry) for entry in effects.issues]
        for clock in effects.starts
        if isinstance(clock, OnService)
    }
