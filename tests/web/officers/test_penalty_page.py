"""The page of a penalty: the guards of the next decision, what was told, answered, decided and paid."""

import pytest
from django.urls import reverse

from casework.penalties.states import PenaltyState
from casework.web import timeline
from casework.web.officers import guard_words, guards, penalty_stages
from tests.web.looking import look, queries, read
from tests.workflows.penalties.stages import PENALTIES, overdue, teller
from workflows.approval import request
from workflows.options import checklist, options
from workflows.registry import PAGES

pytestmark = pytest.mark.django_db
TABS = ("overview", "documents", "evidence", "timeline")


def page_of(story, tab="overview") -> str:
    return f"{reverse('penalty', args=[story.penalty.pk])}?tab={tab}"


@pytest.fixture
def story(people):
    return teller()(people)


@pytest.mark.parametrize("state", PENALTIES)
def test_the_page_reads_in_every_state(client, people, story, state):
    PENALTIES[state](story)
    label = PenaltyState(state).label if state else "待立案"
    for tab in TABS:
        text = read(client, people.officer, page_of(story, tab))
        assert story.penalty.party_name in text and label in text


def test_another_territory_gets_404(client, people, story):
    story.notified()
    for user in (people.neighbour_officer, people.representative, people.system_admin):
        for tab in TABS:
            assert look(client, user, page_of(story, tab)).status_code == 404
    assert look(client, people.chief, page_of(story)).status_code == 200


def test_the_guards_of_the_decision_stand_first_with_article_and_remedy(client, people, story):
    story.investigated().notify()
    text = read(client, people.officer, page_of(story))
    assert "的条件" in text
    assert "告知书已送达" in text and "行政处罚告知书还没有送达。" in text and "登记送达" in text
    assert "行政处罚法第44条" in text


def found(story, people, step):
    record = story.penalty
    made = guards.of(record, (step,), people.officer, options(record, people.officer))[0]
    return made, {guard.label: guard for guard in made.guards}


def test_a_missing_condition_leads_to_what_mends_it(people, story):
    story.notified().defend()
    made, known = found(story, people, "decide")
    answered = known["陈述申辩逐点复核"]
    assert answered.state == guards.MISSING
    assert answered.href == reverse("step", args=["penalty", story.penalty.pk, "answer_defence"])
    assert known["陈述申辩期限已过或者书面放弃"].state == guards.WAITING
    assert known["同一行为没有罚过款（第29条）"].state == guards.DONE
    assert made.open >= 2 and not made.href
    story.answer_defence()
    assert found(story, people, "decide")[1]["陈述申辩逐点复核"].state == guards.DONE


def test_an_unserved_notice_leads_to_its_service(people, story):
    story.investigated().notify()
    served = found(story, people, "decide")[1]["告知书已送达"]
    assert served.state == guards.MISSING and served.act == "登记送达"
    assert served.href.startswith("/services/")


def test_conditions_of_the_form_are_said_to_be_asked_there(people, story):
    story.ordered().file()
    made, known = found(story, people, "conclude_investigation")
    assert known["证据种类足够"].state == guards.ASKED
    assert made.open == 0 and made.asked == len(made.guards) and made.href


def test_once_every_guard_is_met_the_step_is_offered(people, story):
    story.ordered().file().interview().conclude(fine=10000).notify().serve_notice().waive("defence")
    made, _known = found(story, people, "decide")
    assert [g.label for g in made.guards if g.state in (guards.MISSING, guards.WAITING)] == []
    assert made.href == reverse("step", args=["penalty", story.penalty.pk, "decide"])


def test_the_checklist_evaluates_every_condition_and_names_the_article(people, story):
    story.notified().defend()
    rows = checklist(story.penalty, "decide", people.officer)
    assert len(rows) == len(PAGES["penalty"].steps()["decide"].when)
    unmet = [row for row in rows if not row.met]
    assert len(unmet) > 1 and all(row.words and row.law for row in unmet)


def test_every_condition_of_a_decisive_step_has_its_words():
    for kind, table in (("penalty", penalty_stages.DECISIVE), ("suspension", penalty_stages.SUSPENSION_DECISIVE)):
        page = PAGES[kind]
        for step in {step for steps in table.values() for step in steps}:
            for condition in page.steps()[step].when:
                name = condition.resolve(page).__name__
                assert name in guard_words.WORDS, f"{kind}.{step}: {name}"


def test_every_state_knows_what_is_decisive():
    assert set(penalty_stages.DECISIVE) == {"", *PenaltyState.values}
    for step in {step for steps in guard_words.MENDS.values() for step in steps}:
        assert step in PAGES["penalty"].steps(), step


def test_the_account_says_what_is_owed_and_paid(client, people, story):
    story.punished(fine=30000)
    assert "还欠30,000.00元" in read(client, people.officer, page_of(story))
    story.pay()
    assert "没有欠款" in read(client, people.officer, page_of(story))


def test_what_is_over_lies_folded_and_the_machine_is_not_news(client, people, story):
    story.punished(fine=30000)
    words = read(client, people.officer, page_of(story))
    assert "已经结束的" in words and "最近留痕" in words
    latest = [entry.what for entry in timeline.latest(story.penalty.dossier)]
    assert latest and not [what for what in latest if what.startswith("生成")]


def test_a_signer_reads_whom_a_decision_is_about_and_what_was_notified(client, people, story):
    overdue(story).serve().file(tier=2, person=story.somebody(name="示例主任")).interview().conclude()
    story.notify().serve_notice().waive("both")
    proposal = request(story.penalty, "decide", by=people.officer, opinion="建议处罚", reasons="按告知的处罚决定。")
    for page in (reverse("approvals"), reverse("proposal", args=[proposal.pk])):
        assert "示例主任" in read(client, people.head, page)
    assert "告知的处罚 罚款" in read(client, people.head, reverse("proposal", args=[proposal.pk]))


def test_queries_do_not_grow_with_what_lies_in_the_dossier(client, people, story):
    story.notified().defend()
    before = queries(client, people.officer, page_of(story, "documents"))
    story.answer_defence().defend("再次申辩").answer_defence()
    assert queries(client, people.officer, page_of(story, "documents")) <= before


def test_the_dossier_door_leads_to_the_page(client, people, story):
    story.ordered().file()
    answer = look(client, people.officer, reverse("dossier", args=[story.penalty.dossier_id]))
    assert answer["Location"] == reverse("penalty", args=[story.penalty.pk])


def test_what_people_wrote_cannot_become_markup(client, people, story):
    story.notified().defend("<script>alert(1)</script>𠮷&")
    page = look(client, people.officer, page_of(story)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page
