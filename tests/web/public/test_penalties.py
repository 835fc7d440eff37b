"""The public list of penalties: what is shown today, to everybody; what is not, to nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.core.now import today
from casework.penalties.models import Decision, Publication
from casework.web import lists
from tests.people import cast
from tests.web.looking import read
from tests.workflows.penalties.stages import overdue, teller


@pytest.fixture
def story(db):
    told = teller()(cast())
    told.decided().serve_decision().propose("publish")
    return told


@pytest.fixture
def row(story):
    return Publication.objects.get()


def listed(client, query=""):
    return read(client, None, reverse("public_penalties") + query)


def entry(row):
    return reverse("public_penalty", args=[row.pk])


def test_a_stranger_reads_the_list_and_the_entry(client, story, row):
    number = story.penalty.decisions.get().document.number
    text = listed(client)
    assert story.penalty.party_name in text and number in text and "罚款" in text
    text = read(client, None, entry(row))
    assert story.people.agency.name in text and number in text and story.people.enterprise.credit_code in text


def test_nothing_is_shown_before_it_is_published(client, db):
    told = teller()(cast())
    told.decided().serve_decision()
    assert "现在没有公示信息" in listed(client) and told.penalty.party_name not in listed(client)


def test_by_text_and_region(client, story, row):
    name = story.penalty.party_name
    for query in ("?q=示例冶金", f"?q={story.penalty.enterprise.credit_code}", "?region=450102", "?region=450100",
                  "?region=450000", "?region=abc&q=", "?q=示例&region=450100"):  # fmt: skip
        assert name in listed(client, query), query
    for query in ("?q=没有的", "?region=450200", "?region=450103", "?q=%25", "?q=%5C", "?q=%00%27%22"):
        assert name not in listed(client, query), query
    assert "没有符合条件的公示信息" in listed(client, "?q=没有的")


def test_withdrawn_is_gone_with_its_day_and_nothing_else(client, story, row):
    row.withdrawn_on, row.withdrawn_reason = today(), "决定已变更，理由不公开"
    row.save()
    assert story.penalty.party_name not in listed(client)
    client.logout()
    answer = client.get(entry(row))
    text = answer.content.decode()
    assert answer.status_code == 410
    assert f"{today().year}年{today().month}月{today().day}日撤回" in text
    assert story.penalty.party_name not in text and "决定已变更" not in text


def test_the_term_ends_with_its_day(client, story, row):
    Publication.objects.update(until_on=today())
    assert story.penalty.party_name in listed(client) and client.get(entry(row)).status_code == 200
    Publication.objects.update(until_on=today() - timedelta(days=1))
    assert story.penalty.party_name not in listed(client)
    answer = client.get(entry(row))
    assert answer.status_code == 410 and "届满" in answer.content.decode()


def test_pages_by_key_newest_first(client, story, row, monkeypatch):
    """Three to a page; a decision is published once at a time, so each has a decision of its own."""
    monkeypatch.setattr(lists.page, "__defaults__", (3,))
    again(row, 7)
    seen, address = [], reverse("public_penalties")
    while address:
        page = client.get(address).context["page"]
        seen += [line["id"] for line in page.rows]
        address = page.after and reverse("public_penalties") + page.after
    assert seen == list(Publication.objects.order_by("-published_on", "-id").values_list("pk", flat=True))
    assert len(seen) == 8


def again(row, count):
    """Further publications, of earlier days, two to a day."""
    for n in range(count):
        decision = Decision.objects.get(pk=row.decision_id)
        decision.pk, decision.document, decision.standing = None, None, Decision.Standing.CHANGED
        decision.save()
        Publication.objects.create(
            decision=decision, penalty=row.penalty, region_code="450102", shown=row.shown,
            published_on=today() - timedelta(days=n // 2),
        )  # fmt: skip


def test_no_person_is_named_in_full(client, db):
    told = teller()(cast())
    overdue(told).serve().file(tier=2, person=told.somebody(name="欧阳示例甲")).interview().conclude().notify()
    told.serve_notice().waive("both").looked_at().decide().serve_decision()
    told.propose("publish", weight="造成恶劣社会影响")
    row = Publication.objects.get()
    text = listed(client) + read(client, None, entry(row))
    assert "欧阳示例甲" not in text and "450102199001011012" not in text and "示例路3号" not in text
    assert "欧阳某" in text
    assert "欧阳示例甲" not in listed(client, "?q=欧阳示例甲").replace('value="欧阳示例甲"', "")


def test_other_numbers_answer_404(client, story, row):
    assert client.get(reverse("public_penalty", args=[row.pk + 1])).status_code == 404
    assert client.post(entry(row)).status_code == 405
