"""An office changes its own papers: one brings the file, another approves it, and nobody else can."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.core.now import today
from documents.models import TemplateVersion
from documents.templating import versions
from tests.documents.office_template import ORDER, changed, with_paragraph
from tests.web.looking import look, queries, read

pytestmark = pytest.mark.django_db
LIST = "/templates/"
PAGE = f"/templates/{ORDER}/"
NEW = changed(("经查，你单位存在下列问题：", "经现场检查，你单位存在下列问题："))


def bring(client, user, body=NEW, **more):
    client.force_login(user)
    file = SimpleUploadedFile("模板.docx", body)
    return client.post(PAGE, {"file": file, "words": "加“现场检查”", **more}, follow=True)


def brought(people) -> TemplateVersion:
    return versions.upload(ORDER, people.agency, NEW, words="加“现场检查”", warnings=["页眉：留意"], by=people.clerk)


def decide(client, user, row, what, **given):
    client.force_login(user)
    return client.post(reverse(f"template_{what}", args=[row.pk]), given, follow=True)


def test_the_list_names_every_kind_and_what_it_is_drawn_with(client, people):
    text = read(client, people.officer, LIST)
    assert "责令限期整改指令书" in text and "行政处罚决定书（单位）" in text and "都用系统自带的模板" in text
    row = brought(people)
    assert "1份新模板等批准" in read(client, people.officer, LIST)
    versions.approve(row, begins=today() + timedelta(1), by=people.legal)
    assert queries(client, people.officer, LIST) <= 20


def test_a_template_is_taken_down_changed_brought_and_approved(client, people):
    taken = look(client, people.clerk, reverse("template_file", args=[ORDER]))
    assert taken.content.startswith(b"PK") and "attachment" in taken["Content-Disposition"]
    assert look(client, people.clerk, reverse("template_sample", args=[ORDER])).content.startswith(b"PK")
    page = bring(client, people.clerk).content.decode()
    row = TemplateVersion.objects.get()
    assert "第1版已上传，等法制审核人员批准" in page and "<ins>经现场检查，你单位存在下列问题：</ins>" in page
    assert "批准这一版" not in page
    assert "批准这一版" in read(client, people.legal, reverse("template_version", args=[row.pk]))
    day = today() + timedelta(1)
    page = decide(client, people.legal, row, "approve", begins=f"{day:%Y-%m-%d}").content.decode()
    row.refresh_from_db()
    assert "已批准第1版" in page and (row.status, row.effective_from, row.decided_by) == ("approved", day, people.legal)
    assert "已批准" in read(client, people.officer, PAGE)
    page = decide(client, people.legal, row, "stop").content.decode()
    assert "已停用第1版" in page


def test_faults_are_listed_with_their_place_and_nothing_is_kept(client, people):
    page = bring(client, people.clerk, with_paragraph("{{ adressee }}"))
    text = page.content.decode()
    assert page.status_code == 422 and "有1处要改，模板没有收下" in text
    assert "正文第5段“{{ adressee }}”：没有“adressee”这个字段。是不是“addressee”？" in text
    assert not TemplateVersion.objects.exists()
    assert "不是 Word 文档" in bring(client, people.clerk, b"hello").content.decode()
    assert "请写明改了什么" in bring(client, people.clerk, words="").content.decode()


def test_a_second_waits_for_the_first(client, people):
    brought(people)
    assert "第1版还在等批准" in bring(client, people.clerk).content.decode()


def test_the_page_of_a_version_shows_the_three_samples(client, people):
    address = reverse("template_version", args=[brought(people).pk])
    text = read(client, people.officer, address)
    assert "经现场检查" in text and "页眉：留意" in text and "（有" in text
    assert "很长的名称" in read(client, people.officer, f"{address}?case=最长")
    assert "很长的名称" not in read(client, people.officer, f"{address}?case=最少")
    assert (
        look(client, people.officer, reverse("template_version_file", args=[TemplateVersion.objects.get().pk])).content
        == NEW
    )


def test_what_the_approver_is_told(client, people):
    row = brought(people)
    assert "起用日期最早是明天" in decide(client, people.legal, row, "approve", begins=f"{today()}").content.decode()
    assert "还没有填起用日期" in decide(client, people.legal, row, "approve", begins="").content.decode()
    assert "请写明退回的原因" in decide(client, people.legal, row, "refuse", reason=" ").content.decode()
    assert "退回原因：措辞不对" in decide(client, people.legal, row, "refuse", reason="措辞不对").content.decode()
    assert "已经处理过了" in decide(client, people.legal, row, "refuse", reason="再来").content.decode()


@pytest.mark.parametrize("who", ["officer", "clerk", "head", "leader", "neighbour_legal"])
def test_only_legal_staff_of_the_agency_decide(client, people, who):
    row = brought(people)
    visitor = getattr(people, who, people.neighbour_officer)
    for what, given in (("approve", {"begins": "2099-01-01"}), ("refuse", {"reason": "x"}), ("stop", {})):
        assert decide(client, visitor, row, what, **given).status_code == 404
    row.refresh_from_db()
    assert row.status == "waiting"


def test_others_neither_bring_nor_see(client, people):
    row = brought(people)
    bring(client, people.officer)
    assert TemplateVersion.objects.count() == 1
    assert "检查并上传" not in read(client, people.officer, PAGE)
    assert look(client, people.neighbour_officer, reverse("template_version", args=[row.pk])).status_code == 404
    assert "第1版" not in read(client, people.neighbour_officer, PAGE)
    for address in (LIST, PAGE):
        assert look(client, people.representative, address).status_code == 404
    assert look(client, people.clerk, "/templates/no-such-kind/").status_code == 404
