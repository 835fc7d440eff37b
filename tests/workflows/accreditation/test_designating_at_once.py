"""A hundred applications that were all promised a slot are designated at the same moment, through the whole gate."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, connections

from casework.accreditation.models import Application, Category, Designation, Listing, Ranked
from casework.clock import deadlines
from casework.clock.models import Deadline
from casework.core.now import today
from casework.trail import guards
from casework.trail.verify import verify_dossier
from tests.casework.accreditation import rows
from tests.people import cast
from tests.workflows.accreditation.listed import department_users
from tests.workflows.accreditation.story import Story
from tests.workflows.together import at_once, refused
from workflows.accreditation.opening import open_listing
from workflows.approval import sign
from workflows.engine import Refused, take
from workflows.models import Signature

pytestmark = pytest.mark.django_db(transaction=True)
QUOTA = {"hazchem": 2, "noncoal": 2, "coal": 1, "fireworks": 1, "metallurgy": 1}


def promised(people, each: int) -> list[int]:
    """So many applications of every category whose notice is over and whose designation was decided: more than there
    are slots, which no list could hold. Written past the guards, which are put back.
    """
    of, found = rows.open_round(people), []
    guards.remove(connection)
    for n, category in enumerate(Category.objects.filter(programme="training_base"), 1):
        listing = open_listing(of, category)
        made = rows.applications(people, of, category, each, first=1000 * n)
        Application.objects.filter(pk__in=[row.pk for row in made]).update(state="publicised", version=9)
        Ranked.objects.bulk_create(ranked(listing, rank, row) for rank, row in enumerate(made, 1))
        Deadline.objects.bulk_create(notice(row) for row in made)
        found.append([row.pk for row in made])
    guards.install(connection)
    return [pk for several in zip(*found, strict=True) for pk in several]


def ranked(listing: Listing, rank: int, application: Application) -> Ranked:
    return Ranked(
        listing=listing, application=application, rank=rank, mean=90, core=40, passed=True, chosen=True,
        publicised_on=today() - timedelta(9), designated_on=today(),
    )  # fmt: skip


def notice(application: Application) -> Deadline:
    return deadlines.plan(
        dossier_id=application.dossier_id, kind="application", record=application.pk, name="publicity",
        due_on=today() - timedelta(1), starts_on=today() - timedelta(9),
    )  # fmt: skip


def designate(pk: int) -> bool:
    try:
        take(Application.objects.get(pk=pk), "designate", by=None)
    except Refused:
        return False
    finally:
        connections.close_all()
    return True


def designate_all(pks: list[int], results) -> None:
    connections.close_all()
    try:
        with ThreadPoolExecutor(5) as threads:
            results.put(sum(threads.map(designate, pks)))
    except Exception as error:  # the parent fails, with its words
        results.put(repr(error))


def held() -> Counter[str]:
    return Counter(Designation.objects.exclude(slot=None).values_list("slot__category__code", flat=True))


def test_a_hundred_at_once_through_the_gate_leave_exactly_the_quota():
    pks = promised(cast(), 20)
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    connections.close_all()
    workers = [context.Process(target=designate_all, args=(pks[n::2], results)) for n in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=240) for _ in workers]
    for worker in workers:
        worker.join(60)
    assert all(isinstance(count, int) for count in found), found
    assert sum(found) == 7 and held() == QUOTA
    designated = Application.objects.filter(state="designated")
    assert designated.count() == 7 == Designation.objects.filter(state="active").count()
    assert Application.objects.filter(state="publicised").count() == 93
    for row in designated:
        assert row.version == 10 and verify_dossier(row.designation.dossier_id, files=False) is None


def test_the_leaders_click_twice_designates_once():
    story = Story(cast())
    department_users("training_base")
    proposal = story.publicised().notice_over().circulate()
    for task in Signature.objects.filter(process=proposal, status="NEW", data__has_key="department"):
        sign(task.pk, by=story.signer(task), decision="agreed")
    last = Signature.objects.get(process=proposal, status="NEW")
    leader = story.people.leader
    found = at_once(*[lambda: sign(last.pk, by=leader, decision="agreed")] * 4)
    assert len(refused(found)) == 3 and Designation.objects.count() == 1
    assert story.application.state == "designated" and story.listing.state == "designated"
    assert verify_dossier(story.listing.dossier_id, files=False) is None


def test_five_departments_sign_at_the_same_moment():
    story = Story(cast())
    department_users("training_base")
    proposal = story.publicised().notice_over().circulate()
    tasks = list(Signature.objects.filter(process=proposal, status="NEW", data__has_key="department"))
    calls = [partial(sign, task.pk, by=story.signer(task), decision="agreed") for task in tasks]
    assert refused(at_once(*calls)) == []
    assert Signature.objects.filter(process=proposal, decision="agreed").count() == 5
    assert Signature.objects.get(process=proposal, status="NEW").flow_task.name == "approve"
