"""Matters that began on paper come in from one table: all or none, once, with their true dates and running clocks."""

import csv
import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.utils import timezone

from casework.accounts.queries import in_charge
from casework.core.now import today
from casework.enforcement.models import Case
from casework.organisations.importers import Unreadable
from casework.trail.verify import verify_dossier
from documents import numbering
from documents.models import Document, Dossier, ReservedNumber, Serial, Service
from tests.people import cast, credit_code
from tests.workflows.story import Story
from workflows.approval import request, sign
from workflows.demo.deciding_story import open_tasks
from workflows.engine import Refused, take
from workflows.importing import HEADINGS, import_matters
from workflows.opening import open_penalty
from workflows.penalty.penalty import PenaltyLifecycle
from workflows.tick import tick

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2026, 11, 2, 10, 0))
FACT = "3名操作工未经培训上岗"


@pytest.fixture
def people():
    with time_machine.travel(NOW, tick=False):
        yield cast()


def line(people, **more):
    row = {
        "credit_code": people.enterprise.credit_code,
        "number": "（南）应急责改〔2026〕12号",
        "issued_on": "2026-10-12",
        "served_on": "2026-10-13",
        "violation": "V1",
        "fact": FACT,
        "due_on": "2026-11-10",
        "standing": "待整改",
        "reported_on": "",
        "officers": "执法员甲、执法员乙",
    }
    return row | more


def table(*rows):
    text = io.StringIO()
    csv.writer(text).writerows([list(HEADINGS), *([row[name] for name in HEADINGS.values()] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def bring(people, *rows, **more):
    return import_matters(table(*rows), "t.csv", people.agency, people.clerk, **more)


def said(outcome):
    return [f"{number}:{text}" for number, text in outcome.mistakes]


# --- good tables --------------------------------------------------------------------------------------------------
def test_lines_of_one_number_are_one_case(people):
    second = line(
        people, fact="2名特种作业人员无证上岗", violation="V2", due_on="2026-11-20", officers="", served_on=""
    )
    outcome = bring(people, line(people), second)
    assert not outcome.mistakes, said(outcome)
    case = Case.objects.get()
    assert (case.number, case.state, case.imported) == ("（南）应急责改〔2026〕12号", "ordered", True)
    assert case.opened_on.isoformat() == "2026-10-12"
    order = case.orders.get()
    assert (order.issued_on.isoformat(), order.served_on.isoformat()) == ("2026-10-12", "2026-10-13")
    assert [f.due_on.day for f in case.findings.all()] == [10, 20]
    assert set(in_charge(case.dossier)) == {people.officer, people.partner}
    event = case.dossier.events.get(step="open_imported")
    assert event.by_name == people.clerk.name and verify_dossier(case.dossier_id) is None


def test_the_date_runs_out_as_if_handled_here(people):
    bring(people, line(people))
    case = Case.objects.get()
    clock = case.dossier.deadlines.get(status="running", name="rectification")
    assert (clock.due_on.isoformat(), clock.starts_on.isoformat()) == ("2026-11-10", "2026-10-13")
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 11)), tick=False):
        tick()
        case.refresh_from_db()
        assert case.state == "expired"
        assert case.dossier.deadlines.get(status="running", name="recheck").starts_on == today()


@pytest.mark.parametrize(
    ("more", "state", "starts"),
    [
        ({"due_on": "2026-10-30"}, "expired", "2026-10-31"),
        ({"standing": "已报整改", "reported_on": "2026-10-28"}, "reported", "2026-10-28"),
    ],
)
def test_the_recheck_runs_from_its_true_day(people, more, state, starts):
    """Under the clock of a case handled here the same day begins it: the report's, or the one after the date."""
    outcome = bring(people, line(people, **more))
    assert not outcome.mistakes, said(outcome)
    case = Case.objects.get()
    clock = case.dossier.deadlines.get(status="running")
    assert (case.state, clock.name, clock.starts_on.isoformat()) == (state, "recheck", starts)
    assert not tick()["fired"]
    with time_machine.travel(timezone.make_aware(datetime.combine(clock.due_on, time(9))), tick=False):
        rows = [{"finding": f.pk, "result": "done", "fact": "已全部持证"} for f in case.findings.all()]
        officers = [people.officer.pk, people.partner.pk]
        take(case, "recheck", by=people.officer, officers=officers, checked_on=today(), judgements=rows)
        case.refresh_from_db()
        assert case.state == "corrected"
        assert not case.dossier.deadlines.filter(status="running", name__in=["recheck", "rectification"]).exists()


def test_an_imported_expiry_equals_one_that_happened_here(people):
    """The same order served here and on paper: after the tick of the day after, the same clock runs to the same day."""
    story = Story(people).found().order(days=10).serve()
    due = story.case.findings.get().due_on
    with time_machine.travel(timezone.make_aware(datetime.combine(due + timedelta(days=1), time(1))), tick=False):
        tick()
        here = story.case.dossier.deadlines.get(status="running", name="recheck")
        facts = {"issued_on": "2026-11-02", "served_on": "2026-11-02", "due_on": due.isoformat()}
        outcome = bring(people, line(people, **facts))
        assert not outcome.mistakes, said(outcome)
        there = Case.objects.get(imported=True).dossier.deadlines.get(status="running")
    assert story.case.state == Case.objects.get(imported=True).state == "expired"
    for name in ("name", "starts_on", "due_on", "lapses_at", "warn_at", "key"):
        assert getattr(here, name) == getattr(there, name), name


@pytest.mark.parametrize(
    ("standings", "state"),
    [
        (["已改正", "不再要求"], "corrected"),
        (["已改正", "待整改"], "ordered"),
        (["逾期未改正", "待整改"], "overdue"),
        (["已报整改", "待整改"], "reported"),
    ],
)
def test_the_state_follows_from_the_findings(people, standings, state):
    rows = []
    for number, word in enumerate(standings):
        late = {"due_on": "2026-10-30"} if word == "逾期未改正" else {}
        late |= {"reported_on": "2026-10-28"} if word == "已报整改" else {}
        rows.append(line(people, fact=f"{FACT}{number}", standing=word, **late))
    outcome = bring(people, *rows)
    assert not outcome.mistakes, said(outcome)
    assert Case.objects.get().state == state
    assert outcome.cases[0].findings.get(number=1).basis["fined_at_once"]


def test_a_second_run_changes_nothing(people):
    bring(people, line(people))
    before = Case.objects.get().dossier.seq
    again = bring(people, line(people), line(people, number="（南）应急责改〔2026〕13号"))
    assert again.known == ["（南）应急责改〔2026〕12号"] and [case.number[-3:] for case in again.cases] == ["13号"]
    assert Case.objects.count() == 2 and Case.objects.get(number__endswith="12号").dossier.seq == before


def test_the_series_goes_on_after_the_largest_number_of_this_year(people):
    old = line(people, number="（南）应急责改〔2025〕90号", issued_on="2025-12-20", served_on="2025-12-21")
    bring(people, line(people), line(people, number="(南)应急责改[2026]15号", fact="另一家"), old)
    assert Serial.objects.get().last == 15
    assert ReservedNumber.objects.filter(status="paper").count() == 15
    assert "纸质文号用到（南）应急责改〔2026〕15号" in LogEntry.objects.get().change_message
    Story(people).found().order()
    document = Document.objects.get(kind="rectification-order")
    assert document.serial == 16
    assert numbering.gaps(people.agency.pk, "应急责改", 2026, {16}) == []


def test_a_check_writes_nothing(people):
    outcome = bring(people, line(people), check=True)
    assert len(outcome.cases) == 1 and not outcome.mistakes
    assert not Dossier.objects.exists() and not Serial.objects.exists() and not LogEntry.objects.exists()


def test_excel_writes_days_its_own_way(people):
    book = openpyxl.Workbook()
    book.active.append(list(HEADINGS))
    row = line(people, issued_on=datetime(2026, 10, 12), served_on="2026/10/13", due_on="2026年11月10日")
    book.active.append([row[name] for name in HEADINGS.values()])
    data = io.BytesIO()
    book.save(data)
    outcome = import_matters(data.getvalue(), "t.xlsx", people.agency, people.clerk)
    assert not outcome.mistakes, said(outcome)
    assert Case.objects.get().orders.get().served_on.isoformat() == "2026-10-13"


# --- bad tables ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"credit_code": "91450102MA5T000019"}, "校验位不对"),
        ({"credit_code": credit_code(77)}, "企业库里没有"),
        ({"credit_code": credit_code(3, "450202")}, "不在本机关辖区内"),
        ({"number": "应急责改3号"}, "指令书文号“应急责改3号”不对"),
        ({"number": "（柳）应急责改〔2026〕3号"}, "不是本机关的"),
        ({"number": "（南）应急责改〔2025〕3号"}, "文号是2025年的"),
        ({"issued_on": ""}, "签发日期不能空着"),
        ({"issued_on": "2026-12-01"}, "不能晚于今天"),
        ({"issued_on": "2026-02-30"}, "日期“2026-02-30”不对"),
        ({"served_on": ""}, "没有送达日期"),
        ({"served_on": "2026-10-11"}, "送达日期不能早于签发日期"),
        ({"violation": "V99"}, "违法行为“V99”找不到"),
        ({"fact": ""}, "违法事实要填"),
        ({"fact": "字" * 501}, "最多500个字"),
        ({"due_on": "2026-10-01"}, "整改期限要填，不能早于签发日期"),
        ({"standing": "好了"}, "整改情况“好了”不对"),
        ({"standing": "逾期未改正"}, "不能认定逾期未改正"),
        ({"standing": "已报整改"}, "要填报告日期"),
        ({"officers": "执法员甲"}, "承办人不得少于两人"),
        ({"officers": "执法员甲、执法员丁"}, "承办人“执法员丁”找不到"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_comes_in(people, more, says):
    outcome = bring(people, line(people, number="（南）应急责改〔2026〕2号"), line(people, **more))
    assert [number for number, text in outcome.mistakes] == [3] and says in outcome.mistakes[0].text, said(outcome)
    assert not Dossier.objects.exists() and not Serial.objects.exists()


def test_lines_of_one_order_must_agree(people):
    outcome = bring(people, line(people), line(people, served_on="2026-10-14", fact="另一项"), line(people))
    assert said(outcome) == [
        "3:同一文号的送达日期前后不一致。请核对指令书。",
        "4:同一文号下有两行一样的问题。请删掉一行。",
    ]


def test_a_number_used_here_is_not_imported(people):
    numbering.reserve(people.agency.pk, "应急责改", 12, people.officer)
    assert "已预留或已作废" in said(bring(people, line(people)))[0]
    Story(people).found().order()
    assert "已用于别的案件" in said(bring(people, line(people, number="（南）应急责改〔2026〕13号")))[0]
    assert not Case.objects.filter(imported=True).exists()


def test_what_the_gate_refuses_is_named_by_its_line(people):
    outcome = import_matters(table(line(people)), "t.csv", people.agency, people.leader)
    assert said(outcome)[0].startswith("2:无权办理") and not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "表头缺少"),
        ("企业,文号\n1,2".encode(), "表头缺少：统一社会信用代码"),
        (",".join(HEADINGS).encode(), "表格里没有案件"),
        (b"PK\x03\x04broken", "打不开|表头缺少"),
        (b"\xff" * 100, "打不开|表头缺少"),
    ],
)
def test_what_is_no_table_is_refused(people, data, says):
    for name in ("t.csv", "t.xlsx"):
        with pytest.raises(Unreadable, match=f"{says}|打不开"):
            import_matters(data, name, people.agency, people.clerk)


# --- the command --------------------------------------------------------------------------------------------------
def test_the_command(people, tmp_path, capsys):
    path = tmp_path / "matters.csv"
    path.write_bytes(table(line(people, officers="")))
    with pytest.raises(CommandError, match="line 2: 承办人不得少于两人"):
        call_command("import_matters", path, "--agency", "南")
    given = ["--agency", "南", "--officers", "officer,partner"]
    call_command("import_matters", path, *given, "--check")
    assert "1 would be imported" in capsys.readouterr().out and not Case.objects.exists()
    call_command("import_matters", path, *given)
    call_command("import_matters", path, *given)
    assert "0 imported, 1 already here" in capsys.readouterr().out
    assert Case.objects.get().dossier.events.get(step="open_imported").by_name == people.clerk.name
    for wrong in (["--agency", "没有"], [*given, "--by", "leader"], ["--agency", "南", "--officers", "leader"]):
        with pytest.raises(CommandError):
            call_command("import_matters", path, *wrong)


# --- what follows -------------------------------------------------------------------------------------------------
def test_an_overdue_case_from_paper_is_rechecked_once_more_before_its_penalty(people):
    """Its re-inspection did not come with it; the refusal says so, and the next one opens the second tier."""
    found = bring(people, line(people, due_on="2026-10-30", standing="逾期未改正"))
    case, officers = found.cases[0], [people.officer, people.partner]
    finding, ids = case.findings.get().pk, [user.pk for user in officers]
    penalty = open_penalty(case, officers, tier=2)
    facts = {"findings": [finding], "cause": "未如期改正违法行为案", "act_on": today(), "officers": ids}
    with pytest.raises(Refused, match="既往案件的复查没有随案导入：请在整改案件里再复查一次"):
        request(penalty, "file", by=people.officer, opinion="拟立案。", **facts)
    judged = [{"finding": finding, "result": "not_done", "fact": "仍有人员未经培训在岗。"}]
    take(case, "recheck", by=people.officer, officers=ids, checked_on=today(), judgements=judged)
    service = Service.objects.get(document__kind="recheck-opinion")
    take(service, "serve", by=people.officer, mode="direct", served_on=today(), receiver="示例收件人")
    proposal = request(penalty, "file", by=people.officer, opinion="拟立案。", **facts)
    for by in (people.head, people.leader):
        proposal = sign(open_tasks(proposal)[0].pk, by=by, decision="agreed")
    penalty.refresh_from_db()
    assert penalty.state == "filed" and PenaltyLifecycle(penalty).second_tier_served()
