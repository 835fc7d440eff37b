"""Plots of the demonstration that between them pass most of a penalty's steps; the whole is told by ``make run``."""

import pytest

from casework.accounts.models import User
from casework.organisations.demo import people_and_places
from casework.penalties.models import Penalty
from tests import reference
from workflows.approval import inbox
from workflows.demo import penalties
from workflows.demo.matters import tell
from workflows.demo.stopping_story import StoppingStory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    ("name", "state", "stop"),
    [
        ("closed", "closed", ""),
        ("resumed", "decided", "resumed"),
        ("person", "notified", ""),
        ("at court", "at_court", ""),
        ("ended", "ended", ""),
        ("shut", "decided", "shut"),
        ("closure proposed", "decided", "closure_proposed"),
        ("set aside", "withdrawn", "lifted"),
    ],
)
def test_a_plot_ends_as_it_is_called(name, state, stop):
    reference.load()
    cast = people_and_places()
    tell(cast, penalties.chosen(cast.enterprises)[0], penalties.plots()[name], "示例", StoppingStory)
    penalty = Penalty.objects.get()
    assert penalty.state == state
    assert [s.state for s in penalty.dossier.suspensions.all()] == ([stop] if stop else [])


def test_every_plot_has_an_enterprise():
    reference.load()
    assert len(penalties.plots()) <= len(penalties.chosen(people_and_places().enterprises))


@pytest.mark.parametrize(("name", "signer"), [("investigated", "nn-head"), ("performed", "nn-leader")])
def test_something_waits_for_the_signature_of_who_tries_it_out(name, signer):
    """The two of the first agency, whose accounts the login page names."""
    reference.load()
    cast = people_and_places()
    at = list(penalties.plots()).index(name)
    tell(cast, penalties.chosen(cast.enterprises)[at], penalties.plots()[name], "示例", StoppingStory)
    waiting = inbox(User.objects.get(username=signer)).get()
    assert waiting.process.record == Penalty.objects.get().pk and Penalty.objects.get().state == name
