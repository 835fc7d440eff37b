"""What facts a kind of paper has, read off its sample: the sample is the schema.

A shape is ``TEXT``, ``FLAG`` (yes or no), ``[shape]`` for a list or ``{name: shape}``.
"""

from functools import cache
from typing import Any

from documents.samples import sample

TEXT, FLAG = "text", "flag"
Shape = Any
LOOP = {"index": TEXT, "length": TEXT, "first": FLAG, "last": FLAG}


def shape(value: Any) -> Shape:
    if isinstance(value, bool):
        return FLAG
    if isinstance(value, list):
        return [merged([shape(member) for member in value])]
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    return TEXT


def merged(shapes: list[Shape]) -> Shape:
    """What the members of a list have, all of them together; nothing is known of an empty list."""
    known = [found for found in shapes if found is not None]
    if not known:
        return None
    if all(isinstance(found, dict) for found in known):
        names = dict.fromkeys(name for found in known for name in found)
        return {name: merged([found[name] for found in known if name in found]) for name in names}
    if all(isinstance(found, list) for found in known):
        return [merged([found[0] for found in known])]
    return known[0]


@cache
def schema(kind_code: str) -> dict[str, Shape]:
    return dict(shape(sample(kind_code)))


def missing(have: Shape, wanted: Shape, at: str = "") -> list[str]:
    """Dotted names that ``wanted`` has and ``have`` has not, or has as something else; an empty list has no members."""
    if wanted is None or have is None:
        return []
    if isinstance(wanted, dict) and isinstance(have, dict):
        gone = [f"{at}{name}" for name in wanted if name not in have]
        below = (missing(have[name], wanted[name], f"{at}{name}.") for name in wanted if name in have)
        return [*gone, *(name for names in below for name in names)]
    if isinstance(wanted, list) and isinstance(have, list):
        return missing(have[0], wanted[0], at)
    return [] if have == wanted else [at.rstrip(".")]
