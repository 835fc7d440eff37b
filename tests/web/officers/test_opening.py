"""A case that began on paper is brought in with its true dates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.core.now import today
from casework.enforcement.models import Case
from documents.models import Dossier
from tests.people import cast
from tests.web.officers.acting import day, inputs, login, plain, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def typed(people, **more):
    opened = today() - timedelta(days=20)
    data = {"officers_1": str(people.officer.pk), "officers_2": str(people.partner.pk), "state": "ordered"}
    data |= {"number": "（南）应急责改〔2026〕3号", "r1-violation": "V1", "r1-fact": "3名操作工未经培训上岗"}
    data |= day("opened_on", opened) | day("served_on", opened + timedelta(days=1))
    return data | day("r1-due_on", today() + timedelta(days=5)) | more


def send(user, enterprise, data):
    client, address = login(user), f"{reverse('imports')}?enterprise={enterprise.pk}"
    page = client.get(address)
    assert page.status_code == 200, plain(page)
    return client.post(address, inputs(page) | data)


def test_a_running_case_is_brought_in(people):
    answer = send(people.clerk, people.enterprise, typed(people))
    assert answer.status_code == 302, plain(answer)
    case = Case.objects.get()
    assert (case.state, case.number, case.imported) == ("ordered", "（南）应急责改〔2026〕3号", True)
    assert case.dossier.deadlines.get(name="rectification", status="running").due_on == today() + timedelta(days=5)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"number": ""}, "指令书文号"),
        ({"r1-fact": "", "r1-violation": ""}, "至少写一项问题"),
        ({"r1-violation": ""}, "违法行为和违法事实都要填"),
        ({"officers_2": ""}, "执法人员不得少于两人"),
        ({"opened_on_y": "2088"}, "发现日期不能晚于今天"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left(people, wrong, says):
    answer = send(people.clerk, people.enterprise, typed(people, **wrong))
    assert answer.status_code == 422 and says in words(answer), plain(answer)
    assert not Dossier.objects.exists()


def test_a_date_the_gate_refuses_leaves_no_dossier(people):
    early = day("r1-due_on", today() - timedelta(days=40))
    answer = send(people.clerk, people.enterprise, typed(people, **early))
    assert answer.status_code == 409 and "期限不早于发现日期" in words(answer)
    assert inputs(answer)["number"] == ["（南）应急责改〔2026〕3号"]
    assert not Dossier.objects.exists()


def test_only_the_office_imports(people):
    for user in (people.officer, people.leader, people.representative):
        assert login(user).get(reverse("imports")).status_code == 404
    stranger = {"enterprise": people.other_enterprise.pk}
    assert login(people.clerk).get(reverse("imports"), stranger).status_code == 404
    assert people.enterprise.name in words(login(people.clerk).get(reverse("imports"), {"q": "示例冶金"}))
