"""Which provision fits, between which bounds, who must look at it: every branch, and what holds for any amount."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clock.models import Threshold
from casework.enforcement.basis import bases_for
from casework.enforcement.models import Basis
from casework.penalties import law
from casework.penalties.models import Decision
from tests import reference
from tests.casework.penalties.matter import ACT, DECIDED, basis, case_of, penalty_of, sanction

pytestmark = [pytest.mark.django_db, pytest.mark.once]

SAFETY = "《中华人民共和国安全生产法》"
AMOUNTS = st.decimals(0, 300_000, places=2)
BEFORE = date(2021, 8, 31)


@pytest.fixture(autouse=True)
def _figures(db):
    reference.load()


def cited(penalty, on=DECIDED):
    return [row.penalised_by.removeprefix(SAFETY) for row in law.provisions(penalty, on)]


# --- which provision ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("role", "tier", "articles"),
    [
        ("", 1, ["第九十七条第（三）项"]),
        ("", 2, ["第九十七条第（三）项"]),
        ("", 3, ["第一百一十二条"]),
        ("principal", 1, ["第九十四条第一款"]),
        ("principal", 2, ["第九十四条第一款", "第九十七条第（三）项"]),
        ("manager", 1, ["第九十六条"]),
        ("manager", 2, ["第九十七条第（三）项"]),
        ("responsible", 1, []),
        ("responsible", 2, ["第九十七条第（三）项"]),
    ],
)
def test_party_and_tier_choose_the_article(people, role, tier, articles):
    penalty = penalty_of(people, "V1", tier=tier, role=role)
    assert cited(penalty) == articles
    parties = {"": {"unit"}}.get(role, {role, "responsible"})
    assert {row.party for row in law.provisions(penalty, DECIDED)} <= parties


def test_every_violation_of_the_case_has_its_provision(people):
    assert cited(penalty_of(people, "V1", "V3", "V5")) == [f"第九十七条第（{n}）项" for n in "三七四"]


def test_the_producers_law_first_and_the_general_one_below(people):
    first, second = law.offers(penalty_of(people, "V1", tier=2, industry="hazchem", producer=True), DECIDED)
    assert (first.basis.producer, second.basis.producer) == (True, False)
    assert first.reason == law.SPECIAL
    assert first.basis.stop_if_serious and not first.basis.stop_production and second.basis.stop_production


def test_of_several_norms_the_one_with_the_higher_fine_says_so(people):
    first, second = law.offers(penalty_of(people, "V1", industry="fireworks"), DECIDED)
    assert (law.bounds(first.basis, False)[1], law.bounds(second.basis, False)[1]) == (50000, 100000)
    assert (first.reason, second.reason) == (law.SPECIAL, law.HIGHER)


def test_of_one_norm_nothing_is_said(people):
    assert [offer.reason for offer in law.offers(penalty_of(people, "V1"), DECIDED)] == [""]


def test_an_act_before_the_amendment_is_judged_by_the_law_of_its_day_which_was_lighter(people):
    (offer,) = law.offers(penalty_of(people, "V1", act_on=BEFORE), DECIDED)
    assert law.bounds(offer.basis, False) == (0, 50000) and offer.reason == law.AS_IT_WAS
    (after,) = law.offers(penalty_of(people, "V1", act_on=BEFORE + timedelta(1)), DECIDED)
    assert law.bounds(after.basis, False) == (0, 100000) and after.reason == ""


def test_decided_before_the_change_nothing_has_changed(people):
    (offer,) = law.offers(penalty_of(people, "V1", act_on=date(2021, 5, 1)), date(2021, 8, 1))
    assert offer.reason == "" and offer.basis.valid_to == BEFORE


@pytest.mark.parametrize("tier", [1, 2])
def test_a_law_that_became_lighter_before_the_decision_comes_first(people, tier):
    """A producer's act of April 2026: since May its own law stops production only where it is serious."""
    penalty = penalty_of(people, "V1", tier=tier, industry="hazchem", producer=True, act_on=date(2026, 4, 30))
    now, then = law.offers(penalty, DECIDED)
    assert (now.basis.producer, now.reason) == (True, law.LIGHTER_NOW)
    assert (then.basis.producer, then.reason) == (False, law.AS_IT_WAS)
    (only,) = law.offers(penalty, date(2026, 4, 30))
    assert not only.basis.producer


def test_a_rule_without_successor_is_offered_with_a_warning(people):
    Basis.objects.filter(violation="V1").update(valid_to=date(2026, 8, 1))
    (offer,) = law.offers(penalty_of(people, "V1"), DECIDED)
    assert offer.reason == law.REPEALED


def test_what_was_no_violation_on_its_day_is_none_now(people):
    assert law.provisions(penalty_of(people, "V1", act_on=date(2014, 11, 30)), DECIDED) == []


def test_the_correction_loop_still_gets_the_units_rows_only(people):
    penalty = penalty_of(people, "V1", tier=2)
    rows = bases_for(penalty.findings.get().violation, penalty.enterprise, 2, DECIDED)
    assert [row.party for row in rows] == ["unit"]


# --- amounts ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("found", "personal", "interval"),
    [
        ({"code": "V1"}, False, (0, 100000)),
        ({"code": "V3", "tier": 2}, False, (100000, 200000)),
        ({"code": "V3", "tier": 2, "party": "responsible"}, True, (20000, 50000)),
        ({"code": "V1", "party": "principal"}, True, (20000, 50000)),
        ({"code": "V1", "tier": 2, "party": "principal"}, True, (50000, 100000)),
        ({"code": "V5", "party": "manager"}, True, (10000, 30000)),
        ({"code": "V1", "tier": 2, "industry": "fireworks"}, False, (0, 0)),
        ({"code": "V1", "party": "manager"}, False, (0, 0)),
        ({"code": "V1", "tier": 3}, True, (0, 0)),
        ({"code": "V1", "tier": 3}, False, (0, law.UNBOUNDED)),
    ],
)
def test_bounds(people, found, personal, interval):
    assert law.bounds(basis(**found), personal) == interval


@pytest.mark.parametrize(
    ("fine", "which"), [(100000, "法定下限"), (200000, "法定上限"), (100001, ""), (150000, ""), (0, "")]
)
def test_an_amount_on_a_bound_is_warned_of(people, fine, which):
    words = law.on_bound(basis("V1", 2), False, Decimal(fine))
    assert words.startswith(f"金额正好等于{which}{fine}元") if which else words == ""


@pytest.mark.parametrize(
    ("amount", "text"), [("30000.00", "30000"), ("12.50", "12.50"), ("0", "0"), ("1E+5", "100000")]
)
def test_an_amount_in_a_sentence(amount, text):
    assert law.plain(Decimal(amount)) == text


# --- the daily fine -----------------------------------------------------------------------------------------------
def fined(penalty, fine, served_on, **more) -> Decision:
    made = sanction(fine, penalty=penalty, facts="示例", by=penalty.agency.memberships.first().user)
    made.save()
    return Decision.objects.create(penalty=penalty, sanction=made, decided_on=served_on, served_on=served_on, **more)


def test_a_daily_fine_is_the_first_fine_for_every_day_since_the_order(people):
    case = case_of(people, "V1")
    first = penalty_of(people, "V1", case=case)
    daily = penalty_of(people, "V1", case=case, tier=3, act_on=date(2026, 6, 28))
    rule = basis("V1", 3)
    assert law.limits(daily, rule) == (0, 0) and law.daily(daily) is None
    decision = fined(first, 30000, date(2026, 6, 20))
    counted = law.daily(daily)  # ordered on June 16
    assert (counted.since, counted.days, counted.amount) == (date(2026, 6, 17), 12, 360000)
    assert law.limits(daily, rule) == (360000, 360000)
    assert counted.words == "原罚款30000元，自2026年6月17日至2026年6月28日共12天，按日连续处罚合计360000元。"
    assert law.limits(first, basis("V1")) == (0, 100000)
    decision.standing = Decision.Standing.ANNULLED
    decision.save()
    assert law.daily(daily) is None


def test_days_already_fined_are_not_fined_again(people):
    case = case_of(people, "V1")
    fined(penalty_of(people, "V1", case=case), 10000, date(2026, 6, 20))
    earlier = penalty_of(people, "V1", case=case, tier=3, act_on=date(2026, 6, 26))
    fined(earlier, 100000, date(2026, 6, 27))
    later = penalty_of(people, "V1", case=case, tier=3, act_on=date(2026, 7, 1))
    assert (law.daily(later).since, law.daily(later).amount) == (date(2026, 6, 27), 50000)
    again = penalty_of(people, "V1", case=case, tier=3, act_on=date(2026, 6, 26))
    assert law.daily(again).amount == 0


# --- who must look at it ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fine", "personal", "right"),
    [("49999.99", False, False), (50000, False, True), ("19999.99", True, False), (20000, True, True)],
)
def test_a_hearing_from_the_figure_on(people, fine, personal, right):
    assert law.gives_hearing(sanction(fine), personal, DECIDED) is right
    assert law.gives_hearing(sanction(0, confiscation=Decimal(fine)), personal, DECIDED) is right


def test_a_stop_always_gives_a_hearing(people):
    for personal in (True, False):
        assert law.gives_hearing(sanction(0, stop_production=True), personal, DECIDED)


def test_the_figure_is_a_parameter_of_its_day(people):
    row = Threshold.objects.get(name="hearing-fine-unit")
    Threshold.objects.create(
        name=row.name, label=row.label, value=Decimal(100000), unit="元", source="示例", valid_from=date(2026, 8, 1)
    )
    assert not law.gives_hearing(sanction(60000), False, DECIDED)
    assert law.gives_hearing(sanction(60000), False, date(2026, 7, 31))


@pytest.mark.parametrize(
    ("more", "heard", "must"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"complex": True}, False, True),
        ({"stop_production": True}, False, True),
        ({"fine": Decimal("49999.99")}, False, False),
        ({"fine": Decimal(50000)}, False, True),
        ({"confiscation": Decimal(50000)}, False, True),
        ({"fine": Decimal(9000), "fine_min": Decimal(10000)}, False, True),
        ({"factors": [{"effect": "below", "words": "立功"}]}, False, True),
        ({"factors": [{"effect": "lighter", "words": "配合"}]}, False, False),
    ],
)
def test_what_the_leaders_decide_together_legal_staff_reviews_first(people, more, heard, must):
    made = sanction(**more)
    assert law.must_deliberate(made, heard, DECIDED) is must
    assert law.must_review(made, heard, DECIDED) is must


def imposed(warning=False, fine=Decimal(0), confiscation=Decimal(0), stop=False):
    return SimpleNamespace(warning=warning, fine=fine, confiscation=confiscation, stop_production=stop)


IMPOSED = st.builds(imposed, st.booleans(), AMOUNTS, AMOUNTS, st.booleans())


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (imposed(fine=Decimal(30000)), ""),
        (imposed(fine=Decimal(29999)), ""),
        (imposed(fine=Decimal(30001)), "罚款由30000元增加到30001元"),
        (imposed(fine=Decimal(30000), stop=True), "增加了责令停产停业整顿"),
        (imposed(confiscation=Decimal(1)), "增加了没收违法所得"),
        (imposed(fine=Decimal(1), warning=True), "增加了警告"),
        (imposed(fine=Decimal(40000), stop=True), "增加了责令停产停业整顿，罚款由30000元增加到40000元"),
    ],
)
def test_how_one_is_heavier_than_the_other(new, words):
    assert law.heavier(new, imposed(fine=Decimal(30000))) == words


@given(IMPOSED)
def test_nothing_is_heavier_than_itself(one):
    assert law.heavier(one, one) == ""


@given(IMPOSED, IMPOSED)
def test_heavier_exactly_where_something_grew(new, old):
    grew = new.fine > old.fine or new.confiscation > old.confiscation
    grew |= (new.warning and not old.warning) or (new.stop_production and not old.stop_production)
    assert bool(law.heavier(new, old)) == grew


@given(IMPOSED, IMPOSED, IMPOSED)
def test_not_heavier_than_what_is_not_heavier(a, b, c):
    assert law.heavier(a, b) or law.heavier(b, c) or not law.heavier(a, c)


@given(AMOUNTS, AMOUNTS, st.booleans())
def test_more_money_never_loses_a_hearing(one, other, personal):
    low, high = sorted((one, other))
    if law.gives_hearing(sanction(low), personal, DECIDED):
        assert law.gives_hearing(sanction(high), personal, DECIDED)


# --- time bar -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("act_on", "harm", "last"),
    [
        (date(2024, 10, 5), False, date(2026, 10, 5)),  # it does not roll over a holiday
        (date(2024, 2, 29), False, date(2026, 2, 28)),
        (date(2024, 2, 29), True, date(2029, 2, 28)),
        (ACT, True, date(2031, 7, 3)),
    ],
)
def test_time_bar(people, act_on, harm, last):
    assert law.time_bar(act_on, harm) == last


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_harm_lengthens_the_time_bar(act_on):
    assert act_on < law.time_bar(act_on, False) < law.time_bar(act_on, True)
