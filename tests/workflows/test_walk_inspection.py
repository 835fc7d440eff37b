"""A random walk through a visit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.now import standing_at
from tests.people import cast
from tests.workflows.walk import COMMON, Walk, ask, undone, walking


def plan(walk):
    p = walk.people
    officers = walk.draw([[p.officer.pk, p.partner.pk]] * 3 + [[p.officer.pk], [p.officer.pk, p.uncertified.pk]])
    facts = {"planned_on": walk.day(0, 2, 2, -1), "content": "持证上岗情况", "officers": officers}
    return ask(walk.story.visit, "plan", walk.by(p.officer), **facts)


def start(walk):
    p = walk.people
    officers = walk.draw([[p.officer.pk, p.partner.pk]] * 3 + [[p.officer.pk, p.officer.pk]])
    facts = {"officers": officers, "shown": bool(walk.draw(range(4))), "place": "生产车间"}
    facts |= walk.draw([{"ground": "lead", "lead": "群众举报"}, {}])
    return ask(walk.story.visit, "start", walk.by(p.officer), **facts)


def find(walk):
    guidance = walk.draw([False, False, False, True])
    facts = {"violation": walk.draw(["V1", "V3", "V4", "V9"]), "fact": "3名操作工无证上岗", "post": "操作岗位"}
    facts |= {"evidence": walk.draw([[walk.story.evidence()], [], [10**9]]), "guidance": guidance}
    facts["cannot_wait"] = walk.draw([False, False, True])
    return ask(walk.story.visit, "record_finding", walk.by(walk.people.officer), **facts)


def conclude(walk):
    signatures = [walk.story.signature() for _ in range(walk.draw([2, 2, 1]))]
    facts = {"officer_signatures": signatures, "site_manager": "示例负责人"}
    facts |= walk.draw([{"party_signature": walk.story.signature()}, {"refusal": "拒签", "witness": "见证人甲"}, {}])
    return ask(walk.story.visit, "conclude", walk.by(walk.people.officer), **facts)


def cancel(walk):
    return ask(walk.story.visit, "cancel", walk.by(walk.people.officer), reason=walk.draw(["企业停产", " "]))


def confirm(walk):
    return ask(walk.story.visit, "confirm_start", walk.by(walk.people.officer))


MOVES = COMMON | {"plan": plan, "start": start, "start again": start, "find": find, "conclude": conclude}
MOVES |= {"cancel": cancel, "confirm": confirm}


@pytest.mark.django_db
def test_walk():
    people, reached = cast(), set()

    @walking
    @given(st.data())
    def walk(data):
        with undone():
            one = Walk(people, data)
            begun = data.draw(st.sampled_from(["start", "plan", ""]))  # or chance may never open the first door
            with standing_at(one.moment):
                if begun:
                    getattr(one.story, begun)()
            one.go(MOVES, 12)
            reached.add(one.story.visit.state)

    walk()
    assert len(reached) > 1, "the walk never left the first state"
