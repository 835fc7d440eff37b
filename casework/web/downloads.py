"""Files out of a dossier: only to who may see the dossier, never run by a browser."""

from urllib.parse import quote

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse

INLINE = ("application/pdf", "image/jpeg", "image/png", "image/webp")  # what a browser may show and cannot run


def disposition(name: str, inline: bool = False) -> str:
    """A header for any name, Chinese too: quotes, line ends and path separators never leave the encoded form."""
    safe = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|')[-120:] or "file"
    _stem, dot, ending = safe.rpartition(".")
    ending = ending if dot and ending.isascii() and ending.isalnum() else "bin"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"file.{ending}\"; filename*=UTF-8''{quote(safe, safe='')}"


def send(file: FieldFile, name: str, media_type: str, *, inline: bool = False) -> HttpResponse:
    """The stored file.

    Raises:
        Http404: the row names a file that is not there.
    """
    try:
        stream = file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    response = FileResponse(stream, content_type=media_type)
    response["Content-Disposition"] = disposition(name, inline and media_type in INLINE)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
