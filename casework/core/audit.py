"""What the office did outside any matter's chain, in the log the audit administrator reads."""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model


def note(by: Any, row: Model, words: str) -> None:
    """Enter an act on a row; call it in the transaction of the act."""
    LogEntry.objects.log_actions(by.pk, [row], CHANGE, change_message=words, single_object=True)
