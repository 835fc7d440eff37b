"""The signature of a PDF: it holds, a changed byte breaks it, it is made once; without one the row says so."""

import io
import subprocess
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfWriter

from casework.core.digests import of
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents import drawing, pades, render, signing
from documents.models import Document
from tests.documents.samples import order_facts
from tests.people import cast
from tests.workflows.story import Story

pytestmark = pytest.mark.once


def blank() -> bytes:
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def sample(settings, tmp_path):
    """A demonstration's seal, its certificate made for this test."""
    settings.VAR_DIR, settings.SIGNING_SAMPLE = tmp_path, True


def verdict(pdf: bytes, root):
    """What pyHanko says of the only signature, trusting the root."""
    (signature,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    return validate_pdf_signature(signature, ValidationContext(trust_roots=list(load_certs_from_pemder([root]))))


def flipped(pdf: bytes, at: int) -> bytes:
    return pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]


def test_the_digests_are_those_of_the_standards():
    """GB/T 32905, example A.1; FIPS 180-4."""
    found = of(b"abc")
    assert found.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert found.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_signature_covers_the_whole_file_and_trusts_its_certificate(sample):
    pdf, told = signing.provider().sign(blank(), "（桂）应急责改〔2026〕1号")
    found = verdict(pdf, pades.sample())
    assert found.bottom_line and found.intact and found.trusted and found.docmdp_ok
    assert pdf.startswith(blank()), "a signature is added, nothing before it is written anew"
    assert told.sample and told.signer == pades.SAMPLE_NAME
    assert told.certificate == found.signing_cert.sha256.hex()


@pytest.mark.parametrize("at", [20, 200])
def test_one_changed_byte_is_found(sample, at):
    pdf, _ = signing.provider().sign(blank(), "")
    try:
        found = verdict(flipped(pdf, at), pades.sample())
    except Exception as unreadable:  # a byte of the structure: not a PDF any more
        assert "xref" in str(unreadable).lower() or "read" in str(unreadable).lower()
    else:
        assert not found.bottom_line


def test_a_page_added_after_the_signature_is_found(sample):
    pdf, _ = signing.provider().sign(blank(), "")
    added = PdfWriter(io.BytesIO(pdf), incremental=True)
    added.add_blank_page(595, 842)
    out = io.BytesIO()
    added.write(out)
    assert not verdict(out.getvalue(), pades.sample()).bottom_line


def test_nothing_is_signed_twice(sample):
    pdf, _ = signing.provider().sign(blank(), "")
    with pytest.raises(signing.SigningFailed, match="不能重复签名"):
        signing.provider().sign(pdf, "")


@pytest.mark.needs("pdfsig")
def test_another_reader_agrees(sample, tmp_path):
    """poppler's own check, with pyHanko out of it."""
    pdf, _ = signing.provider().sign(blank(), "")

    def said(body: bytes) -> str:
        (tmp_path / "a.pdf").write_bytes(body)
        ran = subprocess.run(["pdfsig", "-nocert", "a.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
        return ran.stdout

    assert "Signature is Valid" in said(pdf) and "Total document signed" in said(pdf)
    assert "Digest Mismatch" in said(flipped(pdf, pdf.index(b"/Producer") + 11))


# --- an installation's own certificate ----------------------------------------------------------------------------


@pytest.fixture
def own(settings, tmp_path):
    """``own(days)``: a certificate of the office that ends in so many days, behind a password."""

    def make(days: int) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "南宁市应急管理局")])
        until = pades.now() + timedelta(days=days)
        builder = x509.CertificateBuilder(name, name, key.public_key(), 1, until - timedelta(days=400), until)
        body = builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
        sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret"))
        (tmp_path / "office.crt").write_bytes(body)
        (tmp_path / "office.key").write_bytes(sealed)
        settings.SIGNING_CERTIFICATE, settings.SIGNING_KEY = str(tmp_path / "office.crt"), str(tmp_path / "office.key")
        settings.SIGNING_PASSWORD = "secret"

    yield make
    pades.load.cache_clear()


def test_an_office_signs_with_its_own_certificate(own):
    own(365)
    _, told = signing.provider().sign(blank(), "")
    assert told.signer == "南宁市应急管理局" and not told.sample


def test_an_expired_certificate_signs_nothing(own):
    own(-1)
    with pytest.raises(signing.SigningFailed, match="有效期"):
        signing.provider().sign(blank(), "")


def test_a_wrong_password_is_named(own, settings):
    own(365)
    settings.SIGNING_PASSWORD = "wrong"
    with pytest.raises(signing.SigningFailed, match="SIGNING_PASSWORD"):
        signing.provider()


def test_a_time_stamp_is_asked_for_where_a_service_is_named(sample, settings, monkeypatch):
    asked = []

    def service(address):
        asked.append(address)
        signer = pades.LocalSeal().signer
        return DummyTimeStamper(signer.signing_cert, signer.signing_key)

    settings.SIGNING_TSA = "https://tsa.example.cn"
    monkeypatch.setattr(pades, "HTTPTimeStamper", service)
    pdf, _ = signing.provider().sign(blank(), "")
    assert asked == ["https://tsa.example.cn"] and verdict(pdf, pades.sample()).timestamp_validity.intact


# --- a paper ------------------------------------------------------------------------------------------------------


class Stamp:
    """An office's own service."""

    def sign(self, pdf, paper):
        return pdf + f"%{paper}".encode(), signing.Signature("外部印章服务", "ab" * 32, False)


class Down:
    def sign(self, pdf, paper):
        raise signing.SigningFailed("印章服务没有应答。")


@pytest.fixture
def order(db, monkeypatch):
    """An issued order on the point of its PDF; LibreOffice is not what is tested."""
    monkeypatch.setattr(drawing, "pdf_available", lambda: False)
    story = Story(cast()).found().order()
    drawing.sweep()
    monkeypatch.setattr(drawing, "pdf_available", lambda: True)
    monkeypatch.setattr(drawing, "to_pdf", lambda _docx: blank())
    monkeypatch.setattr(drawing, "check", lambda _pdf, _docx: None)
    return Document.objects.get(dossier=story.dossier, kind="rectification-order")


def test_what_is_kept_and_told_is_the_signed_file(order, sample):
    drawing.sweep()
    order.refresh_from_db()
    body = Path(order.pdf.path).read_bytes()
    assert verdict(body, pades.sample()).bottom_line
    assert (order.pdf_sha256, order.pdf_sm3) == of(body)
    told = Event.objects.get(dossier=order.dossier_id, record=order.pk, kind="document", step="pdf").facts
    assert told["sm3"] == order.pdf_sm3 and told["signature"] == order.signature and order.signature["sample"]
    assert verify_dossier(order.dossier_id) is None
    Document.objects.filter(pk=order.pk).update(signature={**order.signature, "sample": False})
    assert verify_dossier(order.dossier_id).where == order.pk


def test_a_service_of_the_office_takes_the_place_of_the_built_in_one(order, settings):
    settings.SEAL_PROVIDER = f"{__name__}.Stamp"
    drawing.sweep()
    order.refresh_from_db()
    assert Path(order.pdf.path).read_bytes().endswith(order.number.encode())
    assert order.signature == asdict(signing.Signature("外部印章服务", "ab" * 32, False))


def test_without_a_certificate_the_pdf_is_unsigned_and_the_row_says_so(order):
    drawing.sweep()
    order.refresh_from_db()
    assert order.pdf_sha256 and order.signature == {} and verify_dossier(order.dossier_id) is None


def test_no_pdf_is_kept_unsigned_while_the_service_is_down(order, settings):
    settings.SEAL_PROVIDER = f"{__name__}.Down"
    drawing.sweep()
    order.refresh_from_db()
    assert not order.pdf and "没有应答" in order.last_error


@pytest.mark.needs("libreoffice", "pdfsig")
def test_a_paper_as_libreoffice_makes_it_can_be_signed(sample):
    facts = order_facts()
    pdf, _ = signing.provider().sign(render.to_pdf(render.draw("rectification-order", facts)), facts["number"])
    assert verdict(pdf, pades.sample()).bottom_line
