from datetime import UTC, date, datetime
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.core.words import article, capital, cite, date_cn, date_zh, moment_cn, money, numeral, spans


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (10, "十"), (11, "十一"), (20, "二十"), (97, "九十七"), (101, "一百零一"), (110, "一百一十"),
     (112, "一百一十二"), (1005, "一千零五"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_numerals(number, words):
    assert numeral(number) == words


@given(st.integers(100, 9999))
def test_numerals_as_others_write_them(number):
    assert numeral(number) == cn2an.an2cn(number)


# law.md, appendix B: the strings a paper must cite, letter by letter.
@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (("安全生产法", 28, 1), "《中华人民共和国安全生产法》第二十八条第一款"),
        (("安全生产法", 28, 2), "《中华人民共和国安全生产法》第二十八条第二款"),
        (("安全生产法", 28, 3), "《中华人民共和国安全生产法》第二十八条第三款"),
        (("安全生产法", 28, 4), "《中华人民共和国安全生产法》第二十八条第四款"),
        (("安全生产法", 30, 1), "《中华人民共和国安全生产法》第三十条第一款"),
        (("安全生产法", 27, 2), "《中华人民共和国安全生产法》第二十七条第二款"),
        (("安全生产法", 97, None, 2), "《中华人民共和国安全生产法》第九十七条第（二）项"),
        (("安全生产法", 97, None, 3), "《中华人民共和国安全生产法》第九十七条第（三）项"),
        (("安全生产法", 97, None, 4), "《中华人民共和国安全生产法》第九十七条第（四）项"),
        (("安全生产法", 97, None, 7), "《中华人民共和国安全生产法》第九十七条第（七）项"),
        (("危险化学品安全法", 29, 2), "《中华人民共和国危险化学品安全法》第二十九条第二款"),
        (("危险化学品安全法", 101, 1, 6), "《中华人民共和国危险化学品安全法》第一百零一条第一款第（六）项"),
        (("烟花爆竹安全管理条例", 12), "《烟花爆竹安全管理条例》第十二条"),
        (("烟花爆竹安全管理条例", 37, None, 3), "《烟花爆竹安全管理条例》第三十七条第（三）项"),
        (("煤矿安全生产条例", 62, None, 3, 4), "《煤矿安全生产条例》第六十二条第（三）（四）项"),
        (("安全生产法", 21, None, 3), "《中华人民共和国安全生产法》第二十一条第（三）项"),
        (("安全生产法", 25, 1, 2), "《中华人民共和国安全生产法》第二十五条第一款第（二）项"),
        (("安全生产法", 65, 1, 3), "《中华人民共和国安全生产法》第六十五条第一款第（三）项"),
    ],
)
def test_citations(parts, words):
    assert cite(*parts) == words


def test_an_article_without_its_law():
    assert article(94, 1) == "第九十四条第一款"


def test_dates():
    assert date_cn(date(2026, 6, 1)) == "2026年6月1日" and date_cn(None) == ""
    assert date_zh(date(2026, 11, 23)) == "二〇二六年十一月二十三日"
    assert date_zh(date(2030, 12, 31)) == "二〇三〇年十二月三十一日"
    # A quarter past midnight in Guangxi is the day before in London.
    assert moment_cn(datetime(2026, 6, 15, 16, 15, tzinfo=UTC)) == "2026年6月16日0时15分"


def test_item_numbers():
    assert spans([]) == "" and spans([7]) == "7"
    assert spans([1, 2, 3, 5]) == "1、2、3、5"
    assert spans([1, *range(3, 41)]) == "1、3至40"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("100000", "人民币壹拾万元整"),
        ("10100001000.01", "人民币壹佰零壹亿零壹仟元零壹分"),
        ("0", "人民币零元整"),
    ],
)
def test_amounts_in_capitals(amount, words):
    assert capital(Decimal(amount)) == words


@given(st.decimals(0, 10**11, places=2))
def test_amounts_as_others_write_them_but_for_optional_noughts(amount):
    def bare(words):
        return words.removeprefix("人民币").replace("零", "").replace("整", "")

    assert bare(capital(amount)) == bare(cn2an.an2cn(str(amount), "rmb"))


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_no_amount_of_money(amount):
    with pytest.raises(ValueError, match="no amount"):
        capital(Decimal(amount))


def test_both_ways_of_writing_an_amount():
    assert money(Decimal("50000")) == "人民币伍万元整（￥50,000.00）"


@pytest.mark.parametrize("number", [-1, 10_000])
def test_no_numeral(number):
    with pytest.raises(ValueError, match="no numeral"):
        numeral(number)
