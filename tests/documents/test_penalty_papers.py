"""The papers of penalties from real rows, of a unit and of a person."""

import pytest

from documents import render
from documents.catalogue import KINDS, PENALTIES
from tests.documents.penalty_matter import PenaltyMatter
from tests.documents.plain import texts

pytestmark = pytest.mark.django_db
CODES = [kind.code for kind in PENALTIES]


@pytest.fixture
def matter(people):
    return PenaltyMatter(people)


@pytest.fixture
def personal(people):
    return PenaltyMatter(people, personal=True)


def drawn(code: str, paper) -> str:
    body = render.draw(code, KINDS[code].facts(paper))
    return "\n".join(line for part in texts(body).values() for line in part)


@pytest.mark.parametrize("code", CODES)
def test_each_paper_says_whose_it_is_its_number_and_its_date(matter, code):
    words, kind = drawn(code, matter.paper(code)), KINDS[code]
    assert kind.title in words and "2026年6月16日" in words and "南宁市应急管理局行政执法文书" in words
    assert (matter.number in words) is bool(kind.series)
    assert ("打印件加盖实物印章后生效" in words) is kind.sealed
    assert "None" not in words


@pytest.mark.parametrize("code", CODES)
def test_each_paper_of_a_person(personal, code):
    words = drawn(code, personal.paper(code))
    assert "None" not in words
