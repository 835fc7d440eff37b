"""A panel's work told from end to end: who sits, who leaves, what the scores come to, what the papers say."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from casework.accreditation.models import CriterionScore, Evaluation, Expert, Panel, RoundCriterion, Seat
from casework.accreditation.panels import matches, vacant
from casework.accreditation.results import results
from casework.accreditation.scoring import Result, ranking
from casework.clock.models import Deadline
from casework.notices.models import Notice
from casework.trail.verify import verify_dossier
from tests.people import cast
from tests.workflows.accreditation.experts import outsider
from tests.workflows.accreditation.stages import EVALUATIONS
from tests.workflows.accreditation.story import Story
from tests.workflows.accreditation.test_application import clock, said
from tests.workflows.stages import fingerprint
from tests.workflows.test_matrix import try_all, try_strangers
from workflows.accreditation.evaluation import EvaluationLifecycle
from workflows.engine import Forbidden, Refused, take
from workflows.tick import tick
from workflows.words import needs

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return Story(cast())


def points(row: Evaluation) -> Decimal:
    return sum((score.score for score in row.scores.all()), Decimal(0))


@pytest.mark.parametrize("state", EVALUATIONS)
def test_every_state_and_every_step(story, state):
    EVALUATIONS[state](story)
    row = story.evaluation
    assert row.state == state
    try_all(row, "evaluation", story.people, state)
    try_strangers(row, "evaluation", story.people, state)
    assert verify_dossier(story.dossier.pk, files=False) is None


# --- the panel ------------------------------------------------------------------------------------------------------
def test_one_panel_for_all_of_a_category(story):
    """Convening on one application moves the others; each expert gets each application, and one message."""
    story.ready()
    story.round.__class__.objects.update(closes_on="2034-01-31")
    other = story.rival().recommended()
    story.close_window().go("convene_panel", size=5, **story.times)
    for application in (story.application, other.application):
        assert application.state == "evaluating" and application.evaluations.count() == 5
        assert "评审时间" in said(application.dossier.documents.get(kind="evaluation-notice"))
        assert application.dossier.deadlines.filter(name="evaluation", status="running").count() == 1
        assert verify_dossier(application.dossier.pk, files=False) is None
    assert Panel.objects.count() == 1
    assert Notice.objects.filter(kind="evaluation-assigned").count() == 5


def test_the_draw_can_be_run_again(story, capsys):
    story.evaluating(5)
    call_command("redraw", story.panel.pk)
    assert "登记的成员与抽取结果一致" in capsys.readouterr().out
    story.leave("replace").leave("replace", row=story.evaluations[2])
    assert matches(story.panel)
    call_command("redraw", story.panel.pk)


def test_named_experts_need_the_leaders_word(story):
    story.ready(experts=2)
    named = [outsider().pk]
    with pytest.raises(Refused, match="须先经审批"):
        take(story.application, "convene_panel", by=story.people.officer, size=3, named=named, **story.times)
    story.go("convene_panel", size=3, named=named, **story.times)
    assert list(story.panel.seats.values_list("named", flat=True)) == [False, False, True]
    assert story.application.state == "evaluating" and len(story.evaluations) == 3


def test_a_vacant_place_is_filled_by_name_and_holds_up_the_end(story):
    story.evaluating(experts=3).leave("recuse", by=story.evaluation.seat.expert.user)
    assert vacant(story.panel) == 1
    for row in story.evaluations:
        story.submit(row)
    with pytest.raises(Refused, match="还缺1人"):
        story.go("conclude_evaluation", by=story.leader, **story.report())
    story.go("name_expert", expert=outsider().pk, reason="候选人已经用完")
    story.submit(story.evaluations[-1])
    assert story.go("conclude_evaluation", by=story.leader, **story.report()).application.state == "evaluated"


def test_who_has_not_submitted_is_reminded(story):
    """In time, once, and only of what he still owes."""
    story.evaluating()
    story.submit(story.evaluation)
    Deadline.objects.filter(name="evaluation").update(warn_at="2026-01-01T00:00:00+08:00")
    tick()
    tick()
    told = Notice.objects.filter(kind="evaluation-near").values_list("to", flat=True)
    late = [row.seat.expert.user.pk for row in story.evaluations[1:]]
    assert sorted(told) == sorted(late)


# --- who leaves -----------------------------------------------------------------------------------------------------
def test_who_leaves_leaves_every_application(story):
    """Scores of one ranking come from the same people: what he submitted for another applicant is void too."""
    story.ready()
    story.round.__class__.objects.update(closes_on="2034-01-31")
    other = story.rival().recommended()
    story.close_window().go("convene_panel", size=3, **story.times)
    first = story.evaluation
    other.submit(other.evaluation)
    story.leave("recuse", by=first.seat.expert.user)
    assert (story.evaluation.state, other.evaluation.state) == ("recused", "voided")
    assert len(story.evaluations) == len(other.evaluations) == 3
    assert {row.seat.expert_id for row in story.evaluations} == {row.seat.expert_id for row in other.evaluations}
    assert first.seat.expert_id not in {row.seat.expert_id for row in story.evaluations}
    successor = story.evaluations[-1]
    with pytest.raises(Forbidden):
        take(successor, "declare", by=first.seat.expert.user)


def test_a_tie_found_late_opens_what_was_concluded(story):
    story.evaluated()
    before = results(story.round, story.category)
    story.leave("void")
    assert story.application.state == "evaluating" and clock(story, "evaluation").status == "running"
    assert len(story.evaluations) == 3 and story.evaluations[-1].state == "assigned"
    story.submit(story.evaluations[-1], 10)
    story.go("conclude_evaluation", by=story.leader, **story.report())
    assert results(story.round, story.category) != before
    assert story.dossier.documents.filter(kind="site-report").count() == 2


@pytest.mark.parametrize("step", ["withdraw", "reject"])
def test_what_ends_takes_its_evaluations_along(story, step):
    story.evaluating()
    story.submit(story.evaluation)
    by = story.people.representative if step == "withdraw" else None
    story.go(step, by=by, reason="不再申报")
    assert [row.state for row in story.application.evaluations.all()] == ["submitted", "voided", "voided"]
    assert not story.dossier.deadlines.filter(status="running", right_of_party=False).exists()
    assert results(story.round, story.category) == []


# --- the end --------------------------------------------------------------------------------------------------------
def test_only_the_leader_concludes_and_its_papers_say_what_was_seen(story):
    story.scored()
    second = story.panel.seats.get(place=2).expert.user
    for by in (second, story.people.officer, story.people.leader):
        with pytest.raises(Forbidden, match="须由评审组组长办理"):
            take(story.application, "conclude_evaluation", by=by, **story.report())
    story.go("conclude_evaluation", by=story.leader, **story.report())
    sheets = [said(paper) for paper in story.dossier.documents.filter(kind="score-sheet").order_by("pk")]
    names = list(story.panel.seats.order_by("place").values_list("expert__name", flat=True))
    assert [name for name, sheet in zip(names, sheets, strict=True) if name in sheet] == names
    assert "记录不全" in sheets[0] and "99" in sheets[0]
    report = said(story.dossier.documents.get(kind="site-report"))
    assert "98分" in report.replace("\n", "") or "98" in report
    assert all(name in report for name in names) and "推荐" in report and "None" not in report
    assert clock(story, "evaluation").status == "met"


def test_when_the_leader_leaves_the_next_of_the_draw_leads(story):
    story.evaluating()
    first = story.leader
    story.leave("replace")
    assert story.leader == story.panel.seats.get(place=2).expert.user != first


# --- scores ---------------------------------------------------------------------------------------------------------
def test_what_was_submitted_is_locked(story):
    story.evaluating()
    story.submit(story.evaluation, 1)
    row = story.evaluation.scores.first()
    for work in (lambda: CriterionScore.objects.filter(pk=row.pk).update(score=15), row.delete):
        with pytest.raises(DatabaseError, match="已固定的记录不能修改"), transaction.atomic():
            work()
    before = fingerprint()
    with pytest.raises(Refused):
        take(story.evaluation, "submit", by=story.evaluation.seat.expert.user, scores=story.scores(), verdict="好")
    assert fingerprint() == before


def test_the_database_wants_every_criterion_scored(story, monkeypatch):
    """Where the gate itself did not notice, it is refused below."""
    story.evaluating().declare()
    row, missing = story.evaluation, story.scores()[:-1]
    monkeypatch.setattr(EvaluationLifecycle, "each_scored", lambda page: needs(True, ""))
    with pytest.raises(DatabaseError, match="没有逐项评分"), transaction.atomic():
        take(row, "submit", by=row.seat.expert.user, scores=missing, verdict="好")


def test_means_leave_out_the_ends_from_five_on(story):
    story.evaluating(5)
    for row, less in zip(story.evaluations, (0, 2, 4, 6, 15), strict=True):
        story.submit(row, less)
    (found,) = results(story.round, story.category)
    assert found.mean == Decimal("96.00")  # 98, 96 and 94


def test_a_veto_needs_more_than_half(story):
    story.evaluating(3)
    veto = RoundCriterion.objects.filter(round=story.round, veto=True).first()
    assert veto is not None
    place = [row["criterion"] for row in story.scores()].index(veto.pk)
    less = [0] * place + [veto.weight]
    first, second, third = story.evaluations
    story.submit(first, *less)
    story.submit(second)
    assert not results(story.round, story.category)[0].vetoed, "one of two is not more than half"
    story.submit(third, *less)
    assert results(story.round, story.category)[0].vetoed
    place_won = ranking(results(story.round, story.category), Decimal(0), "s")[0]
    assert not place_won.passed


def test_results_take_two_queries(story, django_assert_num_queries):
    story.scored()
    with django_assert_num_queries(2):
        assert [type(row) for row in results(story.round, story.category)] == [Result]


def test_papers_bear_any_name_and_no_made_up_character(story):
    """What could not be printed is refused when it is submitted: afterwards it could not be mended."""
    story.evaluating()
    unit, odd = story.people.enterprise, "示例<&>𠮷"
    type(unit).objects.filter(pk=unit.pk).update(name=odd)
    type(story.application).objects.filter(pk=story.pk).update(party_name=odd)
    Expert.objects.filter(pk=story.evaluation.seat.expert_id).update(name="罗<&>𠮷")
    row = story.declare()
    by, scores = row.seat.expert.user, story.scores(1)
    with pytest.raises(Refused, match="自造字"):
        take(row, "submit", by=by, scores=scores, verdict="具备\ue000条件")
    scores[0]["reason"] = "缺<&>𠮷\ue000记录"
    with pytest.raises(Refused, match="自造字"):
        take(row, "submit", by=by, scores=scores, verdict="具备条件")
    scores[0]["reason"] = "缺<&>\x07𠮷记录"
    take(row, "submit", by=by, scores=scores, verdict="<&>𠮷")
    for other in story.evaluations[1:]:
        story.submit(other)
    story.go("conclude_evaluation", by=story.leader, **{**story.report(), "findings": "相符<&>𠮷"})
    papers = [said(paper) for paper in story.dossier.documents.filter(kind__in=["score-sheet", "site-report"])]
    assert all(odd in paper for paper in papers) and "罗<&>𠮷" in papers[0] and "缺<&>𠮷记录" in papers[0]
    assert any("相符<&>𠮷" in paper for paper in papers)


# --- who sees what --------------------------------------------------------------------------------------------------
def test_nothing_is_written_of_a_score_before_it_is_submitted(story):
    """No row, no event, no paper, no notice holds a score until the expert submits; then his alone."""
    story.evaluating()
    story.submit(story.evaluation, 3)
    assert set(CriterionScore.objects.values_list("evaluation", flat=True)) == {story.evaluation.pk}
    assert not story.dossier.documents.filter(kind__in=["score-sheet", "site-report"]).exists()
    told = Notice.objects.filter(kind="evaluation-submitted").values_list("body", flat=True)
    assert told and not any("97" in body for body in told)


def test_a_desk_holds_only_ones_own(story):
    story.evaluating()
    first, second = (row.seat.expert.user for row in story.evaluations[:2])
    assert list(Evaluation.objects.of_expert(first)) == [story.evaluation]
    assert not Evaluation.objects.of_expert(story.people.officer).exists()
    story.leave("recuse", by=first)
    assert not Evaluation.objects.of_expert(first).exists() and Evaluation.objects.of_expert(second).count() == 1
    assert Seat.objects.filter(left_on=None).count() == 3
