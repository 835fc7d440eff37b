"""Which template counts for a paper, and how a version comes to count: uploaded by one, approved by another."""

import hashlib
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max, QuerySet

from casework.accounts.models import User
from casework.core.audit import note
from casework.core.now import today
from casework.organisations.models import Agency
from documents import render
from documents.catalogue import KINDS
from documents.models import TemplateVersion
from documents.render import Compiled

Status = TemplateVersion.Status
OWN = "自己上传的模板不能由自己批准。请另一位法制审核人员批准。"
DECIDED = "这一版已经处理过了，请刷新后查看。"
TOO_EARLY = "起用日期最早是明天：今天已经签发的文书还用原来的模板。"
TAKEN = "这一天已经有另一版起用，请换一天。"
UPSIDE_DOWN = "停用日期不能早于起用日期。"
WAITS = "第{no}版还在等批准。请先处理它，再传新的。"
CHANGED = "模板文件与登记的摘要不一致，不能使用。请联系系统管理员。"


class VersionRefused(Exception):
    """In a sentence for the user."""


def versions(agency: Agency, kind_code: str) -> QuerySet[TemplateVersion]:
    return TemplateVersion.objects.filter(agency=agency, kind=kind_code)


def version_on(kind_code: str, agency_id: int, on: date) -> TemplateVersion | None:
    """The version that counts for papers dated that day, or None where it is the factory's template."""
    approved = TemplateVersion.objects.filter(agency_id=agency_id, kind=kind_code, status=Status.APPROVED)
    row = approved.filter(effective_from__lte=on).order_by("-effective_from").first()
    return None if row is None or (row.effective_to and row.effective_to < on) else row


def in_force(kind_code: str, agency_id: int, on: date) -> Compiled | None:
    """The office's own template for a paper of that day, made ready; None where it is the factory's."""
    row = version_on(kind_code, agency_id, on)
    return _compiled(row.pk, row.sha256) if row else None


@lru_cache(maxsize=128)
def _compiled(pk: int, sha256: str) -> Compiled:
    return render.compile_body(body_of(TemplateVersion.objects.get(pk=pk)))


def body_of(row: TemplateVersion) -> bytes:
    """The file as it was uploaded.

    Raises:
        VersionRefused: it is not that file any more.
    """
    with row.file.open("rb") as file:
        body: bytes = file.read()
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise VersionRefused(CHANGED)
    return body


def current_body(kind_code: str, agency: Agency, on: date) -> bytes:
    """The template as it counts that day, to be changed in a word processor."""
    row = version_on(kind_code, agency.pk, on)
    return body_of(row) if row else (render.ROOT / f"{KINDS[kind_code].template}.docx").read_bytes()


def compared_with(row: TemplateVersion) -> tuple[str, bytes]:
    """What a version is to be read against: the template that counts today, or the factory's where that is itself."""
    current = version_on(row.kind, row.agency_id, today())
    if current is None or current.pk == row.pk:
        return "系统自带的模板", (render.ROOT / f"{KINDS[row.kind].template}.docx").read_bytes()
    return f"现用的第{current.no}版", body_of(current)


def upload(
    kind_code: str, agency: Agency, body: bytes, *, words: str, warnings: list[str], by: User
) -> TemplateVersion:
    """Keep a file that passed the gate, until another decides on it.

    Raises:
        VersionRefused: an earlier one still waits.
    """
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)
        if waiting := versions(agency, kind_code).filter(status=Status.WAITING).first():
            raise VersionRefused(WAITS.format(no=waiting.no))
        last = versions(agency, kind_code).aggregate(last=Max("no"))["last"] or 0
        row = TemplateVersion(
            agency=agency, kind=kind_code, no=last + 1, sha256=hashlib.sha256(body).hexdigest(), note=words,
            warnings=warnings, author=by,
        )  # fmt: skip
        row.file.save(f"{kind_code}-{agency.pk}-{row.no}.docx", ContentFile(body), save=False)
        row.save(force_insert=True)
        note(by, row, f"上传模板《{KINDS[kind_code].title}》第{row.no}版：{words}")
    return row


def approve(row: TemplateVersion, *, begins: date, ends: date | None = None, by: User) -> None:
    """Let a version count from a later day on.

    Raises:
        VersionRefused
    """
    if begins <= today():
        raise VersionRefused(TOO_EARLY)
    if ends and ends < begins:
        raise VersionRefused(UPSIDE_DOWN)
    with transaction.atomic():
        locked = _waiting(row, by)
        if versions(locked.agency, locked.kind).filter(status=Status.APPROVED, effective_from=begins).exists():
            raise VersionRefused(TAKEN)
        _decide(locked, by, status=Status.APPROVED, effective_from=begins, effective_to=ends)
        note(by, locked, f"批准模板《{KINDS[row.kind].title}》第{row.no}版，{begins}起用")


def refuse(row: TemplateVersion, *, reason: str, by: User) -> None:
    with transaction.atomic():
        locked = _waiting(row, by)
        _decide(locked, by, status=Status.REFUSED, reason=reason)
        note(by, locked, f"退回模板《{KINDS[row.kind].title}》第{row.no}版：{reason}")


def stop(row: TemplateVersion, *, by: User) -> date:
    """End a version with today; papers dated later are drawn with the factory's template. Returns its last day."""
    with transaction.atomic():
        locked = TemplateVersion.objects.select_for_update().get(pk=row.pk)
        if locked.status != Status.APPROVED or (locked.effective_to and locked.effective_to <= today()):
            raise VersionRefused(DECIDED)
        locked.effective_to = max(today(), (locked.effective_from or today()) - timedelta(1))
        locked.save()
        note(by, locked, f"停用模板《{KINDS[row.kind].title}》第{row.no}版")
    return locked.effective_to


def _waiting(row: TemplateVersion, by: User) -> TemplateVersion:
    locked = TemplateVersion.objects.select_for_update().get(pk=row.pk)
    if locked.status != Status.WAITING:
        raise VersionRefused(DECIDED)
    if locked.author_id == by.pk:
        raise VersionRefused(OWN)
    return locked


def _decide(row: TemplateVersion, by: User, **columns: Any) -> None:
    for name, value in {"decided_by": by, "decided_on": today(), **columns}.items():
        setattr(row, name, value)
    row.save()
