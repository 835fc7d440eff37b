"""How often somebody without a name may do something, by address. allauth's own limits let every GET pass."""

from contextlib import suppress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 600  # seconds, from the first time


def _key(request: HttpRequest, action: str) -> str:
    return f"limit:{action}:{get_adapter(request).get_client_ip(request)}"


def reached(request: HttpRequest, action: str, most: int) -> bool:
    return bool(cache.get(_key(request, action), 0) >= most)


def count(request: HttpRequest, action: str) -> None:
    """One more time within the window."""
    cache.add(_key(request, action), 0, WINDOW)
    with suppress(ValueError):  # the window ended between the two statements
        cache.incr(_key(request, action))
