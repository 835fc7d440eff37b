"""The grade, the amount that follows from it, and like cases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.clock.models import Threshold
from casework.enforcement.models import Basis
from casework.penalties import discretion, law
from casework.penalties.models import Benchmark, Decision, Penalty
from tests import reference
from tests.casework.penalties.matter import ACT, DECIDED, basis, case_of, penalty_of, sanction

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _figures(db):
    reference.load()


def names(rows):
    return [row.grade for row in rows]


def ranges(rows):
    return [(row.fine_min, row.fine_max) for row in rows]


# --- grades -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tier", "role", "found", "interval"),
    [
        (1, "", {}, [(0, 30000), (30000, 60000), (60000, 100000)]),
        (2, "", {"tier": 2}, [(100000, 130000), (130000, 160000), (160000, 200000)]),
        (2, "responsible", {"tier": 2, "party": "responsible"}, [(20000, 30000), (30000, 40000), (40000, 50000)]),
        # The grid of 97 does not fit the range of 94 or 96: the officer weighs without one.
        (2, "principal", {"tier": 2, "party": "principal"}, []),
        (1, "manager", {"party": "manager"}, []),
        # Nor that of fireworks, 10 000 to 50 000.
        (1, "", {"industry": "fireworks"}, []),
    ],
)
def test_the_grades_of_tier_and_party_inside_the_provision(people, tier, role, found, interval):
    penalty = penalty_of(people, "V1", tier=tier, role=role)
    assert ranges(discretion.grades(penalty, basis("V1", **found))) == interval


def test_no_grid_for_other_violations_and_for_earlier_acts(people):
    assert discretion.grades(penalty_of(people, "V5"), basis("V5")) == []
    old = Basis.objects.get(violation="V1", tier=1, party="unit", valid_to=date(2021, 8, 31))
    assert discretion.grades(penalty_of(people, "V1", act_on=date(2021, 8, 31)), old) == []


def test_a_new_version_of_a_grade_takes_the_place_of_the_old_from_its_day(people):
    old = Benchmark.objects.get(violation="V1", tier=1, grade="A")
    new = Benchmark.objects.get(pk=old.pk)
    new.pk, new.fine_max, new.valid_from = None, Decimal(20000), ACT
    new.save()
    penalty = penalty_of(people, "V1")
    assert discretion.grades(penalty, basis())[0] == new
    penalty.act_on = ACT - timedelta(1)
    assert discretion.grades(penalty, basis())[0] == old
    Benchmark.objects.filter(grade__in="BC").update(valid_to=ACT - timedelta(2))
    assert names(discretion.grades(penalty, basis())) == ["A"]


@pytest.mark.parametrize(("heads", "grade"), [(0, None), (1, "A"), (2, "A"), (3, "B"), (9, "B"), (10, "C"), (999, "C")])
def test_the_grade_follows_the_number_of_workers(people, heads, grade):
    found = discretion.grade_for(penalty_of(people, "V1"), basis(), heads)
    assert (found and found.grade) == grade


def test_each_worker_concerned_counts_once_and_under_his_violation(people):
    penalty = penalty_of(people, "V1", "V3")
    finding = penalty.findings.get(violation="V1")
    finding.workers.all().delete()
    for name, number in (
        ("甲", "450102198002290013"),
        ("甲", "450102198002290013"),
        ("甲", ""),
        ("乙", ""),
        ("乙", ""),
    ):
        finding.workers.create(name=name, id_number=number)
    assert discretion.heads(penalty, basis("V1")) == 3
    assert discretion.heads(penalty, basis("V3")) == 2
    assert discretion.heads(penalty, basis("V5")) == 0
    assert discretion.grade_for(penalty, basis("V1")).grade == "B"
    assert discretion.grade_for(penalty, basis("V3")).grade == "A"


@pytest.mark.parametrize(
    ("fine", "is_outside"), [("29999.99", True), (30000, False), (60000, False), ("60000.01", True), (0, True)]
)
def test_outside_the_grade(people, fine, is_outside):
    grade = Benchmark.objects.get(violation="V1", tier=1, grade="B")
    assert discretion.outside(sanction(fine, grade=grade)) is is_outside
    assert not discretion.outside(sanction(fine))


# --- an amount ----------------------------------------------------------------------------------------------------
def grade_b(tier=1):
    return Benchmark.objects.get(violation="V1", tier=tier, grade="B", personal=False)


def factors(*effects):
    return [{"effect": effect, "words": "示例情形"} for effect in effects]


@pytest.mark.parametrize(
    ("effects", "amount"),
    [
        ((), 45000),
        (("lighter",), 37500),
        (("heavier",), 52500),
        (("lighter", "heavier"), 45000),
        (("lighter",) * 5, 30000),
        (("heavier",) * 5, 60000),
        (("lighter", "lighter", "heavier"), 37500),
    ],
)
def test_factors_move_the_amount_inside_the_grade(people, effects, amount):
    found = discretion.suggest(basis(), False, grade_b(), factors(*effects))
    assert found.amount == amount and found.warning == ""


def test_the_computation_is_told_in_words(people):
    found = discretion.suggest(basis(), False, grade_b(), factors("lighter"))
    assert found.words == ("裁量档“B”30000元至60000元，中间值45000元；从轻情节1项，每项减7500元；建议罚款37500元。")
    bare = discretion.suggest(basis(), False, None, factors("heavier", "heavier", "heavier"))
    assert bare.words == (
        "法定幅度0元至100000元，中间值50000元；从重情节3项，每项加25000元；以本档上下限为限；建议罚款100000元。"
    )


def test_under_the_floor_only_with_a_ground(people):
    rule, grade = basis("V1", 2), grade_b(2)
    refused = discretion.suggest(rule, False, grade, factors("below"))
    assert refused.amount == 145000 and refused.warning == discretion.NO_GROUND
    lawful = discretion.suggest(rule, False, grade, factors("below"), mitigates=True)
    assert lawful.amount == 50000 and lawful.warning == ""
    assert "第三十二条" in lawful.words and "法定下限100000元的50%" in lawful.words and "集体讨论" in lawful.words


def test_without_a_floor_mitigation_is_leniency(people):
    found = discretion.suggest(basis(), False, grade_b(), factors("below"), mitigates=True)
    assert found.amount == 37500 and found.warning == discretion.NO_FLOOR


def test_the_steps_are_parameters(people):
    for name, value in (("factor-step-percent", 10), ("below-percent", 80)):
        row = Threshold.objects.get(name=name)
        row.value = value
        row.save()
    assert discretion.suggest(basis(), False, grade_b(), factors("lighter")).amount == 42000
    assert discretion.suggest(basis("V1", 2), False, None, factors("below"), mitigates=True).amount == 80000


def test_amounts_are_round_and_keep_their_bounds(people):
    grade = Benchmark(grade="X", fine_min=Decimal("10010"), fine_max=Decimal("10130"))
    assert discretion.suggest(basis(), False, grade).amount == 10100
    narrow = Benchmark(grade="X", fine_min=Decimal("10010"), fine_max=Decimal("10020"))
    assert discretion.suggest(basis(), False, narrow).amount == 10010


def test_no_amount_where_the_provision_has_no_fine(people):
    stop = basis("V1", 2, industry="fireworks")
    assert discretion.suggest(stop, False, None, factors("heavier")) == discretion.Suggestion(
        Decimal(0), discretion.NO_FINE
    )


def test_a_daily_fine_is_not_weighed(people):
    daily = penalty_of(people, "V1", tier=3)
    found = discretion.suggest(basis("V1", 3), False, None, factors("heavier"), penalty=daily)
    assert (found.amount, found.words) == (0, discretion.NOT_DAILY)


EFFECTS = st.lists(st.sampled_from(["lighter", "heavier", "below"]), max_size=8)
WHOLE = st.integers(0, 1000).map(lambda n: Decimal(n) * 100)


@given(WHOLE, WHOLE, EFFECTS)
def test_without_a_ground_the_suggestion_never_leaves_the_grade(one, other, effects):
    low, high = sorted((one, other))
    grade = Benchmark(grade="X", fine_min=low, fine_max=high)
    found = discretion.suggest(basis(), False, grade, factors(*effects))
    assert low <= found.amount <= high
    assert not discretion.outside(sanction(found.amount, grade=grade))
    assert f"建议罚款{law.plain(found.amount)}元" in found.words


@given(EFFECTS)
def test_one_more_factor_moves_it_the_right_way(effects):
    def amount(*more):
        return discretion.suggest(basis(), False, grade_b(), factors(*effects, *more)).amount

    assert amount("lighter") <= amount() <= amount("heavier")


@given(EFFECTS, st.booleans())
def test_mitigation_alone_goes_under_the_floor(effects, mitigates):
    rule = basis("V1", 2)
    amount = discretion.suggest(rule, False, grade_b(2), factors(*effects), mitigates=mitigates).amount
    assert (amount < law.bounds(rule, False)[0]) == (mitigates and "below" in effects)
    assert amount > 0


# --- like cases ---------------------------------------------------------------------------------------------------
def decided(penalty: Penalty, on: date, **more) -> Penalty:
    made = sanction(30000, penalty=penalty, facts="示例", by=penalty.agency.memberships.first().user)
    made.save()
    Decision.objects.create(penalty=penalty, sanction=made, decided_on=on, **more)
    return penalty


def test_like_cases_newest_first_and_only_those_that_punish(people):
    case = case_of(people, "V1", "V3")
    asked = penalty_of(people, "V1", "V3", case=case)
    old = decided(penalty_of(people, "V1", case=case), date(2026, 3, 1))
    new = decided(penalty_of(people, "V1", "V3", case=case), date(2026, 8, 1))
    decided(penalty_of(people, "V1", case=case, tier=2), date(2026, 8, 2))
    decided(penalty_of(people, "V1", case=case, role="principal"), date(2026, 8, 3))
    decided(penalty_of(people, "V1", case=case), date(2026, 8, 4), punishes=False)
    decided(penalty_of(people, "V1", case=case), date(2026, 8, 5), standing=Decision.Standing.ANNULLED)
    penalty_of(people, "V1", case=case)
    decided(penalty_of(people, "V5", case=case_of(people, "V5")), date(2026, 8, 6))
    decided(asked, date(2026, 8, 7))
    assert list(discretion.similar(asked)) == [new, old]
    assert [row.decided_on for row in discretion.similar(asked)] == [date(2026, 8, 1), date(2026, 3, 1)]


def test_like_cases_of_ones_own_territory(people):
    case = case_of(people, "V1")
    asked = penalty_of(people, "V1", case=case)
    other = decided(penalty_of(people, "V1", case=case), DECIDED)
    assert list(discretion.similar(asked).visible_to(people.officer)) == [other]
    assert not discretion.similar(asked).visible_to(people.neighbour_officer).exists()
