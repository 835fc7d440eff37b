"""The order page: drafts are never lost, a date is submitted as a whole, and the gate has the last word."""

from datetime import timedelta

from django.contrib.messages import get_messages
from django.urls import reverse

from casework.core.now import today
from casework.enforcement import drafts
from casework.enforcement.models import Answer, Case, Report
from casework.enforcement.states import Standing
from casework.trail.models import Event
from documents.models import Attachment
from tests.web.enterprises.answering import findings, misnamed, page, post
from tests.workflows.story import photo
from workflows.approval import request
from workflows.engine import take


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_the_page_says_what_to_do_by_when(party, case):
    first, second = findings(case)
    text = page(party, case)
    assert f"请在{first.due_on.month}月{first.due_on.day}日前改好1项问题" in text
    assert f"另有{second.due_on.month}月{second.due_on.day}日前1项" in text
    assert "要怎么改" in text and "要交什么" in text and "现在没有拟作出的处罚" in text
    assert "申请行政复议" in text and "提起行政诉讼" in text


def test_a_draft_is_kept_and_moves_nothing(party, case):
    first, _second = findings(case)
    before = Event.objects.filter(dossier=case.dossier_id).count()
    assert post(party, case, first, "已停工培训 <&> 𠮷").status_code == 302
    assert Answer.objects.get(finding=first).text == "已停工培训 <&> 𠮷"
    assert Report.objects.get(case=case).submitted_at is None
    assert Event.objects.filter(dossier=case.dossier_id).count() == before
    case.refresh_from_db()
    assert case.state == "ordered"
    assert "已停工培训 &lt;&amp;&gt; 𠮷" in page(party, case)


def test_files_come_with_the_form_and_are_unlinked_while_it_is_a_draft(party, case):
    first, _second = findings(case)
    post(party, case, first, files=2)
    answer = Answer.objects.get(finding=first)
    assert set(answer.evidence.values_list("name", "from_party")) == {("照片0.jpg", True), ("照片1.jpg", True)}
    file = answer.evidence.first()
    post(party, case, first, "改好了，又改", remove=f"{first.pk}:{file.pk}")
    answer.refresh_from_db()
    assert (answer.evidence.count(), answer.text) == (1, "改好了，又改")
    assert Attachment.objects.filter(pk=file.pk).exists()


def test_submitting_names_what_is_lacking_and_keeps_what_was_written(party, case):
    first, _second = findings(case)
    answer = post(party, case, first, action="submit")
    assert answer.status_code == 422
    assert f"第{first.number}项还没有附材料。" in answer.content.decode()
    assert Answer.objects.get(finding=first).text == "改好了"
    assert Case.objects.get(pk=case.pk).state == "ordered"


def test_a_bad_file_is_refused_in_words_and_the_text_is_kept(party, case):
    first, _second = findings(case)
    answer = post(party, case, first, **{f"files_{first.pk}": [misnamed("假.pdf")]})
    assert answer.status_code == 422
    assert "请把扩展名改成" in answer.content.decode()
    assert Answer.objects.get(finding=first).text == "改好了"


def test_a_text_too_long_is_given_back_whole(party, case):
    first, _second = findings(case)
    long = "改" * (drafts.MOST_TEXT + 1)
    answer = post(party, case, first, long)
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert not Answer.objects.exists()


def test_one_date_is_reported_the_other_stays_open_and_twice_is_once(party, case):
    first, second = findings(case)
    assert post(party, case, first, files=1, action="submit").status_code == 302
    stale = Case.objects.get(pk=case.pk)
    assert stale.state == "reported"
    assert dict(case.findings.values_list("number", "standing")) == {first.number: "reported", second.number: "open"}
    assert "已提交1项，共2项" in page(party, case)
    again = post(party, case, first, action="submit")  # the same form once more, with the old version
    assert "已经提交" in said(again)
    assert Report.objects.filter(case=case).count() == 1
    assert Case.objects.get(pk=case.pk).version == stale.version


def test_a_stale_form_is_refused_and_its_text_is_kept(story, party, case):
    first, _second = findings(case)
    take(story.case, "assign", by=story.cast.head, officers=story.ids)
    answer = post(party, case, first, "写好了", files=1, action="submit")
    assert answer.status_code == 422
    assert "已被他人更改" in answer.content.decode()
    assert Answer.objects.get(finding=first).text == "写好了"
    assert Case.objects.get(pk=case.pk).state == "ordered"


def test_a_colleagues_text_is_not_overwritten(party, case):
    first, _second = findings(case)
    blank = "e3b0c44298fc1c14"  # the mark of an empty text
    post(party, case, first, "同事写的", **{f"seen_{first.pk}": blank})
    answer = post(party, case, first, "我写的", **{f"seen_{first.pk}": blank})
    assert answer.status_code == 422
    assert "有同事刚改过" in answer.content.decode() and "我写的" in answer.content.decode()
    assert Answer.objects.get(finding=first).text == "同事写的"


def test_material_is_added_before_the_recheck(party, case):
    first, _second = findings(case)
    post(party, case, first, "第一次", files=1, action="submit")
    party.post(reverse("my_answer_again", args=[case.pk, first.due_on.isoformat()]))
    draft = Answer.objects.get(finding=first, report__submitted_at=None)
    assert (draft.text, draft.evidence.count()) == ("第一次", 1)
    case.refresh_from_db()
    assert post(party, case, first, "第一次，补充", files=1, action="submit").status_code == 302
    assert Report.objects.filter(case=case, submitted_at__isnull=False).count() == 2
    assert drafts.sent(case)[first.pk].evidence.count() == 2


def test_a_draft_follows_its_finding_to_a_new_date(story, party, case):
    first, second = findings(case)
    post(party, case, first, "快好了", files=1)
    new = today() + timedelta(days=20)
    request(
        case, "request_extension", by=story.cast.representative, findings=[first.pk], wished_on=new, reason="培训排期",
        evidence=[story.evidence(from_party=True)],
    )  # fmt: skip
    asked = case.extensions.get()
    story.approve(
        request(story.case, "decide_extension", by=story.officer, request=asked.pk, granted=True, reason="", new_on=new)
    )
    case = story.case
    text = page(party, case)
    assert "快好了" in text and f"提交第{first.number}、{second.number}项" in text and "同意延期" in text
    first.refresh_from_db()
    post(party, case, second, "也快了", **{f"text_{first.pk}": "快好了"})
    assert [row.text for row in Report.objects.get(case=case, submitted_at=None).answers.all()] == ["快好了", "也快了"]


def test_an_overdue_finding_can_still_be_reported(story, party, case):
    first, _second = findings(case)
    case.findings.filter(pk=first.pk).update(due_on=today() - timedelta(days=1), standing=Standing.NOT_DONE)
    first.refresh_from_db()
    text = page(party, case)
    assert "1项问题已过整改期限，请马上改好" in text and "逾期未改正" in text
    assert post(party, case, first, files=1, action="submit").status_code == 302
    first.refresh_from_db()
    assert first.standing == Standing.REPORTED


def test_a_case_that_has_ended_takes_no_draft(story, party, case):
    first, _second = findings(case)
    story.approve(request(story.case, "withdraw", by=story.officer, ground="twice", reason="重复"))
    answer = post(party, case, first)
    assert answer.status_code == 302 and "已经不能再提交材料" in said(answer)
    again = party.post(reverse("my_answer_again", args=[case.pk, first.due_on.isoformat()]))
    assert "已经不能再提交材料" in said(again)
    assert party.post(reverse("my_upload", args=[case.pk, first.pk]), {"file": photo()}).status_code == 404
    assert not Report.objects.exists() and not Attachment.objects.filter(from_party=True).exists()
    assert "此前的整改要求已经撤销" in page(party, case)


def test_the_script_sends_a_file_and_gets_the_list_back(party, case):
    first, _second = findings(case)
    address = reverse("my_upload", args=[case.pk, first.pk])
    good = party.post(address, {"file": photo("<b>&𠮷"), "name": "x"})
    assert good.status_code == 200 and "&amp;𠮷.jpg" in good.content.decode()
    bad = party.post(address, {"file": misnamed("坏.pdf"), "name": "<坏>.pdf"})
    assert bad.status_code == 422 and "&lt;坏&gt;.pdf" in bad.content.decode()
    assert Answer.objects.get(finding=first).evidence.count() == 1
    assert party.post(address, {}).status_code == 422


def test_what_the_recheck_found_is_shown(story, party, case):
    story.report().recheck("done")
    text = page(party, case)
    assert "复查认定已改正" in text and "现场核查培训档案" in text
    assert "全部问题已经改正" in text


def test_the_script_that_saves_while_one_writes_learns_the_new_mark(party, case):
    first, _second = findings(case)
    address = reverse("my_answer", args=[case.pk, first.due_on.isoformat()])
    headers = {"X-Saved-By-Script": "1"}
    made = party.post(address, {f"text_{first.pk}": "写到一半", "action": "save"}, headers=headers)
    mark = made.json()[f"seen_{first.pk}"]
    assert post(party, case, first, "写完了", **{f"seen_{first.pk}": mark}).status_code == 302
    assert Answer.objects.get(finding=first).text == "写完了"
    late = party.post(address, {f"text_{first.pk}": "旧页", f"seen_{first.pk}": mark}, headers=headers)
    assert late.status_code == 422  # a colleague's page: told, not written
    assert Answer.objects.get(finding=first).text == "写完了"


def test_who_waits_for_whom_until_when(story, party, case):
    first, second = findings(case)
    story.report(first.due_on)
    recheck = case.dossier.deadlines.get(name="recheck", status="running").due_on
    assert f"执法人员应在{recheck.month}月{recheck.day}日" in page(party, case)
    story.request_extension()
    reply = case.dossier.deadlines.get(name="extension_reply", status="running").due_on
    text = page(party, case)
    assert f"应在{reply.month}月{reply.day}日" in text and "已申请延期，答复前不认定逾期" in text
    assert second.number
