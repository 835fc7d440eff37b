"""A random walk of one paper to its addressee: the order of a case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.now import standing_at
from documents.models import Service
from tests.people import cast
from tests.workflows.walk import COMMON, Walk, ask, undone, walking
from workflows.engine import take


def paper(walk):
    return Service.objects.get(document__kind="rectification-order", dossier=walk.story.dossier)


def server(walk):
    return walk.by(walk.people.officer, walk.people.clerk)


def course(walk):
    return walk.draw(["上门时无人", "上门时无人", " "])


def attempt(walk):
    facts = {"mode": "direct", "tried_on": walk.day(0, 0, -1, 1), "remark": course(walk)}
    record, by = paper(walk), server(walk)
    return lambda: take(record, "attempt", by=by, **facts)


def fail(walk):
    record, by, words = paper(walk), server(walk), course(walk)
    return lambda: take(record, "fail", by=by, remark=words)


def post(walk):
    facts = {
        "posted_on": walk.day(0, 0, -1, 1),
        "remark": course(walk),
        "whereabouts_unknown": walk.draw([True, False]),
    }
    record, by = paper(walk), server(walk)
    return lambda: take(record, "post", by=by, **facts)


def serve(walk):
    proof = [walk.story.evidence()] if walk.draw([True, False]) else []
    facts = {"mode": walk.draw(["direct", "mail", "left", "electronic", "public_notice", "pigeon"]), "proof": proof}
    facts |= {"served_on": walk.day(0, 0, -3, 1), "receiver": walk.draw(["示例收件人", ""])}
    record, by = paper(walk), server(walk)
    return lambda: take(record, "serve", by=by, **facts)


def annul(walk):
    return ask(paper(walk), "annul_service", walk.by(walk.people.officer), reason=walk.draw(["收件人有误", " "]))


def cancel(walk):
    record, by, words = paper(walk), walk.by(walk.people.officer), course(walk)
    return lambda: take(record, "cancel", by=by, remark=words)


def rests_on_the_service(walk):
    """The order is served exactly as long as its service stands, and the party's rights run from it."""
    service, order = paper(walk), walk.case.orders.get()
    assert (order.served_on is not None) == (service.state == "served"), service.state
    running = set(walk.story.dossier.deadlines.filter(status="running").values_list("name", flat=True))
    if service.state == "served":
        assert order.served_on == service.served_on <= walk.moment.date() and "serve" not in running
    else:
        assert not running & {"rectification"}
        assert not walk.story.dossier.deadlines.filter(status="running", key=str(service.document_id)).exists()
    assert ("public_notice" in running) == (service.state == "posted")


MOVES = {name: COMMON[name] for name in ("sign", "sign more", "tick", "withdraw proposal")}
MOVES |= {"attempt": attempt, "fail": fail, "post": post, "serve": serve, "annul": annul, "cancel": cancel}
MOVES |= {"serve again": serve}


@pytest.mark.django_db
def test_walk():
    people, reached = cast(), set()

    @walking
    @given(st.data())
    def walk(data):
        with undone():
            one = Walk(people, data)
            with standing_at(one.moment):
                one.story.start().confirm().find().conclude().serve().order(25)
            for _ in range(10):
                one.go(MOVES, 1)
                with standing_at(one.moment):
                    rests_on_the_service(one)
            reached.add(paper(one).state)

    walk()
    assert len(reached) > 1, "the walk never left the first state"
