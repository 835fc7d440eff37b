"""Issue and serve an order in the browser's way."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.clock.deadlines import calendar
from casework.core.now import today
from documents.evidence import accept
from documents.models import Document
from documents.numbering import reserve
from tests.people import cast
from tests.web.officers.acting import day, fill, href, inputs, login, plain, said, words
from tests.workflows.story import Story, photo
from workflows.opening import open_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(cast()).found()


@pytest.fixture
def officer(story):
    return login(story.people.officer)


def test_an_order_is_issued_with_its_number_and_the_next_step(story, officer):
    answer = fill(officer, href(story.case, "order"))
    assert answer.status_code == 302, plain(answer)
    case = story.case
    assert case.state == "ordered"
    finding = case.findings.get()
    assert finding.due_on == today() + timedelta(days=15)
    assert f"已签发责令限期整改指令书{case.number}，还没有送达" in said(answer)
    service = case.dossier.services.get()
    assert href(service, "serve") in said(answer)


def test_each_finding_may_have_its_own_date(story, officer):
    address = href(story.case, "order")
    finding = story.case.findings.get()
    key = f"f{finding.pk}"
    own = today() + timedelta(days=21)
    answer = fill(officer, address, **{f"{key}-apart": "on", f"{key}-days": "own", **day(f"{key}-on", own)})
    assert answer.status_code == 302, plain(answer)
    assert story.case.findings.get().due_on == own


def test_a_changed_date_wins_over_the_days_that_were_shown(story, officer):
    own = today() + timedelta(days=12)
    assert fill(officer, href(story.case, "order"), **day("on", own)).status_code == 302
    assert story.case.findings.get().due_on == own


def test_days_and_date_that_disagree_are_asked_about(story, officer):
    own = today() + timedelta(days=12)
    answer = fill(officer, href(story.case, "order"), days="10", **day("on", own))
    assert answer.status_code == 422
    assert "天数和日期要一致" in words(answer)


@pytest.mark.parametrize("wrong", [{"on_y": "2026", "on_m": "13", "on_d": "1"}, {"on_d": "x"}])
def test_a_date_that_is_none(story, officer, wrong):
    answer = fill(officer, href(story.case, "order"), days="own", **wrong)
    assert answer.status_code == 422
    assert story.case.state == "found"


def test_a_date_in_the_past(story, officer):
    answer = fill(officer, href(story.case, "order"), days="own", **day("on", today()))
    assert answer.status_code == 422
    assert "整改期限不能早于明天。请填" in words(answer)


def test_nothing_typed_is_lost_when_the_gate_refuses(story, officer):
    far = today() + timedelta(days=400)
    answer = fill(officer, href(story.case, "order"), days="own", **day("on", far))
    assert answer.status_code == 409
    assert "须写明理由" in words(answer)
    assert inputs(answer)["on_y"] == [str(far.year)]
    assert not Document.objects.filter(kind="rectification-order").exists()


def test_one_officer_twice(story, officer):
    pk = str(story.people.officer.pk)
    answer = fill(officer, href(story.case, "order"), officers_1=pk, officers_2=pk)
    assert answer.status_code == 422
    assert "两名执法人员不能是同一人" in words(answer)


def test_one_officer_alone(story, officer):
    answer = fill(officer, href(story.case, "order"), officers_2="")
    assert answer.status_code == 422
    assert "执法人员不得少于两人。请再选一人。" in words(answer)


def test_a_second_click_changes_nothing_and_goes_the_same_way(story, officer):
    address = href(story.case, "order")
    data = inputs(officer.get(address))
    first, second = officer.post(address, data), officer.post(address, data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Document.objects.filter(kind="rectification-order").count() == 1


def test_a_stale_form_says_who_was_faster(story, officer):
    address = href(story.case, "order")
    data = inputs(officer.get(address))
    story.order()
    answer = officer.post(address, data)
    assert answer.status_code == 409
    assert "执法员甲" in words(answer)
    assert "办理了“责令限期整改”。请核对后再办。" in words(answer)


def test_the_preview_is_drawn_from_the_paper(story, officer):
    address = href(story.case, "order")
    data = inputs(officer.get(address)) | {"preview": "1"}
    page = officer.post(address, data)
    assert page.status_code == 200
    assert "责令限期整改指令书" in words(page) and 'class="paper"' in words(page)
    part = officer.post(address, data, headers={"HX-Request": "true"})
    assert "<html" not in words(part) and 'id="due-hint"' in words(part)
    assert not Document.objects.filter(kind="rectification-order").exists()
    assert story.case.state == "found"


def test_an_empty_preview_says_what_is_missing(story, officer):
    address = href(story.case, "order")
    page = officer.post(address, inputs(officer.get(address)) | {"preview": "1", "officers_2": ""})
    assert "执法人员不得少于两人" in words(page)


def test_who_may_not_is_told_who_may(story):
    for user in (story.people.head, story.people.third_officer, story.people.clerk):
        address = href(story.case, "order")
        page = login(user).get(address)
        assert page.status_code == 403
        assert "须由承办人办理" in words(page)
        assert login(user).post(address, {}).status_code == 403


def test_another_territory_sees_nothing(story):
    address = href(story.case, "order")
    for user in (story.people.neighbour_officer, story.people.representative, story.people.system_admin):
        assert login(user).get(address).status_code == 404
        assert login(user).post(address, {}).status_code == 404


def test_a_step_whose_time_has_not_come(story, officer):
    page = officer.get(href(story.order().case, "order"))
    assert page.status_code == 409
    assert "所有问题都已责令整改" in words(page)


def test_no_such_step(story, officer):
    assert officer.get(href(story.case, "paint")).status_code == 404


def test_service_is_registered(story, officer):
    service = story.order().dossier.services.get()
    address = href(service, "serve")
    assert fill(officer, address, mode="direct").status_code == 409
    answer = fill(officer, address, mode="direct", receiver="示例收件人")
    assert answer.status_code == 302, plain(answer)
    service.refresh_from_db()
    assert service.state == "served" and service.served_on == today()
    assert login(story.people.clerk).get(address).status_code == 409


def test_evidence_survives_a_refused_form(story, officer):
    service = story.order().dossier.services.get()
    address = href(service, "serve")
    data = inputs(officer.get(address)) | {"mode": "direct", "proof": photo("回证")}
    answer = officer.post(address, data)
    assert answer.status_code == 409
    again = inputs(answer)
    assert len(again["proof_kept"]) == 1 and "回证.jpg" in words(answer)
    done = officer.post(address, again | {"receiver": "示例收件人"})
    assert done.status_code == 302, plain(done)
    service.refresh_from_db()
    assert [file.name for file in service.proof.all()] == ["回证.jpg"]


def test_a_kept_file_can_be_left_out(story, officer):
    service = story.order().dossier.services.get()
    address = href(service, "serve")
    answer = officer.post(address, inputs(officer.get(address)) | {"mode": "direct", "proof": photo("错")})
    again = inputs(answer)
    done = officer.post(address, again | {"receiver": "示例收件人", "proof_drop": again["proof_kept"]})
    assert done.status_code == 302
    service.refresh_from_db()
    assert not service.proof.exists()


def test_a_bad_file_is_named_with_the_reason(story, officer):
    service = story.order().dossier.services.get()
    address = href(service, "serve")
    bad = SimpleUploadedFile("回证.jpg", b"MZ\x90\x00 not a picture", content_type="image/jpeg")
    answer = officer.post(address, inputs(officer.get(address)) | {"mode": "direct", "receiver": "甲", "proof": bad})
    assert answer.status_code == 422
    assert "送达凭证：" in words(answer)
    service.refresh_from_db()
    assert service.state == "pending"


def test_a_strangers_file_is_refused(story, officer):
    other = open_inspection(story.people.neighbour, story.people.other_enterprise, [story.people.neighbour_officer])
    file = accept(photo(), dossier=other.dossier, by=story.people.neighbour_officer)
    service = story.order().dossier.services.get()
    answer = fill(officer, href(service, "serve"), mode="direct", receiver="甲", proof_kept=str(file.pk))
    assert answer.status_code == 422
    assert "有附件不属于本案" in words(answer)


def test_a_number_reserved_for_a_form_filled_without_network(story, officer):
    reserved = reserve(story.people.agency.pk, "应急责改", 3, story.people.officer)[1]
    answer = fill(officer, href(story.case, "order"), reserved=str(reserved.pk))
    assert answer.status_code == 302, plain(answer)
    assert story.case.number.endswith("〕2号")


@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "x", "1' OR 1=1"])
def test_keys_that_are_none(story, officer, key):
    service = story.order().dossier.services.get()
    answer = fill(officer, href(service, "serve"), mode="mail", proof_kept=key)
    assert answer.status_code in (409, 422)
    answer = fill(officer, href(service, "attempt"), mode="mail", remark="无人", tried_on_y="9999")
    assert answer.status_code == 422 and "年份不对" in words(answer)


def test_a_rest_day_is_said_and_its_workday_taken_with_a_button(story, officer):
    days = (today() + timedelta(days=n) for n in range(11, 30))
    saturday = next(each for each in days if not calendar().is_workday(each) and (each - today()).days != 15)
    address = href(story.case, "order")
    data = inputs(officer.get(address)) | {"days": "own", **day("on", saturday), "preview": "1"}
    page = officer.post(address, data)
    assert "休息日，建议改为" in words(page)
    workday = words(page).partition('name="suggest" value="')[2][:10]
    data = inputs(page) | {"suggest": workday}
    shown = officer.post(address, data)
    assert shown.status_code == 200 and "工作日。" in words(shown) and "error-summary" not in words(shown)
    assert officer.post(address, inputs(shown)).status_code == 302
    assert story.case.findings.get().due_on.isoformat() == workday
