"""Whatever stands around it, no person is named in full and no number of his stays."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework.penalties.redaction import HIDDEN, initials, redact

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
names = st.text(HAN, min_size=2, max_size=4).filter(lambda name: "某" not in name and "隐" not in name)
around = st.text(st.one_of(HAN, st.sampled_from("，。；、（）《》 \n0123456789元第条〔〕-.X")), max_size=60)


@pytest.mark.parametrize(
    ("name", "short"),
    [("张三", "张某"), ("欧阳小明", "欧阳某某"), ("欧阳", "欧某"), ("韦 玉 兰", "韦某某"), ("阿卜杜拉", "阿某某")],
)
def test_initials(name, short):
    assert initials(name) == short


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("焊工张三（身份证号450102199003071234）无证上岗", f"焊工张某（身份证号{HIDDEN}）无证上岗"),
        ("身份证号45010219900307123X，电话13812345678。", f"身份证号{HIDDEN}，电话{HIDDEN}。"),
        ("联系电话（0771）2345678，手机 138-1234-5678", f"联系电话{HIDDEN}，手机 {HIDDEN}"),
        ("张　三，住址：南宁市示例路2号，系车间主任", f"张某，{HIDDEN}，系车间主任"),
        ("现住南宁市示例小区3栋2单元501室。", f"{HIDDEN}。"),
        ("罚款100,000.00元（应急罚〔2026〕3号），涉及12人，第97条第3项", None),
        ("２０２６年６月１日", "2026年6月1日"),
    ],
)
def test_examples(text, shown):
    assert redact(text, ["张三"]) == (text if shown is None else shown)


def test_a_longer_name_is_not_cut_by_a_shorter_one():
    assert redact("张三丰和张三", ["张三", "张三丰"]) == "张某某和张某"


def test_a_known_address_goes():
    assert redact("家住示例路5号的李四", ["李四"], ["示例路5号"]) == f"家住{HIDDEN}的李某"


@given(around, names, around, st.booleans())
def test_no_name_in_full(before, name, after, spread):
    written = " ".join(name) if spread else name
    assert name not in re.sub(r"\s", "", redact(before + written + after, [name]))


@given(around, st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True), around)
def test_no_number_of_an_identity_card(before, number, after):
    assert number[:-1] not in redact(before + number + after)


@given(around, st.from_regex(r"1[3-9]\d{9}", fullmatch=True), around)
def test_no_telephone(before, number, after):
    assume(not before[-1:].isdigit() and before[-1:] != "." and not after[:1].isdigit() and after[:1] != ".")
    assert number not in redact(before + number + after)


@given(st.text(), st.lists(names, max_size=3))
def test_twice_is_once(text, people):
    once = redact(text, people)
    assert redact(once, people) == once
