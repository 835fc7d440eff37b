"""Pictures put into a paper: a reference frozen with the facts, and the PNG it stands for when the paper is drawn."""

import hashlib
import io
from functools import lru_cache
from typing import Any

from django.core.files.storage import default_storage
from PIL import Image

SEAL = (900, 900)  # pixels at most: 42 mm at 540 dots an inch
SIGNATURE = (500, 200)  # pixels: 25 × 10 mm in the line
PAPER = 200  # lighter than this is paper, not ink


class BadPicture(ValueError):
    """A picture that cannot be printed."""


@lru_cache(maxsize=256)
def _digest(name: str) -> str:
    with default_storage.open(name) as file:
        return hashlib.sha256(file.read()).hexdigest()


def reference(stored: Any, sha256: str = "") -> dict[str, str] | str:
    """A stored file as a fact: its name and digest, so that a file put in its place is noticed."""
    return {"file": stored.name, "sha256": sha256 or _digest(stored.name)} if stored else ""


def _ink(image: Image.Image) -> Image.Image:
    """A signature cut to its ink and set into a transparent canvas of one shape, whatever the shape it was drawn in."""
    picture = image.convert("RGBA")
    if picture.getchannel("A").getextrema() == (255, 255):
        picture.putalpha(image.convert("L").point(lambda shade: 0 if shade > PAPER else 255))
    cut = picture.crop(picture.getchannel("A").getbbox())
    cut.thumbnail(SIGNATURE)
    canvas = Image.new("RGBA", SIGNATURE, (0, 0, 0, 0))
    canvas.paste(cut, ((SIGNATURE[0] - cut.width) // 2, (SIGNATURE[1] - cut.height) // 2))
    return canvas


@lru_cache(maxsize=32)
def _drawn(name: str, sha256: str, is_signature: bool) -> bytes:
    with default_storage.open(name) as file:
        body: bytes = file.read()
    if hashlib.sha256(body).hexdigest() != sha256:
        raise BadPicture(f"{name} is no longer the picture the paper was issued with")
    out = io.BytesIO()
    with Image.open(io.BytesIO(body), formats=["PNG", "JPEG"]) as image:
        picture = _ink(image) if is_signature else image.convert("RGBA")
        picture.thumbnail(SEAL)
        picture.save(out, "PNG")
    return out.getvalue()


def load(fact: object, *, is_signature: bool) -> bytes | None:
    """The PNG a reference stands for, or nothing for an empty one.

    Raises:
        BadPicture: the stored file has changed since the paper was issued.
    """
    if not isinstance(fact, dict):
        return None
    return _drawn(str(fact["file"]), str(fact["sha256"]), is_signature)
