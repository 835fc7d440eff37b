"""Opinions asked and given: the inbox, one proposal, stand-ins, what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.accounts import deputation
from casework.core.now import today
from documents.models import Document
from tests.people import cast
from tests.web.officers.acting import fill, href, inputs, login, plain, said, words
from tests.workflows.story import Story
from workflows.approval import request, sign
from workflows.models import Proposal, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(cast()).found().confirm().order().serve()


@pytest.fixture
def proposal(story):
    return withdrawing(story)


def withdrawing(story) -> Proposal:
    return request(
        story.case, "withdraw", by=story.people.officer, opinion="拟撤销", ground="wrong", reason="引用条款有误"
    )  # fmt: skip


def page_of(proposal):
    return reverse("proposal", args=[proposal.pk])


def test_the_inbox_shows_what_is_mine_to_sign(story, proposal):
    inbox = reverse("approvals")
    assert "撤销案件" in words(login(story.people.head).get(inbox))
    assert "拟撤销" in words(login(story.people.head).get(inbox))
    for user in (story.people.leader, story.people.officer, story.people.neighbour_officer):
        assert "没有等您签批的事项" in words(login(user).get(inbox))


def test_the_navigation_counts_it(story, proposal):
    assert 'href="/approvals/"' in words(login(story.people.head).get(reverse("workbench")))
    assert "待我签批<span>1</span>" in words(login(story.people.head).get(reverse("workbench")))


def test_a_proposal_says_in_words_what_it_would_do(story, proposal):
    page = plain(login(story.people.head).get(page_of(proposal)))
    for said_so in ("责令整改有误或已被撤销", "引用条款有误", "拟撤销", "审核意见", "签署意见"):
        assert said_so in page
    assert "签署意见" not in plain(login(story.people.leader).get(page_of(proposal)))


def test_facts_of_rows_are_words_too(story):
    story.request_extension()
    asked = story.case.extensions.get()
    row = request(
        story.case, "decide_extension", by=story.people.officer, request=asked.pk, granted=True, reason="",
        new_on=asked.wished_on,
    )  # fmt: skip
    page = plain(login(story.people.head).get(page_of(row)))
    assert "同意延期" in page and f"{asked.wished_on.year}年{asked.wished_on.month}月{asked.wished_on.day}日" in page


def test_the_paper_is_shown_before_it_is_signed(story, proposal):
    head = login(story.people.head)
    part = head.post(page_of(proposal), {"paper": "1"}, headers={"HX-Request": "true"})
    assert "撤销通知" in words(part) and "<html" not in words(part)
    whole = head.post(page_of(proposal), {"paper": "1"})
    assert 'class="paper"' in words(whole)
    assert not Document.objects.filter(kind="withdrawal-notice").exists()


def test_the_last_signature_takes_the_step(story, proposal):
    answer = fill(login(story.people.head), page_of(proposal), decision="agreed")
    assert "转下一位签批" in said(answer)
    answer = fill(login(story.people.leader), page_of(proposal), decision="agreed", remark="同意撤销")
    assert "审批完成，已办理" in said(answer)
    assert story.case.state == "withdrawn"
    page = plain(login(story.people.officer).get(page_of(proposal)))
    assert "同意撤销" in page and "已批准并办理" in page


def test_a_second_click_signs_once(story, proposal):
    head, address = login(story.people.head), page_of(proposal)
    data = inputs(head.get(address)) | {"decision": "agreed"}
    answers = [head.post(address, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Signature.objects.filter(process=proposal).exclude(decision="").count() == 1


@pytest.mark.parametrize("decision", ["returned", "against"])
def test_giving_back_needs_a_reason_and_comes_back_to_its_author(story, proposal, decision):
    head = login(story.people.head)
    answer = fill(head, page_of(proposal), decision=decision)
    assert answer.status_code == 422 and "退回或不同意须写明理由" in words(answer)
    assert "退回" in said(fill(head, page_of(proposal), decision=decision, remark="理由不充分"))
    officer = login(story.people.officer)
    own = officer.get(reverse("approvals"), {"view": "own"})
    assert "理由不充分" in words(own)
    page = officer.get(page_of(proposal))
    again = f"{href(story.case, 'withdraw')}?from={proposal.pk}"
    assert again in words(page)
    form = inputs(officer.get(again))
    assert form["reason"] == ["引用条款有误"] and form["ground"] == ["wrong"] and form["opinion"] == ["拟撤销"]


def test_nobody_signs_his_own_or_out_of_turn(story, proposal):
    for user in (story.people.officer, story.people.partner, story.people.legal, story.people.leader):
        answer = login(user).post(page_of(proposal), {"decision": "agreed"})
        assert answer.status_code == 409, user
    proposal.refresh_from_db()
    assert not proposal.outcome


def test_what_was_signed_meanwhile_is_not_signed_again(story, proposal):
    head, address = login(story.people.head), page_of(proposal)
    data = inputs(head.get(address)) | {"decision": "agreed", "token": ""}
    sign(Signature.objects.get(process=proposal, status="NEW").pk, by=story.people.head, decision="agreed")
    answer = head.post(address, data | {"remark": "请看"})
    assert answer.status_code == 409 and "请看" in words(answer)


def test_its_author_may_take_it_back(story, proposal):
    address = reverse("proposal_withdraw", args=[proposal.pk])
    login(story.people.head).post(address)
    proposal.refresh_from_db()
    assert not proposal.outcome
    assert "已撤回" in said(login(story.people.officer).post(address))
    proposal.refresh_from_db()
    assert proposal.outcome == "withdrawn"


def test_a_stand_in_is_told_for_whom(story, proposal):
    head, deputy, until = story.people.head, story.people.second_leader, today() + timedelta(days=3)
    deputation.give(head, deputy, story.people.agency, today(), until, "外出", [])
    page = login(story.people.second_leader).get(page_of(proposal))
    assert "您代科长甲签批" in words(page)


def test_another_territory_and_the_party_see_nothing(story, proposal):
    for user in (story.people.neighbour_officer, story.people.representative, story.people.audit_admin):
        assert login(user).get(page_of(proposal)).status_code == 404
        assert login(user).post(page_of(proposal), {"decision": "agreed"}).status_code == 404


def test_the_inbox_costs_the_same_whatever_its_length(story, django_assert_max_num_queries):
    withdrawing(story)
    head, inbox = login(story.people.head), reverse("approvals")
    head.get(inbox)
    with django_assert_max_num_queries(14) as one:
        head.get(inbox)
    for _ in range(2):
        withdrawing(Story(story.people).found().confirm().order())
    with django_assert_max_num_queries(14) as three:
        page = head.get(inbox)
    assert words(page).count("去签批") == 3
    assert len(three) == len(one)
