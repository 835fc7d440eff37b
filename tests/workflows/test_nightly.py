"""One changed byte of a file: the night finds it, the auditor sees red and gets a mail; it ends when mended."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse

from casework.notices.models import Notice
from casework.trail import guards
from casework.trail.models import Fault, SealLeaf
from casework.trail.seals import seal
from documents import drawing
from documents.models import Attachment, Document
from tests.people import cast
from tests.workflows.story import Story
from workflows.tasks import check_files

pytestmark = pytest.mark.django_db
LINE = "夜间校验发现1处改动或缺失"


@pytest.fixture
def story(monkeypatch):
    monkeypatch.setattr(drawing, "pdf_available", lambda: False)
    story = Story(cast()).found().order()
    drawing.sweep()
    auditor = story.people.audit_admin
    auditor.email = "audit@example.cn"
    auditor.save()
    return story


def write_over(name: str, body: bytes) -> None:
    default_storage.delete(name)
    assert default_storage.save(name, ContentFile(body)) == name


def admin_page(client, person) -> str:
    client.force_login(person)
    return client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("model", [Document, Attachment])
def test_a_changed_byte_is_told_once_and_ends_when_mended(story, client, model):
    assert check_files() == 0
    row = model.objects.filter(dossier=story.dossier).first()
    with row.file.open() as file:
        body = file.read()
    write_over(row.file.name, body[:-1] + bytes([body[-1] ^ 1]))

    assert check_files() == 1 and check_files() == 0
    fault = Fault.objects.get()
    assert fault.where == row.pk and fault.dossier == story.dossier and str(row) in fault.words
    notice = Notice.objects.get(kind="trail-broken")
    assert notice.to == story.people.audit_admin and notice.level == "red" and notice.mail == "pending"
    assert LINE in admin_page(client, story.people.audit_admin)
    assert fault.words in client.get(notice.url).content.decode()
    assert LINE not in admin_page(client, story.people.system_admin)

    write_over(row.file.name, body)
    assert check_files() == 0
    fault.refresh_from_db()
    assert fault.ended_at and LINE not in admin_page(client, story.people.audit_admin)


def test_a_changed_seal_is_told_on_the_page(story, client):
    made = seal()
    guards.remove(connection)
    SealLeaf.objects.filter(seal=made).update(digest="0" * 64)
    guards.install(connection)
    assert check_files() == 1 and Fault.objects.get().what == "seal"
    assert LINE in admin_page(client, story.people.audit_admin)


def test_a_file_that_is_gone_is_found(story):
    default_storage.delete(Document.objects.filter(dossier=story.dossier).first().file.name)
    assert check_files() == 1 and "缺失" in Fault.objects.get().words
