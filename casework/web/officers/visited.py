"""Matters a person opened lately, kept in his session: a convenience, not a record."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from casework.core.now import now
from casework.web import wording

MOST = 6
KEY = "visited"


def remember(request: HttpRequest, kind: str, pk: int, label: str, party: str) -> None:
    """Put the matter on top of the list."""
    seen = [row for row in request.session.get(KEY, []) if (row["kind"], row["pk"]) != (kind, pk)]
    seen.insert(0, {"kind": kind, "pk": pk, "label": label, "party": party, "at": now().isoformat()})
    request.session[KEY] = seen[:MOST]


def recent(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {**row, "href": reverse(row["kind"], args=[row["pk"]]), "when": wording.ago(parse_datetime(row["at"]))}
        for row in request.session.get(KEY, [])
    ]
