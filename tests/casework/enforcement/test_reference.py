"""Violations and articles as loaded, and the choice of the rule to cite."""

from datetime import date
from decimal import Decimal

import pytest

from casework.core.reference import read_yaml
from casework.enforcement import reference
from casework.enforcement.basis import GUIDANCE, bases_for, basis_for, frozen
from casework.enforcement.models import Basis, Violation
from casework.organisations.models import Enterprise
from casework.organisations.reference import load_industries

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ON = date(2026, 9, 1)
SAFETY = "《中华人民共和国安全生产法》"


@pytest.fixture(autouse=True)
def _loaded(db):
    load_industries()
    reference.load()


def enterprise(industry: str, producer: bool = False) -> Enterprise:
    return Enterprise(industry_id=industry, producer=producer)


def cited(code: str, industry: str = "metallurgy", tier: int = 1, producer: bool = False, on: date = ON):
    return basis_for(Violation(code=code), enterprise(industry, producer), tier, on)


def test_loading_again_changes_nothing_and_a_confirmed_row_is_kept():
    row = Basis.objects.get(violation="V7")
    row.unit_max, row.confirmed = Decimal(20000), True
    row.save()
    assert reference.load() == {"violations": {"same": 8}, "bases": {"same": Basis.objects.count() - 1, "kept": 1}}
    assert Basis.objects.get(violation="V7").unit_max == 20000


def test_violations_speak_to_the_enterprise():
    assert Violation.objects.count() == 8
    assert all(v.detect and v.remedy and v.proof for v in Violation.objects.all())
    assert [v.code for v in Violation.objects.filter(may_be_guidance=True)] == ["V4"]
    assert [v.code for v in Violation.objects.filter(needs_workers=False)] == ["V5", "V8"]


@pytest.mark.parametrize("tier", [1, 2])
@pytest.mark.parametrize("industry", ["hazchem", "noncoal", "metallurgy", "oilgas", "other"])
@pytest.mark.parametrize(
    ("code", "breached", "penalised_by"),
    [
        ("V1", "第二十八条第一款", "第九十七条第（三）项"),
        ("V2", "第二十八条第一款", "第九十七条第（三）项"),
        ("V3", "第三十条第一款", "第九十七条第（七）项"),
        ("V4", "第二十八条第一款", "第九十七条第（三）项"),
        ("V5", "第二十八条第四款", "第九十七条第（四）项"),
        ("V6", "第二十七条第二款", "第九十七条第（二）项"),
    ],
)
def test_general_rule(code, breached, penalised_by, industry, tier):
    basis = cited(code, industry, tier)
    assert (basis.breached, basis.penalised_by) == (SAFETY + breached, SAFETY + penalised_by)


@pytest.mark.parametrize("code", ["V1", "V2"])
@pytest.mark.parametrize("tier", [1, 2])
def test_producer_of_hazardous_chemicals_has_its_own_law(code, tier):
    basis = cited(code, "hazchem", tier, producer=True)
    assert basis.breached == "《中华人民共和国危险化学品安全法》第二十九条第二款"
    assert basis.penalised_by == "《中华人民共和国危险化学品安全法》第一百零一条第一款第（六）项"
    assert "情节严重的，责令停产停业整顿" in basis.consequence if tier == 2 else "可以处" in basis.consequence
    assert not basis.stop_production


def test_unlicensed_special_operation_at_a_producer_stays_with_the_general_law():
    assert cited("V3", "hazchem", producer=True).penalised_by == f"{SAFETY}第九十七条第（七）项"


def test_the_producers_law_did_not_bind_before_it_was_in_force():
    assert cited("V1", "hazchem", producer=True, on=date(2026, 4, 30)).penalised_by.startswith(SAFETY)
    assert not cited("V1", "hazchem", producer=True, on=date(2026, 5, 1)).penalised_by.startswith(SAFETY)


@pytest.mark.parametrize("code", ["V1", "V2"])
def test_fireworks(code):
    first, overdue = cited(code, "fireworks"), cited(code, "fireworks", 2)
    assert first.breached == overdue.breached == "《烟花爆竹安全管理条例》第十二条"
    assert first.penalised_by == "《烟花爆竹安全管理条例》第三十七条第（三）项"
    assert (first.unit_min, first.unit_max) == (10000, 50000)
    assert overdue.unit_max is None and overdue.stop_production
    assert cited("V3", "fireworks").penalised_by == f"{SAFETY}第九十七条第（七）项"


@pytest.mark.parametrize(
    ("code", "item", "safety_item"),
    [("V1", "三", "三"), ("V2", "三", "三"), ("V3", "四", "七"), ("V5", "三", "四"), ("V6", "二", "二")],
)
def test_coal_mines_cite_their_regulation_and_the_law_it_points_to(code, item, safety_item):
    for tier in (1, 2):
        assert cited(code, "coal", tier).penalised_by == (
            f"《煤矿安全生产条例》第六十二条第（{item}）项、{SAFETY}第九十七条第（{safety_item}）项"
        )
    assert "暂扣安全生产许可证" in cited(code, "coal", 2).consequence


def test_fines_are_closed_intervals():
    first, overdue = cited("V1"), cited("V1", tier=2)
    assert (first.unit_min, first.unit_max, first.person_min, first.person_max) == (0, 100000, None, None)
    assert (overdue.unit_min, overdue.unit_max) == (Decimal(100000), Decimal(200000))
    assert (overdue.person_min, overdue.person_max) == (Decimal(20000), Decimal(50000))
    assert overdue.stop_production and not first.stop_production
    assert cited("V7").unit_max == 30000 and (cited("V8").unit_min, cited("V8").unit_max) == (10000, 30000)


def test_no_overdue_tier_where_the_rule_has_none():
    assert cited("V7", tier=2) is None and cited("V8", tier=2) is None


def test_no_rule_before_the_law_was_in_force():
    assert cited("V1", on=date(2014, 11, 30)) is None


@pytest.mark.parametrize(
    ("code", "breached", "item"),
    [
        ("V1", "第二十五条第一款", "三"), ("V3", "第二十七条第一款", "七"), ("V4", "第二十五条第一款", "三"),
        ("V5", "第二十五条第四款", "四"), ("V6", "第二十四条第二款", "二"),
    ],
)  # fmt: skip
def test_the_law_before_its_amendment_is_kept_for_acts_of_its_time_and_unconfirmed(code, breached, item):
    for day, old in ((date(2021, 8, 31), True), (date(2021, 9, 1), False)):
        first, overdue = cited(code, on=day), cited(code, tier=2, on=day)
        assert (first.valid_to == date(2021, 8, 31)) == old == (first.breached == SAFETY + breached)
        assert (first.unit_max, overdue.unit_min, overdue.unit_max) == (
            (50000, 50000, 100000) if old else (100000, 100000, 200000)
        )
        assert (overdue.person_min, overdue.person_max) == ((10000, 20000) if old else (20000, 50000))
        assert not (old and (first.confirmed or overdue.confirmed))
        if old:
            assert first.penalised_by == f"{SAFETY}第九十四条第（{item}）项" and "可以处" in first.consequence


def test_an_ended_rule_no_longer_applies():
    Basis.objects.filter(violation="V1", industry=None).update(valid_to=date(2026, 8, 31))
    assert cited("V1", on=date(2026, 8, 31)) and cited("V1", on=ON) is None


def test_a_new_version_replaces_the_old_from_its_day():
    old = cited("V3")
    new = Basis.objects.get(pk=old.pk)
    new.pk, new.valid_from, new.breached = None, date(2026, 10, 1), "新法第一条"
    new.save()
    assert cited("V3", on=date(2026, 9, 30)) == old
    assert cited("V3", on=date(2026, 10, 1)) == new


def test_special_rule_first_general_rule_still_offered():
    rows = bases_for(Violation(code="V1"), enterprise("hazchem", True), 1, ON)
    assert [r.producer for r in rows] == [True, False]
    rows = bases_for(Violation(code="V1"), enterprise("fireworks"), 1, ON)
    assert [r.industry_id for r in rows] == ["fireworks", None]


def test_rotation_missing_under_the_plan_alone_is_guidance():
    rotation = Violation.objects.get(pk="V4")
    assert basis_for(rotation, enterprise("coal"), 1, ON, plan_alone=True) is None
    assert basis_for(rotation, enterprise("metallurgy"), 1, ON) is not None
    assert frozen(None) == {"breached": "", "penalised_by": "", "consequence": GUIDANCE, "basis": None}


def test_the_plan_excuses_no_statutory_violation():
    assert basis_for(Violation.objects.get(pk="V1"), enterprise("metallurgy"), 1, ON, plan_alone=True) is not None


@pytest.mark.parametrize(
    ("employments", "paragraphs"),
    [
        ([], "第一款"),
        (["own"], "第一款"),
        (["dispatched"], "第二款"),
        (["intern", "intern"], "第三款"),
        (["intern", "own"], "第一款、第三款"),
        (["intern", "dispatched", "own"], "第一款、第二款、第三款"),
    ],
)
def test_frozen_basis_names_the_paragraphs_of_the_workers(employments, paragraphs):
    kept = frozen(cited("V1"), employments)
    assert kept["breached"] == f"{SAFETY}第二十八条{paragraphs}"
    assert kept["penalised_by"] and kept["consequence"] and Basis.objects.filter(pk=kept["basis"]).exists()


def test_employment_does_not_touch_other_articles():
    assert frozen(cited("V3"), ["intern"])["breached"] == f"{SAFETY}第三十条第一款"


def test_what_nobody_read_is_unconfirmed():
    sources = read_yaml("bases.yaml")["sources"]
    read = {source["text"] for source in sources.values() if source["read"]}
    for basis in Basis.objects.all():
        assert basis.confirmed == (basis.source in read)
    in_force = Basis.objects.filter(confirmed=False, valid_to=None)
    assert set(in_force.values_list("violation", flat=True)) == {"V4", "V7", "V8"}


@pytest.mark.parametrize(
    ("party", "code", "tier", "breached", "penalised_by", "amounts"),
    [
        ("principal", "V1", 1, "第二十一条第（三）项", "第九十四条第一款", (20000, 50000)),
        ("principal", "V3", 2, "第二十一条第（三）项", "第九十四条第一款", (50000, 100000)),
        ("manager", "V5", 1, "第二十五条第一款第（二）项", "第九十六条", (10000, 30000)),
        ("responsible", "V2", 2, "第二十八条第一款", "第九十七条第（三）项", (20000, 50000)),
        ("responsible", "V3", 2, "第三十条第一款", "第九十七条第（七）项", (20000, 50000)),
    ],
)
def test_persons_are_liable_under_their_own_articles(party, code, tier, breached, penalised_by, amounts):
    basis = bases_for(Violation(code=code), enterprise("metallurgy"), tier, ON, party=party)[0]
    assert (basis.breached, basis.penalised_by) == (SAFETY + breached, SAFETY + penalised_by)
    assert (basis.person_min, basis.person_max) == amounts and basis.confirmed
    assert basis.unit_max is None and not basis.stop_production


@pytest.mark.parametrize(("party", "tier"), [("responsible", 1), ("manager", 2), ("responsible", 3)])
def test_no_person_is_liable_where_the_law_names_none(party, tier):
    assert bases_for(Violation(code="V1"), enterprise("metallurgy"), tier, ON, party=party) == []


def test_rows_of_persons_are_never_cited_against_the_unit():
    units = Basis.objects.filter(party="unit")
    for code in ("V1", "V2", "V3", "V4", "V5", "V6"):
        for industry in ("coal", "fireworks", "hazchem", "metallurgy"):
            for tier in (1, 2):
                assert set(bases_for(Violation(code=code), enterprise(industry), tier, ON)) <= set(units)


def test_a_producer_is_stopped_only_where_it_is_serious():
    serious = Basis.objects.filter(stop_if_serious=True)
    assert {(b.violation_id, b.tier, b.producer, b.party) for b in serious} == {
        ("V1", 2, True, "unit"), ("V2", 2, True, "unit"),
    }  # fmt: skip


def test_the_paragraphs_of_the_old_law_follow_the_workers_too():
    kept = frozen(cited("V1", on=date(2020, 5, 1)), ["intern", "own"])
    assert kept["breached"] == f"{SAFETY}第二十五条第一款、第三款"
    manager = bases_for(Violation(code="V1"), enterprise("other"), 1, ON, party="manager")[0]
    assert frozen(manager, ["intern"])["breached"] == f"{SAFETY}第二十五条第一款第（二）项"
