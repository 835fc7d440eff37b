"""The issue's list of bad input at the gate: a sentence, nothing changed, nothing lost. What single conditions refuse
stands in broken.py; here are the names, the strangers, and matters with more than one date.
"""

import pytest

from casework.core.now import today
from casework.trail.verify import verify_dossier
from documents import render
from documents.models import Document
from tests.people import cast
from tests.workflows.lawful import WAYS, day
from tests.workflows.stages import ago, fingerprint
from tests.workflows.story import Story
from workflows.engine import Forbidden, Refused, Stale, take
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("11010519491231002Y", "身份证号应为18位数字，末位可以是大写X。"),
        ("110105194912310021", "身份证号的校验位不对，请逐位核对。"),
        ("11010519490231002X", "身份证号里的出生日期不存在，请核对。"),
    ],
)
def test_a_workers_id_number(number, words):
    about = WAYS["inspection", "record_finding"](cast())
    about.facts["workers"] = [{"name": "示例工人", "id_number": number}]
    before = fingerprint()
    with pytest.raises(Refused) as refusal:
        about.try_it()
    assert str(refusal.value) == words and fingerprint() == before


@pytest.mark.parametrize("name", ["𠮷林<&>\"'有限公司", "示\x07例\u202e司公\u202c有限公司", "示例\u200b有限公司"])
def test_a_strange_name_reaches_the_paper_or_is_refused_in_words(name):
    people = cast()
    people.enterprise.name = name
    people.enterprise.save_without_historical_record()
    story = Story(people).found()
    before = fingerprint()
    try:
        story.order()
    except Refused as refusal:
        assert str(refusal) and fingerprint() == before
        return
    paper = Document.objects.get(kind="rectification-order")
    text = str(paper.facts)
    assert not any(hidden in text for hidden in ("\x07", "\u202e", "\u200b"))
    assert render.draw(paper.kind, paper.facts)
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_a_name_nobody_could_read_is_refused():
    people = cast()
    story = Story(people).found()
    people.enterprise.name = "示例\ue001有限公司"
    people.enterprise.save_without_historical_record()
    before = fingerprint()
    with pytest.raises(Refused, match="自造字"):
        story.order()
    assert fingerprint() == before


@pytest.mark.parametrize("step", ["report", "request_extension"])
def test_another_enterprise(step):
    about = WAYS["case", step](cast())
    before = fingerprint()
    for by in (about.people.stranger, about.people.neighbour_officer):
        with pytest.raises(Forbidden, match="无权办理"):
            take(about.record, step, by=by, **about.facts)
    assert fingerprint() == before


def test_a_stale_form():
    about = WAYS["case", "report"](cast())
    version = about.record.version
    about.story.request_extension()
    before = fingerprint()
    with pytest.raises(Stale, match="已被他人更改，请刷新后重试"):
        take(about.record, "report", by=about.by, version=version, **about.facts)
    assert fingerprint() == before


def test_a_closed_case():
    about = WAYS["case", "reopen"](cast())
    before = fingerprint()
    for step, by in (("report", about.people.representative), ("order", about.by), ("recheck", about.by)):
        with pytest.raises(Refused, match="“已结案”状态不能"):
            take(about.record, step, by=by)
    assert fingerprint() == before


def test_two_due_dates_one_done():
    """The first date's finding is done, the second date has not come: the case goes on, and then is overdue alone."""
    people = cast()
    with ago(30):
        story = Story(people).start().find().find("V3", "1名焊工无证上岗").conclude().order(10, n2=20).serve()
        first, second = story.case.findings.order_by("number")
    with ago(25):
        story.report(first.due_on)
        row = {"finding": first.pk, "result": "done", "fact": "已补训。"}
        take(story.case, "recheck", by=people.officer, officers=story.ids, checked_on=today(), judgements=[row])
        assert story.case.state == "ordered"
        assert story.dossier.deadlines.get(name="rectification", status="running").due_on == second.due_on
    tick()
    assert story.case.state == "expired"
    story.recheck("not_done")
    assert story.case.state == "overdue"
    assert [f.standing for f in story.case.findings.order_by("number")] == ["done", "not_done"]


def test_a_date_passes_for_the_order_served_in_time_though_another_is_not():
    """Two orders name one date; the one not served does not hold up the other."""
    people = cast()
    with ago(20):
        story = Story(people).start().find().find("V3", "1名焊工无证上岗").conclude()
        first, second = story.case.findings.order_by("number")
        for finding in (first, second):
            rows = [{"finding": finding.pk, "due_on": day(-5)}]
            take(story.case, "order", by=people.officer, findings=rows, officers=story.ids)
            if finding == first:
                story.serve()
    tick()
    assert story.case.state == "expired"
    rows = [{"finding": f.pk, "result": "not_done", "fact": "仍未改正。"} for f in (first, second)]
    with pytest.raises(Refused, match="第2项的指令书没有在期限前送达，不能认定逾期"):
        take(story.case, "recheck", by=people.officer, officers=story.ids, checked_on=today(), judgements=rows)


def test_a_case_taken_back_takes_up_its_clocks():
    people = cast()
    story = Story(people).found().order().serve().report()
    told = {"receiver": "柳州市应急管理局", "reason": "不属管辖", "basis": "行政处罚法第二十五条"}
    story.ask(story.case, "transfer", **told)
    ours = story.dossier.deadlines.filter(status="running", right_of_party=False, kind="case")
    assert not ours.exists()
    take(story.case, "take_back", by=people.officer, reason="退回", evidence=[story.evidence()])
    assert set(ours.values_list("name", flat=True)) == {"recheck"}


def test_annulling_one_service_leaves_the_other_orders_clocks():
    people = cast()
    story = Story(people).start().find().find("V3", "1名焊工无证上岗").conclude()
    first, second = story.case.findings.order_by("number")
    for finding, days in ((first, 10), (second, 20)):
        rows = [{"finding": finding.pk, "due_on": day(days)}]
        take(story.case, "order", by=people.officer, findings=rows, officers=story.ids)
    story.serve()
    orders = list(story.case.orders.order_by("pk"))
    service = orders[0].document.services.get()
    story.ask(service, "annul_service", reason="收件人有误")
    running = story.dossier.deadlines.filter(status="running")
    assert [d.due_on for d in running.filter(name="rectification")] == [day(20)]
    assert set(running.filter(name="suit").values_list("key", flat=True)) == {str(orders[1].document_id)}
