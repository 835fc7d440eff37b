"""The confirmation of addresses to be signed by pen."""

import io

import docx
import pytest
from django.urls import reverse

from documents.models import ElectronicConsent
from tests.documents.plain import pictures_of, texts
from tests.web.looking import look

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    docx.Document(io.BytesIO(response.content))
    return "\n".join(line for part in texts(response.content).values() for line in part)


def test_it_is_filled_from_the_directory_and_bears_no_number_and_no_code(client, people):
    response = look(client, people.officer, reverse("consent_paper", args=[people.enterprise.pk]))
    words = words_of(response)
    for said in ("送达地址及电子送达方式确认书", people.enterprise.name, people.enterprise.address, "示例法人1"):
        assert said in words
    assert "核验码" not in words and pictures_of(response.content) == {}
    assert "attachment" in response["Content-Disposition"]


def test_it_is_filled_from_the_confirmation_in_force(client, people):
    ElectronicConsent.objects.create(
        enterprise=people.enterprise,
        signer="示例收件人",
        address="示例大厦9楼",
        phone="0771-0000009",
        by=people.officer,
    )
    words = words_of(look(client, people.officer, reverse("consent_paper", args=[people.enterprise.pk])))
    assert "示例大厦9楼" in words and "示例收件人" in words and "0771-0000009" in words


def test_nobody_else_gets_it(client, people):
    for user in (people.neighbour_officer, people.representative, people.system_admin):
        assert look(client, user, reverse("consent_paper", args=[people.enterprise.pk])).status_code == 404
