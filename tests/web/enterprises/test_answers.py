"""The order page: drafts are never lost, a date is submitted as a whole, and nobody else gets in."""

from django.urls import reverse

from casework.enforcement.models import Answer, Report
from documents.models import Attachment
from tests.workflows.story import photo


def address(case, due):
    return reverse("my_answer", args=[case.pk, due.isoformat()])


def groups(case):
    found = {}
    for row in case.findings.order_by("due_on", "number"):
        found.setdefault(row.due_on, []).append(row)
    return found


def first(case):
    due, rows = next(iter(groups(case).items()))
    return due, rows[0]


def test_the_page_says_what_to_do_by_when(party, case):
    due, _row = first(case)
    page = party.get(reverse("my_case", args=[case.pk])).content.decode()
    assert f"请在{due.month}月{due.day}日前改好1项问题" in page
    assert "要怎么改" in page and "要交什么" in page


def test_a_draft_is_kept_without_moving_the_case(party, case):
    due, row = first(case)
    answer = party.post(address(case, due), {f"text_{row.pk}": "已停工培训", "version": case.version, "action": "save"})
    assert answer.status_code == 302
    assert Answer.objects.get(finding=row).text == "已停工培训"
    assert Report.objects.get(case=case).submitted_at is None
    case.refresh_from_db()
    assert case.state == "ordered"
    assert "已停工培训" in party.get(reverse("my_case", args=[case.pk])).content.decode()


def test_files_come_with_the_form_and_go_again(party, case):
    due, row = first(case)
    party.post(address(case, due), {f"text_{row.pk}": "改好了", f"files_{row.pk}": [photo("甲.jpg"), photo("乙.jpg")]})
    answer = Answer.objects.get(finding=row)
    names = set(answer.evidence.values_list("name", flat=True))
    assert names == {"甲.jpg", "乙.jpg"}
    file = answer.evidence.first()
    party.post(address(case, due), {f"text_{row.pk}": "改好了，又改", "remove": f"{row.pk}:{file.pk}"})
    answer.refresh_from_db()
    assert (answer.evidence.count(), answer.text) == (1, "改好了，又改")
    assert Attachment.objects.filter(pk=file.pk).exists()


def test_submitting_names_what_is_lacking(party, case):
    due, row = first(case)
    answer = party.post(address(case, due), {f"text_{row.pk}": "改好了", "version": case.version, "action": "submit"})
    assert answer.status_code == 422
    assert f"第{row.number}项还没有附材料。" in answer.content.decode()
    assert Answer.objects.get(finding=row).text == "改好了"


def test_one_date_is_reported_and_the_other_stays_open(party, case):
    due, row = first(case)
    facts = {f"text_{row.pk}": "改好了", f"files_{row.pk}": [photo()], "version": case.version, "action": "submit"}
    answer = party.post(address(case, due), facts)
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "reported"
    assert sorted(case.findings.values_list("standing", flat=True)) == ["open", "reported"]
    page = party.get(reverse("my_case", args=[case.pk])).content.decode()
    assert "已提交1项，共2项" in page
