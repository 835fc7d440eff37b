"""A served order of two dates, and the browser of the person who answers it."""

import pytest

from tests.people import cast
from tests.workflows.story import Story


@pytest.fixture
def story(db):
    told = Story(cast())
    return told.start().find("V1").find("V2").conclude().order(n1=15, n2=20).serve()


@pytest.fixture
def party(client, story):
    client.force_login(story.cast.representative)
    return client


@pytest.fixture
def case(story):
    return story.case
