"""What the sweep claims and marks, and the docket of a desk."""

import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction

from casework.accounts.grants import put_in_charge
from casework.clock.models import Deadline
from casework.clock.queries import (
    CAP,
    claim_due,
    claim_to_warn,
    clocks_of,
    docket,
    docket_of,
    docket_page,
    mark_fired,
    mark_warned,
    spans,
)
from tests.casework.clock.conftest import make_dossier

HERE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 6, 16)  # a Tuesday


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


# --- the sweep ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_deadline_is_due_when_its_last_day_is_over(running):
    deadline = running("keep", "2026-11-02")  # to 11-11
    assert claim_due(10, at("2026-11-11T23:59:59")) == []
    assert claim_due(10, at("2026-11-12")) == [deadline]


@pytest.mark.django_db
def test_it_fires_once_and_the_oldest_first(running):
    late, early = running("keep", "2026-11-03"), running("serve", "2026-11-02")
    moment = at("2026-12-01")
    found = claim_due(1, moment)
    assert found == [early]
    assert mark_fired([early.pk], moment) == 1
    assert mark_fired([early.pk], moment + timedelta(days=1)) == 0
    assert claim_due(10, moment) == [late]
    early.refresh_from_db()
    assert early.fired_at == moment
    assert early.status == "running"  # still to be done, and red


@pytest.mark.django_db
def test_a_right_of_the_party_lapses_when_it_fires(running):
    right = running("reconsideration", "2026-09-23", right_of_party=True)
    mark_fired([right.pk], at("2026-11-24T00:05"))
    right.refresh_from_db()
    assert (right.status, right.ended_on) == ("lapsed", date(2026, 11, 23))


@pytest.mark.django_db
def test_a_warning_is_due_and_not_yet_sent_however_late(running):
    deadline = running("recheck", "2026-09-23")  # to 10-08, warns from 09-28
    assert claim_to_warn(10, at("2026-09-27T23:59")) == []
    assert claim_to_warn(10, at("2026-10-05")) == [deadline]
    assert mark_warned([deadline.pk], at("2026-10-05")) == 1
    assert claim_to_warn(10, at("2026-10-06")) == []
    assert mark_warned([deadline.pk], at("2026-10-06")) == 0


@pytest.mark.django_db
def test_what_has_ended_is_neither_claimed_nor_marked(running):
    deadline = running("keep", "2026-11-02")
    Deadline.objects.filter(pk=deadline.pk).update(status="met")
    assert claim_due(10, at("2027-01-01")) == []
    assert claim_to_warn(10, at("2027-01-01")) == []
    assert mark_fired([deadline.pk], at("2027-01-01")) == 0


@pytest.mark.django_db
def test_rows_of_one_dossier_share_it(running):
    running("keep", "2026-11-02")
    running("serve", "2026-11-02")
    first, second = claim_due(10, at("2027-01-01"))
    assert first.dossier is second.dossier


@pytest.mark.django_db
def test_claiming_and_marking_take_a_constant_number_of_statements(running, django_assert_num_queries):
    for n in range(30):
        running("keep", "2026-11-02", key=str(n))
    with django_assert_num_queries(3):
        rows = claim_due(100, at("2027-01-01"))
        assert mark_fired([row.pk for row in rows], at("2027-01-01")) == 30


@pytest.mark.needs("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_sweeps_never_claim_the_same_and_never_wait(people):
    from casework.clock.deadlines import plan

    for n in range(4):
        paper = make_dossier(people, title=f"样卷{n}")
        plan(dossier_id=paper.pk, kind="case", record=n, name="keep", starts_on=date(2026, 11, 2)).save()
    seen = []

    def second():
        try:
            with transaction.atomic():
                seen.extend(row.pk for row in claim_due(10, at("2027-01-01")))
        finally:
            connection.close()

    with transaction.atomic():
        mine = [row.pk for row in claim_due(2, at("2027-01-01"))]
        other = threading.Thread(target=second)
        other.start()
        other.join(timeout=10)
        assert not other.is_alive()
    assert len(mine) == 2
    assert len(seen) == 2
    assert not set(mine) & set(seen)


@pytest.mark.needs("postgresql")
@pytest.mark.django_db(transaction=True)
def test_a_deadline_of_a_dossier_in_use_is_left_for_later(people):
    from casework.clock.deadlines import plan
    from documents.models import Dossier

    busy, idle = make_dossier(people), make_dossier(people)
    for paper in (busy, idle):
        plan(dossier_id=paper.pk, kind="case", record=paper.pk, name="keep", starts_on=date(2026, 11, 2)).save()
    seen = []

    def sweep():
        try:
            with transaction.atomic():
                seen.extend(row.dossier_id for row in claim_due(10, at("2027-01-01")))
        finally:
            connection.close()

    with transaction.atomic():
        Dossier.objects.select_for_update(no_key=True).get(pk=busy.pk)
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join(timeout=10)
        assert not thread.is_alive()
    assert seen == [idle.pk]


# --- the docket ---------------------------------------------------------------------------------------------------
@pytest.fixture
def due(running):
    def make(text, **more):
        key = more.pop("key", text)
        return running("rectification", "2026-05-01", due_on=date.fromisoformat(text), key=key, **more)

    return make


def days(group):
    return [row.due_on.isoformat() for row in group.rows]


@pytest.mark.django_db
def test_the_groups_are_overdue_today_this_week_later(people, due):
    for text in ("2026-06-12", "2026-06-15", "2026-06-16", "2026-06-17", "2026-06-21", "2026-06-22", "2026-08-01"):
        due(text)
    groups = docket(docket_of(people.county_officer), on=DAY)
    assert [(g.span.label, days(g)) for g in groups] == [
        ("已逾期", ["2026-06-12", "2026-06-15"]),
        ("今日", ["2026-06-16"]),
        ("本周", ["2026-06-17", "2026-06-21"]),
        ("以后", ["2026-06-22", "2026-08-01"]),
    ]
    assert [g.total for g in groups] == [2, 1, 2, 2]


def test_on_a_sunday_this_week_is_over():
    week, later = spans(date(2026, 6, 21))[2:]
    assert not any(date(2026, 6, 15) + timedelta(n) in week for n in range(20))
    assert date(2026, 6, 22) in later


@pytest.mark.django_db
def test_only_the_territory_is_shown(people, due):
    due("2026-06-16")
    for user, seen in [
        (people.county_officer, 1),
        (people.officer, 1),
        (people.province_officer, 1),
        (people.neighbour_officer, 0),
        (people.representative, 0),
        (people.system_admin, 0),
    ]:
        assert sum(g.total for g in docket(docket_of(user), on=DAY)) == seen, user


@pytest.mark.django_db
def test_a_desk_shows_what_its_officer_is_in_charge_of(people, due, dossier):
    due("2026-06-16")
    assert docket_of(people.county_officer, mine=True).count() == 0
    put_in_charge(dossier, [people.county_officer])
    assert docket_of(people.county_officer, mine=True).count() == 1
    assert docket_of(people.officer, mine=True).count() == 0


@pytest.mark.django_db
def test_rights_pauses_and_ended_clocks_ask_for_nothing(people, due, running):
    from casework.clock.moves import pause

    due("2026-06-16", right_of_party=True)
    Deadline.objects.filter(pk=due("2026-06-17").pk).update(status="met")
    pause(running("keep", "2026-11-02"), date(2026, 11, 3), reason="中止")
    assert docket_of(people.county_officer).count() == 0


@pytest.mark.django_db
def test_the_docket_takes_three_queries_however_long(people, due, django_assert_num_queries):
    def measured(number):
        with django_assert_num_queries(number):
            groups = docket(officers, on=DAY)
            assert all(row.dossier.enterprise.name and row.dossier.agency.name for g in groups for row in g.rows)
            return groups

    officers = docket_of(people.county_officer)
    due("2026-06-16")
    measured(3)
    for n in range(30):
        due("2026-06-16", key=str(n))
        due("2026-07-16", key=f"x{n}")
    groups = measured(3)
    assert [len(g.rows) for g in groups] == [0, 10, 0, 10]
    assert [g.more for g in groups] == [False, True, False, True]


@pytest.mark.django_db
def test_pages_follow_each_other_by_key(people, due, django_assert_num_queries):
    made = [due("2026-07-16" if n % 2 else "2026-07-10", key=str(n)).pk for n in range(11)]
    seen, after = [], ""
    while True:
        with django_assert_num_queries(2 + 1):  # the territory is asked with the list
            group = docket_page(docket_of(people.county_officer), "later", after=after, on=DAY, size=4)
        seen += [row.pk for row in group.rows]
        if not group.next:
            break
        after = group.next
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))
    assert docket_page(docket_of(people.county_officer), "later", after="no key", on=DAY, size=4).rows[0].pk == seen[0]
    with pytest.raises(LookupError):
        docket_page(docket_of(people.county_officer), "never", on=DAY)


@pytest.mark.django_db
def test_totals_are_counted_to_a_bound(people, dossier):
    row = {"dossier": dossier, "kind": "case", "record": 1, "name": "rectification", "starts_on": DAY, "due_on": DAY}
    over = at("2026-06-17")
    Deadline.objects.bulk_create(Deadline(**row, key=str(n), lapses_at=over) for n in range(CAP + 5))
    assert docket(docket_of(people.county_officer), on=DAY)[1].total == CAP


@pytest.mark.django_db
def test_the_clocks_of_a_dossier_come_with_what_explains_them(running, dossier, django_assert_num_queries):
    from casework.clock.deadlines import explain, light

    right = running("suit", "2026-09-23", right_of_party=True)
    keep, serve = running("keep", "2026-11-10"), running("serve", "2026-11-02")
    ended = running("recheck", "2026-09-23")
    Deadline.objects.filter(pk=ended.pk).update(status="met")
    with django_assert_num_queries(2):
        rows = clocks_of(dossier.pk)
        for row in rows:
            explain(row)
            light(row)
    assert rows == [serve, keep, right, ended]
