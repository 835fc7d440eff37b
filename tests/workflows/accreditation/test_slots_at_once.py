"""A slot given back at the moment somebody else wants it: never two on one, and nobody is lost between them."""

import pytest

from casework.accreditation import slots
from casework.accreditation.models import Designation
from casework.trail.verify import verify_dossier
from tests.casework.accreditation import rows
from tests.people import cast
from tests.workflows.accreditation.tenure_story import Tenure
from tests.workflows.together import at_once, refused
from workflows.accreditation.designating import open_designation
from workflows.approval import request, sign
from workflows.engine import take
from workflows.models import Signature

pytestmark = pytest.mark.django_db(transaction=True)


def waiting(story: Tenure, proposal) -> Signature:
    return Signature.objects.filter(process=proposal, status__in=["NEW", "ASSIGNED"]).earliest("pk")


def to_the_last(story: Tenure, proposal) -> Signature:
    """Sign until one signature is left."""
    while (task := waiting(story, proposal)).flow_task.name != "approve":
        sign(task.pk, by=story.signer(task), decision="agreed")
    return task


def test_revoked_and_designated_at_the_same_moment():
    """The last signature under the decision, two who want the slot, and the unit that gives it up itself."""
    story = Tenure(cast()).named().notified().told()
    facts = {"answer": "不予采纳。", "opinion": "拟撤销。"}
    proposal = request(story.designation, "revoke", by=story.people.officer, **facts)
    task = to_the_last(story, proposal)
    one, other = rows.applications(story.people, story.round, story.category, 2)
    last = story.signer(task)
    at_once(
        lambda: sign(task.pk, by=last, decision="agreed"),
        lambda: open_designation(one, by=None),
        lambda: open_designation(other, by=None),
    )
    assert story.designation.state == "revoked" and story.designation.slot is None
    assert Designation.objects.exclude(slot=None).count() <= 1
    for application in (one, other):  # whoever came too early finds the slot now, if nobody has it
        if slots.free(story.category).exists():
            open_designation(application, by=None)
    held = Designation.objects.exclude(slot=None).get()
    assert held.application_id in (one.pk, other.pk) and held.state == "active"
    for row in Designation.objects.all():
        assert verify_dossier(row.dossier_id, files=False) is None


def test_the_list_designates_at_the_moment_the_slot_is_given_back():
    """Somebody holds the slot that was promised; he is revoked while the list that waits for it is signed."""
    story = Tenure(cast()).publicised().notice_over()
    listed = to_the_last(story, story.circulate())
    (holder,) = rows.applications(story.people, story.round, story.category, 1)
    story.held = open_designation(holder, by=None).pk
    story.notified().hand_over("revocation-notice")
    story.do("make_statement", text="不属实。")
    facts = {"answer": "不予采纳。", "opinion": "拟撤销。"}
    revoked = to_the_last(story, request(story.designation, "revoke", by=story.people.officer, **facts))
    at_once(
        lambda: sign(listed.pk, by=story.signer(listed), decision="agreed"),
        lambda: sign(revoked.pk, by=story.signer(revoked), decision="agreed"),
    )
    assert story.designation.state == "revoked"
    assert Designation.objects.exclude(slot=None).count() <= 1
    if story.application.state != "designated":  # the list came first, was sent back, and is decided on again
        assert story.application.state == "publicised"
        story.designate()
    held = Designation.objects.exclude(slot=None).get()
    assert (held.application_id, held.state) == (story.pk, "active")
    for row in Designation.objects.all():
        assert verify_dossier(row.dossier_id, files=False) is None


def test_it_ends_in_one_way_however_many_end_it_at_once():
    story = Tenure(cast()).named().near_its_end(-1)
    row, by = story.designation, story.people.representative
    found = at_once(
        lambda: take(row, "surrender", by=by, reason="停办。"),
        lambda: take(row, "expire", by=None),
        lambda: take(row, "expire", by=None),
    )
    assert len(refused(found)) == 2
    ended = story.designation
    assert (ended.state, ended.end) in (("surrendered", "surrendered"), ("expired", "expired"))
    assert ended.version == row.version + 1 and slots.free(story.category).count() == 1


def test_two_renewals_take_one_slot():
    story = Tenure(cast()).named().near_its_end().asking_again().recommended()
    application = story.application
    found = at_once(*[lambda: open_designation(application, by=None)] * 3)
    assert len(refused(found)) == 2
    assert Designation.objects.count() == 2 and Designation.objects.exclude(slot=None).count() == 1
