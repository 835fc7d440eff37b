"""The applicant's pages: what it may apply for, the form as a draft, what it lacks, the preview, the steps."""

import io
import zipfile

import pytest
from django.urls import reverse

from casework.accreditation import drafts
from casework.accreditation.models import Applicant, Application
from casework.accreditation.states import ENDED, ApplicationState
from casework.web.reply.application_page import STATES, sentence
from documents.models import Attachment
from tests.people import cast
from tests.web.looking import read
from tests.workflows.accreditation.stages import APPLICATIONS
from tests.workflows.accreditation.story import Story
from tests.workflows.story import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


@pytest.fixture
def party(client, story):
    client.force_login(story.people.representative)
    return client


def place(story: Story, name: str = "my_application") -> str:
    return reverse(name, args=[story.pk])


def filled(story: Story, **more: str) -> dict[str, object]:
    """What the form holds when everything is filled in but the files."""
    data: dict[str, object] = {"seen": drafts.mark(story.application), "contact": "示例联系人", "phone": "0771-0000002"}
    for row in story.round.criteria.all():
        data |= {f"c{row.pk}-score": f"{row.weight - 1}", f"c{row.pk}-words": "制度齐全。"}
    return data | more


def files(story: Story) -> dict[str, object]:
    found: dict[str, object] = {"pledge": photo("承诺书")}
    return found | {f"c{row.pk}-files": photo(f"{row.code}材料") for row in story.round.criteria.all()}


def test_who_is_left_off_reads_it_once_everybody_may(story):
    """Two for one place: the winner is the one with fewer points taken off."""
    other = story.rival().recommended()
    story.evaluating()
    for row in story.evaluations:
        story.submit(row, 2)
    for row in other.evaluations:
        other.submit(row, 3)
    for one in (story, other):
        one.go("conclude_evaluation", by=one.leader, **one.report())
    story.draw_up()
    assert sentence(other.application)[0] == "评审已结束，等待拟定名单", "the list is not yet for everybody"
    story.ask(story.listing, "publicise")
    assert [sentence(one.application)[0] for one in (story, other)] == ["公示中", "没有列入拟认定名单"]


# --- where to apply -----------------------------------------------------------------------------------------------
def test_what_may_be_applied_for_and_why_not(party, story):
    Application.objects.all().delete()
    text = read(party, story.people.representative, reverse("my_rounds"))
    assert "安全技能实训考核示范基地" in text and "开始申报" in text
    assert "本类别由煤矿企业申报，与申报单位的行业不符。" in text
    send = {"site": story.people.enterprise.pk, "category": story.category.pk}
    answer = party.post(reverse("my_apply", args=[story.round.pk]), send)
    made = Application.objects.get()
    assert answer["Location"] == reverse("my_application_form", args=[made.pk]) and made.state == "draft"
    again = party.post(reverse("my_apply", args=[story.round.pk]), send)
    assert again["Location"] == reverse("my_application", args=[made.pk]) and Application.objects.count() == 1
    assert "查看" in read(party, story.people.representative, reverse("my_rounds"))


def test_one_that_may_not_apply_leaves_nothing_behind(party, story):
    Application.objects.all().delete()
    Applicant.objects.create(enterprise=story.people.enterprise, body="college")
    address = reverse("my_apply", args=[story.round.pk])
    answer = party.post(address, {"site": story.people.enterprise.pk, "category": story.category.pk}, follow=True)
    assert "本项目由企业申报，申报单位是大中专院校。" in answer.content.decode()
    assert not Application.objects.exists()


def test_nobody_applies_for_another_unit(party, story):
    other = story.people.other_enterprise.pk
    answer = party.post(reverse("my_apply", args=[story.round.pk]), {"site": other, "category": story.category.pk})
    assert answer.status_code == 404


# --- the draft ----------------------------------------------------------------------------------------------------
def test_a_draft_is_saved_and_found_again(party, story):
    story.drafted()
    answer = party.post(place(story, "my_application_form"), {**filled(story), **files(story)})
    assert answer.status_code == 302
    application = story.application
    assert application.pledge.from_party and application.contact == "示例联系人"
    assert application.assessments.count() == 7 and all(row.evidence.count() for row in application.assessments.all())
    page = party.get(place(story, "my_application_form")).content.decode()
    assert "TB1材料" in page and "制度齐全。" in page and "示例联系人" in page
    assert "内容已经填齐" in read(party, story.people.representative, place(story))


def test_what_is_lacking_is_said_and_leads_to_its_place(party, story):
    story.drafted()
    text = party.get(place(story)).content.decode()
    assert "还有9处没有填齐" in text and "#id_contact" in text
    assert "#criterion-TB2" in text and "TB2：自评分、自评说明、证明材料" in text
    answer = party.get(reverse("my_application_step", args=[story.pk, "submit"]))
    assert answer.status_code == 409 and "申报材料还不齐：联系人和联系电话、签章的承诺书" in answer.content.decode()
    assert story.application.state == "draft"


def test_what_cannot_be_is_refused_and_nothing_is_lost(party, story):
    story.drafted()
    first = story.round.criteria.first()
    answer = party.post(
        place(story, "my_application_form"), filled(story, **{f"c{first.pk}-score": "很多", "staff": "-3"})
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and "TB1，自评分：请填写数字。" in text and "职工人数：不能小于0。" in text
    assert "制度齐全。" in text and not story.application.assessments.exists()


def test_a_file_no_longer_wanted_goes(party, story):
    story.filled()
    row = story.application.assessments.first()
    kept = row.evidence.get().pk
    data = filled(story) | {"pledge_kept": story.application.pledge_id, f"c{row.criterion_id}-files_kept": kept}
    party.post(place(story, "my_application_form"), data | {f"c{row.criterion_id}-files_drop": kept})
    assert not row.evidence.exists() and story.application.pledge_id


def test_a_colleague_who_was_faster_is_not_overwritten(party, story):
    story.drafted()
    stale = filled(story)
    assert party.post(place(story, "my_application_form"), filled(story, contact="甲")).status_code == 302
    answer = party.post(place(story, "my_application_form"), stale | {"contact": "乙"})
    assert answer.status_code == 409 and "有同事刚改过这份申报" in answer.content.decode()
    assert story.application.contact == "甲"
    seen = answer.context["seen"]
    assert party.post(place(story, "my_application_form"), stale | {"contact": "乙", "seen": seen}).status_code == 302
    assert story.application.contact == "乙"


def test_nothing_changes_once_it_is_submitted(party, story):
    story.filled()
    late = filled(story, contact="后来的人")
    party.post(reverse("my_application_step", args=[story.pk, "submit"]), {"version": story.application.version})
    assert story.application.state == "submitted"
    answer = party.post(place(story, "my_application_form"), late, follow=True)
    assert drafts.OVER in answer.content.decode() and story.application.contact == "示例联系人"
    with pytest.raises(drafts.NoDraft, match="不能再改"):
        drafts.keep(story.application, {"contact": "丙"}, [], [], drafts.mark(story.application))


def test_a_stranger_finds_nothing(client, story):
    story.filled()
    client.force_login(story.people.stranger)
    for name in ("my_application", "my_application_form", "my_application_preview"):
        assert client.get(place(story, name)).status_code == 404
    assert client.get(reverse("my_application_step", args=[story.pk, "submit"])).status_code == 404


def test_officers_see_no_draft_and_none_of_its_files(client, story):
    story.filled()
    p, file = story.people, story.application.pledge_id
    addresses = [
        reverse("attachment", args=[file]),
        reverse("dossier", args=[story.dossier.pk]),
        reverse("trail", args=[story.dossier.pk]),
        reverse("step", args=["application", story.pk, "withdraw"]),
    ]
    for user in (p.officer, p.leader, story.office.city_officer):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert read(client, p.officer, reverse("workbench")).count(p.enterprise.name) == 0
    assert opened(client, p.representative, addresses[0]) == 200
    story.go("submit", by=p.representative)
    assert opened(client, p.officer, addresses[0]) == 200


def opened(client, user, address: str) -> int:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    return answer.status_code


# --- a joint application ------------------------------------------------------------------------------------------
def test_a_joint_application_names_its_partner_and_its_signature(client):
    story = Story(cast(), "integration_enterprise", "any").drafted()
    client.force_login(story.people.representative)
    send = filled(story, **{"p1-name": "广西示例职业学院", "p1-represented_by": "示例院长"})
    answer = client.post(place(story, "my_application_form"), send)
    assert answer.status_code == 422 and "联合申报单位1，单位类型：请选择单位类型。" in answer.content.decode()
    send |= {"p1-body": "college", "p1-signed": photo("签章页")}
    assert client.post(place(story, "my_application_form"), {**send, **files(story)}).status_code == 302
    row = story.application.partners.get()
    assert (row.name, row.body) == ("广西示例职业学院", "college") and row.signed_id
    assert "内容已经填齐" in read(client, story.people.representative, place(story))


def test_a_college_logs_in_and_applies(client):
    story = Story(cast(), "demo_unit", "any")
    Application.objects.all().delete()
    Applicant.objects.create(enterprise=story.people.enterprise, body="college")
    client.force_login(story.people.representative)
    send = {"site": story.people.enterprise.pk, "category": story.category.pk}
    assert client.post(reverse("my_apply", args=[story.round.pk]), send).status_code == 302
    assert Application.objects.get().state == "draft"
    assert "大中专院校" in read(client, story.people.representative, reverse("my_rounds"))


# --- the paper and the steps --------------------------------------------------------------------------------------
def test_the_form_as_a_paper_before_it_is_submitted(party, story):
    story.filled()
    text = party.get(place(story, "my_application_preview")).content.decode()
    assert "申报书" in text and "自评总分" in text and story.people.enterprise.name in text
    word = party.get(place(story, "my_application_preview") + "?as=word")
    assert zipfile.ZipFile(io.BytesIO(word.content)).testzip() is None and ".docx" in word["Content-Disposition"]
    assert not story.dossier.documents.exists() and story.application.state == "draft"


def test_a_form_hardly_begun_is_drawn_all_the_same(party, story):
    story.drafted()
    text = party.get(place(story, "my_application_preview")).content.decode()
    assert "（未填）" in text and "自评总分" in text


def test_from_submission_to_the_supplement(client, party, story):
    story.filled()
    assert party.get(reverse("my_application_step", args=[story.pk, "submit"])).status_code == 200
    party.post(reverse("my_application_step", args=[story.pk, "submit"]), {"version": story.application.version})
    assert "已提交，等待受理" in read(client, story.people.representative, place(story))
    story.go("request_supplement", items=["缺岗位清单", "缺考核成绩"]).serve()
    text = read(client, story.people.representative, place(story))
    assert "请补正申报材料" in text and "1. 缺岗位清单" in text and "补正" in text
    address = reverse("my_application_step", args=[story.pk, "supplement"])
    first, second = story.application.supplements.get().items.all()
    send = {"version": story.application.version, f"i{first.pk}-text": "见附件", f"i{first.pk}-files": photo("清单")}
    answer = party.post(address, send)
    assert answer.status_code == 422 and "第2项，补正说明" in answer.content.decode()
    kept = Attachment.objects.get(name="清单.jpg").pk
    send = {k: v for k, v in send.items() if not k.endswith("files")} | {f"i{first.pk}-files_kept": kept}
    send |= {f"i{second.pk}-text": "见附件", f"i{second.pk}-files": photo("成绩")}
    assert party.post(address, send).status_code == 302
    assert story.application.state == "submitted" and first.evidence.get().pk == kept
    assert "已补正" in read(client, story.people.representative, place(story))


def test_withdrawing(party, story):
    story.submitted()
    address = reverse("my_application_step", args=[story.pk, "withdraw"])
    send = {"version": story.application.version, "reason": "另行申报"}
    assert party.post(address, send).status_code == 302 and story.application.state == "withdrawn"


@pytest.mark.parametrize("state", [state for state in APPLICATIONS if state])
def test_every_state_has_its_page(client, story, state):
    APPLICATIONS[state](story)
    title = STATES[state][0]
    p = story.people
    assert title in read(client, p.representative, place(story))
    ended = "?ended=1" if state in ENDED else ""
    assert title in read(client, p.representative, reverse("my_home") + ended)


def test_every_state_has_its_words():
    assert set(ApplicationState) <= set(STATES)
