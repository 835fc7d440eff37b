"""The reckoning of a debt: worked examples of the law's own text, and what must hold whatever the figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.penalties.money import (
    DEFERRED,
    REMEDY,
    Debt,
    Deferred,
    Imposed,
    Paid,
    accrued,
    base_of,
    reckon,
    stretches,
)

D = Decimal
PAY_ON = date(2026, 7, 15)


def late(days):
    return PAY_ON + timedelta(days=days)


HUNDRED = Debt(fine=D(100_000), pay_on=PAY_ON)


# law.md 2.5: 33 days are 99 %, capped on day 34.
@pytest.mark.parametrize(
    ("days", "amount"),
    [(-1, 0), (0, 0), (1, 3_000), (2, 6_000), (33, 99_000), (34, 100_000), (35, 100_000), (400, 100_000)],
)
def test_three_per_cent_a_day_capped_at_the_fine(days, amount):
    assert accrued(HUNDRED, late(days)) == amount


def test_nothing_runs_before_the_decision_is_served():
    assert reckon(Debt(fine=D(5000)), date(2030, 1, 1)).late_days == 0
    assert reckon(Debt(fine=D(5000)), date(2030, 1, 1)).owed == 5000


def test_a_confiscation_bears_no_surcharge():
    assert accrued(Debt(fine=D(0), confiscation=D(80_000), pay_on=PAY_ON), late(50)) == 0


def test_a_part_paid_lowers_the_base_from_the_day_after_it_arrives():
    debt = replace(HUNDRED, paid=[Paid(late(2), D(60_000))])
    rows = list(stretches(debt, late(5)))
    assert [(r.days, r.base, r.amount) for r in rows] == [(2, 100_000, 6_000), (3, 40_000, 3_600)]
    assert accrued(debt, late(5)) == 9_600


def test_money_goes_to_the_fine_before_the_confiscation():
    debt = replace(HUNDRED, confiscation=D(50_000), paid=[Paid(PAY_ON, D(100_000))])
    account = reckon(debt, late(10))
    assert (account.surcharge, account.fine_left, account.owed) == (0, 0, 50_000)


def test_days_of_a_remedy_are_left_out():
    debt = replace(HUNDRED, remedies=[(late(3), late(12))])
    account = reckon(debt, late(15))
    assert [(r.days, r.why) for r in account.stretches] == [(2, ""), (10, REMEDY), (3, "")]
    assert (account.late_days, account.surcharge) == (5, 15_000)
    assert "复议、诉讼期间不计（行政处罚法第73条第3款）" in account.lines[2]


def test_while_a_remedy_is_pending_nothing_is_added():
    debt = replace(HUNDRED, remedies=[(late(3), None)])
    assert accrued(debt, late(3)) == accrued(debt, late(300)) == 6_000


def test_a_deferral_granted_late_stops_what_has_begun():
    parts = ((late(30), D(100_000)),)
    debt = replace(HUNDRED, deferred=[Deferred(late(4), parts)])
    assert [(r.days, r.why) for r in stretches(debt, late(31))] == [(3, ""), (27, DEFERRED), (1, "")]


def test_an_instalment_missed_is_late_by_itself():
    """Half is due on day 10 and not paid; the other half may wait until day 20."""
    parts = ((late(10), D(50_000)), (late(20), D(50_000)))
    debt = replace(HUNDRED, deferred=[Deferred(PAY_ON, parts)])
    assert accrued(debt, late(10)) == 0
    assert accrued(debt, late(12)) == 3_000
    assert accrued(replace(debt, paid=[Paid(late(10), D(50_000))]), late(20)) == 0


def test_only_a_served_decision_makes_the_surcharge_owed():
    before = reckon(HUNDRED, late(10))
    assert (before.surcharge, before.imposed, before.owed) == (30_000, 0, 100_000)
    assert "还没有送达加处罚款决定书，不计入应缴" in before.lines[-1]
    debt = replace(HUNDRED, imposed=[Imposed(late(10), D(30_000), late(12))])
    assert reckon(debt, late(11)).owed == 100_000
    assert reckon(debt, late(12)).owed == 130_000


def test_a_surcharge_asks_for_no_more_than_a_late_receipt_leaves():
    """The receipt came in after the decision; it bears an earlier date."""
    debt = replace(HUNDRED, imposed=[Imposed(late(10), D(30_000), late(10))], paid=[Paid(PAY_ON, D(100_000))])
    assert reckon(debt, late(20)).owed == 0


def test_what_was_paid_too_much_is_to_be_paid_back():
    debt = Debt(fine=D(20_000), pay_on=PAY_ON, paid=[Paid(PAY_ON, D(50_000)), Paid(late(5), D(-10_000))])
    account = reckon(debt, late(5))
    assert (account.paid, account.refunded, account.excess, account.owed) == (50_000, 10_000, 20_000, 0)


def test_the_lines_tell_the_whole_way():
    assert reckon(HUNDRED, late(34)).lines == [
        "罚款100,000.00元，应于2026年7月15日前缴清。",
        "2026年7月16日至2026年8月18日，34天，未缴罚款100,000.00元，每日3%，加处罚款102,000.00元。",
        "加处罚款不超过罚款数额，按100,000.00元计（行政处罚法第72条第1款第1项）。",
        "其中100,000.00元还没有送达加处罚款决定书，不计入应缴。",
    ]


# --- whatever the figures -----------------------------------------------------------------------------------------
days = st.integers(-20, 90).map(late)
amounts = st.decimals(1, 200_000, places=2)


@st.composite
def debts(draw):
    spans = draw(st.lists(st.tuples(days, days).map(sorted), max_size=2))
    parts = draw(st.lists(st.tuples(days, amounts), max_size=3))
    return Debt(
        fine=draw(amounts),
        confiscation=draw(st.decimals(0, 50_000, places=2)),
        pay_on=PAY_ON,
        paid=draw(st.lists(st.builds(Paid, days, amounts), max_size=3)),
        remedies=[(a, draw(st.sampled_from([b, None]))) for a, b in spans],
        deferred=[Deferred(draw(days), tuple(parts))] if parts else [],
        imposed=draw(st.lists(st.builds(Imposed, days, amounts, days), max_size=2)),
    )


@given(debts(), days)
def test_day_by_day_it_comes_to_the_same(debt, on):
    total, day = D(0), PAY_ON + timedelta(days=1)
    while day <= on:
        total += base_of(debt, day)[0] * debt.rate
        day += timedelta(days=1)
    assert abs(accrued(debt, on) - min(total, debt.fine)) <= D("0.005")


@given(debts(), days)
def test_never_above_the_fine_and_never_both_owed_and_too_much(debt, on):
    account = reckon(debt, on)
    assert 0 <= account.imposed <= max(account.surcharge, debt.fine) <= debt.fine
    assert account.owed == 0 or account.excess == 0
    due = debt.fine + debt.confiscation + account.imposed
    assert account.paid - account.refunded + account.owed - account.excess == due


@given(debts(), days, days)
def test_it_only_grows(debt, first, second):
    first, second = sorted([first, second])
    assert accrued(debt, first) <= accrued(debt, second)


@given(debts(), days, amounts, days)
def test_who_pays_more_never_owes_more(debt, paid_on, amount, on):
    more = replace(debt, paid=[*debt.paid, Paid(paid_on, amount)])
    assert reckon(more, on).owed <= reckon(debt, on).owed
    assert accrued(more, on) <= accrued(debt, on)


@given(debts(), days, days, days)
def test_a_remedy_never_costs(debt, since, until, on):
    left_out = replace(debt, remedies=[*debt.remedies, tuple(sorted([since, until]))])
    assert accrued(left_out, on) <= accrued(debt, on)


@given(debts(), st.integers(1, 60), days)
def test_paying_sooner_never_costs_more(debt, sooner, on):
    if not debt.paid:
        return
    first = debt.paid[0]
    earlier = replace(debt, paid=[Paid(first.on - timedelta(days=sooner), first.amount), *debt.paid[1:]])
    assert accrued(earlier, on) <= accrued(debt, on)
