"""Issue a paper: number it, freeze its facts, remember it in the dossier's chain. The file is drawn after commit."""

import hashlib
import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from casework.core.now import today
from casework.organisations.models import Agency
from casework.trail import chain
from documents.catalogue import KINDS, Kind
from documents.contexts.paper import Paper
from documents.models import Document, Dossier, ReservedNumber
from documents.numbering import next_number, written
from documents.text import BadText

CODE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def verify_code() -> str:
    """Twelve characters without look-alikes, printed on the paper and asked by the public page."""
    return "".join(secrets.choice(CODE_CHARACTERS) for _ in range(12))


def issue(
    code: str,
    *,
    record: Any,
    subject: Any = None,
    by: Any = None,
    facts: dict[str, Any] | None = None,
    officers: list[dict[str, str]] | None = None,
    opinions: list[dict[str, Any]] | None = None,
    access_code: str = "",
    on: date | None = None,
    reserved: ReservedNumber | None = None,
    rehearsal: bool = False,
    title: str = "",
) -> Document:
    """Issue one paper of a kind on the record's dossier; call it inside the gate's transaction, as late as possible.

    Args:
        on: the day printed on the paper, whose year is the number's year (one reading of the clock for both).
        reserved: a number taken earlier for a form filled without network.
        rehearsal: draw no number; the paper shows where it will stand, or the reserved one; it bears no seal and is
            never saved.

    Raises:
        documents.text.BadText: a fact holds characters that no paper can print, or the agency's profile has blanks.
    """
    kind, day = KINDS[code], on or today()
    dossier = Dossier.objects.select_related("enterprise").get(pk=record.dossier_id)
    agency = Agency.objects.select_related("region").get(pk=dossier.agency_id)
    if not kind.internal:
        require_profile(agency)
    document = Document(
        dossier=dossier, kind=code, title=kind.title, agency=agency, issued_on=day, internal=kind.internal,
        code=verify_code(), about=subject if isinstance(subject, Document) else None,
    )  # fmt: skip
    give_number(document, kind, agency, day, reserved, rehearsal)
    paper = Paper(
        record=record, subject=subject, dossier=dossier, agency=agency, number=document.number, issued_on=day,
        code=document.code, by=by, officers=officers or [], facts=facts or {}, opinions=opinions or [],
        access_code=access_code,
    )  # fmt: skip
    document.facts = kind.facts(paper)
    document.title = title or str(document.facts["title"])
    if rehearsal:  # the seal goes on what was decided, never on a draft, whatever is done with it
        document.facts["pictures"] = {**document.facts["pictures"], "seal": ""}
    else:
        document.save(force_insert=True)
        settle_reserved(document, reserved)
        remember(document, by)
    return document


def require_profile(agency: Agency) -> None:
    """No paper leaves the office that names “（待填写）” as the court to sue in."""
    if blanks := agency.marked():
        raise BadText(f"{agency}的{'、'.join(blanks)}还没有填写，文书不能签发。请系统管理员先填好本机关资料。")


def give_number(
    document: Document, kind: Kind, agency: Agency, day: date, reserved: ReservedNumber | None, rehearsal: bool
) -> None:
    if not kind.series:
        return
    if rehearsal and reserved is None:
        document.number = written(agency.short, kind.series, day.year, "＿")
        return
    if reserved is not None:
        if (reserved.agency_id, reserved.series, reserved.status) != (agency.pk, kind.series, "reserved"):
            raise ValidationError("预留文号与文书不符，或已使用、已作废。")
        document.year, document.serial = reserved.year, reserved.serial
        document.number = written(agency.short, kind.series, reserved.year, reserved.serial)
    else:
        number = next_number(agency.pk, agency.short, kind.series, day)
        document.year, document.serial, document.number = number.year, number.serial, number.text
    document.series = kind.series


def settle_reserved(document: Document, reserved: ReservedNumber | None) -> None:
    if reserved is not None:
        reserved.status, reserved.document = ReservedNumber.Status.USED, document
        reserved.save()


def remember(document: Document, by: Any) -> None:
    """The paper's event: its number and the digest of its frozen facts."""
    digest = hashlib.sha256(chain.canonical(document.facts).encode()).hexdigest()
    facts = {"kind": document.kind, "number": document.number, "facts_sha256": digest}
    chain.append(document.dossier_id, "document", document.pk, "issue", facts, by)
