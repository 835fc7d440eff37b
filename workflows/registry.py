"""Which lifecycle page governs which kind of record."""

from typing import TYPE_CHECKING, Any

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
