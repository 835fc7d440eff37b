"""The demonstration's story, told by the tests' cast: a test that needs a case in some state tells it so far."""

from tests.people import Cast as People
from workflows.demo import story
from workflows.demo.story import Cast, drawn_name, photo

__all__ = ["Story", "drawn_name", "photo"]


class Story(story.Story):
    def __init__(self, people: People):
        self.people = people
        super().__init__(
            Cast(
                agency=people.agency,
                enterprise=people.enterprise,
                officers=[people.officer, people.partner],
                head=people.head,
                leader=people.leader,
                legal=people.legal,
                chief=people.chief,
                representative=people.representative,
            )
        )
