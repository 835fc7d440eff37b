"""Messages: unread first, read on POST, one's own only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.notices.models import Notice
from tests.people import cast

WINGS = {"officer": "notices", "representative": "my_notices"}


def write(user, number, **more):
    return Notice.objects.create(key=f"k{user.pk}-{number}", to=user, kind="x", title=f"消息<{number}>", **more)


@pytest.mark.parametrize(("who", "name"), WINGS.items())
def test_unread_first_then_everything(client, db, who, name):
    user = getattr(cast(), who)
    client.force_login(user)
    assert "没有消息。" in client.get(reverse(name)).content.decode()
    old = write(user, 1)
    write(user, 2)
    text = client.get(reverse(name)).content.decode()
    assert text.index("消息&lt;2&gt;") < text.index("消息&lt;1&gt;") and "2条未读" in text
    assert client.post(reverse("message", args=[old.pk])).status_code == 302
    text = client.get(reverse(name)).content.decode()
    assert "消息&lt;1&gt;" not in text and "消息&lt;1&gt;" in client.get(reverse(name) + "?all=1").content.decode()
    assert client.post(reverse(name)).status_code == 302
    assert not Notice.objects.filter(read_at=None).exists()
    assert "没有未读消息" in client.get(reverse(name)).content.decode()


def test_opening_leads_on_but_never_away(client, db):
    people = cast()
    client.force_login(people.officer)
    for number, url in enumerate(["/ledger/", "//evil.example", "/\\evil.example", "https://evil.example", ""]):
        row = write(people.officer, number, url=url)
        there = client.post(reverse("message", args=[row.pk]))["Location"]
        assert there == ("/messages/" if number else "/ledger/")
        row.refresh_from_db()
        assert row.read_at is not None
    strange = write(people.head, 1)
    assert client.post(reverse("message", args=[strange.pk])).status_code == 404
    assert client.get(reverse("message", args=[strange.pk])).status_code == 405
    client.force_login(people.system_admin)
    assert client.get(reverse("notices")).status_code == 404


def test_pages_by_key_with_the_same_number_of_queries(client, db):
    people = cast()
    client.force_login(people.officer)
    write(people.officer, 0)
    client.get(reverse("notices"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("notices"))
    for number in range(1, 60):
        write(people.officer, number)
    with CaptureQueriesContext(connection) as many:
        first = client.get(reverse("notices"))
    assert len(many) == len(one)
    seen, page = [], first
    while True:
        seen += [row["pk"] for row in page.context["rows"]]
        after = page.context["page"].after
        if not after:
            break
        page = client.get(reverse("notices") + after)
    assert len(seen) == len(set(seen)) == 60 and seen == sorted(seen, reverse=True)
