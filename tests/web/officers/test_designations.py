"""The office's pages of designations: list, page, quota board, the yearly review as exception list."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.accreditation.models import Designation
from tests.people import cast
from tests.web.looking import look, queries, read
from tests.web.officers.acting import inputs
from tests.workflows.accreditation.stages import DESIGNATIONS
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.lawful import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


@pytest.mark.parametrize("state", DESIGNATIONS)
def test_the_page_in_every_state(client, story, state):
    DESIGNATIONS[state](story)
    row = story.designation
    text = read(client, story.people.officer, reverse("designation", args=[row.pk]))
    for words in (row.party_name, row.number, row.get_state_display(), "命名证书"):
        assert words in text
    assert ("候补单位" in text) == (state in ("revoked", "expired", "surrendered"))


def test_who_sees_it_and_who_does_not(client, story):
    story.named()
    p, address = story.people, reverse("designation", args=[story.held])
    for user in (p.officer, p.leader, story.office.city_officer):
        assert look(client, user, address).status_code == 200
        assert p.enterprise.name in read(client, user, reverse("designations"))
    for user in (p.neighbour_officer, p.representative, p.system_admin, p.stranger):
        assert look(client, user, address).status_code == 404


def test_the_page_tells_what_is_known_and_what_happened(client, story):
    story.refused()
    text = read(client, story.people.officer, reverse("designation", args=[story.held]))
    assert "命名后的整改逾期或者没有通过" in text and "1. 2台实训设备停用。" in text
    assert "设备已经修复，档案已经补齐。" in text and "仍有1台设备停用。" in text and "整改照片" in text
    story.do("notify_ending", way="revoke", ground="unmet", account="仍有1台停用。", evidence=[story.proof()])
    story.told().do("revoke", answer="不予采纳。")
    text = read(client, story.people.officer, reverse("designation", args=[story.held]))
    assert "整改后仍达不到认定条件" in text and "撤销命名决定书" in text and "不予采纳。" in text


def test_a_renewal_under_way_is_said(client, story):
    story.named().near_its_end().asking_again().submitted()
    text = read(client, story.people.officer, reverse("designation", args=[story.held]))
    assert "申请复评" in text and "作出决定以前，命名继续有效" in text


def test_the_decision_may_be_taken_to_review(client, story):
    """The unit goes against its revocation: registered here, beside the designation, by whoever is in charge."""
    story.revoked().hand_over("revocation-decision")
    p, address = story.people, reverse("designation", args=[story.held])
    where = reverse("remedy_new", args=[story.folder.pk])
    assert where in look(client, p.officer, address).content.decode()
    paper = story.paper("revocation-decision")
    answer = client.post(where, {"document": paper.pk, "instance": "reconsideration"})
    assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200
    assert look(client, p.leader, where).status_code == 404


def send(client: Client, story: Tenure, step: str, **typed) -> int:
    """Open the step's page and send it as a browser would."""
    client.force_login(story.people.officer)
    where = reverse("step", args=["designation", story.held, step])
    page = client.get(where)
    assert page.status_code == 200
    return client.post(where, {**inputs(page), **typed}).status_code


def test_every_step_of_the_office_by_its_form(client, story):
    story.named()
    assert send(client, story, "open_review", ground="other", reason=" ") == 409
    assert send(client, story, "open_review", ground="other", reason="群众反映设备停用。") == 302
    assert send(client, story, "conclude_review", verdict="条件具备。", reason="") == 409
    assert send(client, story, "order_rectification", items="设备停用\n档案不全", verdict="须整改。") == 302
    proposal = story.folder.proposals.get()
    story.approve(proposal)
    assert story.designation.rectifications.get().items == ["设备停用", "档案不全"]
    story.do("report_rectification", by=story.people.representative, text="已修复。", evidence=[story.proof()])
    assert send(client, story, "refuse_rectification", verdict="仍有1台停用。") == 302
    assert send(client, story, "accept_rectification", verdict="") == 422
    assert send(client, story, "accept_rectification", verdict="均已整改。") == 302
    assert story.designation.state == "active"


# --- the quota board ----------------------------------------------------------------------------------------------
def test_the_board_shows_every_place_and_who_has_it(client, story):
    row = story.named().designation
    page = look(client, story.people.officer, reverse("quota")).content.decode()
    text = read(client, story.people.officer, reverse("quota"))
    assert "30个名额，空缺29个" in text and "7个名额，空缺6个" in text
    assert row.party_name in text and "有效期至" in text
    assert page.count('data-seat="won"') == 2 and 'aria-label="1个名额：已命名"' in page  # one in the legend
    assert reverse("designation", args=[row.pk]) in page
    story.do("open_review", ground="yearly")
    page = look(client, story.people.officer, reverse("quota")).content.decode()
    assert "复核中" in page and 'aria-label="1个名额：已命名，正在复核或者终止"' in page


def test_the_board_shows_who_is_on_a_list_and_who_waits(client):
    story = Tenure(cast()).publicised()
    text = read(client, story.people.officer, reverse("quota"))
    assert "30个名额，空缺29个" in text and "公示中" in text and story.people.enterprise.name in text


def test_from_elsewhere_the_board_leads_nowhere(client, story):
    row = story.named().designation
    page = look(client, story.people.neighbour_officer, reverse("quota")).content.decode()
    assert row.party_name in page and reverse("designation", args=[row.pk]) not in page


# --- the yearly review --------------------------------------------------------------------------------------------
def test_the_clean_pass_in_one_go_and_the_others_do_not(client, story):
    p, address = story.people, reverse("reviews")
    clean = story.named().do("open_review", ground="yearly").designation
    story.category = story.round.programme.categories.get(code="hazchem")
    Designation.objects.filter(pk=clean.pk).update(party_name="甲公司")
    text = read(client, p.officer, address)
    assert "没有不利情况的1家" in text and "甲公司" in text
    assert client.post(address, {"chosen": [], "verdict": "合格"}).status_code == 302
    assert story.designation.state == "under_review", "nobody was ticked"
    page = client.get(address)
    data = inputs(page)
    assert data["chosen"] == [str(clean.pk)] or data["chosen"] == str(clean.pk)
    assert client.post(address, data).status_code == 302
    row = story.designation
    assert (row.state, row.reviews.get().outcome) == ("active", "passed")
    assert "没有不利情况的0家" in read(client, p.officer, address)


def test_what_became_known_meanwhile_is_refused_in_words(client, story):
    story.named().do("open_review", ground="yearly")
    address = reverse("reviews")
    client.force_login(story.people.officer)
    data = inputs(client.get(address))
    story.stopped()
    answer = client.post(address, data, follow=True)
    assert story.designation.state == "under_review"
    text = answer.content.decode()
    assert "没有通过" in text and "正在停产停业" in text and "须逐家办理的1家" in text


def test_only_who_is_in_charge_can_tick(client, story):
    story.named().do("open_review", ground="yearly")
    p, address = story.people, reverse("reviews")
    page = look(client, p.leader, address).content.decode()
    assert "不由您承办" in page and 'name="chosen"' not in page
    client.post(address, {"chosen": [story.held], "verdict": "合格"})
    assert story.designation.state == "under_review"
    look(client, p.neighbour_officer, address)
    client.post(address, {"chosen": [story.held, "x", "-1"], "verdict": "合格"})
    assert story.designation.state == "under_review"


def test_reviews_to_come_are_named(client, story):
    story.named()
    story.folder.deadlines.filter(name="designation_review").update(due_on=day(30))
    assert "还有30天" in read(client, story.people.officer, reverse("reviews"))


def test_few_queries(client, story):
    story.named()
    p = story.people
    assert queries(client, p.officer, reverse("quota")) <= 20
    assert queries(client, p.officer, reverse("designations")) <= 16
