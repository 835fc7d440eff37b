"""The book in memory: free to read, quick to see a change, never showing what was rolled back."""

from datetime import date

import pytest
from django.db import transaction

from casework.clock import book
from casework.clock.models import Holiday, Period, Threshold


def holiday(day="2026-11-04", **more):
    return Holiday.objects.create(date=date.fromisoformat(day), name="样假", source="测试", **more)


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_a_change_counts_at_once_in_its_own_transaction():
    assert book.calendar().is_workday(date(2026, 11, 4))
    before = book.book().version
    row = holiday()
    assert not book.calendar().is_workday(date(2026, 11, 4))
    assert book.book().version != before
    row.delete()
    assert book.calendar().is_workday(date(2026, 11, 4))
    assert book.book().version == before


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_what_is_rolled_back_was_never_there():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        holiday()
        assert not book.calendar().is_workday(date(2026, 11, 4))
        raise ZeroDivisionError
    assert book.calendar().is_workday(date(2026, 11, 4))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_a_change_elsewhere_is_seen_through_the_shared_token(monkeypatch, django_assert_num_queries):
    from django.core.cache import cache as shared

    assert book.calendar().is_workday(date(2026, 11, 4))
    # Another process writes and commits: no signal reaches this one, only the token in the shared cache.
    Holiday.objects.bulk_create([Holiday(date=date(2026, 11, 4), name="样假", source="测试")])
    shared.set(book.TOKEN, "somebody else's", None)
    with django_assert_num_queries(0):
        assert book.calendar().is_workday(date(2026, 11, 4))  # looked at a moment ago
    monkeypatch.setattr(book, "LOOK_EVERY", 0.0)
    with django_assert_num_queries(3):
        assert not book.calendar().is_workday(date(2026, 11, 4))
    with django_assert_num_queries(0):
        assert not book.calendar().is_workday(date(2026, 11, 4))
    book.forget()


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_an_old_copy_is_read_again_whatever_the_token_says(monkeypatch, django_assert_num_queries):
    book.book()
    monkeypatch.setattr(book, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(book, "KEEP_FOR", 0.0)
    with django_assert_num_queries(3):
        book.book()


@pytest.mark.django_db
def test_an_empty_database_is_not_remembered(reference_data_later):
    with pytest.raises(book.NoSuchParameter):
        book.period("serve")
    reference_data_later()
    assert book.period("serve").amount == 7


@pytest.fixture
def reference_data_later():
    from tests import reference

    book.forget()
    return reference.load


@pytest.mark.django_db(transaction=True)
def test_a_commit_reaches_every_process(reference_data):
    from django.core.cache import cache as shared

    book.book()
    before = shared.get(book.TOKEN)
    with transaction.atomic():
        row = holiday()
        assert shared.get(book.TOKEN) == before
    assert shared.get(book.TOKEN) != before
    assert not book.calendar().is_workday(date(2026, 11, 4))
    row.delete()
    assert book.calendar().is_workday(date(2026, 11, 4))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_guangxis_own_rest_days_can_be_switched_off():
    assert not book.calendar().is_workday(date(2026, 4, 20))
    row = Threshold.objects.get(name="local-rest-days")
    row.value = 0
    row.save()
    assert book.calendar().is_workday(date(2026, 4, 20))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_guangxis_notice_goes_before_the_national_one():
    # As in 2017: the country makes a Saturday up, Guangxi rests on it.
    assert book.calendar().is_workday(date(2026, 10, 10))
    holiday("2026-10-10", region="450000")
    assert not book.calendar().is_workday(date(2026, 10, 10))
    assert book.calendar("").is_workday(date(2026, 10, 10))


@pytest.mark.django_db
@pytest.mark.usefixtures("reference_data")
def test_a_name_is_no_version_but_a_changed_figure_is():
    before = book.book().version
    row = Period.objects.get(name="serve")
    row.label = "送达"
    row.save()
    assert book.book().version == before
    row.amount = 9
    row.save()
    assert book.book().version != before
    assert 0 <= book.book().version < 2**31
