"""Rounds: who announces one, what it freezes, and the cockpit with few queries however much there is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.accreditation.models import Category, Round, Slot
from casework.core.now import today
from tests.people import cast
from tests.web.looking import queries, read
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def day(name: str, days: int) -> dict[str, str]:
    on = today() + timedelta(days)
    return {f"{name}_y": str(on.year), f"{name}_m": str(on.month), f"{name}_d": str(on.day)}


def announcement(story: Story, **more: str) -> dict[str, str]:
    given = {"title": "第二批", "announcement": "请按认定条件准备材料。"}
    officers = {"officers_1": str(story.people.officer.pk), "officers_2": str(story.people.partner.pk)}
    return given | day("opens_on", 0) | day("closes_on", 25) | officers | more


def new(programme: str = "training_base") -> str:
    return reverse("round_new") + f"?programme={programme}"


def test_a_round_is_announced_with_the_criteria_of_the_day(client, story):
    client.force_login(story.people.officer)
    assert "安全技能实训考核示范基地" in client.get(reverse("round_new")).content.decode()
    text = client.get(new()).content.decode()
    assert "TB6" in text and "否决项" in text and "金属冶炼1个" in text
    answer = client.post(new(), announcement(story))
    made = Round.objects.get(title="第二批")
    assert answer["Location"] == reverse("round", args=[made.pk])
    assert made.criteria.count() == 7 and made.officers.count() == 2 and made.announced_on == today()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"title": "第一批"}, "这个项目已经有同名的批次。请改一个名称。"),
        (day("opens_on", -1), "申报开始不能早于今天。"),
        (day("closes_on", -1), "申报截止不能早于申报开始。"),
        ({"officers_2": ""}, "执法人员不得少于两人。请再选一人。"),
    ],
)
def test_what_cannot_be_announced(client, story, more, words):
    client.force_login(story.people.officer)
    answer = client.post(new(), announcement(story, **more))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert Round.objects.count() == 1


def test_a_programme_without_slots_is_not_announced(client, story):
    Slot.objects.filter(category__programme="training_base", category__code="coal").delete()
    client.force_login(story.people.officer)
    assert "“煤矿”还没有名额" in client.get(new()).content.decode()
    assert client.post(new(), announcement(story)).status_code == 422 and Round.objects.count() == 1


def test_only_the_provincial_office_announces(client, story):
    p = story.people
    for user in (story.office.city_officer, p.clerk, p.leader, p.representative, p.system_admin):
        client.force_login(user)
        assert client.get(reverse("round_new")).status_code == 404
        assert client.post(new(), announcement(story)).status_code == 404
    assert Round.objects.count() == 1


def test_the_cockpit_says_what_waits_for_whom(client, story):
    story.accepted()
    address = reverse("round", args=[story.round.pk])
    text = read(client, story.people.officer, address)
    assert "1件：提出初审意见" in text and "已受理" in text and "名额1个，空余1个" in text
    story.go("recommend", by=story.office.city_officer, verdict="条件具备。")
    text = read(client, story.people.officer, address)
    assert "本类别都已初审。 抽取评审组" in text
    listed = reverse("applications") + f"?round={story.round.pk}&category={story.category.pk}&state=recommended"
    assert story.people.enterprise.name in read(client, story.people.officer, listed)
    assert "没有认定申请" in read(client, story.people.officer, listed.replace("recommended", "accepted"))


def test_a_city_sees_its_own_and_a_draft_is_nobodys(client, story):
    address = reverse("round", args=[story.round.pk])
    story.filled()
    assert "1件" not in read(client, story.people.officer, address)
    story.go("submit", by=story.people.representative)
    assert "1件：受理或者告知补正" in read(client, story.office.city_officer, address)
    assert "1件" not in read(client, story.people.neighbour_officer, address)


def test_the_cockpit_takes_few_queries(client, story):
    story.accepted()
    address = reverse("round", args=[story.round.pk])
    few = queries(client, story.people.officer, address)
    other = Category.objects.create(programme=story.round.programme, code="more", name="其他")
    Slot.objects.create(category=other, number=1, source="示例")
    assert queries(client, story.people.officer, address) == few, few
    assert few < 12, few
