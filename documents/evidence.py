"""Evidence and other files people bring into a dossier: checked, normalised, stored, recorded and on the chain."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from casework.accounts.models import User
from casework.core.digests import Digests, of
from casework.trail import chain
from casework.trail.models import Event
from documents.incoming import BadUpload
from documents.incoming.kinds import Kept, keep
from documents.incoming.names import clean_name, extension_of, renamed
from documents.models import Attachment, Dossier

__all__ = ["EVENT_KIND", "BadUpload", "accept", "accept_all"]

Upload: TypeAlias = "UploadedFile[Any]"

EVENT_KIND = "attachment"
MEGABYTE = 1024 * 1024
EMPTY = "这个文件是空的。请重新选择文件。"
TOO_BIG = "这个文件{size} MB，超过{most} MB。请压缩后再传。"
TOO_MANY = "一次最多传{most}个文件。请分几次办理。"
SEALED = "案卷已封卷，不能再加材料。请先重新开卷。"


@dataclass(frozen=True)
class Stored:
    """A file that lies in the storage under a random name and has no row yet."""

    path: str
    name: str
    kept: Kept
    digests: Digests
    original_sha256: str


def accept(
    upload: Upload,
    *,
    dossier: Dossier,
    by: User | None,
    kind: str = "",
    from_party: bool = False,
    internal: bool = False,
) -> Attachment:
    """Take one file in; see ``accept_all``.

    Raises:
        BadUpload: one Chinese sentence; neither row nor file is left.
    """
    return accept_all([upload], dossier=dossier, by=by, kind=kind, from_party=from_party, internal=internal)[0]


def accept_all(
    uploads: Iterable[Upload],
    *,
    dossier: Dossier,
    by: User | None,
    kind: str = "",
    from_party: bool = False,
    internal: bool = False,
    most: int = 0,
) -> list[Attachment]:
    """Take all of the files in, or none of them.

    Order of effects: each file is checked and stored under a random name; then, in one transaction with the dossier
    locked, each gets its row and its event. Any failure deletes the files again. Call it before the step that uses
    the rows, not inside its transaction: a rollback further out would leave files without rows.

    Args:
        most: how many files the person may bring in between two steps, where it is not the usual number.

    Raises:
        BadUpload: one Chinese sentence, which names the file where there are several.
    """
    uploads = list(uploads)
    check_count(len(uploads))
    stored: list[Stored] = []
    try:
        for upload in uploads:
            stored.append(store(upload, alone=len(uploads) == 1))
        with transaction.atomic():
            open_for(dossier, by, len(stored), most)
            return [record(one, dossier, by, kind, from_party, internal) for one in stored]
    except BaseException:
        for one in stored:
            storage().delete(one.path)
        raise


def store(upload: Upload, *, alone: bool) -> Stored:
    """Check a file and put what is kept of it into the storage."""
    name = clean_name(upload.name or "")
    try:
        data = read(upload)
        kept = keep(data, name, extension_of(name))
    except BadUpload as refusal:
        if alone:
            raise
        raise BadUpload(f"{name}：{refusal}") from None
    field = Attachment._meta.get_field("file")
    path = field.generate_filename(Attachment(), f"{secrets.token_hex(16)}.{kept.extension}")
    path = storage().save(path, ContentFile(kept.data))
    return Stored(path, renamed(name, kept.extension), kept, of(kept.data), of(data).sha256)


def read(upload: Upload) -> bytes:
    """All bytes of an upload within the limit; the size a browser claims is not believed."""
    most = settings.MAX_EVIDENCE_BYTES
    if (upload.size or 0) > most:
        raise too_big(upload.size or 0)
    upload.seek(0)
    data: bytes = upload.read(most + 1)
    if len(data) > most:
        raise too_big(len(data))
    if not data:
        raise BadUpload(EMPTY)
    return data


def too_big(size: int) -> BadUpload:
    most = settings.MAX_EVIDENCE_BYTES / MEGABYTE
    shown = f"{size / MEGABYTE:.0f}"
    if shown == f"{most:.0f}":  # 20.3 of 20 must not read "20 MB, more than 20 MB"
        shown = f"{max(size / MEGABYTE, most + 0.1):.1f}"
    return BadUpload(TOO_BIG.format(size=shown, most=f"{most:.0f}"))


def open_for(dossier: Dossier, by: User | None, files: int, most: int = 0) -> None:
    """Lock the dossier; refuse if it is sealed or the person's files since the last step are too many."""
    locked = Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
    if locked.sealed_at:
        raise BadUpload(SEALED)
    events = Event.objects.filter(dossier=locked)
    last_step = events.exclude(kind=EVENT_KIND).aggregate(last=Max("seq"))["last"] or 0
    check_count(files + events.filter(kind=EVENT_KIND, by=by, seq__gt=last_step).count(), most)


def check_count(files: int, most: int = 0) -> None:
    most = most or settings.MAX_EVIDENCE_FILES
    if files > most:
        raise BadUpload(TOO_MANY.format(most=most))


def record(one: Stored, dossier: Dossier, by: User | None, kind: str, from_party: bool, internal: bool) -> Attachment:
    """The row of a stored file and its event; the transaction is the caller's."""
    row = Attachment.objects.create(
        dossier=dossier,
        name=one.name,
        kind=kind,
        media_type=one.kept.media_type,
        file=one.path,
        sha256=one.digests.sha256,
        sm3=one.digests.sm3,
        size=len(one.kept.data),
        original_sha256=one.original_sha256,
        captured_at=one.kept.taken_at,
        latitude=one.kept.latitude,
        longitude=one.kept.longitude,
        by=by,
        from_party=from_party,
        internal=internal,
    )
    facts = {
        "name": row.name, "sha256": row.sha256, "sm3": row.sm3, "size": row.size,
        "original_sha256": row.original_sha256,
    }  # fmt: skip
    chain.append(dossier.pk, EVENT_KIND, row.pk, "receive", facts, by)
    return row


def storage():  # type: ignore[no-untyped-def]
    return Attachment._meta.get_field("file").storage
