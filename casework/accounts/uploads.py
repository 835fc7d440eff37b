"""What may be handed in before there is a dossier: a scan of an authority."""

import secrets

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from PIL import Image, UnidentifiedImageError

KINDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def check_proof(upload: UploadedFile) -> UploadedFile:
    """Refuse what is too large or is no PDF, JPG or PNG by its content; give the file a name of our own.

    Raises:
        ValidationError: what is wrong and how to mend it.
    """
    limit = settings.MAX_EVIDENCE_BYTES
    if upload.size is None or upload.size > limit:
        raise ValidationError(f"这个文件{filesizeformat(upload.size)}，超过{filesizeformat(limit)}。请压缩后再传。")
    kind = filetype.guess(upload.read(262))
    upload.seek(0)
    if kind is None or kind.mime not in KINDS:
        raise ValidationError("这种格式打不开。请换成 PDF、JPG 或 PNG。")
    if kind.mime.startswith("image/"):
        _whole(upload)
    upload.name = f"{secrets.token_hex(8)}.{KINDS[kind.mime]}"
    return upload


def _whole(upload: UploadedFile) -> None:
    try:
        with Image.open(upload) as picture:
            if picture.width * picture.height > 60_000_000:
                raise ValidationError("这张图片的像素太多。请缩小后再传。")
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise ValidationError("这张图片不完整，打不开。请重新拍照或扫描后再传。") from None
    upload.seek(0)
