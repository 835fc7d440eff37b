"""Photos: decoded to the last pixel, turned upright, time and place read, then drawn anew without anything else."""

import math
import warnings
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from documents.incoming import BadUpload

pillow_heif.register_heif_opener()

LONGEST_EDGE = 3200  # a certificate photographed whole is still legible
MOST_PIXELS = 50_000_000
MOST_PIXELS_JPEG = 100_000_000  # decoded at a fraction of its size, so it takes no more memory than the others
GUANGXI = ZoneInfo("Asia/Shanghai")
TAKEN = ((ExifTags.Base.DateTimeOriginal, 0x9011), (ExifTags.Base.DateTimeDigitized, 0x9012))

BROKEN = "这张图片不完整，打不开。请重新拍摄或重新导出后再传。"
TOO_MANY_PIXELS = "这张图片像素太多，打不开。请缩小后再传。"


@dataclass(frozen=True)
class Picture:
    data: bytes
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None


def picture(data: bytes, source: str, target: str) -> Picture:
    """Normalise a picture of Pillow's format ``source`` and encode it as ``target`` (JPEG or PNG).

    Raises:
        BadUpload: broken, truncated or a decompression bomb.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=[source]) as image:
                check_size(image)
                taken, place = read_exif(image)
                upright = decode(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise BadUpload(TOO_MANY_PIXELS) from None
    except BadUpload:
        raise
    except Exception:  # decoders raise whatever a hostile file makes them raise
        raise BadUpload(BROKEN) from None
    return Picture(encode(upright, target), taken, *place)


def check_size(image: Image.Image) -> None:
    most = MOST_PIXELS_JPEG if image.format in {"JPEG", "MPO"} else MOST_PIXELS
    if image.width * image.height > most:
        raise BadUpload(TOO_MANY_PIXELS)


def decode(image: Image.Image) -> Image.Image:
    """Every pixel of the first frame, upright, within the bound. A truncated file raises here."""
    image.draft(None, (LONGEST_EDGE, LONGEST_EDGE))
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    return upright


def encode(image: Image.Image, target: str) -> bytes:
    """Pixels only: a new picture carries no metadata, no comment and nothing behind its end."""
    see_through = "A" in image.getbands() or "transparency" in image.info
    pixels = image.convert("RGBA" if see_through else "RGB")
    if see_through and target == "JPEG":
        paper = Image.new("RGBA", pixels.size, "white")
        pixels = Image.alpha_composite(paper, pixels).convert("RGB")
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    out = BytesIO()
    clean.save(out, target, **({"quality": 88} if target == "JPEG" else {"optimize": False}))
    return out.getvalue()


def read_exif(image: Image.Image) -> tuple[datetime | None, tuple[float | None, float | None]]:
    """When and where the picture was taken, as far as its metadata can be believed; unreadable metadata is none."""
    try:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        return taken_at(details, exif.get(ExifTags.Base.DateTime)), place(exif.get_ifd(ExifTags.IFD.GPSInfo))
    except Exception:  # a camera's broken metadata is no fault of the picture
        return None, (None, None)


def taken_at(details: dict[int, Any], changed: Any) -> datetime | None:
    """The time of the exposure in Guangxi; a camera that names no time zone stood in Guangxi's."""
    for tag, zone in TAKEN:
        if text := details.get(tag):
            return moment(str(text), str(details.get(zone) or ""))
    return moment(str(changed), "") if changed else None


def moment(text: str, zone: str) -> datetime | None:
    text = text.strip("\0 ")
    try:
        if zone := zone.strip("\0 "):
            return datetime.strptime(f"{text} {zone}", "%Y:%m:%d %H:%M:%S %z").astimezone(GUANGXI)
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=GUANGXI)
    except ValueError:
        return None


def place(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    """Latitude and longitude in degrees, both or neither."""
    north = degrees(gps.get(2), gps.get(1) == "S", 90)
    east = degrees(gps.get(4), gps.get(3) == "W", 180)
    return (north, east) if north is not None and east is not None else (None, None)


def degrees(parts: Any, negative: bool, most: int) -> float | None:
    if not parts or len(parts) != 3:
        return None
    try:
        value = sum(float(part) / 60**power for power, part in enumerate(parts))
    except (ZeroDivisionError, ValueError):
        return None
    if math.isnan(value) or not 0 <= value <= most:
        return None
    return round(-value if negative else value, 6)
