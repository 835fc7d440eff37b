"""The refusal on the page: the gate's sentence with its article, or the form's own at the box of the broken fact."""

from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.workflows import by_page
from tests.workflows.lawful import About
from tests.workflows.stages import fingerprint
from workflows.registry import PAGES

# The kinds whose steps are refused on their pages as well; the first half's pages have tests of their own.
ON_PAGES = ("penalty", "suspension", "remedy", "application", "evaluation", "listing", "designation")
# (step, condition) -> why the page cannot make this mistake: what it sends for these facts is lawful.
MADE_GOOD = {
    ("draw_up", "list_as_ranked"): "the page sends the list it has shown; another one is sent in test_listings.py",
    ("supplement", "each_answered"): "what was not asked for has no box",
    ("order_rectification", "items_to_rectify"): "an empty line is no item",
    ("conclude_investigation", "facts_stated"): "an empty wording is that of the provision chosen",
    ("renotify", "facts_stated"): "an empty wording is that of the provision chosen",
    ("cut_power", "nine_points"): "there is no tenth point to tick",
    ("deliberate", "votes_recorded"): "each leader has one row, and an empty one is no vote",
    ("deliberate", "voters_apart"): "investigators have no row",
    ("deliberate", "quorate"): "nobody but a leader has a row",
    ("request_supplement", "items_listed"): "an empty line asks for nothing",
    ("submit", "each_scored"): "each criterion has one row, and only one",
    ("submit", "declared"): "the page leads to the declaration first",
}
# (step, condition) -> the boxes at which the form stops what the gate refuses for another reason than the facts.
NOT_OFFERED = {
    ("draw_up", "doubts_reasoned"): {by_page.ROWS},
    ("resolve_objection", "each_objection_answered"): {by_page.ROWS},
    ("file", "charged_findings"): {"findings"},
    ("conclude_investigation", "basis_fits"): {"chosen_because"},
    ("renotify", "basis_fits"): {"chosen_because"},
    ("release_evidence", "still_kept"): {"kept"},
    ("restore_power", "cut_stands"): {"cut"},
    ("answer_defence", "defence_open"): {"defence"},
    ("defer_payment", "deferral_asked"): {"request"},
    ("answer_objection", "objection_waits"): {"demand"},
    ("correct", "correctable"): {"document"},
    ("waive", "waiver_named"): {"what"},
    ("waive", "waiver_informed"): {"what"},
    ("waive", "waiver_new"): {"what"},
    ("schedule_hearing", "panel_apart"): {"chair", "members", "clerk"},
    ("defend", "defence_in_time"): {"late_reason"},
    ("request_hearing", "request_written"): {"evidence"},
    ("defend", "defence_signed"): {"evidence"},
    ("name_expert", "expert_fits"): {"expert"},
}
# (step, condition): whom it concerns finds no page at all.
SHUT = {("declare", "untied"), ("submit", "untied")}
# A fact that the form checks together with another says so at the other's box.
TOGETHER = {
    "basis": {"chosen_because"},
    "ground": {"responsible", "education"},
    "outcome": {"signed"},
    "granted": {"reason"},
}


def refuse_by_page(about: About, lawful: dict[str, Any], condition: str, words: str, law: str) -> None:
    """Whoever takes the step opens its page, types the facts and sends them: refused, and nothing has changed."""
    if about.kind not in ON_PAGES:
        return
    if not by_page.has_page(about):
        no_page(about)
        return
    before = fingerprint()
    with transaction.atomic():
        answer = by_page.send(about)
        unchanged = fingerprint() == before
        transaction.set_rollback(True)
    if answer.status == 302 and (about.step, condition) in MADE_GOOD:
        return
    assert unchanged, answer
    if (about.step, condition) in SHUT:
        assert answer.status == 404
        return
    if answer.status == 422:
        assert answer.law == PAGES[about.kind].steps()[about.step].law
        assert answer.said and answer.facts <= broken(about, lawful, condition), answer
    else:
        assert answer.status in (403, 409), answer
        assert (f"{words}（{law}）" if law else words) in answer.said, answer


def broken(about: About, lawful: dict[str, Any], condition: str) -> set[str]:
    """The facts that are not the lawful ones, as the page names them; "" is the whole form where rows are broken."""
    names = {name for name, value in about.facts.items() if name not in lawful or value != lawful[name]}
    names |= {"officers"} if condition == "two_certified" else set()  # offered are those with a certificate in force
    names |= NOT_OFFERED.get((about.step, condition), set())
    in_rows = any(name in by_page.PREFIXES or name in by_page.KEYED for name in names)
    texts = {"opinion_text"} if names & {"opinion", "verdict"} else set()
    also = {other for name in names for other in TOGETHER.get(name, ())}
    return names | texts | also | ({by_page.ROWS, ""} if in_rows else set())


def no_page(about: About) -> None:
    """The clock and the gate take some steps themselves: nobody finds a page for them. The public has pages of its
    own, with tests of their own, and officers one for what came on paper.
    """
    if by_page.form_of(about) is not None:
        return
    client = Client()
    client.force_login(about.people.officer)
    where = reverse("step", args=[about.kind, about.record.pk, about.step])
    assert client.get(where).status_code == client.post(where).status_code == 404
