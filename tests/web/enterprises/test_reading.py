"""A paper served electronically: the moment it is first opened is kept, and changes nothing else."""

import base64

import pytest
from django.urls import reverse

from casework.trail.models import Event
from documents.models import Document, Service
from documents.serve import record_consent
from tests.people import cast
from tests.workflows.story import Story, drawn_name


@pytest.fixture
def served(db):
    story = Story(cast())
    record_consent(
        story.people.enterprise, signer="甲", address="乙", email="a@example.com", phone="", by=story.officer,
        signature="data:image/png;base64," + base64.b64encode(drawn_name().read()).decode(),
    )  # fmt: skip
    return story.start().find().conclude().order().serve(mode="electronic")


def test_opening_is_kept_once_and_moves_nothing(client, served):
    service = Service.objects.get(mode="electronic")
    paper = service.document
    Document.objects.filter(pk=paper.pk).update(file="documents/none.docx")
    events = Event.objects.count()
    client.force_login(served.people.representative)
    assert "有1份电子送达的文书还没有打开" in client.get(reverse("my_home")).content.decode()
    assert "查阅指令书" in client.get(reverse("my_case", args=[served.case.pk])).content.decode()
    direct = client.get(reverse("document", args=[paper.pk]))
    assert direct["Location"] == reverse("my_paper", args=[paper.pk])
    cover = client.get(direct["Location"]).content.decode()
    assert "打开文书" in cover and "电子送达贵单位" in cover
    assert Service.objects.get(pk=service.pk).read_at is None  # looking at the cover is not reading
    assert client.post(direct["Location"])["Location"] == reverse("document", args=[paper.pk])
    first = Service.objects.get(pk=service.pk)
    assert first.read_at is not None and first.version == service.version
    client.post(direct["Location"])
    assert Service.objects.get(pk=service.pk).read_at == first.read_at
    assert Event.objects.count() == events
    assert "第一次查阅" in client.get(direct["Location"]).content.decode()
    assert "还没有打开" not in client.get(reverse("my_home")).content.decode()


def test_a_paper_handed_over_needs_no_cover(client, served):
    paper = Document.objects.get(kind="inspection-record")
    client.force_login(served.people.representative)
    assert client.get(reverse("my_paper", args=[paper.pk]))["Location"] == reverse("document", args=[paper.pk])


def test_an_officers_look_is_not_the_partys(client, served):
    service = Service.objects.get(mode="electronic")
    client.force_login(served.officer)
    assert client.get(reverse("document", args=[service.document_id])).status_code in (200, 202)
    assert client.post(reverse("my_paper", args=[service.document_id])).status_code == 404
    assert Service.objects.get(pk=service.pk).read_at is None
