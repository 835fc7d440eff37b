"""A random walk through a correction case with two findings and two due dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.now import standing_at
from tests.people import cast
from tests.workflows.walk import COMMON, Walk, ask, undone, walking
from workflows.engine import take


def officers(walk):
    ids = [user.pk for user in (walk.people.officer, walk.people.partner)]
    return ids if walk.draw(range(6)) else ids[:1]


def order(walk):
    waiting = list(walk.case.findings.filter(order=None))
    rows = [{"finding": f.pk, "due_on": walk.day(5, 10, 15, 0)} for f in waiting[: walk.draw([1, 2])]]
    return ask(walk.case, "order", walk.by(walk.people.officer), findings=rows, officers=officers(walk))


def report(walk):
    p, named = walk.people, walk.draw([*walk.case.findings.all()])
    rows = walk.case.findings.filter(due_on=named.due_on).exclude(standing__in=["done", "dropped"])
    proof = walk.story.evidence(p.representative, "材料", from_party=True)
    answers = [{"finding": f.pk, "text": walk.draw(["已补训"] * 4 + [" "]), "evidence": [proof]} for f in rows]
    return ask(walk.case, "report", walk.by(p.representative, p.officer), due_on=named.due_on, answers=answers)


def extension(walk):
    p, named = walk.people, walk.draw([*walk.case.findings.all()])
    late = walk.draw([{}, {"obstacle": "台风致停工", "evidence": [walk.story.evidence()]}])
    facts = {"findings": [named.pk], "wished_on": walk.day(20, 30, 3), "reason": "考试排期", "evidence": [], **late}
    return ask(walk.case, "request_extension", walk.by(p.representative), **facts)


def decide(walk):
    asked = walk.case.extensions.order_by("granted", "pk").last()
    if asked is None:
        return lambda: None
    facts = walk.draw(
        [{"granted": True, "reason": "", "new_on": asked.wished_on}, {"granted": False, "reason": "不充分"}]
    )
    return ask(walk.case, "decide_extension", walk.by(walk.people.officer), request=asked.pk, **facts)


def recheck(walk):
    rows = [
        {"finding": f.pk, "result": walk.draw(["done", "done", "not_done", "dropped"]), "fact": "现场核查属实。"}
        for f in walk.case.findings.exclude(order=None).exclude(standing__in=["done", "dropped"])
    ]
    facts = {"officers": officers(walk), "checked_on": walk.day(0, 0, 0, -4, 1), "judgements": rows}
    return ask(walk.case, "recheck", walk.by(walk.people.officer), **facts)


def redate(walk):
    given = walk.case.orders.last()
    if given is None:
        return lambda: None
    rows = [{"finding": f.pk, "due_on": walk.day(5, 12)} for f in given.findings.all()]
    facts = {"ground": walk.draw(["late_service", "void_service", "ruling"]), "reason": "送达晚于期限"}
    return ask(walk.case, "redate", walk.by(walk.people.officer), order=given.pk, findings=rows, **facts)


def annul(walk):
    served = walk.story.dossier.services.filter(state="served").last()
    if served is None:
        return lambda: None
    return ask(served, "annul_service", walk.by(walk.people.officer), reason="收件人并非该单位人员")


def simple(step, **facts):
    return lambda walk: ask(walk.case, step, walk.by(walk.people.officer), **facts)


def take_back(walk):
    evidence = [walk.story.evidence()]
    return ask(walk.case, "take_back", walk.by(walk.people.officer), reason="退回", evidence=evidence)


def decline(walk):
    facts = {"findings": [f.pk for f in walk.case.findings.all()], "party_name": walk.people.enterprise.name}
    facts |= {"ground": "33-1-minor", "reason": "已及时改正"}
    return ask(walk.case, "decline_penalty", walk.by(walk.people.officer), **facts)


def escalate(walk):
    rows = [{"party": walk.people.enterprise.name, "propose": True, "reason": "逾期未改正"}]
    return ask(walk.case, "escalate", walk.by(walk.people.officer), parties=rows)


CORRECTING = COMMON | {
    "order": order, "order again": order, "report": report, "recheck": recheck, "recheck again": recheck,
    "extension": extension, "decide": decide, "redate": redate, "annul": annul, "serve again": COMMON["serve"],
    "escalate": escalate,
}  # fmt: skip
ENDING = {
    "decline": decline,
    "transfer": simple("transfer", receiver="柳州市应急管理局", reason="不属管辖", basis="行政处罚法第二十五条"),
    "take back": take_back,
    "withdraw": simple("withdraw", ground="given_up", reason="生产线已经停用"),
    "close": simple("close", result="已全部改正。"),
    "reopen": simple("reopen", reason="发现新的事实"),
}


def begin(people, data):
    walk = Walk(people, data)
    with standing_at(walk.moment):
        walk.story.start().confirm().find().find("V3", "1名焊工无证上岗").conclude().serve()
    return walk


@pytest.mark.django_db
def test_walk_of_the_correction():
    people, reached = cast(), set()

    @walking
    @given(st.data())
    def walk(data):
        with undone():
            one = begin(people, data)
            with standing_at(one.moment):
                one.story.order(10, n2=15).serve()
            one.go(CORRECTING, 12)
            reached.add(one.case.state)

    walk()
    assert len(reached) > 1, "the walk never left the first state"


@pytest.mark.django_db
def test_walk_to_an_end():
    people, reached = cast(), set()

    @walking
    @given(st.data())
    def walk(data):
        with undone():
            one = begin(people, data)
            if data.draw(st.booleans()):
                with standing_at(one.moment):
                    one.story.order(10).serve().report().recheck().serve()
            one.go(COMMON | ENDING | {"order": order, "recheck": recheck}, 12)
            reached.add(one.case.state)

    walk()
    assert len(reached) > 1, "the walk never left the first state"


@pytest.mark.django_db
def test_a_finding_not_yet_ordered_keeps_the_case_open():
    people = cast()
    walk = begin(people, None)
    with standing_at(walk.moment):
        story = walk.story
        first, second = story.case.findings.order_by("number")
        rows = [{"finding": first.pk, "due_on": walk.moment.date().replace(day=20)}]
        take(story.case, "order", by=people.officer, findings=rows, officers=story.ids)
        story.serve().report().recheck()
        assert story.case.state == "ordered", "one finding is done, the other not even ordered"
        story.order().serve().report().recheck()
        assert story.case.state == "corrected" and second.pk
