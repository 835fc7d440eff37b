"""The built-in seal: a PAdES signature by pyHanko with the installation's certificate (docs/adr/0013)."""

import io
import os
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper

from casework.core.now import now
from documents.signing import Signature, SigningFailed

FIELD = "Seal"
SAMPLE_NAME = "示例签名（仅供演示，不具有法律效力）"
BORN, DIES = datetime(2020, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)


class LocalSeal:
    """Signs with ``SIGNING_CERTIFICATE``; in a demonstration without one, with a certificate made here."""

    def __init__(self) -> None:
        self.sample = settings.SIGNING_SAMPLE
        certificate, key = [sample()] * 2 if self.sample else (settings.SIGNING_CERTIFICATE, settings.SIGNING_KEY)
        self.signer = load(str(certificate), str(key), settings.SIGNING_PASSWORD)

    def sign(self, pdf: bytes, paper: str) -> tuple[bytes, Signature]:
        own: Any = self.signer.signing_cert
        if not own.not_valid_before <= now() <= own.not_valid_after:
            raise SigningFailed(f"签名证书的有效期是{own.not_valid_before:%Y-%m-%d}至{own.not_valid_after:%Y-%m-%d}。")
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        if writer.prev.embedded_signatures:
            raise SigningFailed("这个PDF已经签名，不能重复签名。")
        out = signers.sign_pdf(writer, about(paper), self.signer, timestamper=stamper())
        made = Signature(own.subject.native.get("common_name", ""), own.sha256.hex(), self.sample)
        return out.getvalue(), made


def about(paper: str) -> signers.PdfSignatureMetadata:
    """A signature by the author that allows no later change (DocMDP 1)."""
    return signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=f"签发{paper}",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )


def stamper() -> TimeStamper | None:
    """Without a time-stamp service the time of a signature is this machine's word."""
    return HTTPTimeStamper(settings.SIGNING_TSA) if settings.SIGNING_TSA else None


@lru_cache(maxsize=4)
def load(certificate: str, key: str, password: str) -> signers.SimpleSigner:
    """A PEM certificate, with those it was issued by after it, and its key."""
    found = signers.SimpleSigner.load(key, certificate, key_passphrase=password.encode() or None)
    if found is None:
        raise SigningFailed("签名证书或私钥读不出来。请核对 SIGNING_CERTIFICATE、SIGNING_KEY 和 SIGNING_PASSWORD。")
    return found


def sample() -> Path:
    """Certificate and key of a demonstration in one file, made once and kept with its data; its name says so."""
    path = Path(settings.VAR_DIR) / "sample-signing.pem"
    if not path.exists():
        private = rsa.generate_private_key(public_exponent=65537, key_size=3072)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + self_made(private))
        fresh.replace(path)  # whole at once: another process may look at any moment
    return path


def self_made(private: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, SAMPLE_NAME)])
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only"), False
    )
    builder = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number(), BORN, DIES)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, decipher_only=False, **usage), critical=True
        )
    )
    return builder.sign(private, hashes.SHA256()).public_bytes(Encoding.PEM)
