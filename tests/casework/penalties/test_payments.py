"""The bank's file, line by line."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.penalties.payments import MOST_BYTES, Unreadable, read

HEAD = "缴款凭证号,决定书文号,金额,缴款日期\n"
NUMBER = "（南）应急罚〔2026〕3号"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_encodings(encoding):
    found = read(f"{HEAD}4500001,{NUMBER},100000.00,2026-06-01\n".encode(encoding))
    (row,) = found.receipts
    assert (row.line, row.receipt, row.number) == (2, "4500001", NUMBER)
    assert (row.amount, row.paid_on) == (Decimal(100_000), date(2026, 6, 1))


@pytest.mark.parametrize("amount", ['"100,000.00"', "￥100000", "100000元", "1E5"])
@pytest.mark.parametrize("day", ["2026/6/1", "20260601", "2026年6月1日", "2026.06.01", "2026-06-01 09:30:15"])
def test_ways_to_write_an_amount_and_a_day(amount, day):
    (row,) = read(f"{HEAD}A1,{NUMBER},{amount},{day}\n".encode()).receipts
    assert (row.amount, row.paid_on) == (100_000, date(2026, 6, 1))


def test_other_headings_columns_and_brackets():
    text = "序号,日期,金额,处罚决定书文号,凭证号,备注\n1,2026-06-01,5,(南)应急罚[2026]3号,\t0012,x\n\n,,,,,\n"
    (row,) = read(text.encode()).receipts
    assert (row.number, row.receipt) == (NUMBER, "0012")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f",{NUMBER},5,2026-06-01", "缴款凭证号要填，最多60个字。"),
        (f"4.5E+11,{NUMBER},5,2026-06-01", "凭证号“4.5E+11”被表格软件改成了科学记数。请按文本格式重新导出。"),
        ("A1,,5,2026-06-01", "决定书文号要填。"),
        (f"A1,{NUMBER},五元,2026-06-01", "金额“五元”不是数字。"),
        (f"A1,{NUMBER},0,2026-06-01", "金额“0”不对。金额须大于零，最多两位小数。"),
        (f"A1,{NUMBER},-5,2026-06-01", "金额“-5”不对。金额须大于零，最多两位小数。"),
        (f"A1,{NUMBER},NaN,2026-06-01", "金额“NaN”不对。金额须大于零，最多两位小数。"),
        (f"A1,{NUMBER},1.005,2026-06-01", "金额“1.005”不对。金额须大于零，最多两位小数。"),
        (f"A1,{NUMBER},5,2026-02-30", "缴款日期“2026-02-30”不对。请写成2026-06-01。"),
        (f"A1,{NUMBER},5,六月", "缴款日期“六月”不对。请写成2026-06-01。"),
        (f"A1,{NUMBER}", "金额“”不是数字。"),
    ],
)
def test_what_is_wrong_with_a_line(line, words):
    found = read(f"{HEAD}{line}\nB2,{NUMBER},5,2026-06-01\n".encode())
    assert found.errors == [{"line": 2, "words": words}]
    assert [row.receipt for row in found.receipts] == ["B2"]


def test_a_receipt_twice_in_one_file():
    row = f"A1,{NUMBER},5,2026-06-01\n"
    assert read((HEAD + row + row).encode()).errors == [{"line": 3, "words": "凭证号A1与第2行重复。"}]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "表头缺少：缴款凭证号、决定书文号、金额、缴款日期。"),
        ("缴款凭证号,金额\n".encode(), "表头缺少：决定书文号、缴款日期。"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff", "这个文件打不开。请另存为 CSV（UTF-8 或 GBK）再导入。"),
        (b"x" * (MOST_BYTES + 1), "文件超过5 MB。请分成几个再导入。"),
    ],
)
def test_no_list_at_all(data, words):
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert str(refusal.value) == words


@given(st.binary(max_size=200))
def test_whatever_is_given_it_answers_in_words(data):
    try:
        found = read(HEAD.encode() + data)
    except Unreadable as refusal:
        assert str(refusal).endswith("。")
    else:
        assert all(str(error["words"]).endswith("。") for error in found.errors)
        assert all(row.amount > 0 for row in found.receipts)
