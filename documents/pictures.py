"""Pictures put into a paper: the seal from storage, signatures drawn on a screen."""

import base64
import binascii
import hashlib
import io
from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image

SIGNATURE = (500, 200)  # pixels: 25 × 10 mm in the line
MAX_SOURCE = 4_000_000  # bytes of a drawn signature as sent by the browser


class BadPicture(ValueError):
    """A picture that cannot be printed."""


def _fit(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture's inked part, made to fit a transparent canvas of the size without distortion."""
    ink = image.getchannel("A").getbbox() or (0, 0, *image.size)
    cut = image.crop(ink)
    cut.thumbnail(size)
    canvas = Image.new("RGBA", size, (0, 0, 0, 0))
    canvas.paste(cut, ((size[0] - cut.width) // 2, (size[1] - cut.height) // 2))
    return canvas


def signature(address: str) -> str:
    """A drawn signature as a small ``data:`` address to be kept among the facts; empty for none.

    Raises:
        BadPicture: not a PNG or JPEG in a ``data:`` address.
    """
    if not address:
        return ""
    head, _, body = address.partition(",")
    if not head.startswith("data:image/") or len(body) > MAX_SOURCE:
        raise BadPicture("signature is no data address of a picture")
    try:
        image = Image.open(io.BytesIO(base64.b64decode(body, validate=True)), formats=["PNG", "JPEG"])
        if image.width * image.height > 20_000_000:
            raise BadPicture("signature is too large")
        small = _fit(image.convert("RGBA"), SIGNATURE)
    except (binascii.Error, OSError, ValueError) as error:
        raise BadPicture(str(error)) from error
    # Ink is one colour: keep its shade only, in 16 steps.
    out = io.BytesIO()
    small.quantize(16).save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


@lru_cache(maxsize=32)
def _stored(name: str, sha256: str) -> bytes:
    with default_storage.open(name) as file:
        body: bytes = file.read()
    if hashlib.sha256(body).hexdigest() != sha256:
        raise BadPicture(f"{name} is no longer the picture the paper was issued with")
    out = io.BytesIO()
    with Image.open(io.BytesIO(body), formats=["PNG", "JPEG"]) as image:
        square = image.convert("RGBA")
        square.thumbnail((900, 900))
        square.save(out, "PNG")
    return out.getvalue()


def load(reference: object) -> bytes | None:
    """The PNG a fact refers to: ``data:`` address, {"file", "sha256"} in storage, or nothing.

    Raises:
        BadPicture: the stored file has changed since the paper was issued, or the reference is of no known kind.
    """
    if not reference:
        return None
    if isinstance(reference, dict):
        return _stored(str(reference["file"]), str(reference["sha256"]))
    if isinstance(reference, str) and reference.startswith("data:image/png;base64,"):
        return base64.b64decode(reference.partition(",")[2])
    raise BadPicture("unknown reference to a picture")
