"""Every condition of every step has a row: lawful but for that one thing, refused in exactly these words, and nothing
has changed.
"""

import pytest

from tests.people import cast
from tests.workflows import broken_case
from tests.workflows.lawful import WAYS
from tests.workflows.penalties import every
from tests.workflows.stages import fingerprint
from workflows.engine import Refused
from workflows.registry import PAGES

pytestmark = pytest.mark.django_db
ROWS = [*broken_case.ROWS, *every.ROWS]


def test_no_condition_is_without_a_row_and_no_row_without_a_condition():
    declared = {
        (kind, step, condition.name)
        for kind, page in PAGES.items()
        for step, effects in page.steps().items()
        for condition in effects.when
    }
    assert {(kind, step, condition) for kind, step, condition, *_ in ROWS} == declared


@pytest.mark.parametrize(("kind", "step"), WAYS, ids=".".join)
def test_the_way_is_lawful(kind, step):
    WAYS[kind, step](cast()).rehearse()


@pytest.mark.parametrize(
    ("kind", "step", "condition", "spoil", "words", "law"),
    ROWS,
    ids=[f"{kind}.{step}.{condition}-{n}" for n, (kind, step, condition, *_) in enumerate(ROWS)],
)
def test_refused(kind, step, condition, spoil, words, law):
    about = WAYS[kind, step](cast())
    spoil(about)
    before = fingerprint()
    with pytest.raises(Refused) as refusal:
        about.try_it()
    assert str(refusal.value) == (f"{words}（{law}）" if law else words)
    assert (refusal.value.words, refusal.value.law) == (words, law)
    assert fingerprint() == before
