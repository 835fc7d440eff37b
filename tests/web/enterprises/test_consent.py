"""Consent to electronic service: signed on the screen or on paper, taken back, and only for one's own enterprise."""

import base64
import io

import pytest
from django.urls import reverse
from PIL import Image

from documents.models import ElectronicConsent
from documents.serve import UNREADABLE, UNSIGNED, ConsentRefused, record_consent, withdraw_consent
from tests.workflows.story import Story, drawn_name, photo
from workflows.engine import Refused


def drawing() -> str:
    return "data:image/png;base64," + base64.b64encode(drawn_name().read()).decode()


def sign(client, address, **more):
    facts = {"signer": "示例<法人>", "address": "示例路1号", "email": "a@example.com", "phone": "", "agrees": "on"}
    return client.post(address, {**facts, "signature": drawing(), **more})


def test_signing_replacing_and_taking_back(client, story):
    client.force_login(story.people.representative)
    address = reverse("my_consent")
    assert "签署确认书" in client.get(address).content.decode()
    assert sign(client, address).status_code == 302
    first = ElectronicConsent.objects.get()
    assert (first.signer, first.by, first.withdrawn_on) == ("示例<法人>", story.people.representative, None)
    with first.signature.open() as file, Image.open(file) as picture:
        assert picture.format == "PNG" and picture.width <= 400
    assert "示例&lt;法人&gt;" in client.get(address).content.decode()
    assert sign(client, address, signature="", scan=photo("确认书")).status_code == 302
    first.refresh_from_db()
    assert first.withdrawn_on is not None
    assert client.post(address, {"withdraw": "1"}).status_code == 302
    assert not ElectronicConsent.objects.filter(withdrawn_on=None).exists()
    assert "以前的确认书（2）" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"signature": ""}, UNSIGNED),
        ({"signature": "data:image/png;base64,AAAA"}, UNREADABLE),
        ({"signature": "data:image/png;base64,*"}, UNREADABLE),
        ({"email": ""}, "至少填写电子邮箱或手机号"),
        ({"email": "nobody"}, "邮箱写得不对"),
        ({"agrees": ""}, "不同意电子送达的"),
        ({"signer": "\ue000"}, "自造字"),
    ],
)
def test_what_is_wrong_is_said(client, story, wrong, words):
    client.force_login(story.people.representative)
    answer = sign(client, reverse("my_consent"), **wrong)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not ElectronicConsent.objects.exists()


def test_an_empty_drawing_is_no_signature(story):
    blank = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    file = io.BytesIO()
    blank.save(file, "PNG")
    with pytest.raises(ConsentRefused, match="手写签名"):
        record_consent(
            story.people.enterprise, signer="甲", address="乙", email="a@example.com", phone="",
            signature="data:image/png;base64," + base64.b64encode(file.getvalue()).decode(), by=story.officer,
        )  # fmt: skip


def test_the_officer_enters_it_at_the_first_visit(client, story):
    address = reverse("enterprise_consent", args=[story.people.enterprise.pk])
    client.force_login(story.officer)
    assert address in client.get(reverse("enterprise", args=[story.people.enterprise.pk])).content.decode()
    assert sign(client, address).status_code == 302
    assert ElectronicConsent.objects.get().by == story.officer
    assert client.post(address, {"withdraw": "1"}).status_code == 302
    client.force_login(story.people.neighbour_officer)
    assert (client.get(address).status_code, sign(client, address).status_code) == (404, 404)
    client.force_login(story.people.leader)  # signs, but does not serve
    assert client.get(address).status_code == 404


def test_without_it_nothing_is_served_electronically(db):
    from tests.people import cast

    story = Story(cast()).start().find().conclude().order()
    with pytest.raises(Refused, match="没有签署电子送达确认书"):
        story.serve(mode="electronic")
    facts = {"signer": "甲", "address": "乙", "email": "a@example.com", "phone": "", "by": story.officer}
    record_consent(story.people.enterprise, signature=drawing(), **facts)
    story.serve(mode="electronic")
    assert story.case.orders.get().served_on
    assert withdraw_consent(story.people.enterprise) and not withdraw_consent(story.people.enterprise)
