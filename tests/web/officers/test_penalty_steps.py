"""The forms of a penalty, a stop and a review, filled and sent as a browser without scripts does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.core.now import now, today
from casework.penalties import law
from casework.penalties.daily import daily
from casework.penalties.models import Sanction
from tests.people import cast
from tests.web.officers.acting import day, fill, href, inputs, login, plain, said, words
from tests.workflows.penalties.stages import PENALTIES, fined_and_refusing, teller
from tests.workflows.story import photo
from workflows.models import Proposal

pytestmark = pytest.mark.django_db
ANSWERS = {
    f"a{article}-{name}": value
    for article in ("28", "29", "32", "33", "36", "37")
    for name, value in (("applies", "yes" if article == "28" else "no"), ("words", "已核实。"))
}
VOTES = {"place": "会议室", "recorder": "记录人甲", "reported_by": "执法员甲", "discussion": "逐人发言"}
VOTES["conclusion"] = "同意"


@pytest.fixture
def story():
    return teller()(cast())


def moment(name, value):
    local = timezone.localtime(value)
    return {**day(name, local.date()), f"{name}_t": f"{local:%H:%M}"}


def scan():
    return {"scan": photo("签名的申请书")}


AFTER = timedelta(days=30)
# state, step, who, what is typed, what the answer says
CASES = [
    ("", "file", "officer", {}, "已提请审批“立案”"),
    ("filed", "summon", "officer", {**moment("appear_at", now() + AFTER), "person": "示例车间主任", "matter": "培训",
     "place": "本局", "bring_lines": "身份证\n培训档案"}, "已签发"),
    ("filed", "keep_evidence", "officer", {"k0-name": "签到簿", "k0-spec": "2026年", "k0-count": "1册",
     "reason": "易改", "place": "档案室"}, "已提请审批“先行登记保存证据”"),
    ("investigated", "send_back", "legal", {"missing": "补培训档案"}, "已退回补充调查"),
    ("investigated", "review_legality", "legal", {"result": "pass", "opinion_text": "事实清楚"}, "已签发"),
    ("investigated", "notify", "officer", {}, "已提请审批"),
    ("investigated", "not_punish", "officer",
     {"ground": "33-1-minor", "reason": "轻微", "education": "已教育"}, "已提请审批"),
    ("notified", "defend", "officer", {"text": "请求从轻", **scan()}, "陈述申辩"),
    ("notified", "waive", "officer", {"what": "defence", "proof": photo("声明")}, "已办理"),
    ("notified", "extend_decision", "officer", {"days": "30", "reason": "案情复杂"}, "已提请审批"),
    ("notified", "transfer", "officer", {"receiver": "示例局", "basis": "第22条", "reason": "管辖"}, "已提请审批"),
    ("notified", "withdraw", "officer", {"ground": "wrong", "reason": "有误"}, "已提请审批"),
    ("filed", "refer_crime", "officer",
     {"receiver": "示例市公安局", "suspicion": "危险作业罪", "facts_text": "拒不停产"},
     "已提请审批“移送涉嫌犯罪案件”"),
    ("demanded", "request_deferral", "officer", {"reason": "停产", **scan(), **day("i0-due_on", today() + AFTER),
     "i0-amount": "20,000"}, "已录入申请"),
    ("demanded", "add_surcharge", "officer", {}, "已提请审批"),
    ("demanded", "object_to_demand", "officer", {"text": "正在筹款", **scan()}, "已办理"),
    ("at_court", "record_ruling", "officer", {"outcome": "enforce", "number": "（2026）1号",
     **day("ruled_on", today()), "words": "准予执行", "evidence": photo("裁定书")}, "已办理"),
    ("performed", "close", "officer", {"result": "已履行"}, "已提请审批"),
    ("performed", "refund", "officer", {"receipt": "T1", "amount": "1", "reason": "多缴"}, ""),
    ("closed", "reopen", "officer", {"reason": "收到裁判"}, "已提请审批"),
    ("transferred", "take_back", "officer", {"reason": "退回", "evidence": photo("退回函")}, "已收回案件"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "step", "who", "typed", "answer"), CASES, ids=[f"{row[0]}-{row[1]}" for row in CASES]
)
def test_a_step_is_taken_from_its_page(story, state, step, who, typed, answer):
    PENALTIES[state](story)
    client, address = login(getattr(story.people, who)), href(story.penalty, step)
    page = client.get(address)
    if page.status_code == 409:
        assert step == "refund" and "没有多缴的款项" in words(page) and "第41条" in words(page)
        return
    assert page.status_code == 200, plain(page)
    done = client.post(address, {**inputs(page), **typed})
    assert done.status_code == 302, plain(done)
    assert answer in said(done)


def sheet(story, **typed):
    """The discretion sheet, filled so that it passes; ``typed`` changes it."""
    evidence = [str(story.proof("当事人的陈述")), str(story.proof("书证"))]
    first = {"known": evidence, "facts_text": "3名操作工未经培训上岗。", "rights_told": "on", "fine": "20000"}
    return {**first, **ANSWERS, **typed}


def test_the_sheet_suggests_an_amount_and_shows_what_follows(story):
    story.ordered().file()
    officer, address = login(story.people.officer), href(story.penalty, "conclude_investigation")
    page = officer.get(address)
    text = words(page)
    assert "建议罚款" in text and "法定幅度" in text and "辖区内还没有同类案件" in text
    amount = text.partition('name="suggest" value="')[2].partition('"')[0]
    taken = officer.post(address, {**inputs(page), "suggest": amount})
    assert inputs(taken)["fine"] == [amount] and "有0处" not in words(taken)
    heavy = officer.post(address, {**inputs(page), **sheet(story, fine="60000"), "preview": "1"})
    assert "当事人有权要求听证" in words(heavy) and "须经集体讨论" in words(heavy)


def test_the_sheet_concludes_the_investigation(story):
    story.ordered().file().interview()
    officer, address = login(story.people.officer), href(story.penalty, "conclude_investigation")
    page = officer.get(address)
    answer = officer.post(address, {**inputs(page), **sheet(story, **{"a29-words": ""})})
    assert answer.status_code == 422 and "第29条，情况说明：这一项还没有填" in words(answer)
    typed = sheet(story, **{"x0-effect": "lighter", "x0-words": "已及时改正"})
    answer = officer.post(address, {**inputs(page), **typed, "outside_reason": "初次发现"})
    assert answer.status_code == 302, plain(answer)
    made = Sanction.objects.get(penalty=story.penalty)
    assert made.fine == 20000 and made.factors == [{"effect": "lighter", "words": "已及时改正"}]
    assert (
        made.answers["28"] == {"applies": True, "words": "已核实。"}
        and made.breached
        and "建议罚款" in made.computation
    )


def test_a_conclusion_may_propose_no_penalty_and_says_what_follows(story):
    """The gate asks for no kind of penalty either: 不予处罚 begins so. Telling the party anew asks for one."""
    story.ordered().file().interview()
    officer, address = login(story.people.officer), href(story.penalty, "conclude_investigation")
    page = officer.get(address)
    shown = officer.post(address, {**inputs(page), **sheet(story, fine=""), "preview": "1"})
    assert "只能办理不予处罚、移送或者撤销立案" in words(shown)
    answer = officer.post(address, {**inputs(page), **sheet(story, fine="", grade="")})
    assert answer.status_code == 302, plain(answer)
    assert not Sanction.objects.get(penalty=story.penalty).kinds()
    barred = officer.get(href(story.penalty, "notify"))
    assert barred.status_code == 409, plain(barred)
    assert officer.get(href(story.penalty, "not_punish")).status_code == 200


def test_the_sheet_of_a_daily_fine_shows_its_computation_and_that_no_bound_is_set(story):
    fined_and_refusing(story).file(3).interview()
    text = words(login(story.people.officer).get(href(story.penalty, "conclude_investigation")))
    counted = daily(story.penalty)
    assert counted.words in text and "法律没有规定天数和总额的上限" in text
    assert f"按日连续罚款{law.plain(counted.amount)}元" in text and "法定幅度" not in text


def test_like_cases_stand_beside_the_sheet(story):
    story.punished(fine=20000)
    earlier = story.penalty
    other = teller()(story.people)
    other.ordered().file()
    text = words(login(story.people.officer).get(href(other.penalty, "conclude_investigation")))
    assert earlier.number in text and "同类案件的处罚" in text


def test_telling_anew_begins_with_what_was_told(story):
    story.notified(fine=20000)
    officer, address = login(story.people.officer), href(story.penalty, "renotify")
    page = officer.get(address)
    assert inputs(page)["fine"] == ["20000.00"] and inputs(page)["a28-applies"] == ["yes"]
    heavier = officer.post(address, {**inputs(page), "fine": "30000", "reason": "查明新事实", "preview": "1"})
    assert "比原来告知的重：罚款由20000元增加到30000元" in words(heavier)
    answer = officer.post(address, {**inputs(page), "fine": "10000", "reason": "采纳申辩", "outside_reason": "从轻"})
    assert answer.status_code == 302, plain(answer)
    assert "已提请审批“重新告知”" in said(answer)
    facts = Proposal.objects.get(step="renotify").facts
    assert facts["fine"] == "10000"


def test_a_defence_is_answered_point_by_point(story):
    story.notified().defend("请求从轻。\n人数有误。")
    officer, address = login(story.people.officer), href(story.penalty, "answer_defence")
    page = officer.get(address)
    assert inputs(page)["p0-point"] == ["请求从轻。"] and inputs(page)["p1-point"] == ["人数有误。"]
    answer = officer.post(address, {**inputs(page), "p0-adopted": "no", "p0-reason": "已考虑"})
    assert answer.status_code == 422 and "第2点" in words(answer)
    typed = {"p0-adopted": "no", "p0-reason": "已考虑", "p1-adopted": "yes", "p1-reason": "更正为2名"}
    answer = officer.post(address, {**inputs(page), **typed})
    assert answer.status_code == 302, plain(answer)
    points = story.penalty.notices.get().defences.get().points
    assert [row["adopted"] for row in points] == [False, True]


def test_rows_grow_without_a_script(story):
    story.ordered().file()
    officer, address = login(story.people.officer), href(story.penalty, "keep_evidence")
    page = officer.get(address)
    more = officer.post(address, {**inputs(page), "k3-name": "电脑主机", "more": "1"})
    assert more.status_code == 200 and inputs(more)["k3-name"] == ["电脑主机"] and "k6-name" in inputs(more)


def test_a_hearing_is_scheduled_without_the_investigators(story):
    story.notified(fine=60000).request_hearing()
    leader, address = login(story.people.leader), href(story.penalty, "schedule_hearing")
    page = leader.get(address)
    assert page.status_code == 200, plain(page)
    assert "执法员甲" not in plain(page).partition("主持人")[2] and "法制" in plain(page)
    chair, clerk = story.people.legal.pk, story.people.head.pk
    typed = {**moment("held_at", now() + AFTER), "place": "听证室", "chair": str(chair)}
    answer = leader.post(address, {**inputs(page), **typed, "clerk": str(chair)})
    assert answer.status_code == 422 and "主持人不能兼任记录人" in words(answer)
    answer = leader.post(address, {**inputs(page), **typed, "clerk": str(clerk), "held_at_t": "9点"})
    assert answer.status_code == 422 and "时间写成 09:30 这样" in words(answer)
    answer = leader.post(address, {**inputs(page), **typed, "clerk": str(clerk)})
    assert answer.status_code == 302, plain(answer)


def test_the_leaders_vote_one_by_one(story):
    PENALTIES["heard"](story).review()
    leader, address = login(story.people.leader), href(story.penalty, "deliberate")
    page = leader.get(address)
    assert page.status_code == 200, plain(page)
    answer = leader.post(address, {**inputs(page), **VOTES})
    assert answer.status_code == 422 and "还没有登记表决" in words(answer)
    votes = {f"v{user.pk}-agrees": "yes" for user in story.board()}
    answer = leader.post(address, {**inputs(page), **VOTES, **votes})
    assert answer.status_code == 302, plain(answer)


def test_a_decision_follows_the_notice(story):
    story.notified(fine=20000).waive("defence")
    officer, address = login(story.people.officer), href(story.penalty, "decide")
    page = officer.get(address)
    assert page.status_code == 200, plain(page)
    assert "告知的处罚" in words(page)
    answer = officer.post(address, {**inputs(page), "reasons": "裁量适当", "fine": "20001", "outside_reason": "加重"})
    assert answer.status_code == 409 and "行政处罚法第45条第2款" in words(answer)
    answer = officer.post(address, {**inputs(page), "reasons": "裁量适当"})
    assert answer.status_code == 302, plain(answer)
    assert Proposal.objects.get(step="decide").facts["fine"] is None


def test_money_is_booked_from_its_page(story):
    story.punished(fine=30000)
    officer, address = login(story.people.officer), href(story.penalty, "record_payment")
    page = officer.get(address)
    answer = officer.post(address, {**inputs(page), "receipt": "R-1", "amount": "三万"})
    assert answer.status_code == 422 and "金额只写数字" in words(answer)
    answer = officer.post(address, {**inputs(page), "receipt": "R-1", "amount": "30,000.00"})
    assert answer.status_code == 302, plain(answer)
    answer = fill(officer, address, receipt="R-1", amount="5")
    assert answer.status_code == 409 and "R-1" in words(answer)


def test_steps_of_a_stop(story):
    story.stop()
    officer, stop = login(story.people.officer), story.suspension
    finding = stop.findings.get()
    page = officer.get(href(stop, "request_acceptance"))
    assert page.status_code == 200, plain(page)
    typed = {"text": "已整改", "scan": photo("申请书"), f"f{finding.pk}-files": photo("整改后")}
    answer = officer.post(href(stop, "request_acceptance"), {**inputs(page), **typed})
    assert answer.status_code == 302, plain(answer)
    answer = fill(officer, href(stop, "resume"), opinion_text="具备条件")
    assert answer.status_code == 302 and "已提请审批“同意恢复生产”" in said(answer)


def test_power_is_cut_only_with_all_nine_points(story):
    story.stop().record_defiance()
    officer, stop = login(story.people.officer), story.suspension
    page = officer.get(href(stop, "cut_power"))
    assert page.status_code == 200, plain(page)
    typed = {"supplier": "示例供电局", **moment("cut_at", now() + timedelta(hours=30))}
    answer = officer.post(href(stop, "cut_power"), {**inputs(page), **typed})
    assert answer.status_code == 409 and "第70条" in words(answer)
    keys = [name.removesuffix("-words") for name in inputs(page) if name.startswith("pt-") and name.endswith("-words")]
    points = {f"{key}-met": "on" for key in keys} | {f"{key}-words": "有证据" for key in keys}
    assert len(keys) == 9
    answer = officer.post(href(stop, "cut_power"), {**inputs(page), **typed, **points})
    assert answer.status_code == 302, plain(answer)


def test_steps_of_a_review(story):
    story.ordered().contest()
    officer, row = login(story.people.officer), story.remedy
    typed = {"body": "示例市人民政府", **day("applied_on", today()), "claims": "撤销", "papers": photo("申请书")}
    answer = fill(officer, href(row, "register"), **typed)
    assert answer.status_code == 302 and "已登记，请按期答复" in said(answer), plain(answer)
    answer = fill(officer, href(row, "stay"), reason="复议机关决定")
    assert answer.status_code == 302, plain(answer)
    answer = fill(officer, href(row, "end_stay"), reason="原因消除")
    assert answer.status_code == 302, plain(answer)
    answer = fill(officer, href(row, "conclude"), outcome="upheld", words="维持", papers=photo("决定书"))
    assert answer.status_code == 302, plain(answer)


def test_every_form_is_closed_to_strangers(story):
    story.notified()
    for step in ("file", "renotify", "decide", "defend", "publish", "close"):
        assert login(story.people.neighbour_officer).get(href(story.penalty, step)).status_code == 404
        assert login(story.people.representative).get(href(story.penalty, step)).status_code == 404
