"""The purpose, clicked through: from a finding at a factory to a case closed or overdue, each at his own screen."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from casework.core.now import today
from casework.enforcement.models import Answer, Case, Finding, FindingWorker
from casework.web.officers import workbook
from documents import drawing
from documents.models import Document
from tests.browser.inspector import Inspector
from tests.browser.party import Party
from tests.browser.signer import Signer
from tests.browser.visitor import PHONE, Visitor
from tests.workflows.story import Story
from workflows.tick import tick

pytestmark = pytest.mark.needs("chromium")
RIGHT, WRONG = "450102198503120038", "450102198503120039"
FACTS = ("3名操作工未经安全技能培训考核合格即上岗作业", "焊工无特种作业操作证从事电焊作业")
STEPS = [
    *["开始检查", "记录问题", "结束检查", "责令限期整改", "登记送达", "报告整改完成", "申请延长整改期限"],
    *["答复延期申请", "整改复查"],
]


def visit_and_order(inspector: Inspector, people, picture) -> Case:
    """From the enterprise's gate to a served order with two due dates."""
    inspector.open_inspection("示例冶金", people.officer.name, people.partner.name)
    inspector.start("熔炼车间", "群众举报有人无证上岗")
    inspector.says("补批已提请")
    inspector.write_finding("V1", FACTS[0], "", picture).write_worker(1, "示例工人甲", WRONG, "炉前工").record()
    inspector.says("身份证号的校验位不对，请逐位核对。")
    assert not Finding.objects.exists()
    inspector.write_worker(1, "示例工人甲", RIGHT, "炉前工").record().says("已记录这项问题", FACTS[0])
    inspector.write_finding("V2", FACTS[1], "电焊岗位", picture).record().says(FACTS[1])
    inspector.conclude("示例现场负责人", picture).says("现场检查记录")
    case = Case.objects.get()
    inspector.follow("整改案件").says("已发现，待责令整改")
    inspector.follow("责令限期整改", ".actions").set_dates("15天", "30天")
    inspector.preview("责令限期整改指令书", *FACTS)
    inspector.press("签发并编号").says("应急责改〔", "还没有送达")
    inspector.follow("登记送达").serve("示例收件人").says("已登记送达", "整改期限（第1项）", "整改期限（第2项）")
    return case


def answer_and_ask(party: Party, case: Case, picture) -> None:
    """The first finding answered, more time asked for the second."""
    party.go("/my/").leave_by(party.page.locator(".my-orders h2 a").first).says("要怎么改", "不改会怎样")
    party.save(1, "已停工培训").says("已保存，还没有提交。")
    party.submit(1).says("第1项还没有附材料。")
    party.attach(1, picture).submit(1).says("已提交第1项，等待执法人员复查。")
    wished = today() + timedelta(days=45)
    party.ask_for_time(wished, "最近一场考试在期限之后", picture).says("延期申请已提交", "等待答复")


def check_answers(case: Case) -> None:
    """What the clicks left in the books."""
    case.refresh_from_db()
    assert case.state == "reported"
    answer = Answer.objects.get(finding__number=1)
    assert (answer.text, answer.evidence.count()) == ("已停工培训", 1)
    assert FindingWorker.objects.get().id_number == RIGHT
    dates = case.findings.order_by("number").values_list("due_on", flat=True)
    assert list(dates) == [today() + timedelta(days=15), today() + timedelta(days=30)]


def decide(enter, inspector: Inspector, case: Case) -> None:
    """More time proposed on the phone, granted at the desk of the head of unit."""
    inspector.go(f"/cases/{case.pk}/").answer_request("确有考试安排").says("已提请审批", "正在审批")
    head = enter(Signer, "head")
    assert int(head.page.locator(".bell b").inner_text()) > 0
    head.leave_by(head.page.locator(".bell")).says("答复延期申请")
    head.read("答复延期申请", "延期", FACTS[1]).agree().says("审批完成，已办理")
    assert case.extensions.get().granted


def prove(enter, inspector: Inspector, case: Case) -> None:
    """The timeline proves itself to officers; the paper proves itself to anybody."""
    inspector.go(f"/cases/{case.pk}/?tab=timeline").says(*STEPS)
    inspector.follow("校验留痕").says("校验通过，未被改动", *STEPS)
    code = Document.objects.get(kind="rectification-order").code
    stranger = enter(Visitor)
    stranger.go("/verify/")
    stranger.page.fill("#code", code.lower())
    stranger.press("核验文书", "main").says("这份文书是真的", "应急责改〔", "文件摘要已经固定")
    assert "示例冶金" not in stranger.text


def search_and_export(enter, case: Case) -> None:
    """Two characters of a name find the case in the ledger; the workbook holds it."""
    desk = enter(Inspector, "partner")
    desk.go("/ledger/")
    desk.page.fill(".filters [name=q]", "冶金")
    desk.page.locator(".filters [name=q]").press("Enter")
    desk.page.wait_for_url("**q=%E5%86%B6%E9%87%91**")
    desk.says(case.number).follow("导出", "main")
    desk.page.fill("[name=purpose]", "送局长办公会作情况说明")
    desk.press("导出Excel")
    workbook.sweep()
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="下载Excel").click()
    content = download.value.path().read_bytes()
    cells = [cell for row in load_workbook(BytesIO(content)).active.values for cell in row]
    assert case.number in cells and "南宁市示例冶金有限公司" in cells


def test_from_a_finding_to_an_overdue_case(enter, people, picture, later):
    inspector = enter(Inspector, "officer", PHONE)
    case = visit_and_order(inspector, people, picture)
    drawing.sweep()
    party = enter(Party, "representative")
    answer_and_ask(party, case, picture)
    check_answers(case)
    decide(enter, inspector, case)
    later(60)
    tick()
    inspector.go(f"/cases/{case.pk}/").judge(("done", "培训档案和证件属实"), ("not_done", "焊工仍无证上岗"))
    inspector.says("整改复查意见书", "逾期未改正")
    case.refresh_from_db()
    assert case.state == "overdue"
    drawing.sweep()
    party.go(f"/my/cases/{case.pk}/").says("逾期")
    prove(enter, inspector, case)
    search_and_export(enter, case)


def test_from_a_report_to_a_closed_case(enter, people):
    story = Story(people).start().confirm().find("V1").conclude().order().serve().report()
    inspector = enter(Inspector, "officer", PHONE)
    case, head, leader = story.case, enter(Signer, "head"), enter(Signer, "leader")
    inspector.go(f"/cases/{case.pk}/").judge(("done", "现场核查培训档案和证件，情况属实"))
    inspector.says("已改正，待结案").follow("登记送达").serve("示例收件人")
    inspector.decline("涉及人数少，已及时改正").says("已提请审批")
    head.read("不予立案", "不予立案").agree().says("转下一位签批")
    leader.read("不予立案", "不予立案").agree().says("审批完成，已办理")
    inspector.go(f"/cases/{case.pk}/").close("已全部改正，经复查属实").says("已提请审批")
    head.read("结案", "结案审批表").agree().says("转下一位签批")
    leader.read("结案", "结案审批表").agree().says("审批完成，已办理")
    inspector.go(f"/cases/{case.pk}/").says("已结案")
    case.refresh_from_db()
    assert case.state == "closed"
    inspector.follow("校验留痕").says("校验通过，未被改动", "结案")


def test_the_same_without_scripts(enter, people, picture):
    inspector = enter(Inspector, "officer", PHONE, scripts=False)
    case = visit_and_order(inspector, people, picture)
    answer_and_ask(enter(Party, "representative", scripts=False), case, picture)
    check_answers(case)


def test_a_grave_fault_is_noticed(enter):
    visitor = enter(Visitor, size=PHONE)
    visitor.go("/verify/")
    visitor.page.evaluate(
        """() => {
            const [main, wide] = [document.querySelector("main"), document.createElement("p")];
            wide.textContent = "宽";
            wide.style.minWidth = "900px";
            main.append(wide, new Image());
        }"""
    )
    visitor.look()
    found = " ".join(visitor.wrong)
    visitor.wrong.clear()
    assert "image-alt" in found and "px wide on a screen of 390" in found
