"""Draw the files of issued papers after commit, and again after any crash: a document without digest is the work.

The digest of what was drawn is an event of the dossier, so that one changed byte is found and named (casework.trail).
"""

import logging
from dataclasses import asdict
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from casework.core.claims import MAX_ATTEMPTS, claim, delay
from casework.core.digests import of
from casework.core.now import now
from casework.notices.write import write
from casework.trail import chain
from documents import signing
from documents.models import Document
from documents.pdf import pdf_available, to_pdf
from documents.pdf_check import check
from documents.render import draw, factory
from documents.templating.versions import in_force

log = logging.getLogger(__name__)

FILES = {"docx": ("file", "", "draw"), "pdf": ("pdf", "pdf_", "pdf")}  # suffix -> column, prefix of digests, event


def sweep(limit: int = 50) -> int:
    """Draw papers that have no file yet, then PDFs where LibreOffice is there; returns how many files were made.

    A PDF takes a second, a paper two thousandths: a paper just issued waits for one PDF at most.
    """
    done = draw_all(limit)
    if pdf_available():
        for _ in range(limit):
            if not (found := list(claim(without_pdf(), 1))):
                break
            done += attempt(found[0], make_pdf) + draw_all(limit)
    return done


def draw_all(batch: int) -> int:
    """Draw every paper that has no file yet; returns how many were drawn."""
    done = 0
    while found := list(claim(undrawn(), batch)):
        done += sum(attempt(document, make_docx) for document in found)
    return done


def undrawn() -> QuerySet[Document]:
    return Document.objects.filter(sha256="")


def without_pdf() -> QuerySet[Document]:
    return Document.objects.exclude(sha256="").filter(pdf_sha256="")


def attempt(document: Document, make) -> bool:  # type: ignore[no-untyped-def]
    """Do one piece of work; a failure is written on the row, tried again later, and told when it stays one."""
    try:
        make(document)
    except Exception as error:  # any fault of a template or of LibreOffice must not stop the other papers
        log.exception("document %s not drawn", document.pk)
        Document.objects.filter(pk=document.pk).update(
            last_error=f"{type(error).__name__}: {error}"[:500], claimed_until=now() + delay(document.attempts)
        )
        if document.attempts + 1 >= MAX_ATTEMPTS:
            tell_failure(document)
        return False
    return True


def make_docx(document: Document) -> None:
    template = in_force(document.kind, document.agency_id, document.issued_on) or factory(document.kind)
    content = draw(document.kind, document.facts, template)
    keep(document, content, "docx", template_digest=template.digest, size=len(content))


def make_pdf(document: Document) -> None:
    """The PDF, signed where this installation has a certificate; what is kept and served is the signed one."""
    with document.file.open("rb") as file:
        paper = file.read()
    content = to_pdf(paper)
    check(content, paper)
    signature = None
    if provider := signing.provider():
        content, signature = provider.sign(content, str(document))
    keep(document, content, "pdf", signature=asdict(signature) if signature else {})


def keep(document: Document, content: bytes, suffix: str, **more: Any) -> None:
    """Store the bytes, then mark the row and write the event in one transaction; a file without its row is rubbish."""
    file, prefix, step = FILES[suffix]
    found = of(content)
    name = default_storage.save(f"documents/{document.issued_on:%Y/%m}/{document.code}.{suffix}", ContentFile(content))
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document.pk)
        if getattr(row, f"{prefix}sha256"):  # another worker was faster
            default_storage.delete(name)
            return
        values = {file: name, f"{prefix}sha256": found.sha256, f"{prefix}sm3": found.sm3, **more}
        Document.objects.filter(pk=document.pk).update(claimed_until=None, attempts=0, last_error="", **values)
        facts = {**found._asdict(), "size": len(content), "number": row.number}
        if more.get("signature"):
            facts["signature"] = more["signature"]
        chain.append(row.dossier_id, "document", row.pk, step, facts)


def tell_failure(document: Document) -> None:
    context = {"party": document.dossier.about, "papers": str(document)}
    write("paper-failed", document.dossier, f"document:{document.pk}", context, url=f"/dossiers/{document.dossier_id}/")
