"""The office's side of a panel: drawn on its page, shown with its seed, a member replaced."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.accreditation.models import Panel
from casework.core.now import today
from tests.people import cast
from tests.web.looking import look, read
from tests.web.officers.acting import day, fill, login, plain
from tests.workflows.accreditation.experts import outsider
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def href(record, kind: str, step: str) -> str:
    return reverse("step", args=[kind, record.pk, step])


def test_a_panel_is_drawn_on_its_page(client, story):
    story.ready()
    browser, address = login(story.people.officer), href(story.application, "application", "convene_panel")
    page = browser.get(address)
    assert "专家有9人" in plain(page) and story.people.enterprise.name in plain(page)
    times = {**day("begins_on", today() + timedelta(3)), **day("ends_on", today() + timedelta(1))}
    assert "先后顺序不能颠倒" in plain(fill(browser, address, size="5", **times))
    assert not Panel.objects.exists()
    assert fill(browser, address, size="5", **{**times, **day("ends_on", today() + timedelta(5))}).status_code == 302
    panel = Panel.objects.get()
    text = read(client, story.people.officer, reverse("panel", args=[panel.pk]))
    assert panel.seed in text and f"manage.py redraw {panel.pk}" in text and "与登记的成员一致" in text
    assert all(seat.expert.name in text for seat in panel.seats.all()) and "组长" in text
    for user in (story.people.neighbour_officer, story.people.representative, story.people.system_admin):
        assert look(client, user, reverse("panel", args=[panel.pk])).status_code == 404


def test_a_member_is_replaced_from_the_panels_page(client, story):
    row = story.evaluating().evaluation
    where = reverse("panel", args=[story.panel.pk])
    address = href(row, "evaluation", "replace")
    assert address in look(client, story.people.officer, where).content.decode()
    assert address not in look(client, story.people.leader, where).content.decode(), "only who is in charge"
    assert fill(login(story.people.officer), address, reason="出差")["Location"] == where
    text = read(client, story.people.officer, where)
    assert "退出：出差" in text and "已更换" in text


def test_an_officer_finds_no_page_of_an_experts_steps(client, story):
    row = story.evaluating().evaluation
    found = [(row, "evaluation", step) for step in ("submit", "recuse", "declare")]
    for address in (*found, (story.application, "application", "conclude_evaluation")):
        assert look(client, story.people.officer, href(*address)).status_code == 404
    assert (
        look(client, story.people.officer, href(story.application, "application", "conclude_evaluation")).status_code
        == 404
    )


def test_an_outlier_is_shown_and_counts_all_the_same(client, story):
    story.evaluating()
    first, second, third = story.evaluations
    story.submit(first)
    story.submit(second, 1)
    story.submit(third, 15, 5)
    text = read(client, story.people.officer, reverse("application", args=[story.pk]))
    assert f"{third.seat.expert.name}的总分与中间分相差较大" in text and "93" in text


def test_a_vacant_place_is_filled_from_the_application(client, story):
    story.evaluating(experts=3).leave("replace")
    assert "还缺1人" in read(client, story.people.officer, reverse("panel", args=[story.panel.pk]))
    named = outsider()
    address = href(story.application, "application", "name_expert")
    assert fill(login(story.people.officer), address, expert=str(named.pk), reason="候选人用完").status_code == 302
    assert story.dossier.proposals.get(outcome="").step == "name_expert"


def test_the_leader_reads_whom_he_is_asked_to_name(client, story):
    story.ready(experts=2)
    named, p = outsider(), story.people
    address = href(story.application, "application", "convene_panel")
    times = {**day("begins_on", today() + timedelta(3)), **day("ends_on", today() + timedelta(5))}
    fill(login(p.officer), address, size="3", named=[str(named.pk)], opinion="候选人不足。", **times)
    assert not Panel.objects.exists()
    proposal = story.dossier.proposals.get(outcome="")
    assert f"{named.name}（{named.employer}）" in read(client, p.leader, reverse("proposal", args=[proposal.pk]))


def test_scores_made_void_are_the_leaders_to_approve(client, story):
    row = story.scored().evaluation
    fill(login(story.people.officer), href(row, "evaluation", "void"), reason="受聘于该单位", opinion="情况属实。")
    proposal = story.dossier.proposals.get(outcome="")
    text = read(client, story.people.leader, reverse("proposal", args=[proposal.pk]))
    assert "受聘于该单位" in text and "评分作废" in text
    story.approve(proposal)
    assert story.evaluation.state == "voided"
