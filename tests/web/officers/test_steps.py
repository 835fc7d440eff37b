"""Every step of an inspection, a case and a service, opened and taken from its page in a state where it is lawful."""

from datetime import timedelta

import pytest

from casework.accounts.models import User
from casework.core.now import now, standing_at, today
from casework.organisations.models import Enterprise
from documents.models import Document
from tests.people import cast
from tests.web.officers.acting import day, fill, href, inputs, login, plain, said, words
from tests.workflows.story import Story, photo
from workflows.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story(cast())


def ordered(story):
    return story.start().confirm().find().conclude().order()


def urgent(story):
    return story.start().confirm().find(cannot_wait=True)


def overdue(story):
    """Judged late on an order whose date has passed: the dates are set back, as time would have."""
    ordered(story).serve()
    return story


def measured(story):
    urgent(story)
    case = story.case
    facts = {"findings": [f.pk for f in case.findings.all()], "measures": "停止作业", "officers": story.ids}
    story.ask(case, "stop_work", **facts)
    return story


def closed(story):
    return story.start().confirm().find().conclude().order().serve().report().recheck().serve().decline().close()


# kind, step, how far the story has gone, who takes it, what is typed, what the answer says
DATE = today() + timedelta(days=40)
CASES = [
    ("inspection", "plan", lambda s: s, "officer", {}, "已提请审批“列入检查计划”，等待科长甲签批。"),
    ("inspection", "start", lambda s: s.plan(), "officer", {"shown": "on"}, "已签发行政检查通知书"),
    ("inspection", "start", lambda s: s, "officer",
     {"shown": "on", "ground": "lead", "lead": "群众举报"}, "补批已提请，等待科长甲签批"),
    ("inspection", "cancel", lambda s: s.start().confirm(), "officer", {"reason": "已停产"}, "已提请审批“取消检查”"),
    ("inspection", "assign", lambda s: s.start(), "head", {"note": "工作调整"}, "已调整承办人"),
    ("inspection", "change_party", lambda s: s.start().confirm(), "officer",
     {"kind": "rename", "name": "南宁市示例铸造有限公司", "proof": photo("变更登记")}, "已提请审批“变更当事人”"),
    ("case", "stop_work", urgent, "officer", {"measures": "停止使用3号炉", "danger": "on"}, "补批已提请"),
    ("case", "stop_work", urgent, "officer", {"measures": "停止使用3号炉"}, "已提请审批“现场处理措施”"),
    ("case", "lift_measure", measured, "officer", {"reason": "隐患已消除"}, "已提请审批“解除现场处理措施”"),
    ("case", "transfer", lambda s: ordered(s), "officer",
     {"receiver": "示例市场监督管理局", "basis": "行政处罚法第25条", "reason": "属该局职权"}, "已提请审批“移送案件”"),
    ("case", "withdraw", ordered, "officer", {"ground": "wrong", "reason": "企业已搬离"}, "已提请审批“撤销案件”"),
    ("case", "redate", ordered, "officer",
     {"ground": "void_service", "reason": "指令书没有送到", "days": "30"}, "已签发更正书"),
    ("case", "decide_extension", lambda s: ordered(s).serve().request_extension(), "officer",
     {"granted": "yes"}, "已提请审批“答复延期申请”，等待科长甲签批。"),
    ("case", "decide_extension", lambda s: ordered(s).serve().request_extension(), "officer",
     {"granted": "no", "reason": "理由不充分"}, "已提请审批"),
    ("case", "decline_penalty", lambda s: ordered(s), "officer",
     {"ground": "33-1-minor", "reason": "情节轻微"}, "已提请审批“不予立案”"),
    ("case", "close", lambda s: s.corrected().confirm().serve().decline(), "officer",
     {"result": "全部改正"}, "已提请审批“结案”"),
    ("case", "reopen", closed, "officer", {"reason": "发现新的事实"}, "已提请审批“重新开卷”"),
    ("case", "recuse", ordered, "leader", {"granted": "no", "reason": "没有利害关系", "user": "1"}, "已签发回避决定"),
]  # fmt: skip


def record_of(story, kind):
    return story.visit if kind == "inspection" else story.case


def typed_over(page, typed):
    data = inputs(page)
    typed = {**typed, **({"user": str(User.objects.get(username="officer").pk)} if "user" in typed else {})}
    if "findings" not in data and 'name="findings"' in words(page):
        data["findings"] = [part.split('"')[0] for part in words(page).split('name="findings" value="')[1:]]
    return {**data, **typed}


@pytest.mark.parametrize(
    ("kind", "step", "told", "who", "typed", "answer"), CASES, ids=[f"{row[0]}.{row[1]}" for row in CASES]
)
def test_a_step_is_taken_from_its_page(story, kind, step, told, who, typed, answer):
    record = record_of(told(story), kind)
    client = login(getattr(story.people, who))
    page = client.get(href(record, step))
    assert page.status_code == 200, plain(page)
    done = client.post(href(record, step), typed_over(page, typed))
    assert done.status_code == 302, plain(done)
    assert answer in said(done)


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("attempt", {"mode": "mail", "remark": "无人签收"}, "已登记这次没有送成"),
        ("fail", {"remark": "邮局退回"}, "已登记退回"),
        ("cancel", {"remark": "文书已撤销"}, "已登记不再送达"),
    ],
)
def test_a_paper_on_its_way(story, step, typed, says):
    service = ordered(story).dossier.services.get()
    answer = fill(login(story.people.officer), href(service, step), **typed)
    assert answer.status_code == 302, plain(answer)
    assert says in said(answer)


def test_public_notice_needs_two_failed_tries(story):
    service = ordered(story).dossier.services.get()
    officer = login(story.people.officer)
    fill(officer, href(service, "attempt"), mode="mail", remark="无人签收")
    answer = fill(officer, href(service, "post"), remark="本局网站")
    assert answer.status_code == 409 and "须先有两次其他方式送达未成的记录" in words(answer)
    assert fill(officer, href(service, "post"), remark="本局网站", whereabouts_unknown="on").status_code == 302


def test_a_false_proof_is_annulled_by_a_leader(story):
    service = ordered(story).serve().dossier.services.get()
    answer = fill(login(story.people.officer), href(service, "annul_service"), reason="签收人不是该单位人员")
    assert "已提请审批“撤销送达登记”" in said(answer)


@pytest.mark.parametrize(
    ("mode", "words_missing"),
    [("left", "留置送达须有见证人签名"), ("mail", "邮寄送达须附邮寄回执"), ("electronic", "没有签署电子送达确认书")],
)
def test_each_way_of_serving_wants_its_proof(story, mode, words_missing):
    service = ordered(story).dossier.services.get()
    answer = fill(login(story.people.officer), href(service, "serve"), mode=mode)
    assert answer.status_code == 409 and words_missing in words(answer)


def test_a_slip_is_corrected(story):
    record = ordered(story).case
    paper = Document.objects.get(kind="rectification-order")
    officer, address = login(story.people.officer), href(story.case, "correct")
    assert fill(officer, address, document=str(paper.pk), **{"slip1-old": "整改"}).status_code == 422
    answer = fill(officer, address, document=str(paper.pk), **{"slip1-old": "示例工业园", "slip1-new": "示例产业园"})
    assert answer.status_code == 302, plain(answer)
    assert record.dossier.documents.filter(kind="correction", about=paper).exists()


def test_a_heir_must_be_known(story):
    story.start().confirm()
    officer, address = login(story.people.officer), href(story.visit, "change_party")
    proof = {"proof": photo("登记证明")}
    answer = fill(officer, address, kind="merger", credit_code="91450102MA5T000000", **proof)
    assert answer.status_code == 422 and "企业库里没有这个代码的单位" in words(answer)
    heir = Enterprise.objects.get(pk=story.people.producer.pk)
    assert fill(officer, address, kind="merger", credit_code=heir.credit_code, proof=photo("证明")).status_code == 302


def test_a_recheck_judges_every_ripe_finding(story):
    record = story.found().confirm().order().serve().report().case
    officer, address = login(story.people.officer), href(record, "recheck")
    finding = record.findings.get()
    assert "已补训并考核合格" in words(officer.get(address))
    assert fill(officer, address).status_code == 422
    answer = fill(officer, address, **{f"j{finding.pk}-result": "done"})
    assert answer.status_code == 422 and "请写明现场查明的事实" in words(answer)
    answer = fill(officer, address, **{f"j{finding.pk}-result": "done", f"j{finding.pk}-fact": "核查档案属实"})
    assert answer.status_code == 302 and "已签发整改复查意见书" in said(answer)
    assert story.case.state == "corrected"


def test_what_the_party_brings_on_paper_has_a_page_of_its_own(story):
    record = ordered(story).serve().case
    page = login(story.people.officer).get(href(record, "report"))
    assert page.status_code == 302 and "paper-report" in page["Location"]


def test_a_step_that_waits_for_signatures_is_not_asked_for_twice(story):
    record = ordered(story).case
    officer, address = login(story.people.officer), href(record, "withdraw")
    fill(officer, address, ground="wrong", reason="有误")
    page = officer.get(address)
    assert page.status_code == 409 and "“撤销案件”正在等待签批" in words(page)


def test_a_proposal_clicked_twice_is_one(story):
    record = ordered(story).case
    officer, address = login(story.people.officer), href(record, "withdraw")
    data = {**inputs(officer.get(address)), "ground": "wrong", "reason": "有误"}
    answers = [officer.post(address, data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Proposal.objects.filter(step="withdraw").count() == 1


def test_every_form_is_closed_to_strangers(story):
    record = ordered(story).case
    for step in ("order", "recheck", "transfer", "withdraw", "assign", "correct"):
        assert login(story.people.neighbour_officer).get(href(record, step)).status_code == 404
        page = login(story.people.legal).get(href(record, step))
        assert page.status_code in (403, 409), step


def test_dates_of_a_day_that_is_none(story):
    service = ordered(story).dossier.services.get()
    typed = {"mode": "direct", "receiver": "甲", **day("served_on", today()), "served_on_d": "32"}
    answer = fill(login(story.people.officer), href(service, "serve"), **typed)
    assert answer.status_code == 422 and "没有这一天" in words(answer)


def test_a_slip_in_a_paper_that_was_signed_is_signed_again(story):
    """The route of a correction is that of the paper, known only once the paper is chosen."""
    record = ordered(story).serve().request_extension().decide_extension().case
    paper = Document.objects.get(kind="extension-answer")
    typed = {"document": str(paper.pk), "slip1-old": "补考", "slip1-new": "补考取证"}
    answer = fill(login(story.people.officer), href(record, "correct"), **typed)
    assert answer.status_code == 302, plain(answer)
    assert "已提请审批“更正文书笔误”，等待科长甲签批。" in said(answer)


def test_an_overdue_case_is_put_forward_for_punishment(story):
    with standing_at(now() - timedelta(days=30)):
        ordered(story).serve()
    officer, case = login(story.people.officer), story.case
    finding = case.findings.get()
    page = officer.get(href(case, "recheck"))
    assert "须作结论" in words(page)
    judged = {f"j{finding.pk}-result": "not_done", f"j{finding.pk}-fact": "3人仍未补训，仍在岗作业"}
    assert fill(officer, href(case, "recheck"), **judged).status_code == 302
    assert story.case.state == "overdue"
    answer = fill(officer, href(story.case, "escalate"))
    assert answer.status_code == 422 and "企业，理由：请写明理由。" in words(answer)
    person = {"p1-party": "示例法人1", "p1-post": "法定代表人", "p1-propose": "yes", "p1-reason": "主管人员"}
    answer = fill(officer, href(story.case, "escalate"), **{"p0-reason": "逾期未改正"}, **person)
    assert answer.status_code == 302, plain(answer)
    rows = list(story.case.escalations.order_by("id").values_list("party", "person", "propose"))
    assert rows == [(story.people.enterprise.name, False, True), ("示例法人1", True, True)]


def test_late_is_not_said_of_an_order_that_came_late(story):
    with standing_at(now() - timedelta(days=30)):
        ordered(story)
    story.serve()
    officer, finding = login(story.people.officer), story.case.findings.get()
    judged = {f"j{finding.pk}-result": "not_done", f"j{finding.pk}-fact": "仍未补训"}
    answer = fill(officer, href(story.case, "recheck"), **judged)
    assert answer.status_code == 409 and "没有在期限前送达，不能认定逾期" in words(answer)
    assert inputs(answer)[f"j{finding.pk}-fact"] == ["仍未补训"]
