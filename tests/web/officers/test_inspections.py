"""An inspection from the phone: opened at an enterprise, started, findings with photographs, signed; or refused."""

import base64

import pytest
from django.urls import reverse

from casework.enforcement.models import Case, Inspection
from documents.models import Attachment
from tests.people import cast
from tests.web.officers.acting import fill, href, inputs, login, plain, said, words
from tests.workflows.story import Story, drawn_name, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def story(people):
    story = Story.__new__(Story)
    Story.__init__(story, people)
    return story.start().confirm()


def pad() -> str:
    """What the pad puts into its hidden field."""
    return "data:image/png;base64," + base64.b64encode(drawn_name().read()).decode()


def test_an_inspection_is_opened_where_the_enterprise_is_found(people):
    officer, address = login(people.officer), reverse("inspection_new")
    page = officer.get(address, {"q": "示例冶金"})
    assert people.enterprise.name in words(page) and people.other_enterprise.name not in words(page)
    opening = f"{address}?enterprise={people.enterprise.pk}"
    data = inputs(officer.get(opening)) | {"officers_2": str(people.partner.pk), "next": "start"}
    first, second = officer.post(opening, data), officer.post(opening, data)
    inspection = Inspection.objects.get()
    assert first["Location"] == second["Location"] == href(inspection, "start")


def test_one_cannot_open_anothers_inspection_or_go_alone(people):
    officer, address = login(people.officer), f"{reverse('inspection_new')}?enterprise={people.enterprise.pk}"
    data = inputs(officer.get(address))
    assert officer.post(address, data).status_code == 422
    others = {"officers_1": str(people.partner.pk), "officers_2": str(people.third_officer.pk)}
    answer = officer.post(address, data | others)
    assert answer.status_code == 422 and "两名执法人员里要有您本人" in words(answer)
    assert not Inspection.objects.exists()


def test_no_enterprise_of_another_territory(people):
    officer, address = login(people.officer), reverse("inspection_new")
    assert officer.get(address, {"enterprise": people.other_enterprise.pk}).status_code == 404
    assert officer.get(address, {"q": "样本矿业"}).status_code == 200
    for stranger in (people.clerk, people.leader, people.representative):
        assert login(stranger).get(address).status_code == 404


def test_credentials_must_be_shown(people):
    story = Story(people).plan()
    answer = fill(login(people.officer), href(story.visit, "start"))
    assert answer.status_code == 422 and "检查前须出示执法证件" in words(answer)


def test_a_finding_with_its_workers_and_photographs(story, people):
    officer, address = login(people.officer), href(story.visit, "record_finding")
    worker = {
        "w1-name": "示例工人甲",
        "w1-id_number": "11010519491231002x",
        "w1-trade": "焊工",
        "w2-name": "示例工人乙",
    }
    typed = {"violation": "V1", "fact": "2名操作工未经培训上岗", "cannot_wait": "on", **worker}
    answer = fill(officer, address, **typed, evidence=[photo("现场1"), photo("现场2")])
    assert answer.status_code == 302, plain(answer)
    finding = story.visit.findings.get()
    assert [row.name for row in finding.workers.order_by("id")] == ["示例工人甲", "示例工人乙"]
    assert finding.workers.order_by("id").first().id_number == "11010519491231002X"
    assert finding.evidence.count() == 2 and finding.cannot_wait
    assert Case.objects.filter(dossier=story.dossier).exists()
    page = officer.get(answer["Location"])
    assert "2名操作工未经培训上岗" in words(
        page
    ) and f'src="{reverse("attachment", args=[finding.evidence.first().pk])}"' in words(page)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"w1-id_number": "110105194912310021", "w1-name": "甲"}, "身份证号的校验位不对"),
        ({"w1-id_number": "110105194913310021", "w1-name": "甲"}, "出生日期不存在"),
        ({"w1-trade": "焊工"}, "请填写姓名"),
        ({}, "请写明涉及的人员或岗位"),
        ({"post": "焊工", "guidance": "on"}, "不能只作指导"),
        ({"post": "焊工", "violation": ""}, "请选择违法行为"),
    ],
)
def test_what_is_wrong_with_a_finding_is_said(story, people, typed, says):
    data = {"violation": "V1", "fact": "2名操作工未经培训上岗", **typed}
    answer = fill(login(people.officer), href(story.visit, "record_finding"), evidence=photo(), **data)
    assert answer.status_code == 422 and says in words(answer), plain(answer)
    assert len(inputs(answer)["evidence_kept"]) == 1
    assert not story.visit.findings.exists()


def test_a_finding_without_evidence(story, people):
    typed = {"violation": "V1", "fact": "2名操作工未经培训上岗", "post": "操作工"}
    answer = fill(login(people.officer), href(story.visit, "record_finding"), **typed)
    assert answer.status_code == 422 and "每项问题至少要有1份证据" in words(answer)


def test_more_workers_without_a_script(story, people):
    answer = fill(login(people.officer), href(story.visit, "record_finding"), **{"more": "1", "w1-name": "示例工人甲"})
    assert answer.status_code == 200
    assert "error-summary" not in words(answer)
    assert "w6-name" in inputs(answer) and inputs(answer)["w1-name"] == ["示例工人甲"]


def test_the_record_is_signed_on_the_pad(story, people):
    story.find()
    officer, address = login(people.officer), href(story.visit, "conclude")
    drawn = {f"{name}_drawn": pad() for name in ("officer_1", "officer_2", "party_signature")}
    answer = fill(officer, address, site_manager="示例负责人", site_manager_post="车间主任", **drawn)
    assert answer.status_code == 302, plain(answer)
    visit = story.visit
    assert visit.state == "concluded" and story.case.state == "found"
    signed = Attachment.objects.filter(pk__in=[*visit.signatures["officers"], visit.signatures["party"]])
    assert {row.media_type for row in signed} == {"image/png"} and signed.count() == 3
    assert "已签发现场检查记录" in said(answer)


def test_signatures_on_paper_are_photographed(story, people):
    story.find()
    files = {name: drawn_name() for name in ("officer_1", "officer_2", "party_signature")}
    answer = fill(login(people.officer), href(story.visit, "conclude"), site_manager="示例负责人", **files)
    assert answer.status_code == 302, plain(answer)


def test_a_refusal_needs_a_witness_or_a_film(story, people):
    story.find()
    officer, address = login(people.officer), href(story.visit, "conclude")
    drawn = {f"{name}_drawn": pad() for name in ("officer_1", "officer_2")}
    answer = fill(officer, address, site_manager="示例负责人", refusal="拒绝签字", **drawn)
    assert answer.status_code == 422 and "录像、请见证人签名" in words(answer)
    again = inputs(answer)
    assert again["officer_1_kept"] and again["refusal"] == ["拒绝签字"]
    assert officer.post(address, again | {"witness": "示例见证人"}).status_code == 302
    assert story.visit.witness == "示例见证人"


def test_a_broken_drawing_is_no_signature(story, people):
    story.find()
    drawn = {
        "officer_1_drawn": "data:image/png;base64,xxxx",
        "officer_2_drawn": "javascript:1",
        "party_signature_drawn": pad(),
    }
    answer = fill(login(people.officer), href(story.visit, "conclude"), site_manager="示例负责人", **drawn)
    assert answer.status_code == 422
    assert story.visit.state == "started"


def test_the_page_on_the_spot(story, people):
    address = reverse("inspection_site", args=[story.visit.pk])
    page = login(people.officer).get(address)
    assert "记录问题" in words(page) and "field-bar" in words(page)
    assert "field-bar" not in words(login(people.head).get(address))
    assert login(people.neighbour_officer).get(address).status_code == 404


@pytest.mark.parametrize("address", ["inspections", "services"])
def test_a_list_costs_the_same_whatever_its_length(people, address, django_assert_max_num_queries):
    Story(people).found().order()
    officer = login(people.officer)
    officer.get(reverse(address))
    with django_assert_max_num_queries(14) as one:
        assert officer.get(reverse(address), {"view": "all"}).status_code == 200
    for _ in range(2):
        Story(people).found().order()
    with django_assert_max_num_queries(14) as three:
        page = officer.get(reverse(address), {"view": "all"})
    assert words(page).count("<tr>") == 4
    assert len(three) == len(one)
    assert "<tr>" not in words(login(people.neighbour_officer).get(reverse(address), {"view": "all"}))
