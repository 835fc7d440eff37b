"""One-time tokens of forms: a second POST of the same token changes nothing and goes where the first one went.

Kept in the shared cache. What truly keeps a step from being taken twice is the record's version under the gate's lock;
the token only turns the refusal of a double click into the answer of the first click.
"""

import hashlib
import secrets
import time

from django.core.cache import cache

from casework.accounts.models import User

BUSY = "busy"
KEPT = 24 * 3600  # seconds an answer is remembered
RUNNING = 60  # seconds after which a request that died no longer holds its token
PATIENCE, PAUSE = 30, 0.1


def new_token() -> str:
    return secrets.token_urlsafe(12)


def key(user: User, token: str) -> str:
    return f"once:{user.pk}:{hashlib.sha256(token.encode()).hexdigest()}"


def answer(user: User, token: str) -> str:
    """Where the first POST of this token went; empty when there was none, and the token is now the caller's.

    While the first is still at work this waits a few seconds for it.
    """
    for _attempt in range(PATIENCE):
        if cache.add(key(user, token), BUSY, RUNNING):
            return ""
        if (found := cache.get(key(user, token))) not in (None, BUSY):
            return str(found)
        time.sleep(PAUSE)
    return ""


def done(user: User, token: str, href: str) -> None:
    cache.set(key(user, token), href, KEPT)


def release(user: User, token: str) -> None:
    """The POST came to nothing: the same form may be sent again."""
    cache.delete(key(user, token))
