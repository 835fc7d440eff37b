"""The square code at the foot of every paper: the address where it is verified."""

from functools import lru_cache

import segno

from documents.png import squares

QUIET = 2  # light modules around; the paper is white beyond them
MASK = 3  # fixed: choosing the prettiest of eight costs more than the rest, and any mask is read


@lru_cache(maxsize=64)
def png(address: str) -> bytes:
    """A PNG of the address with medium error correction, four pixels a module."""
    code = segno.make(address, error="m", mask=MASK, micro=False, boost_error=False)
    return squares(code.matrix, scale=4, border=QUIET)
