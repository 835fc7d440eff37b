"""The pages' own background work; thin: the row is the queue."""

from celery import shared_task


@shared_task
def exports() -> int:
    from casework.web.officers.workbook import sweep

    return sweep()
