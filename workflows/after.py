"""What follows a step: notices written in its transaction, and a word to the workers after commit."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import transaction

from casework.notices.write import write
from documents.models import Dossier

if TYPE_CHECKING:
    from workflows.engine import Lifecycle

log = logging.getLogger(__name__)


def tell(page: "Lifecycle", codes: Sequence[str], step: str) -> None:
    """Write the step's notices; the key is the record's version, so a step tells once."""
    if not codes:
        return
    dossier = Dossier.objects.select_related("enterprise", "agency").get(pk=page.record.dossier_id)
    key = f"{page.kind}:{page.record.pk}:{page.record.version}"
    for code in codes:
        write(code, dossier, key, words(page, dossier, step), url=address(dossier))


def words(page: "Lifecycle", dossier: Dossier, step: str) -> dict[str, Any]:
    papers = "、".join(str(document) for document in page.documents if not document.internal)
    return {
        "party": dossier.about,
        "agency": dossier.agency.name,
        "papers": papers or getattr(page.record, "document", page.title),
        "step": page.effects(step).label,
    }


def address(dossier: Dossier) -> str:
    """Where the matter stands, for officers and party alike: the page sends each audience to its own wing."""
    return f"/dossiers/{dossier.pk}/"


def nudge() -> None:
    """After commit, tell the workers to look now. A lost message costs one sweep's delay, never the work."""
    transaction.on_commit(send, robust=True)


def send() -> None:
    try:
        current_app.send_task("workflows.tasks.sweep", retry=False)
    except OSError as error:  # the broker is down: the periodic sweep will find the rows
        log.warning("worker not told: %s", error)
