"""What filing, investigating and telling leave behind."""

import pytest

pytestmark = pytest.mark.django_db


def test_story(people):
    from tests.workflows.penalties.stages import teller

    s = teller()(people)
    s.notified()
    assert s.penalty.state == "notified"
