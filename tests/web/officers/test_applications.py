"""The office's and the city bureau's pages of applications: who sees what, and every form asks the gate."""

import pytest
from django.urls import reverse

from casework.notices.models import Notice
from tests.people import cast
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def page(client, user, name: str, *args) -> str:
    client.force_login(user)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, user, story, step: str, **given):
    client.force_login(user)
    address = reverse("step", args=["application", story.pk, step])
    assert client.get(address).status_code == 200
    return client.post(address, {"version": story.application.version} | given)


def test_the_list_and_the_page(client, story):
    story.submitted()
    p = story.people
    for user in (p.officer, p.leader, story.office.city_officer, p.county_officer):
        assert p.enterprise.name in page(client, user, "applications")
    text = page(client, p.officer, "application", story.pk)
    for words in (
        "安全技能实训考核示范基地",
        "已提交，待受理",
        "TB1",
        "制度齐全",
        "承诺书",
        "申报书",
        "受理",
        "一次告知补正",
    ):
        assert words in text
    for user in (p.neighbour_officer, p.representative, p.system_admin):
        client.force_login(user)
        assert client.get(reverse("application", args=[story.pk])).status_code == 404


def test_a_draft_is_the_applicants_own(client, story):
    story.filled()
    client.force_login(story.people.officer)
    assert client.get(reverse("application", args=[story.pk])).status_code == 404
    assert story.people.enterprise.name not in page(client, story.people.officer, "applications")


def test_the_office_asks_once_for_what_is_missing(client, story):
    story.submitted()
    answer = send(
        client, story.people.officer, story, "request_supplement", items="缺岗位清单\n\n缺考核成绩", reason=""
    )
    assert answer.status_code == 302 and story.application.state == "incomplete"
    asked = story.application.supplements.get()
    assert [item.text for item in asked.items.all()] == ["缺岗位清单", "缺考核成绩"]
    text = page(client, story.people.officer, "application", story.pk)
    assert "1. 缺岗位清单" in text and "补正通知书" in text
    answer = send(client, story.people.officer, story, "supplement")
    assert answer.status_code == 422 and "第1项，补正说明" in answer.content.decode()


def test_the_city_bureau_gives_its_opinion(client, story):
    story.accepted()
    city = story.office.city_officer
    assert "初审推荐" in page(client, city, "application", story.pk)
    answer = send(client, city, story, "recommend", verdict="材料属实，条件具备。")
    assert answer.status_code == 302 and story.application.state == "recommended"
    assert "材料属实，条件具备。" in page(client, story.people.officer, "application", story.pk)


def test_the_office_cannot_recommend_in_its_place(client, story):
    story.accepted()
    client.force_login(story.people.officer)
    answer = client.post(reverse("step", args=["application", story.pk, "recommend"]), {"verdict": "条件具备。"})
    assert answer.status_code in (403, 404, 409) and story.application.state == "accepted"


def test_accepting_and_refusing(client, story):
    story.submitted()
    answer = send(client, story.people.officer, story, "refuse", reason=" ")
    assert answer.status_code == 422 and story.application.state == "submitted"
    assert send(client, story.people.officer, story, "accept").status_code == 302
    assert story.application.state == "accepted"
    assert "受理通知书" in page(client, story.people.officer, "application", story.pk)


def test_the_city_is_told_and_finds_it_on_its_workbench(client, story):
    city = story.office.city_officer
    story.submitted()
    assert story.people.enterprise.name not in page(client, city, "workbench")
    story.go("accept")
    told = Notice.objects.filter(kind="recommendation-asked").values_list("to", flat=True)
    assert {city.pk, story.office.city_head.pk} <= set(told) and story.people.officer.pk not in told
    text = page(client, city, "workbench")
    assert "提出初审意见" in text and story.people.enterprise.name in text
    assert story.people.enterprise.name not in page(client, story.people.neighbour_officer, "workbench")
    story.go("recommend", by=city, verdict="条件具备。")
    Notice.objects.all().delete()
    assert story.people.enterprise.name not in page(client, city, "workbench").split("最近打开")[0]
