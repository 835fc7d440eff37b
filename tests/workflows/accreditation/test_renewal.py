"""Renewal, and the way from a list to a designation: the slot, the certificate, who stands next."""

from datetime import timedelta

import pytest

from casework.accreditation import renewal, slots
from casework.accreditation.models import Application, Designation, Review
from casework.accreditation.standing import obstacles
from casework.clock.calendar import add_months
from casework.core.now import today
from casework.notices.models import Notice
from tests.people import cast
from tests.workflows.accreditation.tenure_story import Tenure, named_before
from tests.workflows.accreditation.test_designation import said, told
from workflows.accreditation.designating import open_designation
from workflows.engine import Refused, take
from workflows.tick import tick

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Tenure:
    return Tenure(cast())


# --- renewal ------------------------------------------------------------------------------------------------------
def test_renewal_is_asked_for_in_the_last_three_months(story):
    row = story.named().designation
    assert renewal.opens_on(row) == add_months(row.valid_to, -3)
    story.asking_again()
    with pytest.raises(Refused, match="起可以申请复评"):
        story.drafted()
    story.near_its_end()
    assert story.drafted().application.state == "draft"


def test_asked_in_time_it_runs_on_until_decided(story):
    story.named().near_its_end().asking_again().submitted()
    assert renewal.asked_for(story.designation) == story.application
    story.near_its_end(-1)
    Application.objects.filter(pk=story.pk).update(submitted_on=today() - timedelta(20))
    tick()
    assert story.designation.state == "active", "the renewal is undecided"
    story.go("refuse", reason="申报材料不实。")
    tick()
    assert (story.designation.state, story.designation.end) == ("expired", "expired")


def test_the_unit_is_told_once_that_it_may_renew(story):
    story.named().near_its_end(100)
    tick()
    assert not told(story, "renewal-open")
    story.near_its_end(80)
    tick()
    tick()
    assert told(story, "renewal-open") == {story.people.representative.pk, story.people.group_representative.pk}
    assert Notice.objects.filter(kind="renewal-open").count() == 2


def test_asked_too_late_it_runs_out(story):
    story.named().near_its_end().asking_again().submitted().near_its_end(-1)
    tick()
    assert story.designation.state == "expired", "submitted today, a day after the last"


def test_renewed_it_goes_on_on_its_own_slot(story):
    old = story.named().near_its_end().designation
    story.asking_again().recommended()
    assert slots.free_for(story.application) == 1 and not slots.free(story.category).exists()
    new = open_designation(story.application, by=None)
    old.refresh_from_db()
    assert (old.state, old.end, old.slot) == ("expired", "renewed", None)
    assert (new.state, new.slot) == ("active", old.place) and Designation.objects.exclude(slot=None).count() == 1


def test_a_review_that_is_open_goes_no_further_once_it_is_renewed(story):
    old = story.under_review().near_its_end().designation
    open_designation(story.asking_again().recommended().application, by=None)
    assert old.reviews.get().outcome == Review.Outcome.LEFT


def test_a_new_certificate_says_that_the_old_one_is_replaced(story):
    old = story.named().designation.certificate
    story.do("reissue_certificate", reason="单位名称变更。")
    old.refresh_from_db()
    row = story.designation
    assert old.status == "replaced" and row.certificate != old and row.number == row.certificate.number


def test_another_designation_of_the_unit_is_no_obstacle_but_its_revocation_is(story):
    named_before(story)
    assert obstacles(story.people.enterprise) == []
    story.held = Designation.objects.get().pk
    story.notified()
    assert obstacles(story.people.enterprise) == ["已有的命名正在办理撤销、撤回"]


def test_what_the_gate_did_not_do_the_clock_does_not_either(story):
    story.named()
    with pytest.raises(Refused, match="有效期还没有届满"):
        take(story.designation, "expire", by=None)
    with pytest.raises(Refused, match="年度复核的日期还没有到"):
        take(story.designation, "open_review", by=None, ground="yearly")


# --- from the list ------------------------------------------------------------------------------------------------
def test_designated_by_the_list_the_certificate_names_its_decision(story):
    story.designated()
    row = story.application.designation
    decision = row.decision
    assert (row.state, decision.kind) == ("active", "designation-decision")
    story.held = row.pk
    assert decision.number in said(story, "designation-certificate")


def test_renewed_by_the_list_on_its_own_slot_though_none_is_free(story):
    """The whole way: designated, three years on, applied for again, evaluated, publicised, designated anew."""
    story.designated()
    old = story.application.designation
    story.held = old.pk
    story.near_its_end().asking_again()
    assert not slots.free(story.category).exists()
    story.designated()
    old.refresh_from_db()
    new = story.application.designation
    assert (old.end, old.slot, new.state, new.slot) == ("renewed", None, "active", old.place)
    assert obstacles(new.enterprise) == []
