"""Lists under public notice, objections by anybody, the receipt, and the designated units: open, closed, too often."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from casework.accreditation.models import Objection
from tests.people import cast
from tests.web.looking import read
from tests.workflows.accreditation.listed import OBJECTION
from tests.workflows.accreditation.story import Story
from tests.workflows.story import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def story() -> Story:
    return Story(cast())


def address(story):
    return reverse("public_object", args=[story.listing.pk, story.pk])


def test_a_stranger_reads_the_notice_once_it_is_out(client, story):
    story.shortlisted()
    page = reverse("public_listing", args=[story.listing.pk])
    assert client.get(page).status_code == client.get(address(story)).status_code == 404
    assert "现在没有公示的名单" in read(client, None, reverse("public_listings"))
    story.ask(story.listing, "publicise")
    assert "金属冶炼" in read(client, None, reverse("public_listings"))
    text = read(client, None, page)
    unit = story.people.enterprise
    assert unit.name in text and unit.credit_code in text and "提出异议" in text
    assert unit.representative not in text and unit.phone not in text
    assert str(story.listing.ranked.get().mean) not in text


def test_anybody_objects_and_asks_after_it_by_the_receipt(client, story):
    story.publicised()
    assert "提交异议" in read(client, None, address(story))
    answer = client.post(address(story), {**OBJECTION, "evidence": [photo("照片一"), photo("照片二")]})
    assert answer.status_code == 302, answer.context["form"].errors
    row = Objection.objects.get()
    assert answer["Location"].endswith(f"?receipt={row.receipt}") and row.evidence.count() == 2 and not row.late
    text = read(client, None, answer["Location"])
    assert row.receipt in text and "正在核查" in text and row.name not in text and row.contact not in text
    story.go("open_objection").go("resolve_objection", **story.findings())
    assert "异议不成立" in read(client, None, answer["Location"])
    assert client.get(reverse("public_objection") + "?receipt=261124-ZZZZZZ").status_code == 404
    assert client.get(reverse("public_objection") + "?receipt=%00<script>").status_code == 404
    assert client.get(reverse("public_objection")).status_code == 200


def test_without_a_name_or_grounds_nothing_is_taken(client, story):
    story.publicised()
    for missing in ("name", "contact", "grounds"):
        answer = client.post(address(story), {**OBJECTION, missing: "　"})
        assert answer.status_code == 422 and not Objection.objects.exists()
    answer = client.post(address(story), {**OBJECTION, "grounds": "长" * 4001})
    assert answer.status_code == 422


def test_a_script_is_text(client, story):
    story.publicised()
    client.post(address(story), {**OBJECTION, "grounds": "<script>alert(1)</script>"})
    client.force_login(story.people.officer)
    page = client.get(reverse("step", args=["application", story.pk, "object"])).content.decode()
    assert Objection.objects.get().grounds == "<script>alert(1)</script>" and "<script>alert" not in page


def test_a_file_that_cannot_be_kept_is_named(client, story):
    from django.core.files.uploadedfile import SimpleUploadedFile

    story.publicised()
    bad = SimpleUploadedFile("证据.exe", b"MZ\x90\x00" * 40, content_type="application/octet-stream")
    answer = client.post(address(story), {**OBJECTION, "evidence": bad})
    assert answer.status_code == 422 and not Objection.objects.exists()
    assert not story.dossier.attachments.filter(by=None).exists()


def test_a_thousand_in_a_minute_are_stopped_after_ten(client, story):
    story.publicised()
    found = [client.post(address(story), OBJECTION).status_code for _ in range(1000)]
    assert found[:10] == [302] * 10 and set(found[10:]) == {429} and Objection.objects.count() == 10


def test_who_comes_late_is_told_so(client, story):
    story.publicised().notice_over()
    assert "公示期已经届满" in read(client, None, address(story))
    answer = client.post(address(story), OBJECTION)
    assert Objection.objects.get().late and "留作以后复核" in read(client, None, answer["Location"])
    story.designate()
    assert "反映情况" in read(client, None, reverse("public_listing", args=[story.listing.pk]))


def test_nobody_objects_to_a_unit_of_another_list(client, story):
    story.publicised()
    assert client.get(reverse("public_object", args=[story.listing.pk + 1, story.pk])).status_code == 404
    story.object()
    story.go("open_objection").go("resolve_objection", **story.findings(upheld=True))
    assert client.get(address(story)).status_code == 404
    assert "不予认定" in read(client, None, reverse("public_listing", args=[story.listing.pk]))


def test_the_designated_units_are_on_show(client, story):
    assert "现在没有命名的单位" in read(client, None, reverse("public_designations"))
    story.designated()
    text = read(client, None, reverse("public_designations") + "?programme=training_base")
    assert story.people.enterprise.name in text and "金属冶炼" in text and story.people.enterprise.phone not in text
    assert story.people.enterprise.name not in read(
        client, None, reverse("public_designations") + "?programme=exam_base"
    )
    assert story.people.enterprise.name in read(client, None, reverse("public_designations") + "?programme=%27x")
