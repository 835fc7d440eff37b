"""A list told from the ranking to the designation: its papers, its notice, objections, the departments, its end."""

import pytest
from django.db import DatabaseError, transaction

from casework.accreditation.models import Category, Designation, Objection, Ranked, Slot
from casework.accreditation.objections import new_receipt
from casework.accreditation.publicity import publicity_of
from casework.accreditation.scoring import Result, ranking
from casework.accreditation.shortlisting import choose
from casework.clock.deadlines import stands_still
from casework.clock.models import Deadline
from casework.core.now import today
from casework.notices.models import Notice
from casework.trail.models import Event
from casework.trail.verify import verify_dossier
from documents.models import Document
from documents.queries import documents_visible_to
from tests.people import cast
from tests.workflows.accreditation.listed import OBJECTION
from tests.workflows.accreditation.stages import LISTINGS
from tests.workflows.accreditation.story import Story
from tests.workflows.accreditation.test_application import said
from tests.workflows.penalties.stages import teller
from tests.workflows.stages import ago
from tests.workflows.story import photo
from tests.workflows.test_matrix import try_all, try_strangers
from workflows import approval
from workflows.accreditation.objecting import receive
from workflows.accreditation.opening import open_listing
from workflows.engine import Forbidden, Refused, take
from workflows.models import Signature
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def paper(story: Story, kind: str) -> str:
    return said(Document.objects.get(dossier=story.listing.dossier, kind=kind))


@pytest.mark.parametrize("state", LISTINGS)
def test_every_state_and_every_step(story, state):
    LISTINGS[state](story)
    assert story.listing.state == state
    try_all(story.listing, "listing", story.people, state)
    try_strangers(story.listing, "listing", story.people, state)
    assert verify_dossier(story.listing.dossier_id, files=False) is None


def test_from_the_ranking_to_the_designation_with_its_papers(story):
    story.shortlisted()
    row = Ranked.objects.get()
    assert (story.application.state, row.rank, row.chosen, row.passed) == ("shortlisted", 1, True, True)
    unit = story.people.enterprise.name
    drawn_up = paper(story, "proposed-list")
    assert unit in drawn_up and "第1名" in drawn_up and story.listing.seed in drawn_up
    story.ask(story.listing, "publicise")
    notice = publicity_of(story.application)
    assert story.application.state == "publicised" and notice.starts_on == today()
    published = paper(story, "public-notice")
    assert unit in published and "以真实姓名" in published and "5个工作日" in published
    with pytest.raises(Refused, match="没有可以命名的单位"):
        story.designate()
    story.notice_over().designate()
    designation = Designation.objects.get(application=story.pk)
    decision = Document.objects.get(dossier=story.listing.dossier, kind="designation-decision")
    assert (story.application.state, designation.state, designation.decision_id) == (
        "designated",
        "active",
        decision.pk,
    )
    assert designation.slot.category == story.category and Ranked.objects.get().decision == decision
    words = said(decision)
    assert unit in words and "自治区财政厅" in words and "3年" in words and "None" not in words
    assert not story.dossier.deadlines.filter(status="running").exists()
    story.ask(story.listing, "close")
    assert story.listing.state == "closed"


# --- the ranking --------------------------------------------------------------------------------------------------
def places(story, *marks, seed="x"):
    """Candidates made by hand: name, mean, core, veto."""
    return ranking([Result(pk, *mark) for pk, mark in marks], 80, seed)


def test_rank_within_the_places_and_nobody_below_the_mark(story):
    first, second = story.rival(), story.rival("广西示例锻造有限公司")
    rows = {s.pk: s.application for s in (story, first, second)}
    ranked = places(story, (story.pk, (90, 40, False)), (first.pk, (79, 50, False)), (second.pk, (95, 30, True)))
    found = {c.application.pk: c.against for c in choose(ranked, rows, 3, set())}
    assert found == {story.pk: "", first.pk: "没有达到合格分", second.pk: "有否决项不符合"}
    ranked = places(story, (story.pk, (90, 40, False)), (first.pk, (91, 30, False)), (second.pk, (90, 41, False)))
    chosen = [c.application.pk for c in choose(ranked, rows, 2, set()) if c.chosen]
    assert chosen == [first.pk, second.pk]
    renewing = {rows[story.pk].enterprise_id}
    assert [c.application.pk for c in choose(ranked, rows, 1, renewing) if c.chosen] == [first.pk, story.pk]


def test_who_may_not_be_accredited_leaves_his_place_to_the_next(story):
    teller()(story.people).stop()
    other = story.rival()
    rows = {s.pk: s.application for s in (story, other)}
    ranked = places(story, (story.pk, (95, 40, False)), (other.pk, (85, 40, False)))
    found = [(c.application.pk, c.chosen, c.against) for c in choose(ranked, rows, 1, set())]
    assert found == [(story.pk, False, "正在停产停业"), (other.pk, True, "")]


def test_equals_are_told_apart_by_the_recorded_draw(story):
    other = story.rival()
    marks = ((story.pk, (90, 40, False)), (other.pk, (90, 40, False)))
    orders = {tuple(p.result.application for p in places(story, *marks, seed=seed)) for seed in "abcdefgh"}
    assert len(orders) == 2 and all(p.drawn for p in places(story, *marks))
    assert places(story, *marks) == places(story, *marks)


def test_nobody_draws_until_he_likes_the_result(story):
    listing = story.evaluated().listing
    with pytest.raises(DatabaseError, match="已固定的记录不能修改"), transaction.atomic():
        type(listing).objects.filter(pk=listing.pk).update(seed="another")


def test_one_list_for_a_category(story):
    assert open_listing(story.round, story.category) == open_listing(story.round, story.category)
    with pytest.raises(Refused, match="不属于本批次的认定项目"):
        open_listing(story.round, Category.objects.get(programme="demo_unit"))


def test_the_rank_is_frozen(story):
    story.shortlisted()
    for changed in ({"mean": 99}, {"chosen": False}, {"rank": 7}):
        with pytest.raises(DatabaseError, match="已固定"), transaction.atomic():
            Ranked.objects.update(**changed)


# --- objections ---------------------------------------------------------------------------------------------------
def test_the_notice_stands_still_for_this_unit_and_runs_on(story):
    with ago(4):
        story.publicised()
        first = story.object()
        assert story.application.state == "publicised"
        assert story.dossier.deadlines.get(name="objection", status="running").key == str(first.pk)
        due = publicity_of(story.application).due_on
        story.go("open_objection")
    event = Event.objects.filter(dossier=story.dossier, step="object").get()
    assert (event.by, event.by_name) == (None, "公众")
    assert stands_still(publicity_of(story.application))
    second = story.object(name="示例群众乙", contact="0771-0000010")
    with pytest.raises(Refused, match="没有可以命名的单位"):
        story.designate()
    story.go("resolve_objection", **story.findings())
    notice = publicity_of(story.application)
    assert story.application.state == "publicised" and not stands_still(notice) and notice.due_on > due
    answers = list(Document.objects.filter(dossier=story.dossier, kind="objection-answer").order_by("pk"))
    assert [a.facts["addressee"] for a in answers] == ["示例群众甲", "示例群众乙"]
    assert [o.document_id for o in Objection.objects.order_by("pk")] == [a.pk for a in answers]
    assert first.receipt in said(answers[0]) and second.receipt in said(answers[1]) and "异议不成立" in said(answers[0])
    assert not story.dossier.deadlines.filter(name="objection", status="running").exists()
    story.notice_over().designate()
    assert story.application.state == "designated"


def test_an_objection_that_holds_ends_the_application_with_its_paper(story):
    story.resolved(upheld=True)
    assert story.application.state == "not_designated"
    story.serve()
    told = said(story.dossier.documents.get(kind="rejection-notice"))
    assert "临时租用" in told and "申请行政复议" in told
    running = list(story.dossier.deadlines.filter(status="running").values_list("name", "key"))
    notice = story.dossier.documents.get(kind="rejection-notice")
    assert sorted(running) == [("reconsideration", str(notice.pk)), ("suit", str(notice.pk))]


def test_the_applicant_never_reads_who_objected(story):
    story.resolved().serve()
    seen = documents_visible_to(story.people.representative)
    assert Document.objects.filter(kind="objection-answer").exists()
    assert not seen.filter(kind="objection-answer").exists() and seen.filter(kind="acceptance-notice").exists()


def test_an_objection_on_the_last_day_leaves_nothing_to_stand_still(story):
    story.publicised().object()
    story.notice_over().go("open_objection")
    assert not stands_still(publicity_of(story.application))
    with pytest.raises(Refused, match="公示期已经届满"):
        story.object(name="示例群众乙")
    story.go("resolve_objection", **story.findings()).designate()
    assert story.application.state == "designated"


def test_a_late_objection_waits_for_a_review(story):
    story.publicised().notice_over()
    late = receive(story.application, uploads=[photo("照片")], **OBJECTION)
    assert late.late and late.evidence.count() == 1 and late.evidence.get().by is None
    story.designate()
    later = receive(story.application, **OBJECTION)
    assert later.late and later.receipt != late.receipt
    assert Notice.objects.filter(kind="objection-late").count() == 4
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_nobody_objects_to_what_is_not_on_show_nor_without_a_name(story):
    story.shortlisted()
    with pytest.raises(Refused, match="不在公示名单"):
        receive(story.application, **OBJECTION)
    story.ask(story.listing, "publicise")
    before = Event.objects.count()
    for missing in ("name", "contact", "grounds"):
        with pytest.raises(Refused, match="请写明真实姓名"):
            receive(story.application, uploads=[photo("照片")], **{**OBJECTION, missing: " "})
    assert Event.objects.count() == before and not Objection.objects.exists()
    with pytest.raises(Forbidden):
        take(story.application, "object", by=story.people.representative, **OBJECTION)


def test_an_officer_enters_an_objection_that_came_on_paper(story):
    story.publicised()
    row = receive(story.application, by=story.people.officer, uploads=[photo("信件")], **OBJECTION)
    assert not row.late and row.evidence.get().by == story.people.officer
    assert Event.objects.get(step="object").by == story.people.officer


def test_a_receipt_is_short_and_never_the_same():
    found = {new_receipt() for _ in range(200)}
    assert len(found) == 200 and all(len(receipt) == 13 for receipt in found)


# --- the departments ----------------------------------------------------------------------------------------------
def sign(story, task, decision="agreed", remark=""):
    return approval.sign(task.pk, by=story.signer(task), decision=decision, remark=remark)


def open_tasks(proposal):
    return list(Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).order_by("pk"))


def test_five_departments_sign_in_parallel_and_a_no_goes_to_the_leader(story):
    asked = story.departments
    proposal = story.publicised().notice_over().circulate()
    tasks = open_tasks(proposal)
    assert [t.data["department"] for t in tasks] == ["yjt", "rst", "jyt", "czt", "mkj"]
    for user in asked.values():
        assert approval.circulating(user).get().process == proposal
        assert Notice.objects.filter(to=user, kind="to-sign").exists()
    for by in (story.people.leader, story.departments["czt"]):
        with pytest.raises(Forbidden, match="须由自治区应急管理厅的人员签署"):
            approval.sign(tasks[0].pk, by=by, decision="agreed")
    sign(story, tasks[2], "against", "该校在册学生不足。")
    for task in (*tasks[:2], *tasks[3:]):
        sign(story, task)
    (last,) = open_tasks(proposal)
    assert last.flow_task.name == "approve"
    assert story.listing.dossier.deadlines.get(name="countersign").status == "met"
    sign(story, last)
    assert story.application.state == "designated"
    form = said(Document.objects.filter(dossier=story.listing.dossier, kind="approval-form").latest("pk"))
    assert "会签意见（自治区教育厅）" in form and "该校在册学生不足" in form


def test_the_leader_returns_what_a_department_opposes(story):
    proposal = story.publicised().notice_over().circulate()
    for task in open_tasks(proposal):
        sign(story, task, "against", "不同意。")
    (last,) = open_tasks(proposal)
    assert sign(story, last, "returned", "请与各部门商议。").outcome == "returned"
    assert story.application.state == "publicised"


def test_a_silent_department_has_no_objection_once_its_time_is_over(story):
    proposal = story.publicised().notice_over().circulate()
    sign(story, open_tasks(proposal)[0])
    waiting = story.listing.dossier.deadlines.get(name="countersign")
    assert waiting.status == "running"
    tick()
    assert len(open_tasks(proposal)) == 4
    Deadline.objects.filter(pk=waiting.pk).update(lapses_at="2026-01-01T00:00:00+08:00")
    tick()
    tick()
    (last,) = open_tasks(proposal)
    assert last.flow_task.name == "approve"
    silent = proposal.task_set.filter(decision="silent")
    assert silent.count() == 4 and not silent.exclude(signer=None).exists()
    waiting.refresh_from_db()
    assert waiting.status == "lapsed"
    with pytest.raises(Refused, match="已经处理"):
        sign(story, silent.first())
    with pytest.raises(Refused, match="请选择"):
        sign(story, last, "silent")
    sign(story, last)
    assert story.application.state == "designated"
    form = said(Document.objects.filter(dossier=story.listing.dossier, kind="approval-form").latest("pk"))
    assert form.count("逾期未答复") == 3 * 4  # the reader gives a cell over three columns three times
    assert verify_dossier(story.listing.dossier_id, files=False) is None


def test_a_suspension_meanwhile_gives_the_list_back_to_its_author(story):
    proposal = story.publicised().notice_over().circulate()
    teller()(story.people).stop()
    story.approve(proposal)
    proposal.refresh_from_db()
    assert proposal.outcome == "refused" and "没有可以命名的单位" in proposal.words
    assert story.application.state == "publicised" and not Designation.objects.exists()


# --- the database -------------------------------------------------------------------------------------------------
def test_a_slot_that_goes_meanwhile_refuses_the_whole_step(story):
    proposal = story.publicised().notice_over().circulate()
    Slot.objects.filter(category=story.category).delete()
    story.approve(proposal)
    proposal.refresh_from_db()
    assert proposal.outcome == "refused" and "没有空余名额" in proposal.words
    assert story.listing.state == "publicised" and not Ranked.objects.exclude(designated_on=None).exists()
    assert not Document.objects.filter(kind="designation-decision").exists()
