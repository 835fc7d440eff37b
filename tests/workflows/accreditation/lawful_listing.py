"""Somebody about to take each step of a list, and of an application that follows it, lawfully."""

from typing import Any
from unittest.mock import patch

from casework.accreditation.models import Ranked
from casework.core.now import today
from tests.workflows.accreditation.lawful_application import Told, way
from tests.workflows.accreditation.listed import OBJECTION
from tests.workflows.accreditation.story import Story
from workflows.accreditation.listing import ListingLifecycle


def nobody_follows() -> Any:
    """The list takes its step, and its applications have not followed yet."""
    return patch.object(ListingLifecycle, "follow", lambda page, step, applications: None)


# --- the application ----------------------------------------------------------------------------------------------
@way("shortlist")
def shortlist(s: Story) -> Told:
    s.evaluated()
    with nobody_follows():
        s.draw_up()
    return {}


@way("publicise")
def publicise(s: Story) -> Told:
    s.shortlisted()
    with nobody_follows():
        s.ask(s.listing, "publicise")
    return {}


@way("object")
def object_(s: Story) -> Told:
    s.publicised()
    return dict(OBJECTION), {"by": None}


@way("open_objection")
def open_objection(s: Story) -> Told:
    s.publicised().object()
    return {}


@way("resolve_objection")
def resolve_objection(s: Story) -> Told:
    s.objected()
    return s.findings()


@way("designate")
def designate(s: Story) -> Told:
    s.publicised().notice_over()
    Ranked.objects.update(designated_on=today())
    return {}


# --- the list -----------------------------------------------------------------------------------------------------
@way("draw_up", "listing")
def draw_up(s: Story) -> Told:
    s.evaluated()
    return {"chosen": s.chosen()}


@way("publicise", "listing")
def publicise_list(s: Story) -> Told:
    s.shortlisted()
    return {}


@way("designate", "listing")
def designate_list(s: Story) -> Told:
    s.publicised().notice_over()
    return {"chosen": [s.pk]}


@way("close", "listing")
def close(s: Story) -> Told:
    s.designated()
    return {}


@way("assign", "listing")
def assign(s: Story) -> Told:
    s.publicised()
    return {"officers": [s.people.officer.pk, s.people.third_officer.pk]}, {"by": s.people.head}


@way("recuse", "listing")
def recuse(s: Story) -> Told:
    from casework.accounts.grants import put_in_charge

    s.publicised()
    put_in_charge(s.listing.dossier, [s.people.third_officer])
    facts = {"user": s.people.partner.pk, "asked_by": "申报单位", "granted": True, "reason": "与申报单位有利害关系"}
    return facts, {"by": s.people.leader}


@way("correct", "listing")
def correct(s: Story) -> Told:
    s.publicised()
    paper = s.listing.dossier.documents.get(kind="public-notice")
    return {"document": paper.pk, "changes": [{"where": "第一段", "old": "车闸", "new": "车间"}]}
