"""From the code printed on a person's notice to his own answer, through gate and pages as they really are."""

import pytest
from django.urls import reverse

from casework.accounts import claims
from casework.accounts.models import AccessCode, User
from casework.penalties.models import Defence, Penalty
from documents.queries import documents_visible_to
from tests.casework.accounts.test_claims import proof
from tests.workflows.penalties.stages import overdue, teller
from workflows.engine import Forbidden, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    told = overdue(teller()(people)).file(tier=2).interview().conclude().notify().serve_notice()
    return told.file(tier=2, person=told.somebody())


@pytest.fixture
def notice(story):
    story.interview().conclude().notify().serve_notice()
    return story.penalty.dossier.documents.get(kind="penalty-notice")


def open_to(story, notice, user):
    number = story.penalty.person.id_number
    claim = claims.claim(notice.facts["access_code"], user, title="车间主任", proof=proof(), id_number=number)
    claims.decide(claim, by=story.officer, granted=True)
    return User.objects.get(pk=user.pk)


def test_the_printed_code_leads_the_person_to_his_own_matter_only(story, notice, people, client):
    assert AccessCode.objects.get(document=notice).personal
    person = open_to(story, notice, User.objects.create(username="himself", name="示例车间主任"))
    assert [*Penalty.objects.owned_by(person)] == [story.penalty]
    assert story.penalty not in Penalty.objects.owned_by(people.representative)
    assert notice in documents_visible_to(person) and notice not in documents_visible_to(people.representative)
    unit = Penalty.objects.get(person=None)
    client.force_login(person)
    assert client.get(reverse("my_penalty", args=[story.penalty.pk])).status_code == 200
    assert client.get(reverse("my_penalty", args=[unit.pk])).status_code == 404
    assert client.get(reverse("my_case", args=[story.case.pk])).status_code == 404
    client.force_login(people.representative)
    assert client.get(reverse("my_penalty", args=[unit.pk])).status_code == 200
    assert client.get(reverse("my_penalty", args=[story.penalty.pk])).status_code == 404


def test_the_gate_takes_his_answer_and_not_his_employers(story, notice, people):
    with pytest.raises(Forbidden):
        take(story.penalty, "defend", by=people.representative, text="替他申辩。", evidence=[])
    person = open_to(story, notice, User.objects.create(username="himself", name="示例车间主任"))
    take(story.penalty, "defend", by=person, text="情况不属实。", evidence=[])
    assert Defence.objects.get().by == person
    with pytest.raises(Forbidden):
        take(Penalty.objects.get(person=None), "defend", by=person, text="替单位申辩。", evidence=[])
    with pytest.raises(Forbidden):
        take(story.case, "request_extension", by=person, findings=[], wished_on=None, reason="")


def test_notices_of_a_personal_matter_reach_nobody_of_the_employer(story, notice, people):
    mine = {"dossier": story.penalty.dossier_id}
    assert not people.representative.notices.filter(**mine).exists()
    person = open_to(story, notice, User.objects.create(username="himself", name="示例车间主任"))
    take(story.penalty, "defend", by=person, text="情况不属实。", evidence=[])
    story.answer_defence()
    assert person.notices.filter(**mine).exists()
    assert not people.representative.notices.filter(**mine).exists()
