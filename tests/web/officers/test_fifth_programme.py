"""A fifth programme without code: the administrator sets it up, the office announces it, a unit applies in it."""

import pytest
from django.urls import reverse

from casework.accreditation.models import Application, Category, Programme, Round
from tests.people import cast
from tests.web.enterprises.test_applications import files, filled
from tests.web.officers.test_rounds import announcement
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


def inline(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    """What the rows of an inline send."""
    found = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    return found | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


PROGRAMME = {
    "code": "tutor_home", "name": "名师工作室", "basis": "示例通知", "bodies": ["enterprise"], "position": "5",
    "source": "示例通知", **inline("categories", {"code": "any", "name": "不分类别", "position": "1"}),
    **inline("countersigners", {"department": "yjt"}, {"department": "rst"}),
}  # fmt: skip
CRITERION = {
    "programme": "tutor_home", "code": "TH1", "text": "有三名以上安全技能名师", "weight": "100", "core": "on",
    "evidence": "名师证书", "guide": "每缺一名扣三十分", "position": "1", "source": "示例通知",
}  # fmt: skip


def add(client, name: str, data: dict) -> None:
    answer = client.post(reverse(f"admin:accreditation_{name}_add"), data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def test_a_fifth_programme_runs_without_code(client):
    story = Story(cast())
    p = story.people
    client.force_login(p.system_admin)
    add(client, "programme", PROGRAMME)
    category = Category.objects.get(programme="tutor_home")
    change = reverse("admin:accreditation_category_change", args=[category.pk])
    slots = inline("slots", *({"number": str(n), "source": "示例通知"} for n in (1, 2)))
    own = {"programme": "tutor_home", "code": "any", "name": "不分类别", "position": "1"}
    assert client.post(change, own | slots).status_code == 302
    add(client, "criterion", CRITERION)
    made = Programme.objects.get(pk="tutor_home")
    assert (made.bodies, made.partners, made.history.first().history_user) == (["enterprise"], [], p.system_admin)
    assert category.slots.count() == made.countersigners.count() == 2

    client.force_login(p.officer)
    client.post(reverse("round_new") + "?programme=tutor_home", announcement(story))
    story.round = Round.objects.get(programme="tutor_home")
    client.force_login(p.representative)
    send = {"site": p.enterprise.pk, "category": category.pk}
    assert client.post(reverse("my_apply", args=[story.round.pk]), send).status_code == 302
    story.pk = Application.objects.get(category=category).pk
    client.post(reverse("my_application_form", args=[story.pk]), {**filled(story), **files(story)})
    version = {"version": story.application.version}
    assert client.post(reverse("my_application_step", args=[story.pk, "submit"]), version).status_code == 302
    story.go("accept").go("recommend", by=story.office.city_officer, verdict="条件具备。")
    assert story.application.state == "recommended"
    assert "名师工作室" in story.dossier.documents.get(kind="application-form").facts["programme"]


def test_a_slot_on_which_nobody_sits_may_go(client):
    story = Story(cast())
    client.force_login(story.people.system_admin)
    category = Category.objects.get(programme="demo_unit")
    first = category.slots.first()
    own = {"programme": "demo_unit", "code": "any", "name": category.name, "position": "1"}
    rows = [{"id": str(s.pk), "number": str(s.number), "source": s.source} for s in category.slots.all()]
    rows[0]["DELETE"] = "on"
    data = own | inline("slots", *rows) | {"slots-INITIAL_FORMS": "3"}
    change = reverse("admin:accreditation_category_change", args=[category.pk])
    assert client.post(change, data).status_code == 302
    assert category.slots.count() == 2 and first.history.model.objects.filter(id=first.pk, history_type="-").exists()
