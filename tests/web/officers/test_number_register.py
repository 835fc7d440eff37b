"""The number register: what became of every number, paper series that go on, and papers that take a reserved one."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.core.now import today
from casework.enforcement.models import Case
from casework.web.officers.register import Register
from documents import numbering
from documents.models import Document, ReservedNumber, Serial
from tests.people import cast
from tests.web.officers.acting import fill, href, inputs, login, plain, said, words
from tests.workflows.story import Story
from workflows.engine import Refused, rehearse, take

pytestmark = pytest.mark.django_db
SERIES = "应急责改"


@pytest.fixture
def people():
    return cast()


def register(people, year=None):
    return Register(people.agency, SERIES, year or today().year)


def begin(people, last, user=None, year=None):
    query = f"?agency={people.agency.pk}&series={SERIES}&year={year or today().year}"
    return login(user or people.clerk).post(reverse("number_begin") + query, {"last": last})


def block(people, count=3, holder=None):
    return numbering.reserve(people.agency.pk, SERIES, count, holder or people.officer)


# --- the page -----------------------------------------------------------------------------------------------------
def test_every_number_is_accounted_for(people):
    numbering.begin_after(people.agency.pk, SERIES, today().year, 4, people.clerk)
    Story(people).found().order()
    rows = block(people)
    numbering.void(rows[1], "填写有误")
    found = register(people)
    assert [entry.serial for entry in found.entries] == list(range(1, 9))
    assert found.gaps == [] and found.last == 8
    assert found.sums == {"paper": 4, "used": 1, "reserved": 2, "void": 1}
    page = login(people.clerk).get(reverse("number_register"))
    assert "1至8号都有去向" in words(page)
    assert "填写有误" in words(page) and people.enterprise.name in words(page) and "执法员甲" in words(page)


def test_a_number_that_went_astray_is_named(people):
    Serial.objects.create(agency=people.agency, series=SERIES, year=today().year, last=2)
    page = words(login(people.clerk).get(reverse("number_register")))
    assert "1、2号没有去向" in page and "都有去向" not in page


def test_one_months_numbers(people):
    numbering.begin_after(people.agency.pk, SERIES, today().year, 2, people.clerk)
    block(people, 2)
    client = login(people.head)
    own, before = (client.get(reverse("number_register"), {"month": month}) for month in (today().month, 0))
    assert 'id="n3"' in words(own) and 'id="n1"' not in words(own)
    assert 'id="n1"' in words(before) and 'id="n3"' not in words(before)


def test_only_the_office_keeps_the_numbers(people):
    for user in (people.officer, people.leader, people.representative, people.system_admin):
        assert login(user).get(reverse("number_register")).status_code == 404
    client = login(people.clerk)
    for wrong in ({"agency": people.neighbour.pk}, {"series": "没有的"}, {"year": "abcd"}):
        assert client.get(reverse("number_register"), wrong).status_code == 404


def test_the_register_costs_the_same_with_many_numbers(people):
    counts, client = [], login(people.clerk)
    client.get(reverse("number_register"))  # what is read once a minute
    for size in (1, 10):
        block(people, size)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("number_register")).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


# --- going on after paper -----------------------------------------------------------------------------------------
def test_a_series_goes_on_after_paper(people):
    answer = begin(people, 37)
    assert answer.status_code == 302 and "38号开始" in said(answer)
    assert register(people).gaps == [] and register(people).sums["paper"] == 37
    trace = LogEntry.objects.get()
    assert "37号" in trace.change_message and trace.user == people.clerk
    Story(people).found().order()
    assert Document.objects.get(kind="rectification-order").serial == 38
    back = begin(people, 12)
    assert back.status_code == 422 and "已用至38号，不能退回到12号" in words(back)


@pytest.mark.parametrize("wrong", ["", "0", "-3", "100000", "三十"])
def test_a_wrong_last_number_is_refused_in_words(people, wrong):
    answer = begin(people, wrong)
    assert answer.status_code == 422 and "请填1至99999之间的整数" in words(answer)
    assert not Serial.objects.exists()


def test_a_slip_of_the_pen_is_refused_and_a_past_year_is_closed(people):
    assert "核对最后一个文号" in words(begin(people, 50_001))
    assert "往年的字号不再编号" in said(begin(people, 3, year=2020))
    assert not Serial.objects.exists() and not LogEntry.objects.exists()


def test_nobody_else_changes_a_series(people):
    for user in (people.officer, people.county_officer, people.leader, people.representative):
        assert begin(people, 3, user).status_code == 404
    assert login(people.clerk).get(reverse("number_begin")).status_code == 405
    assert not Serial.objects.exists()


# --- using one ----------------------------------------------------------------------------------------------------
def order_facts(story, **more):
    finding = story.case.findings.first()
    return {
        "findings": [{"finding": finding.pk, "due_on": date(today().year + 1, 3, 1)}],
        "officers": [story.people.officer.pk, story.people.partner.pk],
        "reason": "设备停产检修",
        **more,
    }


def test_the_paper_gets_the_reserved_number(people):
    story, row = Story(people).found(), block(people)[1]
    facts = order_facts(story, reserved=row.pk)
    with rehearse(story.case, "order", by=people.officer, **facts) as page:
        assert page.documents[0].number.endswith("〕2号")
    take(story.case, "order", by=people.officer, **facts)
    document = Document.objects.get(kind="rectification-order")
    row.refresh_from_db()
    assert document.serial == 2 and document.facts["number"] == document.number
    assert (row.status, row.document) == ("used", document)
    assert Case.objects.get().number == document.number
    assert register(people).gaps == []


@pytest.mark.parametrize(
    ("which", "says"),
    [
        ("void", "已作废，不能再用"),
        ("paper", "纸质已用，不能再用"),
        ("used", "已使用，不能再用"),
        ("neighbour", "不是本机关为责令限期整改指令书预留的"),
        ("series", "不是本机关为责令限期整改指令书预留的"),
        ("nobody", "不是本机关为责令限期整改指令书预留的"),
        ("holder", "由执法员丙领用，不能由他人使用"),
    ],
)
def test_a_number_that_is_not_there_to_be_used_is_refused(people, which, says):
    story = Story(people).found()
    pk = unusable(people, which)
    with pytest.raises(Refused, match=says):
        take(story.case, "order", by=people.officer, **order_facts(story, reserved=pk))
    assert story.case.state == "found" and not Document.objects.filter(kind="rectification-order").exists()


def unusable(people, which):
    if which == "nobody":
        return 999_999
    if which in ("neighbour", "series"):
        series = SERIES if which == "neighbour" else "应急现决"
        agency = people.neighbour if which == "neighbour" else people.agency
        return numbering.reserve(agency.pk, series, 1, people.officer)[0].pk
    row = block(people, holder=people.third_officer if which == "holder" else None)[0]
    if which in ("void", "paper", "used"):
        ReservedNumber.objects.filter(pk=row.pk).update(status=which, reason="写坏")
    return row.pk


def test_the_form_offers_the_officers_own_numbers(people):
    story, own, others = Story(people).found(), block(people)[2], block(people, holder=people.third_officer)
    client, address = login(people.officer), href(story.case, "order")
    page = words(client.get(address))
    assert f'value="{own.pk}">预留{today().year}年3号' in page
    assert not any(f'value="{row.pk}">预留' in page for row in others)
    both = {"officers_1": str(people.officer.pk), "officers_2": str(people.partner.pk)}
    answer = fill(client, address, reserved=str(own.pk), **both)
    assert answer.status_code == 302, plain(answer)
    assert Document.objects.get(kind="rectification-order").serial == 3


def test_an_officer_without_numbers_is_not_asked(people):
    story = Story(people).found()
    block(people, holder=people.third_officer)
    assert "reserved" not in inputs(login(people.officer).get(href(story.case, "order")))


def test_a_measure_takes_its_own_series(people):
    story = Story(people).start().find(cannot_wait=True).conclude()
    block(people)
    row = numbering.reserve(people.agency.pk, "应急现决", 2, people.officer)[1]
    page = words(login(people.officer).get(href(story.case, "stop_work")))
    assert f'value="{row.pk}">预留{today().year}年2号' in page and "年3号" not in page
    take(
        story.case, "stop_work", by=people.officer, findings=[story.case.findings.first().pk], danger=True,
        measures="立即停止使用3号中频炉", officers=[people.officer.pk, people.partner.pk], reserved=row.pk,
    )  # fmt: skip
    assert Document.objects.get(kind="on-site-measure").serial == 2


def test_reserving_and_voiding_leave_a_trace(people):
    client = login(people.clerk)
    given = {"agency": people.agency.pk, "series": SERIES, "count": 2, "holder": people.officer.pk}
    assert client.post(reverse("numbers"), given).status_code == 302
    row = ReservedNumber.objects.earliest("serial")
    client.post(reverse("number_void", args=[row.pk]), {"reason": "填写有误"})
    told = list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))
    assert len(told) == 2 and "预留" in told[0] and told[1].endswith("填写有误")
    begin(people, 5)
    page = client.get(reverse("numbers"))
    assert page.status_code == 200 and "纸质已用" in words(page)
