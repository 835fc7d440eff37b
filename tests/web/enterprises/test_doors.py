"""Another enterprise's address answers 404, whoever asks and however; so does an officer's wing to a party."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.enforcement.models import Answer
from casework.notices.models import Notice
from documents.models import Attachment, Document
from tests.web.enterprises.answering import findings, page, post
from tests.workflows.story import Story


def addresses(case):
    first, _second = findings(case)
    due = first.due_on.isoformat()
    paper = Document.objects.filter(dossier=case.dossier_id, kind="rectification-order").get()
    file = Attachment.objects.filter(dossier=case.dossier_id).first()
    return {
        "my_case": [case.pk],
        "my_answer": [case.pk, due],
        "my_answer_again": [case.pk, due],
        "my_upload": [case.pk, first.pk],
        "my_extension": [case.pk],
        "my_inspection": [case.dossier.inspection.pk],
        "my_paper": [paper.pk],
        "document": [paper.pk],
        "attachment": [file.pk],
        "dossier": [case.dossier_id],
        "trail": [case.dossier_id],
        "message": [Notice.objects.filter(to__username="representative").first().pk],
    }


def hidden(client, address):
    return {client.get(address).status_code, client.post(address).status_code} <= {404, 405}


def test_every_address_of_another_enterprise_is_hidden(client, story, case):
    wanted = addresses(case)
    for user in (story.people.stranger, story.people.neighbour_officer, story.people.system_admin):
        client.force_login(user)
        for name, arguments in wanted.items():
            assert hidden(client, reverse(name, args=arguments)), (user, name)
    client.force_login(story.people.stranger)
    assert client.get(reverse("my_consent") + f"?site={case.enterprise_id}").status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", ["my_home", "my_consent", "my_notices"])
def test_an_officer_has_no_enterprise(client, story, name):
    client.force_login(story.people.officer)
    expected = 200 if name == "my_notices" else 404
    assert client.get(reverse(name)).status_code == expected


def test_a_party_is_kept_out_of_the_officers_wing(party, case):
    for name in ("paper_report", "paper_extension", "case"):
        assert hidden(party, reverse(name, args=[case.pk])), name
    assert hidden(party, reverse("enterprise_consent", args=[case.enterprise_id]))


def test_one_own_file_is_not_hung_on_another_matter(party, story, case):
    """A key of another dossier's file is no file of this answer."""
    first, _second = findings(case)
    other = Story(story.people)
    strange = other.evidence(story.people.representative, from_party=True)
    post(party, case, first, files=1, remove=f"{first.pk}:{strange}")
    assert Answer.objects.get(finding=first).evidence.count() == 1
    data = {"findings": [first.pk], "reason": "来不及", "kept_files": [strange]}
    answer = party.post(reverse("my_extension", args=[case.pk]), data)
    assert answer.status_code == 422 and "请附证明材料" in answer.content.decode()


def test_a_paper_on_its_way_is_told_and_not_opened(client, db):
    from tests.people import cast

    story = Story(cast()).start().find().conclude().order().serve().report().recheck()
    client.force_login(story.people.representative)
    paper = Document.objects.get(kind="recheck-opinion")
    text = page(client, story.case)
    assert "签发整改复查意见书" in text and reverse("document", args=[paper.pk]) not in text
    assert client.get(reverse("document", args=[paper.pk])).status_code == 404
    story.serve()
    assert reverse("document", args=[paper.pk]) in page(client, story.case)


def test_messages_name_no_internal_paper(story, case):
    story.request_extension().decide_extension(False)
    told = Notice.objects.get(kind="extension-decided", to=story.people.representative)
    assert "延期整改答复" in told.title + told.body or "应急改延" in told.body
    assert "审批表" not in told.body
    served = Notice.objects.filter(kind="paper-served").first()
    assert case.number in served.body


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_as_much_for_three_as_for_one(client, db):
    from tests.people import cast

    people = cast()
    small = Story(people).start().find("V1").conclude().order().serve()
    client.force_login(people.representative)
    first = small.case.findings.get()
    assert post(client, small.case, first, files=1).status_code == 302
    client.get(reverse("my_home"))
    one = queries(client, reverse("my_home")), queries(client, reverse("my_case", args=[small.case.pk]))
    large = Story(people).start().find("V1").find("V2").find("V3").conclude().order().serve()
    for finding in large.case.findings.all():
        assert post(client, large.case, finding, files=3).status_code == 302
    Story(people).start().find("V1").conclude().order().serve()
    three = queries(client, reverse("my_home")), queries(client, reverse("my_case", args=[large.case.pk]))
    assert three == one
    assert max(one) <= 45
    assert "提交第1、2、3项" in page(client, large.case)
