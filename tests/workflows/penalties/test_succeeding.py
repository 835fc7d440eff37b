"""Another party in the place of the first: a notice not yet followed by a decision is served anew (procedures, 0)."""

import pytest

from documents.models import Service
from tests.people import cast
from tests.workflows.penalties.stages import HEARD_FINE, teller
from tests.workflows.stages import ago
from workflows.engine import Refused
from workflows.penalty.penalty import PenaltyLifecycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def s():
    return teller()(cast())


def merged(s):
    other = s.people.other_enterprise
    return s.propose("change_party", kind="merger", enterprise=other.pk, proof=[s.proof()])


def running(s, name):
    return s.penalty.dossier.deadlines.filter(name=name, status="running")


def test_a_successor_is_told_before_he_is_punished(s):
    with ago(30):
        s.notified()
    notice = s.penalty.notices.get()
    assert notice.served_on is not None
    merged(s)
    notice.refresh_from_db()
    assert notice.served_on is None and notice.void_on is None
    assert s.penalty.party_name == s.people.other_enterprise.name
    again = Service.objects.get(document=notice.document, state="pending")
    assert again.recipient == s.people.other_enterprise.name
    assert running(s, "serve").filter(key=f"penaltynotice:{notice.pk}").count() == 1
    with pytest.raises(Refused, match="告知"):
        s.decide()
    s.serve_notice()
    notice.refresh_from_db()
    assert notice.served_on and running(s, "defence").count() == 1 and not running(s, "serve").exists()
    with pytest.raises(Refused, match="陈述申辩"):
        s.decide()


def test_a_waiver_of_the_former_party_binds_nobody_else(s):
    with ago(30):
        s.notified(fine=HEARD_FINE)
        s.waive("defence")
        s.waive("hearing")
    merged(s)
    notice = s.penalty.notices.get()
    assert (notice.defence_waived_on, notice.hearing_waived_on, notice.hearing_served_on) == (None, None, None)
    assert Service.objects.filter(dossier=s.penalty.dossier, state="pending").count() == 2


def test_a_hearing_that_the_former_party_gave_up_stays_open_to_its_successor(s):
    with ago(30):
        s.notified(fine=HEARD_FINE).request_hearing()
        s.waive("hearing")
    merged(s)
    s.serve_notice()
    page = PenaltyLifecycle(s.penalty)
    assert not page.hearing_over() and not page.defence_over()
    with ago(-20):
        assert PenaltyLifecycle(s.penalty).hearing_over()


def test_a_notice_under_way_goes_to_the_successor_and_keeps_its_clock(s):
    s.investigated().notify()
    before = running(s, "serve").get().due_on
    merged(s)
    service = Service.objects.get(dossier=s.penalty.dossier, document=s.penalty.notices.get().document)
    assert (service.state, service.recipient) == ("pending", s.people.other_enterprise.name)
    assert running(s, "serve").get().due_on == before


@pytest.mark.parametrize("tell", [lambda s: s.notified(), lambda s: s.ordered().file()], ids=["renamed", "not told"])
def test_whom_nothing_new_is_to_be_told_keeps_his_notice(s, tell):
    tell(s)
    s.propose("change_party", kind="rename", name="南宁市示例新材料有限公司", proof=[s.proof()])
    assert not s.penalty.notices.filter(served_on=None).exists()
    assert not Service.objects.filter(dossier=s.penalty.dossier, state="pending").exists()
