"""What the service of a paper means for the row it belongs to: ONE table, and the clocks that then run."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import models

from casework.accreditation.models import Ending, Rectification, Supplement
from casework.enforcement.models import Order
from casework.penalties.models import Decision, Demand, Hearing, PenaltyNotice, Surcharge
from documents.models import Document
from workflows.registry import PAGES

# Every clock some paper's service starts; which of them a paper's own does is said beside the step that issues it.
ON_SERVICE = (
    "rectification",
    "defence",
    "hearing_request",
    "pay",
    "demand_objection",
    "demand_wait",
    "supplement",
    "designation_rectify",
    "statement",
    "reconsideration",
    "suit",
)
RIGHTS = ("reconsideration", "suit")  # the party's own: they outlive the matter
MATTERS = ("penalty", "case", "application", "designation")  # whose clocks those of a dossier are


class Noted(NamedTuple):
    """A row keeps the day its paper was first validly served; ``corrected``: a correction of the paper counts too."""

    model: type[models.Model]
    paper: str = "document"
    day: str = "served_on"
    corrected: bool = False


DATES = (
    Noted(Order, corrected=True),
    Noted(PenaltyNotice),
    Noted(PenaltyNotice, "hearing_document", "hearing_served_on"),
    Noted(Hearing),
    Noted(Decision),
    Noted(Demand),
    Noted(Surcharge),
    Noted(Supplement),
    Noted(Rectification),
    Noted(Ending),
)


Rows = Iterable[tuple[Noted, Any]]


def rows_of(document: Document) -> Iterator[tuple[Noted, Any]]:
    """The rows whose paper the document is, or corrects."""
    for noted in DATES:
        papers = [document.pk, document.about_id or 0] if noted.corrected else [document.pk]
        for row in noted.model._default_manager.filter(**{f"{noted.paper}__in": papers}):
            yield noted, row


def note(rows: Rows, on: date) -> None:
    """Keep the first valid service."""
    for noted, row in rows:
        known = getattr(row, noted.day)
        if known is None or on < known:
            put(row, noted.day, on)


def forget(rows: Rows, was: date | None) -> None:
    """The service of that day was none."""
    for noted, row in rows:
        if getattr(row, noted.day) == was:
            put(row, noted.day, None)


def put(row: Any, day: str, on: date | None) -> None:
    setattr(row, day, on)
    row.save(update_fields=[day])


def keys(rows: Rows) -> list[str]:
    """Keys of the clocks by which the paper of these rows had to be served."""
    return [serving_key(row) for _noted, row in rows]


def serving_key(row: models.Model) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def matter_of(dossier: int) -> Any:
    """The page of the dossier's matter whose clocks run on service, or None."""
    for kind in MATTERS:
        page = PAGES[kind]
        if (record := page.record_model._default_manager.filter(dossier=dossier).first()) is not None:
            return page(record)
    return None
