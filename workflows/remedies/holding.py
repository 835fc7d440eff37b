"""Clocks that stand still while the execution of an act does (行政复议法 42, 行政诉讼法 56)."""

from datetime import date

from django.db.models import Q

from casework.clock import moves
from casework.clock.models import Deadline
from casework.enforcement.models import Finding
from documents.models import Document


def clocks_of(document: Document) -> list[Deadline]:
    """The running clocks in days that the service of the act began, without the party's own rights."""
    rows = Deadline.objects.filter(dossier=document.dossier_id, status="running", right_of_party=False, starts_at=None)
    dates = Q(name="rectification", key__in=[due.isoformat() for due in own_dates(document)])
    return list(rows.filter(Q(key=str(document.pk)) | dates).order_by("pk"))


def own_dates(document: Document) -> set[date]:
    """Due dates that only this order sets; a date that another order names too runs on for that one."""
    waiting = Finding.objects.filter(case__dossier=document.dossier_id).exclude(due_on=None).exclude(order=None)
    own = waiting.filter(order__document=document).values_list("due_on", flat=True)
    others = set(waiting.exclude(order__document=document).values_list("due_on", flat=True))
    return {due for due in own if due and due not in others}


def hold(document: Document, since: date, article: str) -> None:
    """Nothing whose last day is behind us can stand still any more."""
    for clock in clocks_of(document):
        if since <= clock.due_on:
            moves.pause(clock, since, reason="复议、诉讼期间停止执行", article=article)


def run_on(document: Document, until: date) -> None:
    """The clocks held run on, later by the days left out; a due date of a finding moves with its clock."""
    for clock in clocks_of(document):
        if not clock.pauses.filter(until=None).exists():
            continue
        moved = moves.resume(clock, until)
        if moved.name == "rectification" and moved.due_on != clock.due_on:
            Finding.objects.filter(order__document=document, due_on=clock.due_on).update(due_on=moved.due_on)
            Deadline.objects.filter(pk=moved.pk).update(key=moved.due_on.isoformat())
