"""Numbers without gap or double: two processes, New Year in the middle, failed transactions among them."""

import multiprocessing
import random
import time
from datetime import date

import pytest
from django.db import connection, connections, transaction

from casework.accounts.models import User
from casework.organisations.models import Agency
from documents import numbering
from documents.models import ReservedNumber, Serial
from tests import reference

OLD, NEW = date(2026, 12, 31), date(2027, 1, 1)


def issue_many(agency: int, seed: int, count: int, results) -> None:
    """One process: take ``count`` numbers, the year turning half-way; every fifth transaction fails."""
    connections.close_all()
    dice, taken = random.Random(seed), []
    for i in range(count):
        on = OLD if i < count // 2 else NEW
        while True:
            try:
                with transaction.atomic():
                    number = numbering.next_number(agency, "南", "应急责改", on)
                    if dice.random() < 0.2:
                        raise KeyboardInterrupt  # as if killed between number and commit
                taken.append((number.year, number.serial))
                break
            except KeyboardInterrupt:
                time.sleep(0.001)
    results.put(taken)
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_two_hundred_parallel_issues_over_new_year():
    reference.load()
    agency = Agency.objects.get(region_id="450100")
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    connections.close_all()
    workers = [context.Process(target=issue_many, args=(agency.pk, seed, 100, results)) for seed in (1, 2)]
    for worker in workers:
        worker.start()
    taken = [pair for _ in workers for pair in results.get(timeout=120)]
    for worker in workers:
        worker.join(60)
    assert len(taken) == 200
    for year in (2026, 2027):
        serials = sorted(serial for of, serial in taken if of == year)
        assert serials == list(range(1, 101)), year
        assert Serial.objects.get(year=year).last == 100


@pytest.fixture
def office(db):
    reference.load()
    return Agency.objects.get(region_id="450100"), User.objects.create(username="holder", name="领用人")


def test_a_rolled_back_number_is_given_again(office):
    agency, _ = office

    class Crash(Exception):
        pass

    with pytest.raises(Crash), transaction.atomic():
        assert numbering.next_number(agency.pk, "南", "应急责改", OLD).serial == 1
        raise Crash
    with transaction.atomic():
        assert numbering.next_number(agency.pk, "南", "应急责改", OLD).text == "（南）应急责改〔2026〕1号"


def test_a_number_needs_a_transaction():
    if connection.in_atomic_block:
        pytest.fail("this test must run outside a transaction")
    with pytest.raises(RuntimeError):
        numbering.advance(1, "应急责改", 2026, 1)


def test_reserved_and_void_numbers_leave_no_gap(office):
    agency, holder = office
    with transaction.atomic():
        numbering.next_number(agency.pk, "南", "应急责改", OLD)
    block = numbering.reserve(agency.pk, "应急责改", 3, holder, OLD)
    assert [row.serial for row in block] == [2, 3, 4]
    numbering.void(block[1], "写坏")
    assert numbering.gaps(agency.pk, "应急责改", 2026, used={1}) == []
    with pytest.raises(ValueError, match="写明原因"):
        numbering.void(block[0], " ")
    with pytest.raises(ValueError, match="尚未使用"):
        numbering.void(ReservedNumber.objects.get(pk=block[1].pk), "再作废")


def test_a_series_goes_on_after_the_last_paper_number(office):
    agency, holder = office
    numbering.begin_after(agency.pk, "应急责改", 2026, 37, holder)
    with transaction.atomic():
        assert numbering.next_number(agency.pk, "南", "应急责改", OLD).serial == 38
    with pytest.raises(ValueError, match="已用至38号"):
        numbering.begin_after(agency.pk, "应急责改", 2026, 12, holder)
    assert numbering.gaps(agency.pk, "应急责改", 2026, used={38}) == []
    numbering.begin_after(agency.pk, "应急责改", 2026, 40, holder)
    assert ReservedNumber.objects.filter(status="paper").count() == 39
    with pytest.raises(ValueError, match="核对最后一个文号"):
        numbering.begin_after(agency.pk, "应急责改", 2026, 9999, holder)


@pytest.mark.parametrize("count", [0, 51])
def test_a_block_is_one_to_fifty_numbers(office, count):
    agency, holder = office
    with pytest.raises(ValueError, match="1至50个"):
        numbering.reserve(agency.pk, "应急责改", count, holder, OLD)
    assert not Serial.objects.exists()
