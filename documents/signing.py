"""Who signs a PDF before it is kept: the built-in seal (pades.py), or an office's own 电子印章 service in its place.

A service is a class of the operator's that has ``sign`` and is named in ``SEAL_PROVIDER``; nothing else changes for it.
Without one, and without a certificate, papers stay unsigned, and the pages say so.
"""

from dataclasses import dataclass
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

BUILT_IN = "documents.pades.LocalSeal"  # by name: pyHanko takes a second to load, and only who draws needs it


class SigningFailed(Exception):
    """No signature was made; the paper is not kept as PDF until one is, for an unsigned one would pass for signed."""


@dataclass(frozen=True)
class Signature:
    """What a paper's row, its event and the public page say of its signature.

    ``certificate`` is the SHA-256 of the certificate, ``sample`` that it proves nothing outside a demonstration.
    """

    signer: str
    certificate: str
    sample: bool


class SealProvider(Protocol):
    def sign(self, pdf: bytes, paper: str) -> tuple[bytes, Signature]:
        """The PDF with a signature over all of it, added to its end.

        Args:
            paper: its number or title, for the reason of the signature.

        Raises:
            SigningFailed: in a sentence for the administrator. A PDF that is signed is never signed again.
        """


def provider() -> SealProvider | None:
    """The seal of this installation, if it has one."""
    own = BUILT_IN if settings.SIGNING_CERTIFICATE or settings.SIGNING_SAMPLE else ""
    name = settings.SEAL_PROVIDER or own
    return cast(SealProvider, import_string(name)()) if name else None
