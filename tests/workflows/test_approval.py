"""The approval flow: every route to its end, and every signature that is not to be had."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.accounts.grants import put_in_charge
from casework.accounts.models import Deputation
from casework.trail.verify import verify_dossier
from documents.models import Document
from tests.people import cast
from tests.workflows.stages import fingerprint
from tests.workflows.story import Story
from tests.workflows.together import at_once, refused
from workflows.approval import inbox, propose, request, sign, withdraw
from workflows.engine import Forbidden, Refused, take
from workflows.models import Signature

GIVEN_UP = {"ground": "given_up", "reason": "生产线已经停用"}


@pytest.fixture
def story(db):
    return Story(cast()).found().order().serve()


def asked(story, route="leader", members=(), **more):
    rows = [{"user": getattr(story.people, name).pk} for name in members]
    facts = {"by": story.people.officer, "route": route, "members": rows, "opinion": "拟同意撤销。"}
    return propose(story.case, "withdraw", **facts, **GIVEN_UP, **more)


def waiting(proposal) -> dict:
    """Node and, where one is named, the person -> the open signature."""
    tasks = Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"])
    return {(task.flow_task.name, task.data.get("user")): task for task in tasks}


def give(proposal, node, who, decision="agreed", remark=""):
    open_tasks = waiting(proposal)
    task = open_tasks.get((node, who.pk)) or open_tasks[node, None]
    return sign(task.pk, by=who, decision=decision, remark=remark)


def events(proposal, step):
    rows = proposal.dossier.events.filter(kind="proposal", record=proposal.pk, step=step)
    return list(rows.order_by("seq"))


# --- the routes ---------------------------------------------------------------------------------------------------
def test_unit_by_a_real_step(story):
    story.request_extension()
    facts = {"request": story.case.extensions.get().pk, "granted": False, "reason": "理由不充分"}
    proposal = request(story.case, "decide_extension", by=story.people.officer, **facts)
    assert set(waiting(proposal)) == {("review", None)}
    assert give(proposal, "review", story.people.head).outcome == "taken"
    assert story.case.extensions.get().granted is False


ROUTES = {
    "leader": [("review", "head"), ("approve", "leader")],
    "chief": [("review", "head"), ("approve", "leader"), ("chief", "chief")],
}


@pytest.mark.parametrize("route", ROUTES)
def test_one_after_the_other(story, route):
    proposal = asked(story, route)
    for node, name in ROUTES[route]:
        assert story.case.state == "ordered" and set(waiting(proposal)) == {(node, None)}
        proposal = give(proposal, node, getattr(story.people, name))
    assert (proposal.outcome, story.case.state, waiting(proposal)) == ("taken", "withdrawn", {})
    assert [(e.facts["node"], e.by.name) for e in events(proposal, "sign")] == [
        (node, getattr(story.people, name).name) for node, name in ROUTES[route]
    ]
    assert [len(events(proposal, step)) for step in ("propose", "end")] == [1, 1]
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_collective_of_five_the_fourth_vote_carries(story):
    p = story.people
    proposal = asked(story, "collective", ["leader", "second_leader", "third_leader", "clerk", "chief"])
    give(proposal, "review", p.head)
    give(proposal, "legal", p.legal)
    assert len(waiting(proposal)) == 5
    give(proposal, "vote", p.leader, "against", "证据不足")
    give(proposal, "vote", p.second_leader)
    give(proposal, "vote", p.third_leader)
    assert len(waiting(proposal)) == 2, "two of three is no majority of five"
    give(proposal, "vote", p.clerk)
    assert set(waiting(proposal)) == {("approve", None)}, "the fifth need not vote any more"
    with pytest.raises(Forbidden, match="不能签批两次"):
        give(proposal, "approve", p.second_leader)
    assert give(proposal, "approve", p.chief).outcome == "taken"
    assert story.case.state == "withdrawn"


def test_collective_that_does_not_carry_goes_back(story):
    p = story.people
    proposal = asked(story, "collective", ["leader", "second_leader", "third_leader"])
    give(proposal, "review", p.head)
    give(proposal, "legal", p.legal)
    give(proposal, "vote", p.leader, "against", "证据不足")
    give(proposal, "vote", p.second_leader)
    proposal = give(proposal, "vote", p.third_leader, "against", "应先复查")
    assert (proposal.outcome, proposal.words, story.case.state) == ("returned", "应先复查", "ordered")


def test_countersign_of_five_then_the_leader(story):
    p = story.people
    names = ["legal", "head", "clerk", "second_leader", "third_leader"]
    proposal = asked(story, "countersign", names)
    for name in names:
        assert ("approve", None) not in waiting(proposal)
        with pytest.raises((Forbidden, KeyError)):
            give(proposal, "countersign", p.leader)
        give(proposal, "countersign", getattr(p, name))
    assert give(proposal, "approve", p.leader).outcome == "taken"


# --- otherwise than agreed ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("node", ["review", "approve"])
def test_returned_with_a_remark(story, node):
    proposal = asked(story)
    if node == "approve":
        give(proposal, "review", story.people.head)
    who = story.people.head if node == "review" else story.people.leader
    with pytest.raises(Refused, match="须写明理由"):
        give(proposal, node, who, "returned", "  ")
    with pytest.raises(Refused, match="请选择"):
        give(proposal, node, who, "perhaps")
    proposal = give(proposal, node, who, "returned", "请补充现场核实材料")
    assert (proposal.outcome, proposal.words, waiting(proposal)) == ("returned", "请补充现场核实材料", {})
    assert story.case.state == "ordered" and events(proposal, "end")[0].facts["outcome"] == "returned"
    assert asked(story).pk != proposal.pk, "the author may ask again"


def test_withdrawn_by_its_author_alone(story):
    proposal = asked(story)
    for name in ("partner", "head", "leader"):
        with pytest.raises(Forbidden, match="只有提出人"):
            withdraw(proposal, by=getattr(story.people, name))
    task = waiting(proposal)["review", None]
    withdraw(proposal, by=story.people.officer)
    assert (proposal.outcome, story.case.state) == ("withdrawn", "ordered")
    with pytest.raises(Refused, match="已经处理"):
        sign(task.pk, by=story.people.head, decision="agreed")
    with pytest.raises(Refused, match="已经办结"):
        withdraw(proposal, by=story.people.officer)
    assert not inbox(story.people.head).filter(process=proposal).exists()


def test_what_became_unlawful_meanwhile_goes_back_with_the_reason(story):
    story.request_extension()
    wanted = story.case.extensions.get().wished_on
    facts = {"request": story.case.extensions.get().pk, "granted": True, "reason": "", "new_on": wanted}
    proposal = request(story.case, "decide_extension", by=story.people.officer, **facts)
    story.recheck("done")
    before = (story.case.state, story.case.version)
    proposal = give(proposal, "review", story.people.head)
    assert (proposal.outcome, proposal.words) == ("refused", "“已改正，待结案”状态不能答复延期申请。")
    assert (story.case.state, story.case.version) == before == ("corrected", story.case.version)
    assert not waiting(proposal) and verify_dossier(story.dossier.pk, files=False) is None
    assert not story.dossier.documents.filter(kind="extension-answer").exists()


def test_a_second_proposal_for_the_record_is_refused(story):
    asked(story)
    before = fingerprint()
    with pytest.raises(Refused, match="此案已有待签批的事项，请先等其办结或撤回。"):
        asked(story)
    assert fingerprint() == before


def test_an_unlawful_step_is_not_even_proposed(story):
    before = fingerprint()
    with pytest.raises(Refused, match="请选择撤销的理由"):
        request(story.case, "withdraw", by=story.people.officer, ground="tired", reason="略")
    assert fingerprint() == before and not story.dossier.proposals.filter(step="withdraw").exists()


# --- who may sign -------------------------------------------------------------------------------------------------
def test_neither_proposer_nor_officers_in_charge_sign(story):
    p = story.people
    put_in_charge(story.dossier, [p.leader])
    proposal = asked(story)
    for who in (p.officer, p.partner, p.leader):
        with pytest.raises(Forbidden, match="承办人不能签批自己的案件"):
            give(proposal, "review", who)
    for who in (p.legal, p.second_leader, p.neighbour_officer, p.representative, p.system_admin, p.county_leader):
        with pytest.raises(Forbidden, match="无权签批"):
            give(proposal, "review", who)
    give(proposal, "review", p.head)
    with pytest.raises(Forbidden, match="不能签批两次"):
        give(proposal, "approve", p.head)


def test_opinions_stand_on_the_paper(story):
    story.recheck().serve().decline().close()
    paper = Document.objects.get(dossier=story.dossier, kind="closing-approval")
    text = str(paper.facts)
    assert all(name.name in text for name in (story.people.head, story.people.leader))


def deputed(story, **more):
    day = timezone.localdate()
    facts = {"valid_from": day, "valid_to": day + timedelta(days=3), "reason": "出差", **more}
    return Deputation.objects.create(
        principal=story.people.leader, deputy=story.people.clerk, agency=story.people.agency, **facts
    )


def at_approve(story):
    proposal = asked(story)
    give(proposal, "review", story.people.head)
    return proposal


def test_a_stand_in_signs_in_his_own_name(story):
    deputed(story)
    proposal = at_approve(story)
    assert inbox(story.people.clerk).get() == waiting(proposal)["approve", None]
    proposal = give(proposal, "approve", story.people.clerk)
    signature = proposal.task_set.get(signer=story.people.clerk)
    assert (proposal.outcome, signature.on_behalf_of) == ("taken", story.people.leader)
    last = events(proposal, "sign")[-1]
    assert (last.by, last.facts["on_behalf_of"]) == (story.people.clerk, story.people.leader.name)
    paper = Document.objects.filter(dossier=story.dossier, kind="approval-form").latest("pk")
    assert story.people.clerk.name in str(paper.facts) and story.people.leader.name in str(paper.facts)


@pytest.mark.parametrize("other", [
    {"excluded": ["case.withdraw"]},
    {"valid_from": timezone.localdate() + timedelta(days=1)},
    {"valid_from": timezone.localdate() - timedelta(days=9), "valid_to": timezone.localdate() - timedelta(days=1)},
    {"ended_at": timezone.now()},
])  # fmt: skip
def test_a_stand_in_keeps_within_his_bounds(story, other):
    deputed(story, **other)
    proposal = at_approve(story)
    before = fingerprint()
    with pytest.raises(Forbidden, match="无权签批"):
        give(proposal, "approve", story.people.clerk)
    assert fingerprint() == before


def test_a_stand_in_does_not_sign_where_his_principal_has(story):
    deputed(story)
    proposal = asked(story, "collective", ["leader"])
    for node, name in (("review", "head"), ("legal", "legal"), ("vote", "leader")):
        give(proposal, node, getattr(story.people, name))
    with pytest.raises(Forbidden, match="被代理人已在此事项上签过"):
        give(proposal, "approve", story.people.clerk)


# --- at the same moment -------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_leaders_sign_one_task_at_once():
    story = Story(cast()).found().order().serve()
    proposal = at_approve(story)
    task, p = waiting(proposal)["approve", None].pk, story.people
    found = at_once(*[lambda who=who: sign(task, by=who, decision="agreed") for who in (p.leader, p.second_leader)])
    assert [str(r) for r in refused(found)] == ["这件事项已经处理，请刷新。"]
    proposal.refresh_from_db()
    assert (proposal.outcome, story.case.state, len(events(proposal, "sign"))) == ("taken", "withdrawn", 2)
    assert verify_dossier(story.dossier.pk, files=False) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", ["countersign", "collective"])
def test_all_five_sign_at_once(route):
    story = Story(cast()).found().order().serve()
    p = story.people
    members = [p.second_leader, p.third_leader, p.clerk, p.uncertified, p.chief]
    names = ["second_leader", "third_leader", "clerk", "uncertified", "chief"]
    proposal = asked(story, route, names)
    if route == "collective":
        give(proposal, "review", p.head)
        give(proposal, "legal", p.legal)
    tasks = {user: task.pk for (_, user), task in waiting(proposal).items()}
    found = at_once(*[lambda who=who: sign(tasks[who.pk], by=who, decision="agreed") for who in members])
    wanted = 0 if route == "countersign" else 2  # a majority of three; who comes later is told so
    assert [str(r) for r in refused(found)] == ["这件事项已经处理，请刷新。"] * wanted
    assert set(waiting(proposal)) == {("approve", None)} and len(waiting(proposal)) == 1
    assert give(proposal, "approve", p.leader).outcome == "taken"
    assert verify_dossier(story.dossier.pk, files=False) is None


def test_a_proposal_blocks_no_direct_step(story):
    """Work goes on while signatures are awaited; the gate asks again at the end."""
    asked(story)
    story.report()
    assert story.case.state == "reported"
    with pytest.raises(Refused, match="须先经审批"):
        take(story.case, "withdraw", by=story.people.officer, **GIVEN_UP)
