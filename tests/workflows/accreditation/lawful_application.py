"""Somebody about to take each step of an application, lawfully."""

from collections.abc import Callable
from typing import Any

from tests.people import Cast
from tests.workflows.accreditation.story import Story
from tests.workflows.lawful import WAYS, About, day
from tests.workflows.stages import ago

Told = Any


def way(step: str, kind: str = "application", teller: type[Story] = Story) -> Callable[[Callable[[Any], Told]], None]:
    """Register a way: a function that tells the story so far and returns the facts."""

    def keep(tell: Callable[[Any], Told]) -> None:
        def about(people: Cast) -> About:
            story = teller(people)
            told = tell(story)
            facts, more = told if isinstance(told, tuple) else (told, {})
            return About(story, kind, step, **({"by": story.people.officer} | more), facts=facts)

        WAYS[kind, step] = about

    return keep


def mine(story: Story) -> dict[str, Any]:
    return {"by": story.people.representative}


@way("draft")
def draft(s: Story) -> Told:
    return {}, mine(s)


@way("submit")
def submit(s: Story) -> Told:
    s.filled()
    return {}, mine(s)


@way("request_supplement")
def request_supplement(s: Story) -> Told:
    """A second request, for what the answer to the first one raised."""
    s.supplemented()
    return {"items": ["补充的操作证已过期"], "reason": "补正材料中的操作证已过有效期"}


@way("supplement")
def supplement(s: Story) -> Told:
    s.incomplete().serve()
    return {"answers": s.answers()}, mine(s)


@way("lapse")
def lapse(s: Story) -> Told:
    """Asked and served so long ago that the period is over; the clock has not yet looked."""
    s.drafted()
    s.dossier.deadlines.update(due_on=day(-1))
    return {}, {"by": None}


@way("deem_accepted")
def deem_accepted(s: Story) -> Told:
    with ago(1):
        s.submitted()
    s.dossier.deadlines.filter(name="acceptance").update(due_on=day(-1))
    return {}, {"by": None}


@way("refuse")
def refuse(s: Story) -> Told:
    s.submitted()
    return {"reason": "申报事项不属于本批次的范围。"}


@way("recommend")
def recommend(s: Story) -> Told:
    s.accepted()
    return {"verdict": "材料属实，条件具备。"}, {"by": s.office.city_officer}


@way("not_recommend")
def not_recommend(s: Story) -> Told:
    s.accepted()
    return {"verdict": "实训场地尚未投用。"}, {"by": s.office.city_officer}


@way("skip_recommendation")
def skip_recommendation(s: Story) -> Told:
    s.advised_against()
    return {"reason": "场地已于上月投用，不采纳初审意见。"}


@way("reject")
def reject(s: Story) -> Told:
    s.recommended()
    return {"reason": "现场不具备实训条件。"}


# --- every matter -------------------------------------------------------------------------------------------------
@way("assign")
def assign(s: Story) -> Told:
    s.accepted()
    return {"officers": [s.people.officer.pk, s.people.third_officer.pk]}, {"by": s.people.head}


@way("recuse")
def recuse(s: Story) -> Told:
    from casework.accounts.grants import put_in_charge

    s.accepted()
    put_in_charge(s.dossier, [s.people.third_officer])
    facts = {"user": s.people.partner.pk, "asked_by": "申报单位", "granted": True, "reason": "与申报单位有利害关系"}
    return facts, {"by": s.people.leader}


@way("correct")
def correct(s: Story) -> Told:
    s.accepted()
    paper = s.dossier.documents.get(kind="acceptance-notice")
    return {"document": paper.pk, "changes": [{"where": "第一段", "old": "车闸", "new": "车间"}]}


@way("change_party")
def change_party(s: Story) -> Told:
    s.accepted()
    return {"kind": "rename", "name": "南宁市示例新材料有限公司", "proof": [s.evidence()]}
