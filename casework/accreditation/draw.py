"""A public draw that anybody can run again: SHA-256 over the seed, a counter and the names drawn from.

The algorithm, so that it can be checked with other tools: sort the candidates by their key as text; then for each place
take the first eight bytes, read as a number, of ``sha256("seed:counter")``, counter 0, 1, 2 …; a number at or above the
largest multiple of the candidates left is thrown away, else its remainder says which one is drawn and leaves the list.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator

SPACE = 2**64


def new_seed() -> str:
    """A seed nobody can foresee; recorded before the draw it is for."""
    return secrets.token_hex(16)


def numbers(seed: str) -> Iterator[int]:
    """The numbers of a seed, one for each counter."""
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(f"{seed}:{counter}".encode()).digest()[:8])
        counter += 1


def draw(seed: str, candidates: Iterable[int], places: int) -> list[int]:
    """The first ``places`` drawn, in the order of the draw; all of them where there are no more.

    Every candidate has the same chance at every place: numbers that would favour the first ones are thrown away.
    """
    left, found, source = sorted(set(candidates), key=str), [], numbers(seed)
    while left and len(found) < places:
        number = next(source)
        if number < SPACE - SPACE % len(left):
            found.append(left.pop(number % len(left)))
    return found
