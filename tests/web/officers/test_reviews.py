"""Where a review is begun from, and what the pages of the matter say of it."""

import pytest
from django.urls import reverse

from casework.penalties.models import Remedy
from tests.web.looking import look, read
from tests.web.officers.acting import inputs, login
from tests.workflows.penalties.stages import teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return teller()(people)


def test_who_is_in_charge_finds_the_review_and_its_file_on_the_page_of_the_matter(client, people, story):
    story.punished().register(story.decision.document)
    # A link is for those it leads anywhere; that of the correction case is its own dossier's.
    for home, dossier in (("penalty", story.penalty), ("case", story.case)):
        href = reverse("remedy_new", args=[dossier.dossier_id])
        address = reverse(home, args=[dossier.pk])
        assert href in look(client, people.officer, address).content.decode()
        assert href not in look(client, people.leader, address).content.decode()
    page = look(client, people.officer, reverse("penalty", args=[story.penalty.pk])).content.decode()
    assert reverse("remedy_file", args=[story.remedy.pk]) in page
    story.rule("annulled")
    assert "还须撤销处罚决定" in read(client, people.officer, reverse("remedy", args=[story.remedy.pk]))


def test_a_closed_matter_is_opened_again_before_a_review_is_registered(people, story):
    story.performed().close_penalty()
    address = reverse("remedy_new", args=[story.penalty.dossier_id])
    officer = login(people.officer)
    assert "重新开卷" in officer.get(address).content.decode()
    officer.post(address, {"document": str(story.decision.document_id), "instance": "suit"})
    assert not Remedy.objects.exists()
    story.reopen_penalty()
    assert "填写登记" in officer.get(address).content.decode()


def test_after_a_change_the_refund_names_what_is_due_and_the_party_reads_why(client, people, story):
    story.punished(fine=30_000).pay().amend(20_000, reason="裁量偏重。").serve_notice()
    form = login(people.officer).get(reverse("step", args=["penalty", story.penalty.pk, "refund"]))
    assert inputs(form)["amount"] == ["10000.00"] and "退付凭证号" in form.content.decode()
    text = read(client, people.representative, reverse("my_penalty", args=[story.penalty.pk]))
    assert "变更的理由 裁量偏重。" in text and "申辩、听证意见采纳情况" not in text
