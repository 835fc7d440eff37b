"""The rights page: what is proposed or decided, what its party may do until when; nobody else sees it."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accounts.models import User
from casework.core.now import standing_at, today
from casework.penalties.models import Defence, Deferral
from casework.web.forms.base import MARKS, parameters
from casework.web.models import StepDraft
from casework.web.reply.penalty_forms import FORMS
from casework.web.reply.penalty_words import yuan
from documents.models import Dossier
from tests.people import cast
from tests.web.looking import read
from tests.workflows.penalties.stages import overdue, teller
from tests.workflows.story import photo

UNIT_HEARING = "60000"  # above what gives a unit a hearing


@pytest.fixture
def story(db):
    return teller()(cast())


def address(story, name="my_penalty", *more):
    return reverse(name, args=[story.penalty.pk, *more])


def page(client, story, user=None):
    return read(client, user or story.people.representative, address(story))


def send(client, story, step, user=None, **data):
    """What a browser sends from the step's form."""
    client.force_login(user or story.people.representative)
    form = client.get(address(story, "my_penalty_step", step))
    assert form.status_code == 200, form.content.decode()[-3000:]
    marks = {name: form.context["form"].initial[name] for name in ("version", "token")}
    return client.post(address(story, "my_penalty_step", step), {**marks, **data})


def against_a_person(story):
    """The second tier has a fine for those directly responsible; the first has none."""
    overdue(story).file(tier=2, person=story.somebody()).interview().conclude().notify().serve_notice()


def hidden(client, href):
    return {client.get(href).status_code, client.post(href).status_code} <= {404, 405}


# --- who sees it --------------------------------------------------------------------------------------------------
def test_another_enterprises_address_is_hidden(client, story):
    story.notified()
    steps = [address(story, "my_penalty_step", step) for kind, step in FORMS if kind == "penalty"]
    for user in (story.people.stranger, story.people.officer, story.people.system_admin):
        client.force_login(user)
        for href in (address(story), address(story, "my_hearing_calendar"), *steps):
            assert hidden(client, href), (user, href)
    assert not Defence.objects.exists()


def test_a_personal_matter_is_hidden_from_the_employers_representative(client, story):
    against_a_person(story)
    client.force_login(story.people.representative)
    for href in (address(story), address(story, "my_penalty_step", "defend")):
        assert hidden(client, href)
    assert address(story) not in client.get(reverse("my_home")).content.decode()


def test_the_person_himself_answers(client, story):
    """With an account of his own and no enterprise to act for."""
    against_a_person(story)
    person = User.objects.create_user("himself", name="示例车间主任")
    client.force_login(person)
    assert client.get(address(story)).status_code == 404
    Dossier.objects.filter(pk=story.penalty.dossier_id).update(person=person)
    assert "您可以做什么" in page(client, story, person)
    home = client.get(reverse("my_home")).content.decode()
    assert address(story) in home and "贵单位" not in home
    assert send(client, story, "defend", person, text="情况不属实。").status_code == 302
    assert Defence.objects.get().by == person


# --- before the decision ------------------------------------------------------------------------------------------
def test_nothing_is_told_before_the_notice_is_served(client, story):
    story.investigated()
    for _ in range(2):
        text = page(client, story)
        assert "还没有告知拟作出的处罚" in text
        assert "经查，3名操作工" not in text and "法制审核" not in text and "调查终结" not in text
        story.notify() if story.penalty.state == "investigated" else None
    assert client.get(address(story, "my_penalty_step", "request_hearing")).status_code == 409


def test_the_notice_its_rights_and_their_last_days(client, story):
    story.notified(fine=UNIT_HEARING)
    text = page(client, story)
    assert "拟处罚：罚款60,000元" in text and "经查，3名操作工" in text and "安全生产法" in text
    for name in ("defence", "hearing_request"):
        clock = story.penalty.dossier.deadlines.get(name=name)
        assert f"{clock.due_on.month}月{clock.due_on.day}日" in text
    assert "这个日期怎么算的" in text and "当日不计" in text
    assert "申请听证" in text and "放弃" in text and "贵单位可以做什么" in text
    assert "请在" in client.get(reverse("my_home")).content.decode()


def test_without_a_hearing_right_none_is_offered(client, story):
    story.notified()
    assert "申请听证" not in page(client, story)


def test_a_defence_is_saved_gone_on_with_by_a_colleague_and_sent(client, story):
    story.notified()
    kept = send(client, story, "defend", text="人数少 <&> 𠮷", evidence=[photo("考勤")], keep="1", seen="")
    assert kept.status_code == 302 and kept["Location"] == address(story, "my_penalty_step", "defend")
    assert not Defence.objects.exists() and story.penalty.state == "notified"
    assert "保存，还没有提交" in page(client, story)
    colleague = story.people.group_representative
    client.force_login(colleague)
    again = client.get(address(story, "my_penalty_step", "defend"))
    text = again.content.decode()
    assert "人数少 &lt;&amp;&gt; 𠮷" in text and "考勤" in text
    assert f"草稿由{story.people.representative}保存，还没有提交" in text
    file, seen = again.context["form"].initial["evidence"], again.context["seen"]
    late = send(client, story, "defend", colleague, text="另一段", evidence_kept=file, keep="1", seen="")
    assert late.status_code == 409 and "有同事刚改过草稿" in late.content.decode() and "另一段" in late.content.decode()
    more = send(client, story, "defend", colleague, text="另一段", evidence_kept=file, keep="1", seen=seen)
    assert more.status_code == 302
    assert send(client, story, "defend", colleague, text="另一段", evidence_kept=file).status_code == 302
    assert (Defence.objects.get().text, StepDraft.objects.count()) == ("另一段", 0)
    assert [row.pk for row in Defence.objects.get().evidence.all()] == file


def test_what_can_never_be_sent_is_not_saved_either(client, story):
    story.notified()
    assert send(client, story, "defend", text="字" * 5001, keep="1").status_code == 422
    assert send(client, story, "defend", text="", keep="1").status_code == 302
    assert StepDraft.objects.get().data["text"] == ""
    assert send(client, story, "waive", what="defence", keep="1").status_code == 422
    assert StepDraft.objects.count() == 1


def test_a_defence_is_taken_with_its_files_and_answered(client, story):
    story.notified()
    told = send(client, story, "defend", text="人数少 <&> 𠮷", evidence=[photo("考勤")])
    assert told.status_code == 302, told.content.decode()[-3000:]
    row = Defence.objects.get()
    assert row.text == "人数少 <&> 𠮷" and row.evidence.get().from_party and not row.from_paper
    text = page(client, story)
    assert "等待答复" in text and "人数少 &lt;&amp;&gt; 𠮷" in text
    story.answer_defence(adopted=True, reason="情节轻微属实。")
    text = page(client, story)
    assert "采纳" in text and "情节轻微属实。" in text


def test_an_empty_defence_is_refused_in_words(client, story):
    story.notified()
    told = send(client, story, "defend", text="")
    assert told.status_code == 422 and "陈述、申辩意见：这一项还没有填。" in told.content.decode()
    assert not Defence.objects.exists()


def test_a_late_defence_asks_for_a_reason(client, story):
    story.notified()
    story.penalty.dossier.deadlines.filter(name="defence").update(due_on=today() - timedelta(days=1))
    assert "有正当理由的，写明理由仍可提出" in page(client, story)
    told = send(client, story, "defend", text="晚了")
    assert told.status_code == 422 and "为什么现在才提出" in told.content.decode()
    assert send(client, story, "defend", text="晚了", late_reason="经办人住院").status_code == 302
    assert Defence.objects.get().late_reason == "经办人住院"


def test_a_waiver_needs_signed_paper_and_closes_the_window(client, story):
    story.notified()
    bare = send(client, story, "waive", what="defence", known="on")
    assert bare.status_code == 422 and "书面声明" in bare.content.decode()
    assert send(client, story, "waive", what="defence", known="on", proof=[photo("声明")]).status_code == 302
    assert story.penalty.notices.get().defence_waived_on == today()
    text = page(client, story)
    assert "已书面放弃" in text and "期限已过或者已经放弃" in text and "剩" not in text


def test_a_hearing_is_asked_for_set_and_put_into_a_calendar(client, story):
    story.notified(fine=UNIT_HEARING)
    assert send(client, story, "request_hearing", request="对人数有异议").status_code == 302
    assert story.penalty.state == "hearing_requested"
    text = page(client, story)
    assert "已申请听证，等待通知时间和地点" in text
    client.force_login(story.people.representative)
    assert client.get(address(story, "my_hearing_calendar")).status_code == 404
    again = client.get(address(story, "my_penalty_step", "request_hearing"))
    assert again.status_code == 409 and "不能办理" in again.content.decode()
    story.schedule_hearing(place="听证室,三楼;<东>")
    assert "听证会通知书送达以后" in page(client, story)
    story.serve_notice()
    text, held = page(client, story), story.penalty.hearings.get()
    assert "听证室,三楼;&lt;东&gt;" in text and str(held.chair) in text and "存到日历" in text
    file = client.get(address(story, "my_hearing_calendar"))
    assert file["Content-Type"].startswith("text/calendar")
    lines = file.content.decode().split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75 and lines[-1] == ""
    whole = file.content.decode().replace("\r\n ", "")
    assert "LOCATION:听证室\\,三楼\\;<东>\r\n" in whole
    assert f"DTSTART:{held.held_at.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n" in whole


# --- after the decision -------------------------------------------------------------------------------------------
def decided(story, **more):
    return story.decided(**more).serve_decision()


def test_the_decision_its_bill_and_where_to_go_with_it(client, story):
    story.decided()
    text = page(client, story)
    assert "已作出处罚决定，决定书正在送达" in text and "今天应缴" not in text
    story.serve_decision()
    fine = yuan(story.penalty.decisions.get().sanction.fine)
    text = page(client, story)
    assert f"前缴纳{fine}" in text and "示例银行" in text and "0000111122223333" in text
    assert story.people.agency.reconsideration_government in text and story.people.agency.court in text
    assert "申请行政复议" in text and "提起行政诉讼" in text and "采纳情况" in text
    for name in ("reconsideration", "suit", "pay"):
        due = story.penalty.dossier.deadlines.get(name=name).due_on
        assert f"{due.month}月{due.day}日" in text
    assert "请在" in client.get(reverse("my_home")).content.decode()


def test_late_money_is_red_and_said(client, story):
    decided(story)
    later = timezone.now() + timedelta(days=20)
    with standing_at(later):
        text = page(client, story)
    assert "请马上缴清" in text and "缴款期限已过" in text and "逾期" in text and "加处罚款" in text


def test_paying_later_is_asked_for_with_dates_that_add_up(client, story):
    decided(story)
    fine, day = story.penalty.decisions.get().sanction.fine, today() + timedelta(days=40)
    row = {"i0-due_on_y": day.year, "i0-due_on_m": day.month, "i0-due_on_d": day.day, "reason": "停产，账上没有钱"}

    def ask(amount):
        return send(client, story, "request_deferral", **row, **{"evidence": [photo("报表")], "i0-amount": amount})

    wrong = ask("1")
    assert wrong.status_code == 422 and "各期合计1元" in wrong.content.decode()
    half = ask("")
    assert half.status_code == 422 and "日期和金额都要填" in half.content.decode()
    assert ask(str(fine)).status_code == 302
    asked = Deferral.objects.get()
    assert (asked.granted, asked.evidence.count()) == (None, 1)
    assert "等待答复" in page(client, story)


# --- forms --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "step"), FORMS, ids=[".".join(key) for key in FORMS])
def test_the_form_gives_exactly_the_arguments_of_the_body(kind, step):
    form, wanted = FORMS[kind, step], parameters(kind, step)
    made = {name.removeprefix("fact_") for name in dir(form) if name.startswith("fact_")}
    fields = set(form.base_fields) - set(MARKS)
    for name in set(wanted) - set(form.left_out):
        assert name in fields | made, f"{form.__name__} gives no {name}"
    for name in form.left_out:
        assert name not in wanted or wanted[name].default is not wanted[name].empty
