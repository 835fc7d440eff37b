"""An agency's seal: who may put it in, what is taken for one, and that only an issued paper ever bears it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from casework.core.now import today
from casework.organisations.models import Agency
from documents import render
from documents.models import Document
from documents.preview import html
from tests.casework.organisations.test_admin import form_of
from tests.documents.matters import seal_picture
from tests.people import cast
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.story import Story
from workflows import engine

pytestmark = pytest.mark.django_db


def opaque(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, kind)
    return out.getvalue()


def send(client, agency: Agency, body: bytes, name: str = "印章.png"):
    address, values = form_of(client, "organisations_agency", agency.pk)
    values.pop("seal", None)
    return client.post(address, {**values, "seal": SimpleUploadedFile(name, body)})


def sealed(agency: Agency) -> Agency:
    agency.seal.save("seal.png", ContentFile(seal_picture()))
    return agency


def bears(body: bytes) -> bool:
    """Whether the picture of the seal lies in the docx, and not the dot that keeps its place."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/seal")]
        return any(Image.open(io.BytesIO(archive.read(name))).width > 1 for name in names)


# --- who puts it in -----------------------------------------------------------------------------------------------


def test_the_system_administrator_puts_it_in_under_a_name_of_ours(client, people):
    Agency.objects.filter(pk=people.agency.pk).update(site_confirmed=True)
    client.force_login(people.system_admin)
    assert send(client, people.agency, seal_picture(), "局里的公章.png").status_code == 302
    people.agency.refresh_from_db()
    assert people.agency.seal.name.startswith("seals/") and "公章" not in people.agency.seal.name
    assert people.agency.history.first().history_user == people.system_admin
    assert not people.agency.site_confirmed, "legal staff look at it again"
    assert client.get(f"/{people.agency.seal.name}").status_code == 404, "no address gives it out"


@pytest.mark.parametrize("body", [opaque("PNG"), opaque("JPEG"), opaque("GIF"), b"no picture", seal_picture()[:400]])
def test_what_no_paper_could_print_as_a_seal_is_refused(client, people, body):
    client.force_login(people.system_admin)
    page = send(client, people.agency, body)
    assert page.status_code == 200 and page.context["adminform"].form.errors["seal"]
    people.agency.refresh_from_db()
    assert not people.agency.seal


@pytest.mark.parametrize("who", ["audit_admin", "security_admin", "officer", "chief", "legal", "representative"])
def test_nobody_else_changes_it(client, people, who):
    client.force_login(getattr(people, who))
    address = reverse("admin:organisations_agency_change", args=[people.agency.pk])
    assert client.post(address, {"seal": SimpleUploadedFile("a.png", seal_picture())}).status_code in (403, 404)
    people.agency.refresh_from_db()
    assert not people.agency.seal


# --- where it stands ----------------------------------------------------------------------------------------------


def rehearsed(record, step: str, by, **facts) -> list[Document]:
    with engine.rehearse(record, step, by=by, **facts) as page:
        return list(page.documents)


def test_an_order_bears_it_and_its_draft_does_not(people):
    sealed(people.agency)
    story = Story(people).found()
    rows = [{"finding": f.pk, "due_on": today() + timedelta(15)} for f in story.case.findings.all()]
    (draft,) = rehearsed(story.case, "order", story.officer, findings=rows, officers=story.ids, reason="")
    body = render.draw(draft.kind, draft.facts)
    assert not bears(body) and "paper-stamp" not in html(body, draft=True) and "加盖印章" in html(body, draft=True)
    issued = Document.objects.get(dossier=story.order().dossier, kind="rectification-order")
    body = render.draw(issued.kind, issued.facts)
    assert bears(body) and "paper-stamp" in html(body)


def test_a_certificate_bears_it_and_its_draft_does_not():
    story = Tenure(cast())
    sealed(story.people.agency)
    story.named()
    issued = story.designation.certificate
    Agency.objects.filter(pk=issued.agency_id).update(seal=story.people.agency.seal.name)
    (draft,) = rehearsed(story.designation, "reissue_certificate", story.people.officer, reason="证书遗失")
    body = render.draw(draft.kind, draft.facts)
    assert not bears(body) and "paper-stamp" not in html(body, draft=True)
