"""The money of a decision, told as it happens: what the steps leave behind."""

from datetime import timedelta
from decimal import Decimal

import pytest

from casework.clock.deadlines import calendar
from casework.core.now import today
from casework.penalties import court
from casework.penalties.models import Payment, PaymentImport
from casework.penalties.payments import Unreadable
from tests.people import cast
from tests.workflows.penalties.lawful_collecting import FINE, last_demand, unpaid
from tests.workflows.penalties.stages import teller
from tests.workflows.stages import ago
from workflows.engine import Forbidden, Refused, take
from workflows.penalty.banking import import_payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    return teller()(cast())


def clocks(s, name):
    return list(s.penalty.dossier.deadlines.filter(name=name).order_by("pk").values_list("status", "due_on"))


def test_paid_in_two_parts_and_performed(s):
    s.punished(fine=FINE).publish()
    due = calendar().roll(today() + timedelta(days=15))
    nearest = s.penalty.dossier.deadlines.filter(status="running", right_of_party=False).earliest("due_on")
    assert s.penalty.due_on == nearest.due_on
    s.pay(10_000)
    assert clocks(s, "pay") == [("running", due)] and s.account().owed == 20_000
    with pytest.raises(Refused, match=r"还欠缴20,000\.00元"):
        s.perform()
    s.pay()
    assert clocks(s, "pay") == [("met", due)]
    s.perform()
    assert s.penalty.state == "performed"


def test_the_surcharge_is_owed_once_it_is_served(s):
    unpaid(s).demand()
    account = s.account()
    late = (today() - account.pay_on).days
    assert (account.late_days, account.surcharge) == (late, late * Decimal(900))
    assert (account.imposed, account.owed) == (0, FINE)
    s.add_surcharge()
    row = s.decision.surcharges.get()
    assert (row.days, row.amount, row.served_on) == (late, late * Decimal(900), today())
    assert "未缴罚款30,000.00元，每日3%" in row.computation and "不计入应缴" not in row.computation
    assert s.account().owed == FINE + row.amount
    with pytest.raises(Refused, match="没有新的加处罚款"):
        s.add_surcharge()
    s.pay().perform()
    assert s.penalty.state == "performed"


def test_a_deferral_moves_the_date_and_holds_demand_and_surcharge(s):
    with ago(30):
        s.punished(fine=FINE).request_deferral(50, 80).defer()
        first, last = (today() + timedelta(days=n) for n in (50, 80))
    rows = {d.key: d for d in s.penalty.dossier.deadlines.filter(name="pay", status="running")}
    paper = s.decision.document_id
    assert {key: row.due_on for key, row in rows.items()} == {f"{paper}:1": first, str(paper): last}
    assert rows[str(paper)].replaces.status == "moved"
    assert s.account().late_days == 0
    with pytest.raises(Refused, match="还没有届满"):
        s.demand()
    assert court.window(s.decision).since >= last
    s.pay(15_000)
    assert s.account().owed == 15_000


def test_each_instalment_has_a_paper_of_its_own(s):
    """The bank takes each by its own paper, which also says what is then still owed."""
    s.punished(fine=FINE).request_deferral(30, 60).defer()
    papers = s.penalty.dossier.documents.filter(kind="deferral-answer").order_by("pk")
    first, second = (paper.facts for paper in papers)
    assert [[part["number"] for part in facts["parts"]] for facts in (first, second)] == [["1"], ["2"]]
    assert (first["rest"], second["rest"]) == (second["parts"][0]["amount"], "")
    assert len({paper.number for paper in papers}) == 2 and not first["single"]
    assert [service.state for paper in papers for service in paper.services.all()] == ["pending"] * 2
    s.request_deferral(90).defer(False)
    assert s.penalty.dossier.documents.filter(kind="deferral-answer").count() == 3


def test_after_a_long_deferral_the_court_may_be_asked_for_three_months(s):
    with ago(20):
        s.punished(fine=FINE).request_deferral(300).defer()
        last = today() + timedelta(days=300)
    found = court.window(s.decision)
    assert found.since == last and (found.closes.month - last.month) % 12 in (3, 4)


def test_a_refused_deferral_changes_nothing(s):
    s.punished(fine=FINE)
    before = clocks(s, "pay")
    s.request_deferral().defer(granted=False)
    assert clocks(s, "pay") == before and s.decision.deferrals.get().granted is False


def test_an_objection_holds_the_court_until_it_is_answered(s):
    last_demand(s).object_to_demand()
    with pytest.raises(Refused, match="还没有复核"):
        s.apply_to_court()
    s.answer_objection().apply_to_court()
    applied = s.decision.court_applications.get()
    assert (s.penalty.state, applied.fine, applied.surcharge) == ("at_court", FINE, 0)


def test_the_window_of_the_court_is_a_clock(s):
    last_demand(s)
    found = court.window(s.decision)
    assert clocks(s, "court_window") == [("running", found.closes)]
    assert found.name == "court_window" and found.opens == found.since + timedelta(days=1)
    s.apply_to_court()
    assert clocks(s, "court_window") == [("met", found.closes)]


def test_a_court_that_refuses_gives_the_case_back(s):
    last_demand(s).apply_to_court().record_ruling("refused")
    assert s.penalty.state == "demanded"
    (objection,) = clocks(s, "court_objection")
    assert objection == ("running", calendar().roll(today() + timedelta(days=15)))


def test_a_court_that_ends_enforcement_lets_us_end_it(s):
    last_demand(s).apply_to_court()
    with pytest.raises(Refused, match="还没有登记法院终结执行的裁定"):
        s.end_enforcement("court")
    s.record_ruling("ended").end_enforcement("court")
    assert s.penalty.state == "ended" and s.penalty.stage_reason


def test_who_sued_in_vain_leaves_two_years(s):
    with ago(60):
        s.punished(fine=FINE).register(s.decision.document, "suit")
    with ago(40):
        s.rule("upheld")
        ended = today()
    found = court.window(s.decision)
    assert found.name == "court_window_judged"
    assert found.since == calendar().roll(ended + timedelta(days=15))
    assert found.closes.year == found.since.year + 2
    # The days of the suit bear no surcharge; those before and after it do.
    account = s.account()
    assert account.late_days == (today() - ended).days
    s.demand(last=True)
    assert clocks(s, "court_window_judged")[0][0] == "running"


def test_after_a_reconsideration_the_period_to_sue_is_short(s):
    with ago(60):
        s.punished(fine=FINE).register(s.decision.document, "reconsideration").rule("upheld")
        ended = today()
    spent, judged = court.spent_on(s.decision)
    assert (spent, judged) == (calendar().roll(ended + timedelta(days=15)), False)


def test_missing_the_window_names_who_answers_for_it(s):
    with ago(400):
        s.punished(fine=FINE)
    s.demand()
    s.end_enforcement("missed", "承办人未按期申请。", responsible="示例责任人")
    assert s.penalty.state == "ended"


def test_the_clerk_books_and_others_do_not(s):
    s.punished(fine=FINE)
    facts = {"receipt": "1", "amount": Decimal(1), "paid_on": today()}
    for user in (s.people.neighbour_officer, s.people.representative, s.people.leader):
        with pytest.raises(Forbidden):
            take(s.penalty, "record_payment", by=user, **facts)
    take(s.penalty, "record_payment", by=s.people.clerk, **facts)


# --- the bank's list ----------------------------------------------------------------------------------------------
HEAD = "缴款凭证号,决定书文号,金额,缴款日期\n"


def test_a_list_of_the_bank_is_booked_once(s):
    s.punished(fine=FINE)
    number, day = s.decision.document.number, today().isoformat()
    lines = [f"B1,{number},10000,{day}", f"B2,{number},20000,{day}", f"B3,（南）应急罚〔2020〕999号,5,{day}"]
    lines += [f"B4,{number},5,2020-01-01", f"B5,{number},x,{day}"]
    data = (HEAD + "\n".join(lines)).encode("gbk")
    batch = import_payments(data, "代收.csv", s.people.agency, s.people.clerk)
    assert (batch.taken, batch.known) == (2, 0)
    assert batch.errors == [
        {"line": 4, "words": "决定书（南）应急罚〔2020〕999号找不到。请核对文号。"},
        {"line": 5, "words": "缴款日期须在处罚决定之后，不能晚于今天。（行政处罚法第67条）"},
        {"line": 6, "words": "金额“x”不是数字。"},
    ]
    assert s.account().owed == 0 and set(Payment.objects.values_list("batch", flat=True)) == {batch.pk}
    again = import_payments(data, "代收.csv", s.people.agency, s.people.clerk)
    assert (again.taken, again.known, len(again.errors)) == (0, 2, 3) and again.sha256 == batch.sha256
    assert Payment.objects.count() == 2


def test_a_receipt_that_changed_is_not_taken_for_known(s):
    s.punished(fine=FINE).pay(100, receipt="B1")
    data = f"{HEAD}B1,{s.decision.document.number},200,{today()}".encode()
    (error,) = import_payments(data, "代收.csv", s.people.agency, s.people.clerk).errors
    assert error == {"line": 2, "words": "凭证号B1已登记过，但金额或者日期不同，请核对。"}


def test_another_agency_books_nothing_of_ours(s):
    s.punished(fine=FINE)
    data = f"{HEAD}B1,{s.decision.document.number},200,{today()}".encode()
    batch = import_payments(data, "代收.csv", s.people.neighbour, s.people.clerk)
    assert batch.taken == 0 and "找不到" in batch.errors[0]["words"]


def test_what_is_no_list_leaves_nothing(s):
    with pytest.raises(Unreadable):
        import_payments(b"\x00\x01", "x.csv", s.people.agency, s.people.clerk)
    assert not PaymentImport.objects.exists()
