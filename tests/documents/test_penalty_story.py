"""Papers issued by real steps can be drawn: a penalty of the second tier to the end of its stop, one of a person."""

import pytest

from casework.organisations.demo import people_and_places
from documents import render
from documents.catalogue import KINDS
from documents.models import Document
from tests import reference
from tests.documents.plain import texts
from workflows.demo import penalties
from workflows.demo.matters import tell
from workflows.demo.stopping_story import StoppingStory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ISSUED = {
    "resumed": {"filing-approval", "interview-record", "investigation-report", "handling-approval", "penalty-notice",
                "hearing-right-notice", "hearing-notice", "hearing-record", "hearing-report", "legal-review",
                "deliberation-record", "penalty-decision", "resumption-opinion"},
    "person": {"filing-approval", "interview-record", "investigation-report", "handling-approval", "penalty-notice"},
}  # fmt: skip


@pytest.mark.parametrize("name", ISSUED)
def test_every_paper_of_a_plot_can_be_drawn(name):
    reference.load()
    cast = people_and_places()
    tell(cast, penalties.chosen(cast.enterprises)[0], penalties.plots()[name], "示例", StoppingStory)
    documents = Document.objects.filter(dossier__kind="penalty")
    assert {document.kind for document in documents} >= ISSUED[name]
    for document in documents:
        words = "\n".join(texts(render.draw(document.kind, document.facts))["body"])
        assert document.title in words and "None" not in words, document.kind
        assert KINDS[document.kind].internal == document.internal
