"""Without a served notice there is no decision: not by the gate, and not by anything that goes round it.

The database refuses even when somebody first forges the event that the gate would have written.
"""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from casework.core.now import now, today
from casework.penalties.models import Penalty, PenaltyNotice
from casework.trail import guards
from casework.trail.models import Event
from documents.models import Service
from tests.people import cast
from tests.workflows.penalties.stages import teller
from tests.workflows.round_the_gate import WAYS, by_update, refused
from workflows.engine import Refused, begin, take

pytestmark = pytest.mark.django_db
WORDS = guards.DEMANDED["penalties_penalty", "decided"][1]


# --- what was not served ------------------------------------------------------------------------------------------
def never_told(s: Any) -> Any:
    return s.investigated()


def unserved(s: Any) -> Any:
    return s.investigated().notify()


def hearing_unserved(s: Any) -> Any:
    """The notice itself was served, that of the right to a hearing was not."""
    s.investigated(fine=60000).notify()
    service = Service.objects.get(dossier=s.penalty.dossier, document__kind="penalty-notice")
    facts = {"mode": "direct", "served_on": today(), "receiver": "示例收件人"}
    take(service, "serve", by=s.officer, **facts)
    return s


def void(s: Any) -> Any:
    """Served, and sent back since: it says nothing of what is proposed now."""
    return s.notified().send_back().conclude()


UNTOLD = {"never told": never_told, "unserved": unserved, "hearing unserved": hearing_unserved, "void": void}


def forge(penalty: Penalty, step: str = "decide") -> None:
    """The line that the gate would write."""
    dossier = penalty.dossier
    Event.objects.create(
        dossier=dossier, seq=dossier.seq + 1, kind="penalty", record=penalty.pk, version=penalty.version + 1,
        step=step, source=penalty.state, target="decided", at=now(), by=None, by_name="没有人", facts={},
        previous=dossier.head, digest="0" * 64,
    )  # fmt: skip


@pytest.mark.parametrize("untold", UNTOLD.values(), ids=UNTOLD)
def test_the_database_refuses_even_with_a_forged_event(untold):
    story = untold(teller()(cast()))
    before = (story.penalty.state, story.penalty.version)
    forge(story.penalty)
    for work in WAYS.values():
        assert WORDS in refused(work, story.penalty, "decided")
    assert (story.penalty.state, story.penalty.version) == before


@pytest.mark.parametrize("work", WAYS.values(), ids=WAYS)
def test_a_served_notice_is_not_enough_without_the_event(work):
    story = teller()(cast()).notified()
    said = refused(work, story.penalty, "decided")
    assert guards.WORDS["step"] in said
    assert "进入“已作处罚决定”的环节：“作出处罚决定”（行政处罚法第57条、第59条）。" in said
    assert story.penalty.state == "notified"


def test_it_is_the_service_that_the_database_asks_for():
    """The same forgery passes once the notice is served: nothing else of the row is in the way."""
    story = unserved(teller()(cast()))
    forge(story.penalty)
    assert WORDS in refused(by_update, story.penalty, "decided")
    PenaltyNotice.objects.filter(penalty=story.penalty).update(served_on=today())
    by_update(story.penalty, "decided")
    assert story.penalty.state == "decided"


def test_no_penalty_is_born_decided():
    story = teller()(cast()).ordered().opened()
    made = story.penalty
    made.pk, made.state, made.dossier = None, "decided", story.dossier
    with pytest.raises(DatabaseError), transaction.atomic():
        made.save(force_insert=True)
    made.state = ""
    with pytest.raises(Refused, match="不能作出处罚决定"):
        begin(made, "decide", by=story.officer, reasons="示例")


@pytest.mark.parametrize("untold", UNTOLD.values(), ids=UNTOLD)
def test_the_gate_says_why(untold):
    story = untold(teller()(cast()))
    with pytest.raises(Refused, match=r"告知|不能作出处罚决定"):
        story.decide()
    assert story.penalty.decisions.count() == 0
