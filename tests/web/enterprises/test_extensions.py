"""Asking for more time, on the page and from signed paper."""

from datetime import timedelta

from django.urls import reverse

from casework.core.now import today
from casework.enforcement.models import ExtensionRequest
from documents.models import Attachment
from tests.web.enterprises.answering import findings, page
from tests.workflows.story import photo
from workflows.engine import take


def ask(client, case, finding, name="my_extension", days=30, **more):
    wished = today() + timedelta(days=days)
    data = {
        "findings": [finding.pk], "wished_on_y": wished.year, "wished_on_m": wished.month, "wished_on_d": wished.day,
        "reason": "实操考试在期限之后 <&>", "version": case.version, "files": [photo("考试回执")], **more,
    }  # fmt: skip
    return client.post(reverse(name, args=[case.pk]), data)


def test_a_request_is_made_and_shown_until_it_is_answered(story, party, case):
    first, second = findings(case)
    assert "申请延长整改期限" in party.get(reverse("my_extension", args=[case.pk])).content.decode()
    assert ask(party, case, first).status_code == 302
    made = ExtensionRequest.objects.get()
    assert (made.by, made.reason, made.evidence.count()) == (story.people.representative, "实操考试在期限之后 <&>", 1)
    assert list(made.findings.all()) == [first]
    text = page(party, case)
    assert "等待答复" in text and "答复前不认定逾期" in text
    case.refresh_from_db()
    again = ask(party, case, first)  # one open request for each finding
    assert again.status_code == 422 and "请选择本案的问题" in again.content.decode()
    story.decide_extension(granted=False, reason="理由不充分")
    text = page(party, case)
    assert "不同意延期" in text and "理由不充分" in text
    assert second.number


def test_what_is_wrong_is_said_and_the_files_are_kept(party, case):
    first, _second = findings(case)
    answer = ask(party, case, first, days=1)
    assert answer.status_code == 422 and "希望的日期须晚于原期限和今天" in answer.content.decode()
    file = Attachment.objects.get(name="考试回执.jpg")
    assert f'name="kept_files" value="{file.pk}"' in answer.content.decode()
    assert ask(party, case, first, files=[], kept_files=[file.pk]).status_code == 302
    assert list(ExtensionRequest.objects.get().evidence.all()) == [file]


def test_nothing_is_asked_without_reason_date_proof_or_finding(party, case):
    answer = party.post(reverse("my_extension", args=[case.pk]), {"version": case.version})
    text = answer.content.decode()
    assert answer.status_code == 422 and not ExtensionRequest.objects.exists()
    for words in ("请选择要延期的问题", "请填写年、月、日", "请写明理由", "请附证明材料"):
        assert words in text
    assert "有4处要改" in text


def test_late_only_with_an_obstacle(story, party, case):
    first, _second = findings(case)
    case.findings.filter(pk=first.pk).update(due_on=today() - timedelta(days=1))
    answer = ask(party, case, first)
    assert answer.status_code == 422 and "整改期限已过" in answer.content.decode()
    assert ask(party, case, first, obstacle="台风断路").status_code == 302
    assert ExtensionRequest.objects.get().obstacle == "台风断路"


def test_a_stale_request_is_refused(story, party, case):
    first, _second = findings(case)
    take(story.case, "assign", by=story.people.head, officers=story.ids)
    answer = ask(party, case, first)
    assert answer.status_code == 422 and "已被他人更改" in answer.content.decode()
    assert not ExtensionRequest.objects.exists()


def test_nothing_left_to_extend(story, party, case):
    for finding in findings(case):
        story.report(finding.due_on)
    answer = party.get(reverse("my_extension", args=[case.pk]))
    assert answer.status_code == 302
    assert "没有待改正的问题，不用申请延期" in page(party, case)


def test_an_officer_enters_the_signed_request(client, story, case):
    first, _second = findings(case)
    client.force_login(story.officer)
    assert "凭纸质材料录入延期申请" in client.get(reverse("paper_extension", args=[case.pk])).content.decode()
    assert ask(client, case, first, name="paper_extension").status_code == 302
    made = ExtensionRequest.objects.get()
    assert made.by == story.officer and made.evidence.get().from_party
    client.force_login(story.people.third_officer)  # sees the case, is not in charge of it
    case.refresh_from_db()
    refused = ask(client, case, findings(case)[1], name="paper_extension")
    assert refused.status_code == 422 and "无权办理" in refused.content.decode()
    client.force_login(story.people.neighbour_officer)
    assert ask(client, case, first, name="paper_extension").status_code == 404
