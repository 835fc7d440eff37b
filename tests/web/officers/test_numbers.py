"""Reserved and void numbers: taken without gap, given to an officer, void with a reason and for good."""

import pytest
from django.urls import reverse

from documents.models import ReservedNumber
from tests.web.looking import look, queries, read

pytestmark = pytest.mark.django_db
PAGE = "/numbers/"


def reserve(client, people, **more):
    client.force_login(people.clerk)
    given = {"agency": people.agency.pk, "series": "应急责改", "count": "3", "holder": people.officer.pk, **more}
    return client.post(PAGE, given)


def test_a_block_is_taken_and_shown(client, people):
    assert reserve(client, people).status_code == 302
    text = read(client, people.clerk, PAGE)
    assert "已预留3个文号" in text and "1号" in text and "3号" in text and "执法员甲" in text
    assert list(ReservedNumber.objects.values_list("serial", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"count": "0"}, "至少预留1个"), ({"count": "9999"}, "一次最多预留"), ({"count": "x"}, "个数要填数字"),
        ({"holder": ""}, "还没有选领用人"),
    ],
)  # fmt: skip
def test_a_wrong_block_is_refused_in_words(client, people, given, words):
    page = reserve(client, people, **given)
    assert page.status_code == 422 and words in page.content.decode() and not ReservedNumber.objects.exists()


def test_another_agencys_officer_or_series_cannot_be_given(client, people):
    for more in ({"holder": people.neighbour_officer.pk}, {"agency": people.neighbour.pk}, {"series": "不存在"}):
        assert reserve(client, people, **more).status_code == 422
    assert not ReservedNumber.objects.exists()


def test_a_number_is_void_with_its_reason_and_for_good(client, people):
    reserve(client, people)
    row = ReservedNumber.objects.first()
    address = reverse("number_void", args=[row.pk])
    client.post(address, {"reason": "  "})
    row.refresh_from_db()
    assert row.status == "reserved"
    client.post(address, {"reason": "表格写坏"})
    page = client.post(address, {"reason": "再作废一次"}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.status, row.reason) == ("void", "表格写坏") and "没有作废" in page
    assert "表格写坏" in read(client, people.clerk, PAGE + "?status=void")


def test_only_those_who_keep_the_numbers_see_them(client, people):
    reserve(client, people)
    row = ReservedNumber.objects.first()
    for user in (people.officer, people.legal, people.representative, people.system_admin):
        assert look(client, user, PAGE).status_code == 404
        assert client.post(reverse("number_void", args=[row.pk]), {"reason": "x"}).status_code == 404
    assert look(client, people.head, PAGE).status_code == 200


def test_its_queries_do_not_grow_with_its_rows(client, people):
    reserve(client, people, count="1")
    one = queries(client, people.clerk, PAGE)
    reserve(client, people, count="3")
    assert queries(client, people.clerk, PAGE) == one
