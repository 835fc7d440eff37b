"""Secrets at rest: a database dump alone must not let anybody compute one-time codes."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def derived(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"casework second factor").derive(
        hashlib.sha256(secret.encode()).digest()
    )
    return Fernet(base64.urlsafe_b64encode(key))


@lru_cache(maxsize=4)
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([derived(secret) for secret in secrets])


def box() -> MultiFernet:
    """Encrypts with SECRET_KEY; also opens what SECRET_KEY_FALLBACKS closed, so that the key can be changed."""
    return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def seal(text: str) -> str:
    return box().encrypt(text.encode()).decode()


def unseal(token: str) -> str:
    """The clear text.

    Raises:
        ImproperlyConfigured: closed with a key that is neither SECRET_KEY nor among SECRET_KEY_FALLBACKS.
    """
    try:
        return box().decrypt(token.encode()).decode()
    except InvalidToken:
        raise ImproperlyConfigured("SECRET_KEY was changed: put the old one into SECRET_KEY_FALLBACKS.") from None
