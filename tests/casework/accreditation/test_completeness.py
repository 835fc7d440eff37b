"""The completeness check: everything that is missing, at once, and nothing else."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.accreditation.completeness import Asked, Joint, Said, Sheet, missing

pytestmark = pytest.mark.once
ASKED = (Asked("A1", Decimal(15)), Asked("A2", Decimal("7.5")), Asked("A3", Decimal(10)))
WHOLE = Sheet("示例联系人", "0771", True, ASKED, {row.code: Said(row.weight, "齐全", 1) for row in ASKED})


def test_a_whole_application_lacks_nothing():
    assert missing(WHOLE) == []
    assert missing(replace(WHOLE, said={row.code: Said(Decimal(0), "没有", 1) for row in ASKED})) == []


def test_an_empty_one_lacks_everything_in_the_order_of_the_form():
    empty = Sheet("", " ", False, ASKED[:1], partners_wanted=["college"])
    assert missing(empty) == [
        "联系人和联系电话", "签章的承诺书", "联合申报单位", "A1的自评分", "A1的自评说明", "A1的证明材料",
    ]  # fmt: skip


@pytest.mark.parametrize("score", [Decimal("-0.1"), Decimal("7.6"), Decimal(100)])
def test_a_score_beyond_the_weight_is_named_with_its_range(score):
    said = WHOLE.said | {"A2": Said(score, "齐全", 1)}
    assert missing(replace(WHOLE, said=said)) == ["A2的自评分（须在0至7.5分之间）"]


def test_partners_of_the_right_kind_who_have_signed():
    joint = replace(WHOLE, partners_wanted=["college"])
    college, company = Joint("示例学院", "college", True), Joint("示例公司", "enterprise", True)
    assert missing(replace(joint, partners=[college])) == []
    assert missing(replace(joint, partners=[company])) == ["联合申报单位"]
    assert missing(replace(joint, partners=[replace(college, signed=False), company])) == ["示例学院的签章"]
    assert missing(replace(WHOLE, partners=[replace(company, signed=False)])) == ["示例公司的签章"]


SAID = st.builds(Said, st.none() | st.decimals(-5, 20, places=1), st.sampled_from(["", " ", "齐全"]), st.integers(0, 2))


@given(st.dictionaries(st.sampled_from(["A1", "A2", "A3", "A9"]), SAID))
def test_it_is_complete_exactly_when_each_criterion_is_answered(said):
    def whole(row: Asked) -> bool:
        given_ = said.get(row.code, Said())
        in_range = given_.score is not None and 0 <= given_.score <= row.weight
        return bool(in_range and given_.words.strip() and given_.files)

    gaps = missing(replace(WHOLE, said=said))
    assert (gaps == []) is all(map(whole, ASKED))
    assert {gap[:2] for gap in gaps} == {row.code for row in ASKED if not whole(row)}
