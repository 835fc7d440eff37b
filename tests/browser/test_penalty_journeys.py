"""A penalty clicked through, each at his own screen: from an overdue case to the last paper; and one not imposed."""

import re
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from casework.core.now import now, today
from casework.penalties.models import Penalty
from casework.penalties.money import account
from tests.browser.case_officer import CaseOfficer, Counsel
from tests.browser.remedy_visitors import Reader
from tests.workflows.penalties.stages import overdue, teller
from workflows.penalty.judgements import earliest_hearing
from workflows.tick import tick

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
UNIT = "南宁市示例冶金有限公司"
HARMLESS = "涉及1人，发现当日改正，没有造成危害后果。"
FACTS = "经复查，3名操作工仍未经安全技能培训考核合格即上岗作业，逾期未改正。"


class Office:
    """Everybody of the bureau, each at his own screen, and the party at its own."""

    def __init__(self, enter, people, picture: Path):
        self.enter, self.people, self.picture = enter, people, picture
        self.known: dict[str, Counsel] = {}
        self.officer = enter(CaseOfficer, "officer")

    def desk(self, name: str) -> Counsel:
        if name not in self.known:
            self.known[name] = self.enter(Counsel, name)
        return self.known[name]

    def at(self, name: str) -> Counsel:
        """At the page of the penalty."""
        return self.desk(name).penalty(self.penalty.pk)

    def signed(self, label: str, *names: str) -> CaseOfficer:
        """Each reads the proposal and agrees, in this order; the officer then finds it done."""
        for name in names:
            self.desk(name).read(label).agree()
            self.desk(name).says("审批完成，已办理" if name == names[-1] else "转下一位签批")
        return self.officer.penalty(self.penalty.pk)

    @property
    def penalty(self) -> Penalty:
        return Penalty.objects.get()


@pytest.fixture
def office(enter, people, picture):
    return Office(enter, people, picture)


@pytest.fixture
def party(enter, office):
    return enter(Reader, "representative")


# --- to the notice ------------------------------------------------------------------------------------------------
def open_case(office: Office, case) -> None:
    """The overdue case leads to a penalty of the unit; its people are spared, with a reason."""
    officer = office.officer
    officer.go(f"/cases/{case.pk}/").says("逾期未改正")
    officer.escalate("逾期未改正，拟立案处罚", "示例车间主任", "没有直接责任").says("已提请，待立案")
    officer.file(UNIT)
    office.signed("立案", "head", "leader").says("调查终结的条件")


def investigate(office: Office) -> None:
    """Questioned, weighed by the sheet, reviewed at the desk of the legal reviewer."""
    ended = timezone.localtime(now() - timedelta(minutes=5))
    office.officer.interview(ended - timedelta(hours=1), ended, office.picture)
    sheet = office.officer.open_sheet(FACTS, office.picture).answer("28").choose_grade("B", 3)
    sheet.press("调查终结")
    sheet.says("拟处罚和裁量", "责令停产停业整顿")
    office.at("legal").review("pass", "事实清楚，证据充分，程序合法。")


def tell(office: Office) -> None:
    officer = office.officer.penalty(office.penalty.pk).begin("告知拟处罚")
    officer.preview("行政处罚告知书", "听证告知书").propose("告知拟处罚")
    office.signed("告知拟处罚", "head", "leader").says("行政处罚告知书还没有送达")
    office.officer.hand_over().hand_over()


# --- the hearing --------------------------------------------------------------------------------------------------
def ask_to_be_heard(office: Office, party: Reader) -> None:
    party.mine(office.penalty.pk).says("可以做什么", "责令停产停业整顿").follow("申请听证", ".right-list")
    party.page.fill("[name=request]", "对罚款数额有异议，要求听证。")
    party.press("提交听证申请").says("听证申请已提交")


def call_hearing(office: Office, party: Reader) -> datetime:
    """Too early a day is refused with its article; the first lawful one is taken, and the notice served."""
    day = earliest_hearing(today())
    held_at = timezone.make_aware(datetime.combine(day, time(9, 30)))
    leader = office.at("leader").begin("安排听证").tick_member("科长甲")
    leader.schedule(held_at - timedelta(days=1), chair="法制员甲", clerk="分管领导乙")
    leader.says("听证通知书须在听证7个工作日前送达")
    leader.schedule(held_at, chair="法制员甲", clerk="分管领导乙").says("听证会通知书", "还没有送达")
    office.officer.penalty(office.penalty.pk).hand_over()
    party.mine(office.penalty.pk).says("到场参加听证", f"{held_at:%H:%M}到场")
    return held_at


def hear_and_decide(office: Office) -> None:
    """An opinion given before the hearing no longer counts; review, discussion, decision, in this order."""
    office.at("legal").minutes(office.picture).says("法制审核须在陈述申辩、听证和复核以后进行")
    office.at("legal").review("pass", "听证意见已经考虑，同意拟处罚意见。").says("还没有讨论，或者没有通过")
    office.at("leader").discuss("同意拟处罚意见。").says("通过")
    officer = office.officer.penalty(office.penalty.pk).begin("作出处罚决定")
    officer.fill(reasons="听证意见已逐点复核，裁量适当。").preview("行政处罚决定书").propose("作出处罚决定")
    office.signed("作出处罚决定", "head", "leader").says("已作处罚决定").hand_over()
    office.officer.go("/suspensions/").follow(UNIT, "table").says("停产停业中")


# --- the stop -----------------------------------------------------------------------------------------------------
def stop_and_resume(office: Office, party: Reader) -> None:
    """The party shows that all is put right, and two officers look."""
    party.mine(office.penalty.pk).follow("看停产停业和复产验收").follow("申请复产验收")
    party.page.fill("[name=text]", "3名操作工已培训考核合格，新制度已经公布。")
    party.page.set_input_files("input[type=file]", str(office.picture))
    party.press("提交验收申请").says("验收申请已提交", "等待验收")
    officer = office.officer.penalty(office.penalty.pk).follow("停产停业", ".parts").says("已申请验收")
    officer.begin("同意恢复生产").fill(opinion_text="现场核查培训档案和证件，具备安全生产条件。").propose(
        "同意恢复生产"
    )
    office.signed("同意恢复生产", "head", "leader").follow("停产停业", ".parts").says("已恢复生产").hand_over()


# --- the money ----------------------------------------------------------------------------------------------------
def demand_with_surcharge(office: Office, party: Reader) -> None:
    officer = office.officer.penalty(office.penalty.pk).begin("催告")
    officer.fill(last="no", pay_by=today() + timedelta(days=10)).press("催告").says("还没有送达")
    officer.penalty(office.penalty.pk).hand_over()
    officer.begin("加处罚款").preview("加处罚款决定书").propose("加处罚款")
    office.signed("加处罚款", "head", "leader").hand_over()
    party.mine(office.penalty.pk).says("缴款催告", "加处罚款（已送达决定书的）")


def import_payment(office: Office, tmp_path: Path) -> None:
    """The bank's list: one line is ours, one is nobody's and is named."""
    decision = office.penalty.decisions.get()
    owed = account(decision, today()).owed
    assert owed > decision.sanction.fine
    lines = ["缴款凭证号,决定书文号,金额,缴款日期", f"45000001,{decision.document.number},{owed},{today()}"]
    lines.append(f"45000002,（南）应急罚〔2026〕999号,5,{today()}")
    table = tmp_path / "缴款清单.csv"
    table.write_text("\n".join(lines), encoding="gb18030")
    clerk = office.desk("clerk").go("/payments/")
    clerk.page.set_input_files("[name=table]", str(table))
    clerk.press("导入缴款").says("入账1笔", "未入账1笔", "第3行")


# --- the end ------------------------------------------------------------------------------------------------------
def publish_and_close(office: Office, stranger: Reader) -> None:
    officer = office.officer.penalty(office.penalty.pk).says("没有欠款")
    officer.begin("认定已经履行").press("认定已经履行").says("已履行")
    officer.begin("公示处罚决定").preview("公示").press("公示").says("已签发")
    stranger.published().follow(UNIT, "table").says("责令停产停业整顿")
    officer.penalty(office.penalty.pk).begin("结案").fill(result="处罚决定已经履行。").propose("结案")
    office.signed("结案", "head", "leader").says("已结案")


# --- the whole dossier --------------------------------------------------------------------------------------------
FILED = ["立案", "签发立案审批表", "制作询问笔录", "签发询问笔录", "调查终结", "签发调查报告", "签发案件处理呈批表"]
REVIEWED = ["法制审核", "签发法制审核意见书"]
WAY = [
    *FILED, *REVIEWED, "告知拟处罚", "签发行政处罚告知书", "签发行政处罚听证告知书", "签发告知拟处罚审批表",
    "登记送达：行政处罚告知书", "登记送达：行政处罚听证告知书", "申请听证", "安排听证", "签发行政处罚听证会通知书",
    "登记送达：行政处罚听证会通知书", "登记听证", "签发听证笔录", "签发听证会报告书", *REVIEWED, "集体讨论",
    "签发行政处罚集体讨论记录", "作出处罚决定", "签发行政处罚决定书（单位）", "签发作出处罚决定审批表",
    "登记送达：行政处罚决定书（单位）", "开始停产停业", "申请复产验收", "同意恢复生产", "签发恢复生产经营意见书",
    "签发同意恢复生产审批表", "登记送达：恢复生产经营意见书", "催告", "签发缴纳罚款催告书", "登记送达：缴纳罚款催告书",
    "加处罚款", "签发加处罚款决定书", "签发加处罚款审批表", "登记送达：加处罚款决定书", "登记缴款", "认定已经履行",
    "公示处罚决定", "签发行政处罚信息公示表", "结案", "签发结案审批表", "签发文书送达回执",
]  # fmt: skip
SPARED = [
    *FILED, "不予处罚", "签发不予行政处罚决定书", "签发不予处罚审批表", "登记送达：不予行政处罚决定书", "结案",
    "签发结案审批表", "签发文书送达回执",
]  # fmt: skip
ASIDE = ("提请审批", "签批", "审批办结", "收到材料", "准备送达")  # who signed, what was attached: beside the way itself


def told(office: Office) -> list[str]:
    """Every step, paper and service in the timeline's own words, from first to last; no event is without its line."""
    officer, dossier = office.officer, office.penalty.dossier
    officer.go(f"/penalties/{office.penalty.pk}/?tab=timeline")
    lines = officer.page.locator(".timeline li > div > p:first-child").all_inner_texts()
    shown = set(officer.page.locator(".timeline a").all_inner_texts())
    papers = {paper.number or paper.title for paper in dossier.documents.all()}
    assert len(lines) == dossier.seq and papers <= shown
    words = [re.split("\u3000|，转为", line)[0] for line in reversed(lines)]
    return [each for each in words if not each.startswith(ASIDE)]


def proves(office: Office) -> None:
    office.officer.follow("校验留痕").says("校验通过，未被改动", f"{office.penalty.dossier.seq}条留痕")


def test_from_an_overdue_case_to_a_penalty_performed_and_closed(office, party, enter, later, people, tmp_path):
    story = overdue(teller()(people)).serve()
    open_case(office, story.case)
    investigate(office)
    tell(office)
    ask_to_be_heard(office, party)
    days = (call_hearing(office, party).date() - today()).days + 1

    def pass_time(more: int) -> None:
        later(days + more)
        tick()

    pass_time(0)
    hear_and_decide(office)
    pass_time(6)
    stop_and_resume(office, party)
    pass_time(30)
    demand_with_surcharge(office, party)
    import_payment(office, tmp_path)
    publish_and_close(office, enter(Reader))
    assert office.penalty.state == "closed"
    assert told(office) == WAY
    proves(office)


def test_a_case_that_ends_without_a_penalty(office, party, people):
    """Put right at once and harmless: the sheet proposes nothing, the paper says why, the case is closed."""
    teller()(people).corrected().serve().file().interview()
    officer = office.officer.penalty(office.penalty.pk)
    officer.open_sheet("1名操作工未经考核即上岗，发现当日停岗补训。", office.picture)
    officer.answer("28", "33", a33=HARMLESS)
    officer.press("调查终结").says("还没有拟处罚的意见。拟不予处罚的，请办理不予处罚。")
    officer.begin("不予处罚").fill(ground="33-1-minor", reason=HARMLESS, education="已当面教育，今后先培训后上岗。")
    officer.preview("不予行政处罚决定书").propose("不予处罚")
    office.signed("不予处罚", "head", "leader").hand_over()
    party.mine(office.penalty.pk).says("决定不予行政处罚", HARMLESS, "已当面教育")
    officer.penalty(office.penalty.pk).begin("结案").fill(result="不予处罚决定书已送达，已教育。").propose("结案")
    office.signed("结案", "head", "leader").says("已结案")
    assert office.penalty.state == "closed"
    assert told(office) == SPARED
    proves(office)
