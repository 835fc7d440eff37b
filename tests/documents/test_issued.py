"""Papers as the gate issues them: every row's frozen facts draw its file, and the file says the row's number."""

import json

import pytest

from documents import render
from documents.models import Document
from tests.documents.plain import texts
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


def test_every_paper_of_a_whole_story_is_drawn(people):
    story = Story(people).plan().start().find().find().conclude().order(days=20).serve()
    story.request_extension().decide_extension().serve().report().recheck().serve().decline().close()
    issued = list(Document.objects.all())
    for row in issued:
        words = "\n".join(line for part in texts(render.draw(row.kind, row.facts)).values() for line in part)
        assert row.title in words and row.number in words, row.kind
        assert row.facts == json.loads(json.dumps(row.facts))
    assert {row.kind for row in issued} >= {
        "inspection-plan",
        "inspection-notice",
        "inspection-record",
        "rectification-order",
        "extension-answer",
        "recheck-opinion",
        "no-filing",
        "closing-approval",
        "service-receipt",
        "approval-form",
    }
