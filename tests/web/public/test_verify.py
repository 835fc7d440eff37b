"""The public check of a paper: who stands behind it, what it is worth today, whether a file is that paper."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.web.public import verify
from documents import drawing
from documents.models import Document
from tests.people import cast
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(monkeypatch):
    monkeypatch.setattr(drawing, "pdf_available", lambda: False)
    story = Story(cast()).found().order()
    drawing.sweep()
    return Document.objects.get(dossier=story.dossier, kind="rectification-order")


def address(paper):
    return reverse("verify_code", args=[paper.code])


def body_of(paper) -> bytes:
    with paper.file.open() as file:
        return file.read()


def sent(client, paper, body: bytes):
    return client.post(address(paper), {"file": SimpleUploadedFile("收到的.docx", body)})


def kept() -> int:
    """How many files lie in the storage, wherever."""
    folders, count = [""], 0
    while folders:
        folder = folders.pop()
        inner, files = default_storage.listdir(folder)
        folders += [f"{folder}{name}/" for name in inner]
        count += len(files)
    return count


def test_the_page_shows_both_digests_and_keeps_out_of_search_engines(client, order):
    text = client.get(address(order)).content.decode()
    assert f"{order.sha256[:6]}…{order.sha256[-6:]}" in text and f"{order.sm3[:6]}…{order.sm3[-6:]}" in text
    assert '<meta name="robots" content="noindex">' in text and "内容和文件都没有改动" in text


def test_a_file_sent_is_compared_and_nothing_of_it_is_kept(client, order):
    body, before = body_of(order), kept()
    assert "您上传的Word 文件与存档一字不差" in sent(client, order, body).content.decode()
    assert "您上传的文件与存档不同" in sent(client, order, body[:-1] + b"x").content.decode()
    assert kept() == before


def test_a_file_too_large_to_be_ours_is_not_read(client, order, monkeypatch):
    monkeypatch.setattr(verify, "MOST_BYTES", 10)
    text = sent(client, order, b"x" * 11).content.decode()
    assert "没有比对" in text and "您上传的" not in text


def test_a_changed_byte_of_the_kept_file_is_told_at_once(client, order):
    body = body_of(order)
    default_storage.delete(order.file.name)
    default_storage.save(order.file.name, ContentFile(body[:-1] + bytes([body[-1] ^ 1])))
    text = client.get(address(order)).content.decode()
    assert "签发记录和存档内容对不上" in text and "没有改动" not in text


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        ({}, "PDF 没有电子签名"),
        ({"signer": "南宁市应急管理局", "certificate": "ab" * 32, "sample": False}, "PDF 有电子签名：南宁市应急管理局"),
        ({"signer": "示例", "certificate": "ab" * 32, "sample": True}, "示例签名，只作演示，不具有法律效力"),
    ],
)
def test_the_page_says_who_signed_and_what_that_is_worth(client, order, signature, words):
    Document.objects.filter(pk=order.pk).update(pdf_sha256="1" * 64, signature=signature)
    assert words in client.get(address(order)).content.decode()


def test_before_there_is_a_pdf_nothing_is_said_of_its_signature(client, order):
    assert "电子签名" not in client.get(address(order)).content.decode()


def test_a_corrected_paper_names_the_one_that_counts_and_not_its_code(client, order):
    Document.objects.filter(pk=order.pk).update(status=Document.Status.REPLACED)
    assert "请以更正书为准" in client.get(address(order)).content.decode()
    after = Document.objects.create(
        dossier=order.dossier, kind="correction", title="更正书", number="（南）应急更正〔2026〕1号",
        agency=order.agency, facts={}, issued_on=order.issued_on, code="AFTER2345678", about=order,
    )  # fmt: skip
    text = client.get(address(order)).content.decode()
    assert f"请以《更正书》{after.number}为准" in text and after.code not in text


def test_whoever_tries_codes_is_shut_out_for_a_while(client, order):
    for number in range(30):
        assert client.get(reverse("verify_code", args=[f"AAAA2222{number:04}"])).status_code == 404
    page = client.get(reverse("verify_code", args=["AAAA22229999"]))
    assert page.status_code == 429 and "操作太频繁" in page.content.decode()
    assert client.get(address(order)).status_code == 429, "not even a right code is answered then"
    assert client.get(address(order), REMOTE_ADDR="10.0.0.9").status_code == 200


def test_looking_at_a_paper_again_and_again_is_no_guessing(client, order):
    assert {client.get(address(order)).status_code for _ in range(40)} == {200}


def test_files_cannot_be_sent_without_end(client, order):
    assert {sent(client, order, b"x").status_code for _ in range(30)} == {200}
    assert sent(client, order, b"x").status_code == 429
