"""No paper leaves an agency whose own profile nobody has filled in."""

import pytest

from casework.organisations.models import UNFILLED
from documents.models import Document, Serial
from tests.workflows.story import Story
from workflows.engine import Refused

pytestmark = pytest.mark.django_db


def test_an_order_naming_no_court_is_refused_and_draws_no_number(people):
    story = Story(people).start().find().conclude()
    agency = people.agency
    agency.court, agency.phone = f"{UNFILLED}人民法院", UNFILLED
    agency.save()
    papers, numbers = Document.objects.count(), list(Serial.objects.values("series", "last"))

    with pytest.raises(Refused, match="有管辖权的人民法院、联系电话还没有填写，文书不能签发"):
        story.order()

    assert (Document.objects.count(), list(Serial.objects.values("series", "last"))) == (papers, numbers)
    assert story.case.state == "found"

    agency.court, agency.phone = "示例人民法院", "0771-0000000"
    agency.save()
    assert story.order().case.state == "ordered"


def test_internal_papers_need_no_profile(people):
    people.agency.court = UNFILLED
    people.agency.save()
    Story(people).plan()
    assert set(Document.objects.values_list("internal", flat=True)) == {True}
