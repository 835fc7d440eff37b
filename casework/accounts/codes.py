"""The login code printed on an order: how it is made, read and kept."""

import secrets
import unicodedata
from datetime import timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from casework.accounts.models import AccessCode
from casework.core.now import today

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O, 1 I L: it is read from paper
LENGTH = 12
VALID_DAYS = 90


def digest(code: str) -> str:
    """What is stored of a code: without SECRET_KEY nobody can test guesses against a copy of the table."""
    return salted_hmac("enterprise access code", code, algorithm="sha256").hexdigest()


def new_code() -> tuple[str, str]:
    """A code and its digest."""
    plain = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return plain, digest(plain)


def printed(code: str) -> str:
    """``ABCD-EFGH-JKMN``, as papers show it."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def read(text: str) -> str:
    """A code as somebody typed it: any case, any width, with or without dashes and blanks."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c in ALPHABET)


def keep_code(enterprise: Any, document: Any, stored: str, days: int = VALID_DAYS) -> AccessCode:
    """Put down the digest of a code that is printed on the document."""
    return AccessCode.objects.create(
        enterprise=enterprise, document=document, digest=stored, expires_on=today() + timedelta(days=days)
    )


def make_code(enterprise: Any, document: Any, days: int = VALID_DAYS) -> str:
    """Make a further code for an enterprise that lost its own; only the digest is kept.

    Returns:
        The code in clear, to be handed over and never shown again.
    """
    plain, stored = new_code()
    keep_code(enterprise, document, stored, days)
    return plain
