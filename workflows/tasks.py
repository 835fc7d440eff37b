"""Celery's entry points: thin, idempotent, safe to lose. The work stands in rows."""

from celery import shared_task


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
def seal() -> int:
    from casework.trail.seals import seal as run

    made = run()
    return made.leaves if made else 0
