"""A paper that fell before it was served: nobody carries it to the party any more, and the trail says why."""

from datetime import timedelta

import pytest

from casework.core.now import today
from documents.models import Service
from tests.workflows.penalties.stages import HEARD_FINE, teller
from tests.workflows.stages import ago
from workflows.engine import Refused, take
from workflows.penalty.judgements import POSTPONED

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people):
    return teller()(people)


def services(story, kind):
    rows = Service.objects.filter(dossier=story.penalty.dossier_id, document__kind=kind)
    return list(rows.order_by("pk").values_list("state", flat=True))


def reasons(story):
    events = story.penalty.dossier.events.filter(kind="service", step="void").order_by("seq")
    return [event.facts["remark"] for event in events]


def test_the_notices_of_a_case_sent_back_are_served_no_more(story):
    story.investigated(fine=HEARD_FINE).notify().send_back("请补充培训档案。")
    assert services(story, "penalty-notice") == services(story, "hearing-right-notice") == ["cancelled"]
    assert reasons(story) == ["退回补充调查：请补充培训档案。"] * 2
    story.conclude(fine=HEARD_FINE).notify()
    assert services(story, "penalty-notice") == services(story, "hearing-right-notice") == ["cancelled", "pending"]


def test_what_was_served_before_it_fell_stays_served(story):
    story.investigated(fine=20000).notify().serve_notice().send_back()
    assert services(story, "penalty-notice") == ["served"] and reasons(story) == []


def test_the_notice_of_a_hearing_put_off_is_served_no_more(story):
    story.notified(fine=HEARD_FINE).request_hearing().schedule_hearing().schedule_hearing(postponed=True)
    assert services(story, "hearing-notice") == ["cancelled", "pending"] and reasons(story) == [POSTPONED]
    clocks = story.penalty.dossier.deadlines.filter(name="serve", status="running")
    assert [clock.key for clock in clocks] == [f"hearing:{story.page.hearing.pk}"]


def test_a_decision_annulled_before_its_service_is_served_no_more(story):
    story.decided(fine=20000).annul("认定事实有误。")
    assert services(story, "penalty-decision") == ["cancelled"] and reasons(story) == ["认定事实有误。"]
    story.serve_notice()
    assert not story.penalty.dossier.deadlines.filter(name="pay").exists(), "nobody pays what was annulled"


def test_a_demand_falls_with_the_decision_it_rests_on(story):
    with ago(40):
        story.punished(fine=20000)
    story.demand().annul("认定事实有误。")
    demand = story.penalty.dossier.documents.get(kind="payment-demand")
    assert demand.status == "withdrawn" and "认定事实有误" in demand.status_reason


def test_so_are_the_papers_of_a_changed_decision_that_falls(story):
    story.decided(fine=20000).amend(fine=15000).redo()
    assert services(story, "penalty-decision") == services(story, "change-decision") == ["cancelled"]


def test_a_demand_served_when_all_is_paid_waits_for_no_answer(story):
    with ago(40):
        story.punished(fine=20000)
    take(story.penalty, "demand", by=story.officer, last=False, pay_by=today() + timedelta(days=20))
    story.pay().perform().serve_notice()
    assert services(story, "payment-demand") == ["served"]
    assert not story.penalty.dossier.deadlines.filter(name="demand_objection").exists()


def test_nobody_defers_what_was_not_served(story):
    story.decided(fine=20000)
    with pytest.raises(Refused, match="处罚决定书还没有送达"):
        story.request_deferral()


def test_a_case_taken_back_before_its_investigation_ended_cannot_end_without_penalty(story):
    story.ordered().file().transfer().take_back()
    with pytest.raises(Refused, match="还没有处理意见"):
        story.not_punish()
