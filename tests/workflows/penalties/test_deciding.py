"""The decision and what leads to it: windows, review, discussion, route, time, the lighter decision, no penalty."""

from datetime import timedelta
from decimal import Decimal

import pytest

from casework.accounts.models import Membership
from casework.core.now import today
from casework.penalties.models import Benchmark, Decision, Deliberation, Penalty, Referral
from casework.trail.verify import verify_dossier
from documents.models import Document
from tests.people import cast
from tests.workflows.penalties.stages import ago, overdue, teller
from workflows.approval import request
from workflows.engine import Refused
from workflows.models import Proposal

pytestmark = pytest.mark.django_db
FINE, SMALL = 60000, 20000


@pytest.fixture
def story():
    return teller()(cast())


def clock(story, name):
    return story.penalty.dossier.deadlines.filter(name=name).order_by("pk").last()


# --- windows ------------------------------------------------------------------------------------------------------
def test_decided_once_the_window_has_run_out_and_not_a_day_before(story):
    with ago(30):
        story.notified(fine=SMALL)
    story.penalty.dossier.deadlines.filter(name="defence").update(due_on=today())
    with pytest.raises(Refused, match="陈述申辩的期限还没有届满"):
        story.decide()
    story.penalty.dossier.deadlines.filter(name="defence").update(due_on=today() - timedelta(days=1))
    decision = story.decide().page.decision
    assert story.penalty.state == "decided" and decision.sanction == story.page.notice.sanction
    assert not decision.late and decision.document.kind == "penalty-decision"


def test_a_small_fine_needs_neither_hearing_nor_review_nor_discussion(story):
    story.decided(fine=SMALL)
    assert story.penalty.state == "decided" and not Deliberation.objects.exists()


def test_the_whole_way_with_hearing_review_and_discussion(story):
    with ago(60):
        story.heard(fine=FINE).defend().answer_defence()
    story.hold_hearing()
    with pytest.raises(Refused, match="须经法制审核"):
        story.decide()
    story.review()
    with pytest.raises(Refused, match="须由负责人集体讨论"):
        story.decide()
    story.deliberate().decide()
    assert story.penalty.state == "decided"
    assert not verify_dossier(story.penalty.dossier_id)


def test_a_small_fine_that_was_heard_is_reviewed_and_discussed(story):
    """A hearing held makes it a matter for both (行政处罚法 57, 58), whatever the amount left."""
    with ago(60):
        story.heard(fine=FINE)
    story.hold_hearing()
    with pytest.raises(Refused, match="须经法制审核"):
        story.decide(fine=Decimal(40000))


def test_a_review_before_the_hearing_does_not_count(story):
    with ago(61):
        story.investigated(fine=FINE).review()
    with ago(60):
        story.notify().serve_notice().request_hearing().schedule_hearing().serve_notice()
    story.hold_hearing()
    with pytest.raises(Refused, match="法制审核须在陈述申辩、听证和复核以后"):
        story.decide()
    assert story.looked_at().decide().penalty.state == "decided"


def test_clocks_after_the_decision(story):
    story.decided(fine=SMALL)
    running = set(story.penalty.dossier.deadlines.filter(status="running").values_list("name", flat=True))
    assert running == {"serve_decision", "publish", "report_up"}
    story.serve_decision()
    running = set(story.penalty.dossier.deadlines.filter(status="running").values_list("name", flat=True))
    assert running == {"publish", "report_up", "pay", "reconsideration", "suit"}


def test_a_persons_penalty_has_its_own_paper_and_no_duty_to_publish(story):
    overdue(story)
    story.file(tier=2, person=story.somebody()).interview().conclude().notify().serve_notice()
    story.serve()
    story.waive("both" if story.page.notice.hearing_right else "defence").looked_at().decide()
    assert story.page.decision.document.kind == "penalty-decision-person"
    assert clock(story, "publish") is None


# --- the second tier ----------------------------------------------------------------------------------------------
def second_tier(story):
    overdue(story)
    story.file(tier=2).interview().conclude(fine=120000).notify().serve_notice()
    return story.waive("both").looked_at()


def test_the_second_tier_rests_on_a_served_opinion_of_re_inspection(story):
    second_tier(story)
    with pytest.raises(Refused, match="整改复查意见书须都已送达"):
        story.decide()
    story.serve()
    decision = story.decide().page.decision
    assert decision.sanction.stop_production and story.penalty.state == "decided"


def test_the_first_tier_may_precede_the_second_and_not_follow_it(story):
    second_tier(story).serve().decide()
    story.file(tier=1).interview().conclude(fine=SMALL).notify().serve_notice().waive("defence")
    with pytest.raises(Refused, match="不能再作首次处罚"):
        story.decide()
    other = teller()(story.people)
    overdue(other)
    other.serve().file(tier=1).interview().conclude(fine=SMALL).notify().serve_notice().waive("defence").decide()
    other.file(tier=2).interview().conclude(fine=120000).notify().serve_notice().waive("both").looked_at().decide()
    assert Decision.objects.filter(penalty__case=other.case, punishes=True).count() == 2


# --- what is imposed ----------------------------------------------------------------------------------------------
def test_a_lighter_decision_is_a_sanction_of_its_own_and_leaves_the_notified_one(story):
    story.notified(fine=SMALL).defend().answer_defence(adopted=True).waive("defence")
    told, lighter = story.page.notice.sanction, Decimal(SMALL - 1000)
    decision = story.decide(fine=lighter).page.decision
    assert decision.sanction != told and decision.sanction.fine == lighter
    told.refresh_from_db()
    assert told.fine == SMALL and decision.sanction.facts == told.facts
    assert set(decision.sanction.evidence.all()) == set(told.evidence.all())


def test_outside_the_grade_all_leaders_decide(story):
    story.notified(fine=FINE).waive("both").looked_at()
    below = story.page.sanction.grade.fine_min - 1
    facts = {"reasons": "裁量适当", "fine": below, "outside_reason": "主动消除危害后果"}
    proposal = request(story.penalty, "decide", by=story.officer, **facts)
    people = story.people
    voters = {people.leader.pk, people.second_leader.pk, people.third_leader.pk}
    assert proposal.route == "collective" and {row["user"] for row in proposal.members} == voters


def ends(user, **more):
    Membership.objects.filter(user=user, **more).update(valid_to=today() - timedelta(days=1))


@pytest.mark.parametrize(("alone", "missing"), [(True, "参加表决的负责人"), (False, "最后签署的主要负责人")])
def test_too_few_leaders_are_told_who_is_missing_and_what_to_do(story, alone, missing):
    """Nobody signs twice: one leader who also heads the agency is no collective, nor are leaders without a head."""
    people = story.people
    story.notified(fine=FINE).waive("both").looked_at()
    ends(people.chief)
    if alone:
        ends(people.second_leader)
        ends(people.third_leader)
        Membership.objects.create(user=people.leader, role="chief", agency=people.agency, valid_from=today())
    facts = {"reasons": "裁量适当", "fine": story.page.sanction.grade.fine_min - 1, "outside_reason": "主动消除危害"}
    with pytest.raises(Refused, match=f"集体讨论还缺{missing}.*先登记其任职.*上一级机关.*第57条"):
        request(story.penalty, "decide", by=story.officer, **facts)
    assert not Proposal.objects.filter(step="decide").exists()
    if alone:  # a second leader votes, and the head signs
        Membership.objects.filter(user=people.second_leader).update(valid_to=None)
        proposal = request(story.penalty, "decide", by=story.officer, **facts)
        assert proposal.members == [{"user": people.second_leader.pk}]


def test_the_collective_takes_the_decision(story):
    story.notified(fine=SMALL).waive("defence")
    Benchmark.objects.filter(pk=story.page.sanction.grade_id).update(fine_min=SMALL - 5000, fine_max=SMALL - 1)
    story.decide(outside_reason="多次违法")
    assert story.penalty.state == "decided"
    proposal = Proposal.objects.get(step="decide", record=story.penalty.pk)
    votes = [t for t in proposal.task_set.filter(decision="agreed") if t.flow_task.name == "vote"]
    assert proposal.route == "collective" and len(votes) == 2


def test_a_crime_referred_and_not_taken_on_leaves_the_fine_open(story):
    story.notified(fine=SMALL).waive("defence")
    row = Referral.objects.create(dossier=story.case.dossier, receiver="示例公安局", suspicion="示例罪", facts="示例")
    with pytest.raises(Refused, match="涉嫌犯罪"):
        story.decide()
    Referral.objects.filter(pk=row.pk).update(accepted=False)
    assert story.decide().penalty.state == "decided"


# --- the discussion -----------------------------------------------------------------------------------------------
def test_the_discussion_carries_by_more_than_half(story):
    story.notified(fine=FINE).waive("both").review()
    votes = story.votes()["votes"]
    votes[0] |= {"agrees": False, "words": "偏重"}
    votes[1] |= {"agrees": False, "words": "偏重"}
    row = story.deliberate(votes=votes).page.notice.sanction.deliberations.get()
    assert len(votes) == 4 and not row.carried and row.votes.count() == 4
    votes[1]["agrees"] = True
    assert story.deliberate(votes=votes).page.notice.sanction.deliberations.latest("pk").carried


def test_too_few_leaders_in_office_the_standing_committee_decides(story):
    people = story.people
    gone = Membership.objects.filter(user__in=[people.second_leader, people.third_leader])
    story.notified(fine=FINE).waive("both").review()
    gone.update(valid_to=today() - timedelta(days=1))
    facts = story.votes()
    assert len(facts["votes"]) == 4 and facts["committee_reason"]  # leader, chief, unit head, legal reviewer
    with pytest.raises(Refused, match="全体负责人参加"):
        story.deliberate(votes=facts["votes"][1:])
    assert story.deliberate().decide().penalty.state == "decided"


def test_who_investigated_the_correction_case_does_not_vote(story):
    """Made a leader since, he has a seat and no vote (行政处罚法 57)."""
    story.notified(fine=FINE).waive("both").review()
    Membership.objects.create(user=story.people.partner, agency=story.people.agency, role="leader", valid_from=today())
    votes = [*story.votes()["votes"], {"member": story.people.partner.pk, "agrees": True, "words": ""}]
    assert story.people.partner not in story.board()
    with pytest.raises(Refused, match="只汇报，不参加表决"):
        story.deliberate(votes=votes)


# --- time ---------------------------------------------------------------------------------------------------------
def test_an_extension_in_time_runs_on_from_the_old_end(story):
    story.ordered().file()
    old = clock(story, "decision")
    new = clock(story.extend_decision(30), "decision")
    old.refresh_from_db()
    assert (old.status, new.status, new.replaces, new.starts_on) == ("moved", "running", old, old.due_on)
    assert new.due_on >= old.due_on + timedelta(days=30) and new.label == old.label
    assert Document.objects.filter(dossier=story.penalty.dossier, kind="extension-approval").exists()


def test_extensions_add_up_to_what_the_rule_gives(story):
    story.ordered().file().extend_decision(60)
    with pytest.raises(Refused, match="累计延长超过90天"):
        story.extend_decision(31)
    story.extend_decision(31, superior="桂应急批〔2026〕1号")
    assert clock(story, "decision").replaces.replaces is not None


def test_too_late_all_decide_somebody_answers_and_the_decision_says_so(story):
    with ago(120):
        story.notified(fine=SMALL)
    story.waive("defence")
    with pytest.raises(Refused, match="处罚决定的期限已过"):
        story.decide()
    with pytest.raises(Refused, match="由谁承担责任"):
        story.extend_decision(20)
    story.extend_decision(20, responsible="承办人示例甲，已作说明。")
    proposal = Proposal.objects.get(step="extend_decision", outcome="taken")
    assert proposal.route == "collective" and clock(story, "decision").starts_on == today()
    decision = story.decide().page.decision
    assert decision.late
    assert Proposal.objects.get(step="decide", outcome="taken").route == "collective"


# --- no penalty ---------------------------------------------------------------------------------------------------
def test_no_penalty_stops_every_clock_but_the_partys(story):
    story.notified(fine=FINE).request_hearing().not_punish()
    penalty = story.penalty
    decision = story.page.decision
    assert penalty.state == "not_punished" and not decision.punishes and decision.education
    assert decision.document.kind == "no-penalty-decision"
    assert set(penalty.dossier.deadlines.filter(status="running").values_list("name", flat=True)) == {"serve_decision"}
    story.serve_notice()
    rights = set(penalty.dossier.deadlines.filter(status="running").values_list("name", flat=True))
    assert rights == {"reconsideration", "suit"}


def test_a_child_is_not_punished(story):
    overdue(story)
    story.serve().file(tier=2, person=story.somebody()).interview().conclude()
    assert story.not_punish("30", reason="行为时不满十四周岁", education="").penalty.state == "not_punished"


def test_nothing_is_decided_twice(story):
    story.decided(fine=SMALL)
    with pytest.raises(Refused, match="不能作出处罚决定"):
        story.decide()
    assert Penalty.objects.get(pk=story.penalty.pk).decisions.count() == 1
