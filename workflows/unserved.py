"""A paper that fell before it reached anybody: its service ends with it, and the trail says why."""

from collections.abc import Iterable
from typing import Any

from documents.models import Service, ServiceState
from workflows.engine import take

OPEN = (ServiceState.PENDING, ServiceState.ATTEMPTED, ServiceState.RETURNED, ServiceState.POSTED)


def give_up(page: Any, papers: Iterable[int | None], reason: str) -> None:
    """End the open services of these papers, once the page's own step is written."""
    named = [paper for paper in papers if paper]

    def end() -> None:
        for service in Service.objects.filter(document__in=named, state__in=OPEN).order_by("pk"):
            take(service, "void", by=page.by, remark=reason[:300])

    if named:
        page.then(end)
