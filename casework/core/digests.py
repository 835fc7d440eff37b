"""The two digests every kept file is known by: SHA-256, and SM3 (GB/T 32905), the one an office here is asked for.

SM3 comes from cryptography, whose pinned wheel brings its own OpenSSL; that of ``hashlib`` hangs on the system's.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.hazmat.primitives.hashes import SM3, Hash


class Digests(NamedTuple):
    sha256: str = ""
    sm3: str = ""


def of_pieces(pieces: Iterable[bytes]) -> Digests:
    """Both digests in one reading."""
    sha256, sm3 = hashlib.sha256(), Hash(SM3())
    for piece in pieces:
        sha256.update(piece)
        sm3.update(piece)
    return Digests(sha256.hexdigest(), sm3.finalize().hex())


def of(content: bytes) -> Digests:
    return of_pieces([content])
