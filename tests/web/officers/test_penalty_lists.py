"""Lists of penalties, hearings, stops, reviews; filing from a correction case; the bank's list; the answer's file."""

import csv
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.core.now import today
from casework.penalties.models import Hearing, Payment, PaymentImport, Penalty
from casework.web.officers.hearings import feed
from tests.web.looking import look, queries, read
from tests.web.officers.acting import fill, inputs, login, plain
from tests.workflows.penalties.stages import PENALTIES, overdue, scheduled, teller
from workflows.opening import open_penalty

pytestmark = pytest.mark.django_db
LISTS = ("penalties", "hearings", "suspensions", "remedies", "payments")


@pytest.fixture
def story(people):
    return teller()(people)


# --- lists --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", LISTS)
def test_a_list_opens_for_officers_alone(client, people, name):
    assert "没有" in read(client, people.officer, reverse(name))
    for user in (people.representative, people.system_admin):
        assert look(client, user, reverse(name)).status_code == 404


def test_a_row_says_who_what_until_when_and_by_whom(client, people, story):
    story.decided(fine=20000)
    text = read(client, people.officer, reverse("penalties"))
    for words in (
        story.penalty.number,
        people.enterprise.name,
        "首次发现",
        "已作处罚决定",
        "20,000元",
        "兴宁区",
        "共1件",
    ):
        assert words in text, words
    assert story.penalty.number not in read(client, people.neighbour_officer, reverse("penalties"))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=filed", True), ("state=decided", False), ("state=nonsense", True), ("tier=1", True), ("tier=2", False),
        ("region=450100", True), ("region=450200", False), ("q=示例", True), ("q=不存在", False), ("mine=1", True),
        ("sort=due", True),
    ],
)  # fmt: skip
def test_filters(client, people, story, query, shown):
    story.ordered().file()
    assert (story.penalty.number in read(client, people.officer, f"{reverse('penalties')}?{query}")) is shown


def test_a_number_finds_the_penalty_of_any_of_its_papers(client, people, story):
    story.notified()
    paper = story.penalty.dossier.documents.filter(kind="penalty-notice").get()
    assert story.penalty.number in read(client, people.officer, f"{reverse('penalties')}?q={paper.number}")


def test_queries_of_the_lists_do_not_grow(client, people, story):
    story.ordered().file()
    officers = [people.officer, people.partner]
    for _ in range(2):
        teller()(people).ordered().file()
    three = queries(client, people.officer, reverse("penalties"))
    for number in range(27):
        open_penalty(story.case, officers, tier=1, person=story.somebody() if number % 2 else None)
    assert "共30件" in read(client, people.officer, reverse("penalties"))
    # Rows that fill more than a page are counted: one more, however many.
    assert queries(client, people.officer, reverse("penalties")) == three + 1 <= 12


def test_pages_go_by_key(client, people, story, monkeypatch):
    monkeypatch.setattr("casework.web.lists.page.__defaults__", (1,))
    story.ordered().file()
    first = story.penalty.number
    other = teller()(people).ordered().file().penalty.number
    page = look(client, people.officer, reverse("penalties"))
    assert other in page.content.decode() and first not in page.content.decode()
    after = page.context["page"].after
    assert first in read(client, people.officer, reverse("penalties") + after)
    by_date = look(client, people.officer, reverse("penalties") + "?sort=due").context["page"].after
    assert other in read(client, people.officer, reverse("penalties") + by_date)


# --- hearings -----------------------------------------------------------------------------------------------------
def test_hearings_stand_on_their_day_and_go_into_a_calendar(client, people, story):
    scheduled(story)
    row = Hearing.objects.get(penalty=story.penalty)
    text = read(client, people.officer, reverse("hearings"))
    assert story.penalty.number in text and str(row.chair) in text and row.place in text
    for address in (reverse("hearings_file"), reverse("hearing_file", args=[row.pk])):
        answer = look(client, people.officer, address)
        assert answer["Content-Type"].startswith("text/calendar")
    assert look(client, people.neighbour_officer, reverse("hearing_file", args=[row.pk])).status_code == 404
    assert story.penalty.number not in read(client, people.neighbour_officer, reverse("hearings"))
    assert queries(client, people.officer, reverse("hearings")) <= 12


def test_a_hearing_asked_for_waits_for_its_day(client, people, story):
    PENALTIES["hearing_requested"](story)
    assert "已申请，还没有定日期" in read(client, people.officer, reverse("hearings"))
    row = Hearing.objects.get(penalty=story.penalty)
    assert look(client, people.officer, reverse("hearing_file", args=[row.pk])).status_code == 404


def test_a_calendar_file_keeps_to_its_form():
    penalty = Penalty(party_name="示例,企业;" + "长" * 60, number="（南）应急立〔2026〕1号")
    row = Hearing(
        pk=7, penalty=penalty, place="一楼\n听证室", postponed=1, held_at=datetime(2026, 6, 1, 1, 30, tzinfo=UTC)
    )
    text = feed([row], "example.org", datetime(2026, 5, 1, tzinfo=UTC))
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") and text.endswith("END:VCALENDAR\r\n")
    assert "DTSTART:20260601T013000Z\r\n" in text and "UID:hearing-7@example.org\r\n" in text and "SEQUENCE:1" in text
    assert "示例\\,企业\\;" in text and "一楼\\n听证室" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


# --- stops and reviews --------------------------------------------------------------------------------------------
def test_the_board_shows_who_is_stopped_and_what_comes_next(client, people, story):
    story.stop()
    text = read(client, people.officer, reverse("suspensions"))
    assert people.enterprise.name in text and "停产停业中" in text and "1天" in text and "现场处理措施" in text
    story.record_defiance()
    assert people.enterprise.name in read(client, people.officer, reverse("suspensions") + "?view=defied")
    assert people.enterprise.name not in read(client, people.officer, reverse("suspensions") + "?view=asked")
    page = reverse("suspension", args=[story.suspension.pk])
    text = read(client, people.officer, page)
    assert "拒不停产" in text and "涉嫌危险作业罪" in text and "的条件" in text
    assert look(client, people.neighbour_officer, page).status_code == 404
    assert queries(client, people.officer, reverse("suspensions")) <= 12


def test_the_page_of_a_stop_reads_to_its_end(client, people, story):
    story.stop().request_acceptance()
    page = reverse("suspension", args=[story.suspension.pk])
    assert "等待现场验收" in read(client, people.officer, page)
    story.resume()
    assert "已恢复生产" in read(client, people.officer, page) and "具备条件" in read(client, people.officer, page)


def test_a_review_is_opened_from_the_dossier(client, people, story):
    story.ordered()
    address = reverse("remedy_new", args=[story.dossier.pk])
    officer = login(people.officer)
    page = officer.get(address)
    assert page.status_code == 200, plain(page)
    answer = officer.post(address, {**inputs(page), "instance": "reconsideration"})
    assert answer.status_code == 302 and answer["Location"].endswith("/register/")
    for user in (people.neighbour_officer, people.representative, people.leader):
        assert login(user).get(address).status_code == 404


def test_the_register_and_the_file_for_the_answer(client, people, story):
    story.ordered().register()
    assert "〔2026〕1号" in read(client, people.officer, reverse("remedies"))
    page = reverse("remedy", args=[story.remedy.pk])
    assert "下载答复案卷" in read(client, people.officer, page)
    answer = look(client, people.officer, reverse("remedy_file", args=[story.remedy.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None and "目录.csv" in archive.namelist()
    rows = list(csv.reader(io.StringIO(archive.read("目录.csv").decode("utf-8-sig"))))
    assert any("责令限期整改指令书" in row[2] for row in rows) and any(
        "现场照片" in name for name in archive.namelist()
    )
    for address in (page, reverse("remedy_file", args=[story.remedy.pk])):
        assert look(client, people.neighbour_officer, address).status_code == 404
    assert queries(client, people.officer, reverse("remedies")) <= 12


# --- filing -------------------------------------------------------------------------------------------------------
def test_an_escalated_case_leads_to_a_penalty_for_each_party(client, people, story):
    overdue(story)
    parties = [
        {"party": people.enterprise.name, "person": False, "post": "", "propose": True, "reason": "逾期未改正"},
        {"party": "示例主任", "person": True, "post": "车间主任", "propose": True, "reason": "直接负责"},
    ]
    story.ask(story.case, "escalate", parties=parties)
    text = read(client, people.officer, reverse("case", args=[story.case.pk]))
    assert "已提请，待立案" in text and "示例主任" in text
    address = reverse("penalty_new", args=[story.case.pk])
    officer, row = login(people.officer), story.case.escalations.get(person=True)
    page = officer.get(f"{address}?party={row.pk}")
    assert inputs(page)["name"] == ["示例主任"] and inputs(page)["tier"] == ["2"]
    answer = officer.post(address, inputs(page))
    assert answer.status_code == 422 and "身份证号" in answer.content.decode()
    answer = officer.post(address, {**inputs(page), "id_number": "450102199001011012"})
    assert answer.status_code == 302, plain(answer)
    made = Penalty.objects.get(case=story.case)
    assert made.person.name == "示例主任" and made.tier == 2 and made.dossier.personal
    assert answer["Location"] == reverse("step", args=["penalty", made.pk, "file"])
    assert officer.get(answer["Location"]).status_code == 200
    again = officer.get(f"{address}?party={row.pk}")
    officer.post(address, {**inputs(again), "id_number": "450102199001011012"})
    assert Penalty.objects.filter(case=story.case).count() == 1


def test_only_those_in_charge_file(people, story):
    story.ordered()
    address = reverse("penalty_new", args=[story.case.pk])
    assert login(people.officer).get(address).status_code == 200
    for user in (people.neighbour_officer, people.representative, people.third_officer):
        assert login(user).get(address).status_code == 404


# --- the bank's list ----------------------------------------------------------------------------------------------
def table(story, *rows):
    text = io.StringIO()
    csv.writer(text).writerows([["缴款凭证号", "决定书文号", "金额", "缴款日期"], *rows])
    return SimpleUploadedFile("bank.csv", text.getvalue().encode(), content_type="text/csv")


def test_a_list_of_the_bank_is_booked_once_and_its_mistakes_named(client, people, story):
    story.punished(fine=20000)
    number = story.penalty.decisions.get().document.number
    officer, address = login(people.officer), reverse("payments")
    lines = [["A1", number, "20000", today().isoformat()], ["A2", "没有的文号", "5", today().isoformat()]]
    answer = fill(officer, address, table=table(story, *lines))
    assert answer.status_code == 302, plain(answer)
    text = plain(officer.get(answer["Location"]))
    assert "入账1笔" in text and "第3行：决定书没有的文号找不到" in text
    fill(officer, address, table=table(story, *lines))
    assert Payment.objects.count() == 1 and PaymentImport.objects.latest("pk").known == 1
    wrong = fill(officer, address, table=SimpleUploadedFile("x.csv", b"a,b\n1,2\n"))
    assert wrong.status_code == 422 and "表头缺少" in wrong.content.decode()
    assert "bank.csv" not in read(client, people.neighbour_officer, address)
    assert officer.get(reverse("payments_blank")).status_code == 200
    assert queries(client, people.officer, address) <= 12


def test_a_reviewer_reads_the_lists_of_the_bank_and_brings_in_none(people):
    legal = login(people.legal)
    assert "导入缴款须由执法人员办理" in plain(legal.get(reverse("payments")))
    assert legal.post(reverse("payments"), {"agency": "1"}).status_code == 404
