"""Every condition of every step has a row: lawful but for that one thing, refused in exactly these words, and nothing
has changed. It is refused by the gate, by the database whatever goes round the gate, and on the page.

The story that leads to a step is told once for all its rows; each of them begins where it ends, in a savepoint.
"""

from copy import deepcopy

import pytest
from django.db import transaction

from casework.clock import deadlines
from casework.organisations import names
from tests.people import cast
from tests.workflows import broken_case
from tests.workflows.accreditation import every as accreditation
from tests.workflows.lawful import WAYS
from tests.workflows.page_refusals import refuse_by_page
from tests.workflows.penalties import every
from tests.workflows.round_the_gate import refuse_every_way
from tests.workflows.stages import fingerprint
from workflows.engine import Refused
from workflows.registry import PAGES

pytestmark = pytest.mark.django_db
ROWS = sorted([*broken_case.ROWS, *every.ROWS, *accreditation.ROWS], key=lambda row: list(WAYS).index(row[:2]))


@pytest.fixture(scope="module")
def told(request, django_db_setup, django_db_blocker):
    """Somebody about to take the step lawfully; undone when the last test of the step has run."""
    deadlines.forget()
    names.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        yield WAYS[request.param](cast())
        transaction.set_rollback(True)


@pytest.fixture
def about(told):
    """Objects of its own for each test; the savepoint is pytest-django's, within the story's transaction."""
    return deepcopy(told)


def test_no_condition_is_without_a_row_and_no_row_without_a_condition():
    declared = {
        (kind, step, condition.name)
        for kind, page in PAGES.items()
        for step, effects in page.steps().items()
        for condition in effects.when
    }
    assert {(kind, step, condition) for kind, step, condition, *_ in ROWS} == declared


@pytest.mark.parametrize("told", WAYS, indirect=True, ids=".".join)
def test_the_way_is_lawful(about):
    about.rehearse()


@pytest.mark.parametrize(
    ("told", "number"),
    [((kind, step), number) for number, (kind, step, *_) in enumerate(ROWS)],
    indirect=["told"],
    ids=[f"{kind}.{step}.{condition}-{n}" for n, (kind, step, condition, *_) in enumerate(ROWS)],
    scope="module",  # or every row would tell the story anew
)
def test_refused(told, about, number):
    *_, condition, spoil, words, law = ROWS[number]
    spoil(about)
    before = fingerprint()
    with pytest.raises(Refused) as refusal:
        about.try_it()
    assert str(refusal.value) == (f"{words}（{law}）" if law else words)
    assert (refusal.value.words, refusal.value.law) == (words, law)
    assert fingerprint() == before
    record = about.stored()
    before = fingerprint()
    refuse_every_way(record, about.step)
    assert fingerprint() == before
    refuse_by_page(about, told.facts, condition, words, law)
