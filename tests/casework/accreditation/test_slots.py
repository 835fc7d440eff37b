"""Slots: never more designations than there are places, however many want one at once, on both databases."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction

from casework.accreditation.models import Application, Category, Designation, Slot
from casework.accreditation.slots import free
from casework.core.now import today
from tests.casework.accreditation import rows
from tests.people import cast
from workflows.accreditation.designating import open_designation
from workflows.engine import Refused, take

pytestmark = pytest.mark.django_db(transaction=True)
QUOTA = {"hazchem": 2, "noncoal": 2, "coal": 1, "fireworks": 1, "metallurgy": 1}


def wanting(people, each: int) -> list[int]:
    """So many applications for every category of the training bases, one category after the other."""
    of = rows.open_round(people)
    found = [
        rows.applications(people, of, category, each, first=1000 * (n + 1))
        for n, category in enumerate(Category.objects.filter(programme="training_base"))
    ]
    return [row.pk for several in zip(*found, strict=True) for row in several]


def held() -> Counter[str]:
    return Counter(Designation.objects.exclude(slot=None).values_list("slot__category__code", flat=True))


def designate(pk: int) -> bool:
    try:
        open_designation(Application.objects.select_related("category").get(pk=pk), by=None)
    except Refused:
        return False
    finally:
        connections.close_all()
    return True


def designate_all(pks: list[int], results) -> None:
    """What one process does: several threads, each designating one application after the other."""
    connections.close_all()
    try:
        with ThreadPoolExecutor(5) as threads:
            results.put(sum(threads.map(designate, pks)))
    except Exception as error:  # the parent fails, with its words
        results.put(repr(error))


def in_two_processes(pks: list[int]) -> list[int]:
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    connections.close_all()
    workers = [context.Process(target=designate_all, args=(pks[n::2], results)) for n in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=240) for _ in workers]
    for worker in workers:
        worker.join(60)
    return found


def test_a_hundred_designations_at_once_leave_exactly_the_quota():
    pks = wanting(cast(), 20)
    assert len(pks) == 100
    found = in_two_processes(pks)
    assert all(isinstance(count, int) for count in found), found
    assert sum(found) == 7 and held() == QUOTA
    assert not any(free(category).exists() for category in Category.objects.filter(programme="training_base"))


def revoke_and_designate(pair: tuple[int, int]) -> bool:
    """End one designation and designate another unit at the same moment."""
    ended, next_one = pair
    try:
        Designation.objects.filter(application=ended).update(valid_to=today() - timedelta(1))
        take(Designation.objects.get(application=ended), "expire", by=None)
    finally:
        connections.close_all()
    return designate(next_one)


def test_ending_and_designating_at_once_never_exceeds():
    pks = wanting(cast(), 5)
    first = [pk for pk in pks if designate(pk)]
    rest = [pk for pk in pks if pk not in first]
    assert len(first) == 7
    with ThreadPoolExecutor(6) as threads:
        # whoever designates another category than was freed finds none there, or one that somebody else gave back
        list(threads.map(revoke_and_designate, zip(first, rest, strict=False)))
    taken = held()
    assert all(taken[code] <= slots for code, slots in QUOTA.items())
    for pk in rest:
        designate(pk)
    assert held() == QUOTA


def test_the_database_refuses_the_eighth():
    pks = wanting(cast(), 3)
    for pk in pks:
        designate(pk)
    waiting = Application.objects.filter(designation=None).first()
    for slot in Slot.objects.filter(category__programme="training_base"):
        with pytest.raises(IntegrityError), transaction.atomic():
            row = Designation.objects.get(slot=slot)
            row.pk, row.application, row.dossier, row.state, row.version = None, waiting, waiting.dossier, "", 0
            row.save(force_insert=True)
    assert Designation.objects.count() == 7


def test_one_that_has_ended_may_not_come_back_onto_a_slot_that_was_given_away():
    pks = wanting(cast(), 3)
    coal = [pk for pk in pks if Application.objects.get(pk=pk).category.code == "coal"]
    assert designate(coal[0]) and not designate(coal[1]) and not designate(coal[0])
    Designation.objects.filter(application=coal[0]).update(valid_to=today() - timedelta(1))
    take(Designation.objects.get(application=coal[0]), "expire", by=None)
    ended = Designation.objects.get(application=coal[0])
    assert (ended.slot, ended.place.category.code) == (None, "coal") and designate(coal[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Designation.objects.filter(pk=ended.pk).update(slot=ended.place)
