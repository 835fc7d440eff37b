"""What becomes of a penalty after its decision, clicked through: the court, a review, an annulment, a party's end."""

import csv
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from io import TextIOWrapper
from zipfile import ZipFile

import pytest

from casework.core.now import today
from casework.penalties.models import Remedy
from documents import drawing
from tests.browser.remedy_visitors import Handler, Reader, Signer
from tests.workflows.penalties.stages import overdue, teller
from tests.workflows.stages import ago

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]
FINE, LESS = 30_000, 20_000


@pytest.fixture
def s(people):
    return teller()(people)


@pytest.fixture
def desk(enter):
    return enter(Handler, "officer")


@pytest.fixture
def sign(enter):
    """``sign(step, "head", "leader")``: each reads the proposal and agrees, in this order."""
    known: dict[str, Signer] = {}

    def walk(step: str, *names: str) -> None:
        for name in names:
            who = known[name] = known.get(name) or enter(Signer, name)
            who.read(step).agree()
            who.says("审批完成，已办理" if name == names[-1] else "转下一位签批")

    return walk


# --- the court ----------------------------------------------------------------------------------------------------
def demand(desk: Handler, s, last: str) -> None:
    desk.penalty(s.penalty.pk).begin("催告").fill(last=last, pay_by=today() + timedelta(days=20))
    desk.press("催告").says("还没有送达").hand_over()


def apply_to_court(desk: Handler, sign, s) -> None:
    desk.penalty(s.penalty.pk).begin("申请法院强制执行").fill(court="示例人民法院").propose("申请法院强制执行")
    sign("申请法院强制执行", "head", "leader", "chief")
    assert s.penalty.state == "at_court"


def rule(desk: Handler, s, picture, outcome: str, words: str) -> None:
    desk.penalty(s.penalty.pk).begin("登记法院裁定")
    desk.fill(outcome=outcome, number="（2026）示例行审1号", ruled_on=today(), words=words, evidence=picture)
    desk.press("登记裁定").says(words)


def test_refused_by_the_court_once_then_enforced(s, enter, desk, sign, picture, later):
    with ago(200):
        s.punished(fine=FINE).publish()
    demand(desk, s, "no")
    party = enter(Reader, "representative")
    party.mine(s.penalty.pk).says("缴款催告", "请在")
    demand(desk, s, "yes")
    later(10)
    desk.penalty(s.penalty.pk).says("催告书送达后的十个工作日还没有届满")
    later(20)
    apply_to_court(desk, sign, s)
    party.mine(s.penalty.pk).says("已申请法院强制执行")
    later(25)
    rule(desk, s, picture, "refused", "送达回证缺少签名，不予受理。")
    desk.says("不予受理或者不准予执行")
    assert s.penalty.state == "demanded"
    demand(desk, s, "yes")
    later(45)
    apply_to_court(desk, sign, s)
    later(50)
    rule(desk, s, picture, "enforce", "准予强制执行。")
    later(60)
    rule(desk, s, picture, "collected", "已经扣划并上缴国库。")
    desk.penalty(s.penalty.pk).begin("登记缴款").fill(receipt="450000001", amount=FINE, paid_on=today())
    desk.press("登记缴款").says("没有欠款")
    desk.begin("认定已经履行").press("认定已经履行").says("已履行")
    close(desk, sign, s, "经法院强制执行，罚款已经缴清。")
    assert s.decision.court_applications.count() == 2


# --- a review -----------------------------------------------------------------------------------------------------
def register(desk: Handler, s, picture, instance: str, body: str) -> Remedy:
    """From the page of the penalty: which paper, which instance, what came in."""
    desk.penalty(s.penalty.pk).follow("登记复议、诉讼")
    desk.fill(document=str(s.decision.document_id), instance=instance).press("填写登记")
    desk.fill(body=body, case_number="〔2026〕1号", claims="裁量过重，请求变更。", papers=picture)
    desk.fill(applied_on=today(), received_on=today()).press("登记").says("已登记，请按期答复", body)
    return Remedy.objects.get()


def conclude(desk: Handler, remedy: Remedy, picture, outcome: str, owes: str, **more) -> None:
    desk.go(f"/remedies/{remedy.pk}/").begin("登记复议、裁判结果")
    desk.fill(outcome=outcome, ended_on=today(), words="裁量过重。", papers=picture, **more).press("登记结果")
    desk.says(f"依照结果，还须{owes}")


def read_file(archive: ZipFile, s) -> None:
    """The file holds what the decision rested on, each piece as its list says, and nothing that came later."""
    with archive.open("目录.csv") as table:
        rows = list(csv.DictReader(TextIOWrapper(table, "utf-8-sig")))
    listed = {row["文号"]: row for row in rows if row["文号"]}
    assert s.decision.document.number in listed and s.case.orders.get().document.number in listed
    assert {row["类别"] for row in rows} >= {"文书", "内部文书", "书证", "当事人的陈述"}
    for row in rows:
        assert sha256(archive.read(row["文件"])).hexdigest() == row["摘要（SHA-256）"], row
    assert "penalty.decide" in archive.read("留痕.csv").decode("utf-8-sig")


def pay_back(desk: Handler, sign, s, amount: int) -> None:
    assert s.account().excess == amount
    desk.penalty(s.penalty.pk).says("应退").begin("退付")
    desk.fill(receipt="450000009", amount=amount, paid_on=today(), reason="决定变更、撤销后多缴的罚款。")
    desk.propose("退付")
    sign("退付", "head", "leader")
    desk.penalty(s.penalty.pk).says("没有欠款", "退付审批表")


def take_down(desk: Handler, s) -> None:
    desk.penalty(s.penalty.pk).begin("撤回公示").fill(reason="处罚决定已经变更、撤销。").press("撤回公示")
    clock = s.penalty.dossier.deadlines.get(name="unpublish")
    assert clock.status == "met" and clock.due_on >= today()


def close(desk: Handler, sign, s, result: str) -> None:
    desk.penalty(s.penalty.pk).begin("结案").fill(result=result).propose("结案")
    sign("结案", "head", "leader")
    desk.penalty(s.penalty.pk).says("已结案")
    assert s.penalty.state == "closed"


def test_changed_on_reconsideration(s, enter, desk, sign, picture, later):
    s.performed(fine=FINE)
    drawing.sweep()
    later(10)
    passer, party = enter(Reader), enter(Reader, "representative")
    passer.published().says("￥30,000.00")
    party.mine(s.penalty.pk).says("处罚决定已经履行", "申请行政复议", "罚款30,000元")
    remedy = register(desk, s, picture, "reconsideration", "示例市人民政府")
    read_file(desk.penalty(s.penalty.pk).download("答复案卷"), s)
    desk.go(f"/remedies/{remedy.pk}/").begin("答复").fill(answer="事实清楚，请求维持。").propose("答复")
    sign("答复", "head", "leader")
    later(40)
    conclude(desk, remedy, picture, "changed", "变更处罚决定", fine=LESS)
    desk.follow("去办理").begin("变更处罚决定")
    assert (desk.holds("remedy"), desk.holds("fine")) == (str(remedy.pk), f"{LESS}.00")
    desk.propose("变更处罚决定")
    sign("变更处罚决定", "head", "leader")
    pay_back(desk, sign, s, FINE - LESS)
    take_down(desk, s)
    passer.published().says("现在没有公示信息")
    desk.penalty(s.penalty.pk).begin("公示处罚决定").press("公示")
    passer.published().says("￥20,000.00")
    assert "￥30,000.00" not in passer.text
    party.mine(s.penalty.pk).says("罚款20,000元", "已经退还", "10,000元", "变更")
    assert "罚款30,000元" not in party.text
    close(desk, sign, s, "复议变更后已经履行，多缴的罚款已经退付。")
    assert s.account().excess == s.account().owed == 0 and remedy.dossier.remedies.get().obeyed_on


# --- annulled -----------------------------------------------------------------------------------------------------
def stopped(s) -> Decimal:
    """Found overdue: a decision of the second tier that stops production, paid and shown to the public."""
    overdue(s).serve()
    s.file(tier=2).interview().conclude().notify().serve_notice().waive("both").looked_at().decide()
    s.serve_decision().publish().pay()
    assert s.suspension.state == "in_force"
    return s.decision.sanction.fine


def test_annulled_by_a_court_after_closing(s, enter, desk, sign, picture, later):
    fine = stopped(s)
    s.request_acceptance().resume().serve_notice().perform().close_penalty()
    shown = s.penalty.publications.get()
    later(10)
    passer, party = enter(Reader), enter(Reader, "representative")
    passer.go(f"/published/{shown.pk}/").says("停产停业")
    party.mine(s.penalty.pk).says("这件案件已经结案")
    desk.penalty(s.penalty.pk).follow("登记复议、诉讼").says("已经封卷", "重新开卷")
    desk.penalty(s.penalty.pk).begin("重新开卷").fill(reason="收到法院应诉通知书。").propose("重新开卷")
    sign("重新开卷", "head", "leader")
    assert s.penalty.state == "performed"
    remedy = register(desk, s, picture, "suit", "示例人民法院")
    later(60)
    conclude(desk, remedy, picture, "annulled", "撤销处罚决定")
    desk.penalty(s.penalty.pk).begin("撤销处罚决定")
    assert desk.holds("remedy") == str(remedy.pk)
    desk.propose("撤销处罚决定")
    sign("撤销处罚决定", "head", "leader")
    assert s.penalty.state == "withdrawn"
    party.mine(s.penalty.pk).says("处罚决定已经撤销", "应退")
    take_down(desk, s)
    passer.go(f"/published/{shown.pk}/").says("这条信息不再公示")
    pay_back(desk, sign, s, int(fine))
    close(desk, sign, s, "法院判决撤销，罚款已经全部退付。")
    assert s.penalty.dossier.volume == 2 and s.suspension.state == "resumed"


def test_annulled_of_our_own_while_production_stands_still(s, enter, desk, sign, later):
    fine = stopped(s)
    later(3)
    party = enter(Reader, "representative")
    party.go(f"/my/suspensions/{s.suspension.pk}/").says("停产停业")
    desk.go("/suspensions/").says(s.people.enterprise.name)
    desk.penalty(s.penalty.pk).begin("撤销处罚决定").fill(reason="认定事实有误。").propose("撤销处罚决定")
    sign("撤销处罚决定", "head", "leader")
    assert (s.penalty.state, s.suspension.state) == ("withdrawn", "lifted")
    desk.penalty(s.penalty.pk).says("撤销行政处罚决定书").hand_over()
    desk.go("/suspensions/")
    assert s.people.enterprise.name not in desk.text
    party.go(f"/my/suspensions/{s.suspension.pk}/").says("解除")
    take_down(desk, s)
    pay_back(desk, sign, s, int(fine))
    close(desk, sign, s, "决定已经撤销，罚款已经全部退付。")


# --- the party is no more -----------------------------------------------------------------------------------------
def test_the_party_is_dissolved(s, enter, desk, sign, picture, later):
    """One penalty is decided and unpaid, another of the same case only notified, when the unit is struck off."""
    overdue(s).serve()
    s.file().interview().conclude(fine=FINE).notify().serve_notice().waive().looked_at().decide().serve_decision()
    decided = s.publish().penalty.pk
    s.file(tier=2).interview().conclude().notify().serve_notice()
    later(3)
    party = enter(Reader, "representative")
    party.mine(s.penalty.pk).says("这还不是决定")
    desk.penalty(s.penalty.pk).begin("变更当事人").fill(kind="heir", credit_code="91450100MA5T999999", proof=picture)
    desk.press("提请审批：变更当事人").says("企业库里没有这个代码的单位")
    gone = "登记机关已经注销，清算完毕，没有承继人。"
    desk.penalty(s.penalty.pk).begin("撤销立案").fill(ground="ended", reason=gone)
    desk.press("提请审批：撤销立案").says("注销证明").fill(evidence=picture).propose("撤销立案")
    sign("撤销立案", "head", "leader")
    desk.penalty(s.penalty.pk).says("撤销立案审批表", gone)
    close(desk, sign, s, gone)
    s.penalty_key = decided
    desk.penalty(decided).begin("终结执行").fill(ground="40", reason=gone)
    desk.press("提请审批：终结执行").says("财产查询结果").fill(evidence=picture).propose("终结执行")
    sign("终结执行", "head", "leader", "chief")
    desk.penalty(decided).says("终结执行审批表", gone)
    party.mine(decided).says("已经终结执行")
    close(desk, sign, s, gone)
    desk.go(f"/penalties/{decided}/?tab=timeline").says("终结执行", "结案")
