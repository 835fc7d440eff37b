"""Consent to electronic service (送达地址及电子送达方式确认书): without one nothing is served electronically."""

import base64
import binascii
import io
import secrets

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image, UnidentifiedImageError

from casework.accounts.models import User
from casework.core.now import today
from casework.organisations.models import Enterprise
from documents.models import ElectronicConsent
from documents.text import BadText, clean

PREFIX = "data:image/png;base64,"
MOST_BYTES, MOST_PIXELS = 512 * 1024, 4_000_000
STORED = (800, 320)  # pixels at most, cut to the ink
UNSIGNED = "请在签名框里手写签名，或附签字盖章的确认书照片。"
UNREADABLE = "签名没有传完整，请清除后重签。"
NO_CHANNEL = "请至少填写电子邮箱或手机号中的一项，用来接收送达通知。"
AT_ONCE = "另一位同事刚提交了确认书，请刷新后核对。"


class ConsentRefused(Exception):
    """The confirmation cannot be recorded like this, in a sentence; ``field`` is where it is mended."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


def record_consent(
    enterprise: Enterprise, *, signer: str, address: str, email: str, phone: str, signature: str | bytes, by: User
) -> ElectronicConsent:
    """Record the signed confirmation; one that was in force ends with it. The row itself says who entered it and when.

    Args:
        signature: what the pad sends (``data:image/png;base64,…``), or the picture of a signed paper.

    Raises:
        ConsentRefused: no channel, no signature, or somebody was faster.
    """
    if not email and not phone:
        raise ConsentRefused(NO_CHANNEL, "email")
    picture = ink(signature) if isinstance(signature, str) else scan(signature)
    row = ElectronicConsent(
        enterprise=enterprise, signer=written(signer, "signer"), address=written(address, "address"),
        email=email, phone=phone, by=by,
    )  # fmt: skip
    row.signature.save(f"{secrets.token_hex(16)}.png", ContentFile(picture), save=False)
    try:
        with transaction.atomic():
            in_force(enterprise).update(withdrawn_on=today())
            row.save(force_insert=True)
    except IntegrityError as error:
        row.signature.delete(save=False)
        raise ConsentRefused(AT_ONCE) from error
    return row


def withdraw_consent(enterprise: Enterprise) -> bool:
    """End the confirmation in force: from now on papers are served in the other ways. False if there was none."""
    return bool(in_force(enterprise).update(withdrawn_on=today()))


def in_force(enterprise: Enterprise):  # type: ignore[no-untyped-def]
    return ElectronicConsent.objects.filter(enterprise=enterprise, withdrawn_on=None)


def written(text: str, field: str) -> str:
    """The text as a paper can print it."""
    try:
        return str(clean(text)).strip()
    except BadText as refusal:
        raise ConsentRefused(str(refusal), field) from refusal


def ink(signature: str) -> bytes:
    """The drawing of a pad, cut to its strokes and drawn anew.

    Raises:
        ConsentRefused: nothing drawn, or no PNG.
    """
    if not signature:
        raise ConsentRefused(UNSIGNED, "signature")
    if not signature.startswith(PREFIX) or len(signature) > MOST_BYTES * 4 // 3:
        raise ConsentRefused(UNREADABLE, "signature")
    try:
        picture = opened(base64.b64decode(signature.removeprefix(PREFIX), validate=True), ["PNG"])
    except binascii.Error as error:
        raise ConsentRefused(UNREADABLE, "signature") from error
    strokes = picture.convert("RGBA")
    box = strokes.getchannel("A").getbbox()
    if box is None:
        raise ConsentRefused(UNSIGNED, "signature")
    return png(strokes.crop(box), STORED)


def scan(body: bytes) -> bytes:
    """The picture of a signed paper, drawn anew."""
    return png(opened(body, ["JPEG", "PNG"]).convert("RGB"), (2000, 2000))


def opened(body: bytes, formats: list[str]) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(body), formats=formats)
        if picture.width * picture.height > (MOST_PIXELS if formats == ["PNG"] else 60_000_000):
            raise ConsentRefused(UNREADABLE, "signature")
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ConsentRefused(UNREADABLE, "signature") from error
    return picture


def png(picture: Image.Image, most: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    picture.thumbnail(most)
    picture.save(out, "PNG")
    return out.getvalue()
