"""An application told from end to end: its states, its clocks, its papers, and who may do what."""

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from casework.accreditation.models import Application, Category, Criterion, RoundCriterion
from casework.clock.models import Deadline
from casework.core.now import today
from casework.notices.models import Notice
from casework.trail.verify import verify_dossier
from documents import render
from documents.catalogue import ACCREDITATION
from documents.models import Document
from tests.documents.plain import texts
from tests.people import cast
from tests.workflows.accreditation.stages import APPLICATIONS
from tests.workflows.accreditation.story import Story
from tests.workflows.stages import ago, fingerprint
from tests.workflows.test_matrix import try_all, try_strangers
from workflows.accreditation.opening import open_application
from workflows.engine import Forbidden, Refused, take
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def clock(story: Story, name: str) -> Deadline:
    return story.dossier.deadlines.filter(name=name).latest("pk")


def said(document: Document) -> str:
    """What stands in the drawn file."""
    body = render.draw(document.kind, document.facts)
    return "\n".join(line for part in texts(body).values() for line in part)


@pytest.mark.parametrize("state", APPLICATIONS)
def test_every_state_and_every_step(story, state):
    APPLICATIONS[state](story)
    application, people = story.application, story.people
    assert application.state == state
    try_all(application, "application", people, state)
    try_strangers(application, "application", people, state)
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_from_submission_to_the_opinion_with_its_papers(story):
    story.incomplete().serve()
    assert clock(story, "acceptance").status == "met"
    asked = clock(story, "supplement")
    assert (asked.status, asked.starts_on) == ("running", today())
    story.go("supplement", by=story.people.representative, answers=story.answers())
    assert clock(story, "supplement").status == "met" and clock(story, "acceptance").status == "running"
    story.go("accept").serve()
    assert clock(story, "recommendation").starts_on == today()
    story.go("recommend", by=story.office.city_officer, verdict="材料属实，条件具备。")
    papers = {paper.kind: said(paper) for paper in story.dossier.documents.order_by("pk")}
    assert list(papers) == ["application-form", "supplement-notice", "acceptance-notice", "recommendation-opinion"]
    unit = story.people.enterprise.name
    for words in papers.values():
        assert unit in words and "安全技能实训考核示范基地" in words and "None" not in words and "（）" not in words
    assert "TB1（15分）" in papers["application-form"] and "自评总分" in papers["application-form"]
    assert "1．岗位操作规程缺3个岗位。" in papers["supplement-notice"] and "10个工作日" in papers["supplement-notice"]
    assert "由南宁市应急管理局提出初审意见" in papers["acceptance-notice"]
    assert "南宁市应急管理局" in papers["recommendation-opinion"] and "同意推荐" in papers["recommendation-opinion"]
    assert not story.dossier.deadlines.filter(status="running").exists()


@pytest.mark.parametrize(
    ("way", "kind", "words"),
    [
        ("refused", "refusal-notice", "申报事项不属于本批次的范围。"),
        ("rejected", "rejection-notice", "现场不具备实训条件。"),
    ],
)
def test_a_refusal_says_why_and_where_to_go(story, way, kind, words):
    getattr(story, way)().serve()
    paper = said(story.dossier.documents.get(kind=kind))
    assert words in paper and "申请行政复议" in paper and "提起行政诉讼" in paper
    running = dict(story.dossier.deadlines.filter(status="running").values_list("name", "right_of_party"))
    assert running == {"reconsideration": True, "suit": True}


def test_every_paper_of_the_chapter_is_drawn_above():
    assert {kind.code for kind in ACCREDITATION} == {
        *("application-form", "supplement-notice", "acceptance-notice", "recommendation-opinion"),
        *("refusal-notice", "rejection-notice"),
        *("evaluation-notice", "score-sheet", "site-report"),  # drawn in test_evaluation.py
        *("proposed-list", "public-notice", "objection-answer", "designation-decision"),  # in test_listing.py
        *("designation-certificate", "designation-review", "designation-rectification"),  # in test_designation.py
        *("revocation-notice", "recall-notice", "revocation-decision", "recall-decision", "cancellation-decision"),
    }


# --- the clock ----------------------------------------------------------------------------------------------------
def test_silence_accepts_from_the_day_of_receipt(story):
    with ago(30):
        story.round.__class__.objects.update(announced_on=today(), opens_on=today())
        story.submitted()
    tick()
    application = story.application
    assert (application.state, application.deemed) == ("accepted", True)
    assert clock(story, "recommendation").starts_on == application.submitted_on == today() - timedelta(30)
    told = set(Notice.objects.filter(dossier=story.dossier).values_list("kind", "to"))
    p = story.people
    assert ("application-deemed", p.representative.pk) in told
    assert {("application-deemed-office", user.pk) for user in (p.officer, p.partner)} <= told
    before = fingerprint()
    tick()
    assert fingerprint() == before


def test_a_draft_ends_with_its_window(story):
    with ago(3):
        story.drafted()
        story.round.__class__.objects.update(closes_on=today() + timedelta(1))
        story.dossier.deadlines.update(due_on=today() + timedelta(1))
    Deadline.objects.update(lapses_at="2026-01-01T00:00:00+08:00")
    tick()
    assert story.application.state == "withdrawn"
    assert Notice.objects.filter(dossier=story.dossier, kind="application-lapsed").count() == 2


def test_papers_never_supplemented_are_withdrawn(story):
    with ago(40):
        story.round.__class__.objects.update(announced_on=today(), opens_on=today())
        story.incomplete().serve()
    tick()
    assert story.application.state == "withdrawn"
    assert not story.dossier.deadlines.filter(status="running").exists()


def test_a_silent_city_is_passed_over_only_when_its_period_is_over(story):
    story.accepted()
    with pytest.raises(Refused, match="初审期限还没有届满"):
        story.go("skip_recommendation", reason="初审机关逾期未提出意见。")
    clock_row = clock(story, "recommendation")
    Deadline.objects.filter(pk=clock_row.pk).update(due_on=today() - timedelta(1))
    assert story.go("skip_recommendation", reason="初审机关逾期未提出意见。").application.state == "recommended"


def test_a_unit_without_a_city_bureau_waits_for_nobody():
    story = Story(cast(), direct=True).accepted()
    assert not story.dossier.deadlines.filter(name="recommendation").exists()
    with pytest.raises(Forbidden):
        story.go("recommend", by=story.office.city_officer, verdict="条件具备。")
    assert story.go("skip_recommendation", reason="区直单位，没有初审机关。").application.state == "recommended"


# --- who ----------------------------------------------------------------------------------------------------------
def test_only_the_city_bureau_in_charge_recommends(story):
    story.accepted()
    p = story.people
    for by in (p.officer, p.head, p.leader, p.neighbour_officer, p.county_officer, p.representative):
        with pytest.raises(Forbidden, match="须由设区市应急管理局办理"):
            take(story.application, "recommend", by=by, verdict="条件具备。")
    assert story.go("recommend", by=story.office.city_head, verdict="条件具备。").application.state == "recommended"


def test_one_application_for_a_category_at_a_time(story):
    with pytest.raises(Refused, match="已经有一份申报"):
        open_application(story.round, story.category, story.people.enterprise)
    story.withdrawn()
    again = open_application(story.round, story.category, story.people.enterprise)
    assert again.pk != story.pk


def test_a_category_of_another_programme_is_refused(story):
    other = Category.objects.get(programme="demo_unit")
    before = Application.objects.count()
    with pytest.raises(Refused, match="不属于本批次的认定项目"):
        open_application(story.round, other, story.people.enterprise)
    assert Application.objects.count() == before


def test_a_joint_application_wants_its_partner_signed():
    story = Story(cast(), "integration_enterprise", "any").filled()
    with pytest.raises(Refused, match="联合申报单位"):
        story.go("submit", by=story.people.representative)
    row = story.application.partners.create(name="广西示例职业学院", body="college", represented_by="示例院长")
    with pytest.raises(Refused, match="广西示例职业学院的签章"):
        story.go("submit", by=story.people.representative)
    row.signed_id = story.evidence(words="签章页")
    row.save()
    story.go("submit", by=story.people.representative)
    assert "广西示例职业学院（大中专院校）" in said(story.dossier.documents.get(kind="application-form"))


def test_a_round_keeps_the_criteria_it_was_announced_with(story):
    Criterion.objects.filter(programme="training_base", code="TB1").update(text="改过的条件", weight=50)
    kept = RoundCriterion.objects.get(round=story.round, code="TB1")
    assert kept.weight == 15 and "改过" not in kept.text


def test_what_is_not_there_is_not_found(story):
    with pytest.raises(ObjectDoesNotExist):
        Application.objects.visible_to(story.people.neighbour_officer).get(pk=story.pk)
    story.drafted()
    assert not Application.objects.visible_to(story.office.city_officer).exists()
    assert Application.objects.owned_by(story.people.representative).exists()
