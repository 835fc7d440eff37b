"""The designated unit's pages: its certificate, what is asked of it, what it may do, when it may renew."""

import pytest
from django.urls import reverse

from casework.accreditation.states import HOLDING, DesignationState
from casework.web.reply.designation_page import STATES
from documents.drawing import draw_all
from tests.people import cast
from tests.web.looking import look, read
from tests.web.officers.acting import inputs
from tests.workflows.accreditation.stages import DESIGNATIONS
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.story import photo
from workflows.accreditation.designating import open_designation

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


def mine(story: Tenure) -> str:
    return reverse("my_designation", args=[story.held])


def send(client, story: Tenure, step: str, **typed):
    """Open the step's page and send it as a browser would."""
    client.force_login(story.people.representative)
    where = reverse("my_designation_step", args=[story.held, step])
    page = client.get(where)
    assert page.status_code == 200
    return client.post(where, {**inputs(page), **typed})


def test_every_state_is_said_in_plain_words():
    assert set(STATES) == set(DesignationState.values)


@pytest.mark.parametrize("state", DESIGNATIONS)
def test_the_page_in_every_state(client, story, state):
    DESIGNATIONS[state](story)
    p = story.people
    text = read(client, p.representative, mine(story))
    assert STATES[state][0] in text and story.designation.number in text
    desk = reverse("my_home") + ("" if state in HOLDING else "?ended")
    assert STATES[state][0] in read(client, p.representative, desk)
    for user in (p.stranger, p.officer, p.system_admin):
        assert look(client, user, mine(story)).status_code in (302, 403, 404)


def test_the_certificate_is_there_to_be_downloaded(client, story):
    row = story.named().designation
    assert "证书文件正在生成" in read(client, story.people.representative, mine(story))
    draw_all(50)
    page = look(client, story.people.representative, mine(story)).content.decode()
    assert "下载证书" in page and reverse("verify_code", args=[row.certificate.code]) in page
    answer = client.get(reverse("document", args=[row.certificate_id]))
    assert answer.status_code == 200 and b"".join(answer.streaming_content)[:2] == b"PK"


def test_a_rectification_is_answered_with_evidence(client, story):
    story.rectifying().hand_over("designation-rectification")
    text = read(client, story.people.representative, mine(story))
    assert "请限期整改" in text and "2台实训设备停用。" in text and "命名单位整改" in text and "24时前" in text
    answer = send(client, story, "report_rectification", text="设备已修复。")
    assert answer.status_code == 422 and "请附证明整改的材料" in answer.content.decode()
    answer = send(client, story, "report_rectification", text="设备已修复。", evidence=photo("整改后"))
    assert answer.status_code == 302 and answer["Location"] == mine(story)
    row = story.designation.rectifications.get()
    assert row.report == "设备已修复。" and row.evidence.get().from_party
    assert "等待核查" in read(client, story.people.representative, mine(story))


def test_a_statement_is_made_and_answered(client, story):
    story.named().notified().hand_over("revocation-notice")
    text = read(client, story.people.representative, mine(story))
    assert "机关拟终止贵单位的命名" in text and "伪造" in text and "24时前" in text
    assert send(client, story, "make_statement", text="我方不知情。").status_code == 302
    story.do("drop_ending", reason="陈述成立，证据不足。")
    text = read(client, story.people.representative, mine(story))
    assert "我方不知情。" in text and "陈述成立，证据不足。" in text and "不再终止" in text


def test_it_is_given_up_once(client, story):
    story.named()
    assert send(client, story, "surrender", reason=" ").status_code == 422
    assert send(client, story, "surrender", reason="停办实训业务。").status_code == 302
    assert story.designation.state == "surrendered"
    answer = client.post(reverse("my_designation_step", args=[story.held, "surrender"]), {"reason": "停办。"})
    assert answer.status_code == 409
    assert client.get(reverse("my_designation_step", args=[story.held, "revoke"])).status_code == 404


def test_when_it_may_renew(client, story):
    story.named()
    by = story.people.representative
    assert "起可以申请复评" in read(client, by, mine(story))
    story.near_its_end()
    text = read(client, by, mine(story))
    assert "现在可以申请复评" in text and "去申请复评" in text
    story.asking_again().submitted()
    assert "已经申请复评" in read(client, by, mine(story))
    story.go("accept").go("recommend", by=story.office.city_officer, verdict="条件具备。")
    open_designation(story.application, by=None)
    text = read(client, by, mine(story))
    assert "已经由新的命名接替" in text and "可以申请复评" not in text
