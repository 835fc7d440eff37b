"""Helpers of the page tests: who looks, at what, with how many queries."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def look(client, user, address, **headers):
    """The page as this person gets it; ``None`` is a stranger."""
    client.logout() if user is None else client.force_login(user)
    return client.get(address, headers=headers or None)


def read(client, user, address) -> str:
    """The text of a page that opens, without its tags."""
    page = look(client, user, address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    text = re.sub(r"<(?:script|style|svg)\b.*?</(?:script|style|svg)>", "", page.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text))


def queries(client, user, address) -> int:
    """How many statements a page takes, session and login included; the first look warms what is kept in memory."""
    look(client, user, address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len([q for q in seen.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))])
