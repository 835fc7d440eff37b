"""Lists on the officers' pages: from the category that is ready to the designation, and what an outsider sees."""

import pytest
from django.urls import reverse

from casework.accreditation.models import Listing, Objection
from tests.people import cast
from tests.web.looking import queries, read
from tests.web.officers.acting import fill, href, plain, said
from tests.workflows.accreditation.story import Story
from tests.workflows.penalties.stages import teller

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def test_a_category_that_is_ready_becomes_a_list(client, story):
    story.evaluated()
    officer = story.people.officer
    text = read(client, officer, reverse("listings"))
    assert "可以拟定名单" in text and "金属冶炼" in text
    given = {"round": story.round.pk, "category": story.category.pk}
    answer = client.post(reverse("listings"), given)
    listing = Listing.objects.get()
    assert answer["Location"] == href(listing, "draw_up")
    assert story.people.enterprise.name in read(client, officer, answer["Location"])
    page = fill(client, answer["Location"], opinion="拟同意。")
    assert page.status_code == 302 and "等待" in said(page)
    client.force_login(story.people.third_officer)
    assert "只有本批次的经办人" in said(client.post(reverse("listings"), given))
    assert client.post(reverse("listings"), {"round": "x", "category": "9" * 30}).status_code == 302


def test_what_was_seen_is_what_is_proposed(client, story):
    """Between the look and the click the ranking changed: the form says so, and nothing is proposed."""
    story.evaluated()
    client.force_login(story.people.officer)
    page = fill(client, href(story.listing, "draw_up"), seen="")
    assert page.status_code == 409 and "请刷新后重新拟定" in plain(page)


def test_a_doubt_wants_a_reason_on_the_form(client, story):
    story.evaluated()
    teller()(story.people).ordered()
    client.force_login(story.people.officer)
    where = href(story.listing, "draw_up")
    page = fill(client, where)
    assert page.status_code == 422 and "有1件整改案件没有办结" in plain(page)
    page = fill(client, where, **{f"r{story.pk}-reason": "案件即将办结，与认定条件无关。"})
    assert page.status_code == 302


def test_publicise_circulate_and_the_page_of_the_list(client, story):
    story.shortlisted()
    officer = story.people.officer
    client.force_login(officer)
    assert fill(client, href(story.listing, "publicise")).status_code == 302
    where = reverse("listing", args=[story.listing.pk])
    text = read(client, officer, where)
    assert "第一批拟认定名单" in text and "公示中" in text and "列入" in text and "名额1个" in text
    assert client.get(href(story.listing, "designate")).status_code == 409
    story.notice_over()
    page = fill(client, href(story.listing, "designate"))
    assert page.status_code == 302 and "已提请审批" in said(page)
    assert queries(client, officer, where) <= 45
    client.force_login(story.people.neighbour_officer)
    assert client.get(where).status_code == 404


def test_an_objection_is_entered_opened_and_answered_on_pages(client, story):
    story.publicised()
    client.force_login(story.people.officer)
    typed = {"name": "示例群众甲", "contact": "0771-1", "grounds": "<script>alert(1)</script>场地是租的。"}
    page = fill(client, href(story.application, "object"), **typed)
    assert page.status_code == 422 and "书面异议" in plain(page)
    kept = {"evidence_kept": str(story.evidence(story.people.officer, "书面异议"))}
    assert fill(client, href(story.application, "object"), **typed, **kept).status_code == 302
    assert fill(client, href(story.application, "open_objection")).status_code == 302
    where = href(story.application, "resolve_objection")
    answer = client.get(where).content.decode()
    assert "<script>alert(1)" not in answer and "&lt;script&gt;" in answer
    row = Objection.objects.get()
    page = fill(client, where, heard="单位出示了产权证。", **{f"o{row.pk}-upheld": "no"})
    assert page.status_code == 422
    done = {f"o{row.pk}-upheld": "no", f"o{row.pk}-finding": "场地是自有的。"}
    page = fill(client, where, heard="单位出示了产权证。", opinion="拟同意。", **done)
    assert page.status_code == 302 and "等待" in said(page)
