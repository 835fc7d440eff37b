"""The departments' wing: what they were asked, with the list and its papers, and nothing else of the house."""

import pytest
from django.urls import reverse

from casework.accounts.models import Membership, User
from casework.accounts.roles import Role
from casework.organisations.models import Department
from documents.drawing import make_docx
from tests.people import SINCE, cast
from tests.web.looking import queries, read
from tests.web.officers.acting import fill, plain, said
from tests.workflows.accreditation.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    told = Story(cast())
    told.departments  # noqa: B018  hired before they are told
    return told.publicised().notice_over()


def test_a_department_reads_what_it_is_asked_and_signs_once(client, story):
    proposal = story.circulate()
    user, unit = story.departments["czt"], story.people.enterprise.name
    client.force_login(user)
    assert client.get("/")["Location"] == reverse("countersign")
    assert "自治区财政厅" in read(client, user, reverse("countersign"))
    where = reverse("countersign_proposal", args=[proposal.pk])
    text = read(client, user, where)
    assert unit in text and "公示公告" in text and "签署后不能修改" in text
    page = fill(client, where, decision="against", remark="")
    assert page.status_code == 422 and "须写明理由" in plain(page)
    page = fill(client, where, decision="against", remark="经费没有落实。")
    assert page["Location"] == reverse("countersign") and "已签署会签意见" in said(page)
    text = read(client, user, where)
    assert "已签署：不同意" in text and "经费没有落实" in text
    page = client.post(where, {"decision": "agreed"})
    assert page.status_code == 409 and "已签署：不同意" in plain(page)


def test_nothing_else_of_the_house_is_open_to_a_department(client, story):
    proposal = story.circulate()
    user = story.departments["rst"]
    client.force_login(user)
    shut = [
        reverse("workbench"), reverse("ledger"), reverse("listings"), reverse("listing", args=[story.listing.pk]),
        reverse("application", args=[story.pk]), reverse("dossier", args=[story.dossier.pk]), reverse("my_home"),
        reverse("proposal", args=[proposal.pk]), reverse("trail", args=[story.dossier.pk]),
        reverse("document", args=[story.dossier.documents.first().pk]),
    ]  # fmt: skip
    assert {address: client.get(address).status_code for address in shut} == dict.fromkeys(shut, 404)
    assert client.get(reverse("notices")).status_code == 200


def test_a_department_that_was_not_asked_finds_nothing(client, story):
    proposal = story.circulate()
    stranger = User.objects.create(username="stranger-department", name="外部门人员")
    department = Department.objects.create(code="xxt", name="示例其他厅")
    Membership.objects.create(user=stranger, role=Role.DEPARTMENT, department=department, valid_from=SINCE)
    client.force_login(stranger)
    assert client.get(reverse("countersign_proposal", args=[proposal.pk])).status_code == 404
    assert "现在没有等待会签的事项" in read(client, stranger, reverse("countersign"))
    client.force_login(story.people.officer)
    assert client.get(reverse("countersign")).status_code == 404


def test_the_papers_of_the_list_and_no_other(client, story):
    proposal = story.circulate()
    user = story.departments["jyt"]
    client.force_login(user)
    listed = story.listing.dossier.documents.get(kind="public-notice")
    assert client.get(reverse("countersign_paper", args=[proposal.pk, listed.pk])).status_code == 404
    make_docx(listed)
    page = client.get(reverse("countersign_paper", args=[proposal.pk, listed.pk]))
    assert page.status_code == 200 and b"".join(page.streaming_content)[:2] == b"PK"
    for other in (story.dossier.documents.first(), story.listing.dossier.documents.get(kind="approval-form")):
        assert client.get(reverse("countersign_paper", args=[proposal.pk, other.pk])).status_code == 404


def test_queries_of_the_inbox_do_not_grow(client, story):
    user = story.departments["mkj"]
    story.circulate()
    assert queries(client, user, reverse("countersign")) <= 12
