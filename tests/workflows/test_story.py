"""The purpose, end to end: from a finding to a closed case, and to an overdue one."""

import pytest

from casework.trail.verify import verify_dossier
from documents.models import Document
from tests.people import cast
from tests.workflows.story import Story

pytestmark = pytest.mark.django_db


def test_from_a_finding_to_a_closed_case():
    story = Story(cast()).corrected()
    assert story.case.state == "corrected"
    story.serve().decline().close()
    assert story.case.state == "closed"
    numbers = {d.kind: d.number for d in Document.objects.all()}
    assert numbers["rectification-order"].startswith("（南）应急责改〔") and numbers["rectification-order"].endswith(
        "〕1号"
    )
    assert {"inspection-notice", "inspection-record", "recheck-opinion", "no-filing", "closing-approval"} <= set(
        numbers
    )
    assert not story.dossier.deadlines.filter(status="running", right_of_party=False).exists()
    assert verify_dossier(story.dossier.pk) is None
