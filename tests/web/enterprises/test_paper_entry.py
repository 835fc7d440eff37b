"""The report on signed paper, entered by an officer in charge."""

from django.urls import reverse

from casework.enforcement.models import Report
from documents.models import Attachment
from tests.web.enterprises.answering import findings, misnamed
from tests.workflows.story import photo


def enter(client, case, finding, **more):
    address = reverse("paper_report", args=[case.pk]) + f"?due={finding.due_on.isoformat()}"
    data = {f"text_{finding.pk}": "已补训并考核合格", "version": case.version, "scan": [photo("整改报告")], **more}
    return client.post(address, data)


def test_the_report_of_one_date_is_entered_with_its_scan(client, story, case):
    first, second = findings(case)
    client.force_login(story.officer)
    shown = client.get(reverse("paper_report", args=[case.pk])).content.decode()
    assert "凭纸质材料录入整改报告" in shown and first.fact in shown
    done = enter(client, case, second, **{f"files_{second.pk}": [photo("培训档案")]})
    assert done.status_code == 302
    report = Report.objects.get()
    assert (report.from_paper, report.by, report.due_on) == (True, story.officer, second.due_on)
    names = set(report.answers.get().evidence.values_list("name", "from_party"))
    assert names == {("整改报告.jpg", True), ("培训档案.jpg", True)}
    client.force_login(story.people.representative)
    assert "执法员甲凭纸质材料录入" in client.get(reverse("my_case", args=[case.pk])).content.decode()


def test_what_is_missing_is_said_and_the_scan_is_kept(client, story, case):
    first, _second = findings(case)
    client.force_login(story.officer)
    answer = enter(client, case, first, **{f"text_{first.pk}": ""})
    assert answer.status_code == 422 and "请照纸质材料填写改正情况" in answer.content.decode()
    scan = Attachment.objects.get(name="整改报告.jpg")
    assert f'name="kept_scan" value="{scan.pk}"' in answer.content.decode()
    bare = enter(client, case, first, scan=[])
    assert bare.status_code == 422 and "扫描件" in bare.content.decode()
    bad = enter(client, case, first, scan=[misnamed("报告.pdf")])
    assert bad.status_code == 422 and "请把扩展名改成" in bad.content.decode()
    assert enter(client, case, first, scan=[], kept_scan=[scan.pk]).status_code == 302
    assert not Report.objects.filter(submitted_at=None).exists()


def test_only_who_is_in_charge(client, story, case):
    first, _second = findings(case)
    client.force_login(story.people.third_officer)
    refused = enter(client, case, first)
    assert refused.status_code == 422 and "无权办理" in refused.content.decode()
    client.force_login(story.people.neighbour_officer)
    assert enter(client, case, first).status_code == 404
    assert not Report.objects.exists()


def test_the_case_leads_here_and_an_ended_one_does_not(client, story, case):
    client.force_login(story.officer)
    assert reverse("paper_report", args=[case.pk]) in client.get(reverse("case", args=[case.pk])).content.decode()
    story.report().report().recheck()
    assert client.get(reverse("paper_report", args=[case.pk])).status_code == 302
