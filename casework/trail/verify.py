"""Check the chains and the seals: the first row or file that is not what was written is named."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from casework.core.digests import Digests, of_pieces
from casework.trail.chain import Line, canonical, digest
from casework.trail.models import Event, Seal, SealLeaf
from casework.trail.seals import root_of, seal_digest
from documents.models import Attachment, Document, Dossier


@dataclass(frozen=True)
class Broken:
    """The first thing that is wrong. ``what`` is event, head, seal, document or attachment; ``where`` its key."""

    what: str
    where: int
    words: str

    def __str__(self) -> str:
        return self.words


def line_of(event: Event) -> Line:
    return Line(
        *(event.dossier_id, event.seq, event.kind, event.record, event.version, event.step, event.source),
        *(event.target, event.at, event.by_id, event.by_name, event.facts),
    )


def verify_dossier(dossier: int, *, files: bool = True) -> Broken | None:
    """Walk one chain, then its head, then the files whose digests it keeps; None when all is whole."""
    previous, seq = "", 0
    events = Event.objects.filter(dossier=dossier).order_by("seq")
    for event in events.iterator(chunk_size=2000):
        seq += 1
        if event.seq != seq:
            return Broken("event", event.pk, _("第%s条留痕缺失。") % seq)
        if event.previous != previous or event.digest != digest(line_of(event), previous):
            return Broken("event", event.pk, _("第%s条留痕被改动，摘要对不上。") % seq)
        previous = event.digest
    end = Dossier.objects.values_list("seq", "head").get(pk=dossier)
    if end != (seq, previous):
        return Broken("head", dossier, _("案卷末尾的留痕缺失，应有%s条。") % end[0])
    return verify_papers(dossier, files=files)


def verify_papers(dossier: int, *, files: bool) -> Broken | None:
    """Facts of issued papers and bytes of every file against what the chain says of them."""
    told = {(e.kind, e.record, e.step): e.facts for e in Event.objects.filter(dossier=dossier, source="", target="")}
    for document in Document.objects.filter(dossier=dossier):
        if broken := verify_document(document, told, files):
            return broken
    for attachment in Attachment.objects.filter(dossier=dossier):
        facts = next((f for (k, r, _s), f in told.items() if (k, r) == ("attachment", attachment.pk)), {})
        kept = Digests(attachment.sha256, attachment.sm3)
        if (facts.get("sha256"), facts.get("sm3")) != kept:
            return Broken("attachment", attachment.pk, _("附件“%s”的摘要与留痕不符。") % attachment.name)
        if files and digests_of(attachment.file.name) != kept:
            return Broken("attachment", attachment.pk, _("附件“%s”的内容被改动或缺失。") % attachment.name)
    return None


def verify_document(document: Document, told: dict[tuple[str, int, str], dict[str, Any]], files: bool) -> Broken | None:
    frozen = hashlib.sha256(canonical(document.facts).encode()).hexdigest()
    if told.get(("document", document.pk, "issue"), {}).get("facts_sha256") != frozen:
        return Broken("document", document.pk, _("文书%s的事实与留痕不符。") % document)
    for step, file, kept, signature in (
        ("draw", document.file, Digests(document.sha256, document.sm3), {}),
        ("pdf", document.pdf, Digests(document.pdf_sha256, document.pdf_sm3), document.signature),
    ):
        said = told.get(("document", document.pk, step), {})
        if (said.get("sha256", ""), said.get("sm3", "")) != kept or said.get("signature", {}) != signature:
            return Broken("document", document.pk, _("文书%s的摘要与留痕不符。") % document)
        if files and kept.sha256 and digests_of(file.name) != kept:
            return Broken("document", document.pk, _("文书%s的文件被改动或缺失。") % document)
    return None


def digests_of(name: str) -> Digests:
    """Digests of a stored file, empty when it is gone."""
    if not default_storage.exists(name):
        return Digests()
    with default_storage.open(name) as file:
        return of_pieces(file.chunks())


def verify_seals() -> Broken | None:
    """Each seal's root over its leaves, its link to the seal before, and each leaf against the chain it names."""
    previous = ""
    for seal in Seal.objects.order_by("id").iterator():
        leaves = list(SealLeaf.objects.filter(seal=seal).order_by("dossier_id").values_list("dossier", "seq", "digest"))
        whole = seal.leaves == len(leaves) and seal.root == root_of(leaves)
        if not whole or seal.previous != previous or seal.digest != seal_digest(seal.at, seal.root, previous):
            return Broken("seal", seal.pk, _("第%s号封印对不上。") % seal.pk)
        for dossier, seq, head in leaves:
            if not Event.objects.filter(dossier=dossier, seq=seq, digest=head).exists():
                return Broken("seal", seal.pk, _("第%(seal)s号封印所记案卷%(dossier)s的第%(seq)s条留痕被改动。") % {
                    "seal": seal.pk, "dossier": dossier, "seq": seq,
                })  # fmt: skip
        previous = seal.digest
    return None


def verify_all(*, files: bool = True) -> Iterator[tuple[int | None, Broken]]:
    """What is broken with the dossier it lies in, for every broken dossier; then the first broken seal.

    A dossier that something is written into meanwhile can look broken once, so it is looked at twice.
    """
    for dossier in Dossier.objects.values_list("pk", flat=True).order_by("pk").iterator():
        if verify_dossier(dossier, files=files) and (broken := verify_dossier(dossier, files=files)):
            yield dossier, broken
    if broken := verify_seals():
        yield None, broken
