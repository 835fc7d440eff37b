import pytest

from documents.text import MAX_TEXT, MAX_TOTAL, BadText, clean, clean_facts


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("研发<0.5MPa>&制造", "研发<0.5MPa>&制造"),
        ("压\ud842力", "压力"),
        ("公司\u202e名\u202c称", "公司名称"),
        ("零\u200b宽\ufeff", "零宽"),
        ("换页\x0c响\x07铃", "换页响铃"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("制\t表", "制 表"),
        ("e\u0301", "é"),
        ("㎡①（）", "㎡①（）"),  # NFC, never NFKC
        ("𠮷䶮㛃𬭎", "𠮷䶮㛃𬭎"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_can_stays(given, kept):
    assert clean(given) == kept


@pytest.mark.parametrize("mark", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_character_is_refused_in_words(mark):
    with pytest.raises(BadText) as refusal:
        clean(f"张{mark}")
    assert "自造字" in str(refusal.value) and "张□" in str(refusal.value)


def test_too_much_is_refused_in_words():
    with pytest.raises(BadText, match="最多10000个"):
        clean("字" * (MAX_TEXT + 1))
    with pytest.raises(BadText, match="行"):
        clean("字\n" * 400)
    with pytest.raises(BadText, match="这份文书共"):
        clean_facts({"items": ["字" * MAX_TEXT] * (MAX_TOTAL // MAX_TEXT + 1)})


def test_facts_are_cleaned_to_the_bottom():
    facts = clean_facts({"a": None, "b": [{"c": "x\x00y", "d": 1, "e": True}], "f": ("1", "2")})
    assert facts == {"a": "", "b": [{"c": "xy", "d": 1, "e": True}], "f": ["1", "2"]}


@pytest.mark.parametrize("value", [1.5, object(), {"x": 2.0}, [b"x"]])
def test_only_plain_types_are_facts(value):
    with pytest.raises(TypeError):
        clean_facts({"a": value})


def test_depth_ends():
    value = "x"
    for _ in range(12):
        value = [value]
    with pytest.raises(TypeError, match="deeply"):
        clean_facts({"a": value})
