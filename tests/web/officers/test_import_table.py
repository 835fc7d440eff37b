"""The page that brings in an office's running matters from one table."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.accounts.queries import in_charge
from casework.core.now import today
from casework.enforcement.models import Case
from tests.people import cast
from tests.web.officers.acting import inputs, login, plain, said, words
from tests.workflows.test_importing import line, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


def row(people, **more):
    year = today().year
    dates = {"issued_on": f"{year}-01-01", "served_on": f"{year}-01-01", "due_on": f"{year + 1}-01-10"}
    return line(people, **{"number": f"（南）应急责改〔{year}〕12号", **dates, **more})


def send(client, data, button="import", name="表格.csv", **more):
    address = reverse("import_table")
    page = client.get(address)
    assert page.status_code == 200, plain(page)
    upload = {"table": SimpleUploadedFile(name, data)} if data is not None else {}
    kept = {key: value[0] for key, value in inputs(page).items()}
    return client.post(address, {**kept, button: "1", **upload, **more})


def test_a_table_is_checked_and_then_brought_in(people):
    client, data = login(people.clerk), table(row(people))
    checked = send(client, data, "check")
    assert checked.status_code == 200 and "可以导入1件" in words(checked), plain(checked)
    assert "整改中" in words(checked) and not Case.objects.exists()
    answer = send(client, data)
    assert answer.status_code == 302 and "已导入1件，另有0件早已导入" in said(answer)
    assert "另有1件早已导入" in said(send(client, data))
    assert Case.objects.get().imported


def test_a_double_click_brings_it_in_once(people):
    client, address = login(people.head), reverse("import_table")
    kept = {key: value[0] for key, value in inputs(client.get(address)).items()}
    for _click in range(2):
        upload = SimpleUploadedFile("t.csv", table(row(people)))
        assert client.post(address, {**kept, "import": "1", "table": upload}).status_code == 302
    assert Case.objects.count() == 1


def test_officers_for_the_whole_table(people):
    client, data = login(people.clerk), table(row(people, officers=""))
    assert "承办人不得少于两人" in words(send(client, data))
    one = send(client, data, officers_1=str(people.officer.pk))
    assert one.status_code == 422 and "执法人员不得少于两人" in words(one)
    both = {"officers_1": str(people.officer.pk), "officers_2": str(people.third_officer.pk)}
    assert send(client, data, **both).status_code == 302
    assert set(in_charge(Case.objects.get().dossier)) == {people.officer, people.third_officer}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (None, "t.csv", "还没有选表格"),
        (b"", "t.csv", "表头缺少"),
        (b"MZ\x90\x00", "t.xlsx", "这个表格打不开"),
        ("企业\n甲".encode(), "t.csv", "表头缺少"),
    ],
)
def test_what_is_no_table_is_refused_in_words(people, data, name, says):
    answer = send(login(people.clerk), data, name=name)
    assert answer.status_code == 422 and says in words(answer), plain(answer)


def test_each_mistake_is_named_by_its_line(people):
    wrong = table(row(people), row(people, number="错", fact="<b>&"), row(people, violation="V99"))
    answer = send(login(people.clerk), wrong)
    assert answer.status_code == 422 and "有2处要改，没有导入" in words(answer)
    assert re.findall(r"<li>第(\d)行：", words(answer)) == ["3", "4"]
    assert not Case.objects.exists()


def test_the_blank_table_can_be_read_back(people):
    client = login(people.clerk)
    blank = client.get(reverse("import_blank"))
    assert blank["Content-Disposition"].startswith("attachment")
    answer = send(client, blank.content)
    assert (
        answer.status_code == 422
        and "第2行：" in words(answer)
        and "表头" not in plain(answer).partition("导入案件")[0]
    )


def test_only_the_office_imports(people):
    for user in (people.officer, people.leader, people.representative, people.system_admin):
        for name in ("import_table", "import_blank"):
            assert login(user).get(reverse(name)).status_code == 404


def test_the_imported_case_can_be_looked_at_by_both_sides(people):
    client = login(people.clerk)
    for number, state in enumerate(("待整改", "已报整改", "已改正"), 1):
        more = {"reported_on": f"{today().year}-01-01"} if state == "已报整改" else {}
        data = table(row(people, number=f"（南）应急责改〔{today().year}〕{number}号", standing=state, **more))
        assert send(client, data).status_code == 302
    for case in Case.objects.all():
        page = login(people.officer).get(reverse("case", args=[case.pk]))
        assert page.status_code == 200 and case.number in words(page)
        party = login(people.representative).get(reverse("dossier", args=[case.dossier_id]), follow=True)
        assert party.status_code == 200 and case.number in words(party)
