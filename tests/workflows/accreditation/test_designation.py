"""A designation told from its certificate to each of its ends: states, clocks, papers, slots, and who may do what."""

from datetime import timedelta

import pytest

from casework.accreditation import exceptions, slots, waiting
from casework.accreditation.models import Application, Bar, Review
from casework.accreditation.standing import obstacles
from casework.clock.calendar import add_months
from casework.clock.models import Deadline
from casework.core.now import today
from casework.notices.models import Notice
from casework.organisations.models import Enterprise
from casework.trail.verify import verify_dossier
from documents import render
from tests.casework.accreditation import rows
from tests.documents.plain import texts
from tests.people import cast
from tests.workflows.accreditation.stages import DESIGNATIONS
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.stages import fingerprint
from tests.workflows.test_matrix import try_all, try_strangers
from workflows.accreditation.designating import open_designation
from workflows.accreditation.objecting import receive
from workflows.engine import Refused
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


def clock(story: Tenure, name: str) -> Deadline:
    return story.folder.deadlines.filter(name=name).latest("pk")


def running(story: Tenure) -> set[str]:
    return set(story.folder.deadlines.filter(status="running").values_list("name", flat=True))


def long_over(story: Tenure, name: str) -> None:
    """The clock's last day was yesterday; nobody has looked yet."""
    clock(story, name)
    over = today() - timedelta(1)
    found = story.folder.deadlines.filter(name=name, status="running")
    assert found.update(due_on=over, lapses_at="2026-01-01T00:00:00+08:00") == 1


def said(story: Tenure, kind: str) -> str:
    """What stands in the drawn file of the last paper of a kind."""
    document = story.paper(kind)
    body = render.draw(document.kind, document.facts)
    return "\n".join(line for part in texts(body).values() for line in part)


def told(story: Tenure, kind: str) -> set[int]:
    return set(Notice.objects.filter(dossier=story.folder, kind=kind).values_list("to", flat=True))


@pytest.mark.parametrize("state", DESIGNATIONS)
def test_every_state_and_every_step(story, state):
    DESIGNATIONS[state](story)
    designation, people = story.designation, story.people
    assert designation.state == state
    try_all(designation, "designation", people, state)
    try_strangers(designation, "designation", people, state)
    assert verify_dossier(story.folder.pk, files=False) is None


# --- beginning ----------------------------------------------------------------------------------------------------
def test_a_designation_has_a_slot_a_certificate_and_three_years(story):
    row = story.named().designation
    assert (row.slot, row.slot.category, row.designated_on) == (row.place, story.category, today())
    assert row.valid_to == add_months(today(), 36)
    assert row.number == row.certificate.number and "应急认证" in row.number
    assert running(story) == {"designation_validity", "designation_review"}
    paper = said(story, "designation-certificate")
    for words in (row.number, row.party_name, "安全技能实训考核示范基地", "类别：金属冶炼", "扫码查看命名现在的状态"):
        assert words in paper
    assert story.people.representative.pk in told(story, "designated")


def test_no_slot_no_designation_and_nothing_is_left_of_it(story):
    story.named()
    (rival,) = rows.applications(story.people, story.round, story.category, 1)
    before = fingerprint()
    for application, words in ((story.application, "已经命名"), (rival, "金属冶炼的名额已经用完")):
        with pytest.raises(Refused, match=words):
            open_designation(application, by=None)
    assert fingerprint() == before


# --- reviews ------------------------------------------------------------------------------------------------------
def test_the_year_is_over_and_the_clock_opens_the_review(story):
    story.named()
    long_over(story, "designation_review")
    tick()
    row = story.designation
    assert (row.state, row.reviews.get().ground) == ("under_review", "yearly")
    assert exceptions.of(row) == [], "what only the calendar has opened is clean"
    p = story.people
    assert p.representative.pk in told(story, "review-opened")
    assert {p.officer.pk, p.partner.pk} <= told(story, "review-opened-office")
    before = fingerprint()
    tick()
    assert fingerprint() == before
    story.do("conclude_review", verdict="条件具备。")
    assert story.designation.state == "active" and clock(story, "designation_review").status == "running"
    assert "年度复核" in said(story, "designation-review") and "合格" in said(story, "designation-review")


def test_a_stop_of_production_puts_it_under_review_at_once(story):
    story.named()
    stopped = story.stopped()
    row = story.designation
    assert (row.state, row.reviews.get().ground) == ("under_review", "suspension")
    with pytest.raises(Refused, match="正在停产停业"):
        story.do("conclude_review", verdict="条件具备。", reason="另行处理。")
    assert "正在停产停业" in exceptions.of(row)
    stopped.lift()
    story.do("conclude_review", verdict="已恢复生产。", reason="停产停业已经解除，案件另行办理。")
    assert story.designation.state == "active"


def test_what_is_known_must_be_answered_before_it_passes(story):
    story.named().do("open_review", ground="yearly")
    case = story.stopped()
    case.lift()
    with pytest.raises(Refused, match="有1件整改案件没有办结。请写明为什么仍然合格"):
        story.do("conclude_review", verdict="条件具备。")
    story.do("conclude_review", verdict="条件具备。", reason="案件不涉及实训考核。")
    assert story.designation.state == "active"


def test_a_rectification_from_its_notice_to_the_re_check(story):
    story.rectifying()
    assert running(story) == {"designation_validity"}
    story.hand_over("designation-rectification")
    asked = clock(story, "designation_rectify")
    assert (asked.status, asked.due_on) == ("running", asked.due_on) and asked.starts_on == today()
    notice = said(story, "designation-rectification")
    assert "1．2台实训设备停用。" in notice and "60日" in notice and "第六十一条" in notice
    by = story.people.representative
    files = [story.proof("整改照片", by=by)]
    story.do("report_rectification", by=by, text="设备已经修复。", evidence=files)
    assert clock(story, "designation_rectify").status == "met"
    story.do("accept_rectification", checked_on=today(), verdict="现场核查，均已整改。")
    row = story.designation.rectifications.get()
    assert (story.designation.state, row.fit, row.verdict) == ("active", True, "现场核查，均已整改。")
    assert "designation_review" in running(story)


def test_silence_after_the_notice_is_a_failed_rectification(story):
    story.rectifying().hand_over("designation-rectification")
    why = {"way": "revoke", "ground": "unmet", "account": "逾期没有整改。", "evidence": [story.proof()]}
    with pytest.raises(Refused, match="没有逾期或者不合格的整改"):
        story.do("notify_ending", **why)
    long_over(story, "designation_rectify")
    assert "命名后的整改逾期或者没有通过" in exceptions.of(story.designation)
    story.do("notify_ending", **why)
    assert story.designation.state == "revocation_notified"
    assert clock(story, "designation_rectify").status == "dropped"


# --- revoking and recalling ---------------------------------------------------------------------------------------
def test_revoking_hears_the_unit_frees_the_slot_and_bars_it(story):
    story.named().notified()
    with pytest.raises(Refused, match="事先告知书还没有送达"):
        story.do("revoke")
    story.hand_over("revocation-notice")
    assert clock(story, "statement").status == "running"
    with pytest.raises(Refused, match="陈述、申辩的期限还没有届满"):
        story.do("revoke")
    long_over(story, "statement")
    held = story.designation.slot
    story.do("revoke")
    row = story.designation
    assert (row.state, row.slot, row.place, row.end) == ("revoked", None, held, "revoked")
    assert held in slots.free(story.category)
    bar = Bar.objects.get(enterprise=row.enterprise)
    assert bar.until == add_months(today(), 36)
    assert obstacles(row.enterprise) == [f"命名被撤销，{bar.until:%Y年%-m月%-d日}以前不得申报"]
    decision = said(story, "revocation-decision")
    for words in (
        "以欺骗、贿赂等不正当手段取得命名",
        "第六十九条第二款",
        "没有在规定期限内陈述",
        "申请行政复议",
        "经集体讨论",
    ):
        assert words in decision
    assert f"{bar.until:%Y年%-m月%-d日}以前不得再申报" in decision
    assert not story.folder.deadlines.filter(status="running", right_of_party=False).exclude(name="serve").exists()
    story.hand_over("revocation-decision")
    assert running(story) == {"reconsideration", "suit"}
    assert {story.people.officer.pk} <= told(story, "slot-freed")
    assert "金属冶炼空出名额；没有候补单位" in Notice.objects.filter(kind="slot-freed").first().body


def test_recalling_blames_nobody_and_bars_nobody(story):
    story.recalled()
    row = story.designation
    assert (row.state, row.end) == ("revoked", "withdrawn")
    assert not Bar.objects.exists() and obstacles(row.enterprise) == []
    paper = said(story, "recall-decision")
    assert "第八条第二款" in paper and "依法申请补偿" in paper and "不得再申报" not in paper
    assert "意见不涉及政策终止的事实，不予采纳。" in paper
    assert "撤回不是因为你单位有过错" in said(story, "recall-notice")


def test_a_statement_that_convinces_ends_the_ending(story):
    story.named().notified().told().do("drop_ending", reason="陈述成立，证据不足。")
    row = story.designation
    assert (row.state, row.reviews.get(outcome="").ground) == ("under_review", Review.Ground.ENDING)
    story.do("conclude_review", verdict="条件具备。", reason="原指控不成立。")
    assert story.designation.state == "active"


# --- cancelling ---------------------------------------------------------------------------------------------------
def test_time_ends_it_and_the_office_then_writes_the_paper(story):
    story.named().near_its_end(-1)
    tick()
    row = story.designation
    assert (row.state, row.end, row.slot) == ("expired", "expired", None)
    assert not story.folder.documents.filter(kind="cancellation-decision").exists(), "the clock issues no paper"
    story.do("announce_end")
    assert "有效期届满没有延续" in said(story, "cancellation-decision")
    with pytest.raises(Refused, match="已经作出"):
        story.do("announce_end")


def test_the_last_day_still_counts(story):
    story.named().near_its_end(0)
    tick()
    assert story.designation.state == "active"


def test_a_unit_that_is_no_more(story):
    story.dissolved()
    row = story.designation
    assert (row.state, row.end, row.stage_reason) == ("expired", "dissolved", "单位已经注销登记。")
    assert "命名单位依法终止" in said(story, "cancellation-decision")


def test_not_while_its_revocation_is_under_way(story):
    story.named().notified().near_its_end(-1)
    tick()
    assert story.designation.state == "revocation_notified"
    with pytest.raises(Refused, match="不能申请注销命名"):
        story.do("surrender", by=story.people.representative, reason="停办。")


# --- papers and lists ---------------------------------------------------------------------------------------------
def test_every_paper_prints_any_name(story):
    name = "示例<&>𠮷{{公司}}"
    Enterprise.objects.filter(pk=story.people.enterprise.pk).update(name=name)
    Application.objects.filter(pk=story.pk).update(party_name=name)
    story.refused().do("notify_ending", way="revoke", ground="unmet", account="未改。", evidence=[story.proof("a<b")])
    story.told().do("revoke", answer="不予采纳。")
    for kind in ("certificate", "review", "rectification"):
        assert name in said(story, f"designation-{kind}")
    for kind in ("revocation-notice", "revocation-decision"):
        assert name in said(story, kind) and "限期整改后仍然达不到认定条件" in said(story, kind)


def test_what_no_paper_can_print_is_refused_before_anything_changes(story):
    story.under_review()
    before = fingerprint()
    with pytest.raises(Refused, match="自造字"):
        story.do("order_rectification", items=["设备\ue000停用"], verdict="须整改。")
    assert fingerprint() == before


def test_a_late_objection_waits_for_a_review(story):
    story.designated()
    story.held = story.application.designation.pk
    assert exceptions.of(story.designation) == []
    receive(story.application, name="示例群众甲", contact="0771-0000009", grounds="场地是临时租用的。")
    assert exceptions.of(story.designation) == ["收到过公示期满后的异议，还没有复核"]
    story.do("open_review", ground="objection", reason="公示期满后的异议。")
    story.do("conclude_review", verdict="场地为自有。", reason="已经核实，异议不成立。")
    assert exceptions.of(story.designation) == []


def test_what_is_known_of_many_takes_a_fixed_number_of_queries(story, django_assert_num_queries):
    story.named()
    row = story.designation
    with django_assert_num_queries(7):
        assert exceptions.known([row]) == {row.pk: []}
    with django_assert_num_queries(7):
        exceptions.known([row] * 50)


def test_when_a_slot_frees_the_next_of_the_list_is_named(story):
    """Two passed, one slot: the second waits, is told of when the first ends, and waits no more once it is gone."""
    other = story.rival().recommended()
    story.evaluated()
    for row in other.evaluations:
        other.submit(row, 5)
    other.go("conclude_evaluation", by=other.leader, **other.report())
    story.draw_up()
    assert [row.application_id for row in waiting.waiting(story.category)] == [other.pk]
    story.ask(story.listing, "publicise")
    story.notice_over().designate()
    story.held = story.application.designation.pk
    story.do("surrender", by=story.people.representative, reason="停办。")
    body = Notice.objects.filter(kind="slot-freed").first().body
    assert f"金属冶炼空出名额；候补第一位：{other.application.party_name}（第2名）" in body
    other.go("withdraw", by=other.people.representative)
    assert waiting.waiting(story.category) == []
