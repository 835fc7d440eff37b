"""Celery's entry points: thin, idempotent, safe to lose. The work stands in rows."""

import logging

from celery import shared_task

log = logging.getLogger(__name__)


@shared_task
def tick() -> dict[str, int]:
    from workflows.tick import tick as run

    return run()


@shared_task
def sweep() -> dict[str, int]:
    """Files to draw, mails to send."""
    from casework.notices import send
    from documents import drawing

    return {"files": drawing.sweep(), "mails": send.sweep()}


@shared_task
def check_files() -> int:
    from workflows.nightly import check_files as run

    return run()


@shared_task
def seal() -> int:
    from casework.trail.seals import seal as run

    made = run()
    if made:  # the line in the log, kept elsewhere, is what an outsider can hold against the database
        log.info("seal %s of %s: root %s, digest %s", made.pk, made.at.isoformat(), made.root, made.digest)
    return made.leaves if made else 0
