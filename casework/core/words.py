"""Official Chinese: numerals, dates, citations of articles, amounts in capitals. Pure functions."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

DIGITS = "零一二三四五六七八九"
LAWS = {
    "安全生产法": "中华人民共和国安全生产法",
    "行政处罚法": "中华人民共和国行政处罚法",
    "行政强制法": "中华人民共和国行政强制法",
    "行政复议法": "中华人民共和国行政复议法",
    "行政诉讼法": "中华人民共和国行政诉讼法",
    "民事诉讼法": "中华人民共和国民事诉讼法",
    "行政许可法": "中华人民共和国行政许可法",
    "矿山安全法": "中华人民共和国矿山安全法",
    "危险化学品安全法": "中华人民共和国危险化学品安全法",
    "刑法": "中华人民共和国刑法",
}


def numeral(number: int) -> str:
    """A number below ten thousand as it is spoken: 28 -> 二十八, 101 -> 一百零一, 112 -> 一百一十二."""
    if not 0 <= number < 10_000:
        raise ValueError(f"no numeral for {number}")
    words, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + unit
        gap = not digit
    words = words or DIGITS[0]
    return words[1:] if words.startswith("一十") else words


def date_cn(day: date | None) -> str:
    """2026年6月1日: the form of a date on an official paper. Empty for no date."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def date_zh(day: date) -> str:
    """二〇二六年六月一日, with the round 〇 of official papers."""
    year = "".join("〇" if d == "0" else DIGITS[int(d)] for d in str(day.year))
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"


def moment_cn(moment: datetime | None) -> str:
    """2026年6月1日9时05分, in Guangxi's time. Empty for no moment."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{date_cn(local.date())}{local.hour}时{local.minute:02}分"


def law_name(law: str) -> str:
    """《…》 with the full title of a law known by a short one."""
    return f"《{LAWS.get(law, law)}》"


def article(number: int, paragraph: int | None = None, *items: int) -> str:
    """第九十七条, 第二十八条第一款, 第九十七条第（三）项, 第六十二条第（三）（四）项."""
    words = f"第{numeral(number)}条"
    if paragraph:
        words += f"第{numeral(paragraph)}款"
    if items:
        words += "第" + "".join(f"（{numeral(item)}）" for item in items) + "项"
    return words


def cite(law: str, number: int, paragraph: int | None = None, *items: int) -> str:
    """An article with its law: 《中华人民共和国安全生产法》第九十七条第（三）项."""
    return law_name(law) + article(number, paragraph, *items)


CAPITALS = "零壹贰叁肆伍陆柒捌玖"
CAPITAL_UNITS = ("仟", "佰", "拾", "")
CAPITAL_GROUPS = ("", "万", "亿", "兆")


def _capital_group(group: int) -> str:
    """Four digits in capitals, with 零 for noughts inside and in front: 409 -> 零肆佰零玖."""
    words = "".join(
        CAPITALS[d] + (unit if d else "") for d, unit in zip(map(int, f"{group:04}"), CAPITAL_UNITS, strict=True)
    )
    return re.sub("零+", "零", words).rstrip("零")


def _capital_yuan(yuan: int) -> str:
    """Whole yuan in capitals, group by group of four digits; one 零 stands for any run of noughts between them."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        group = yuan // 10_000**place % 10_000
        if group:
            words += ("零" if gap else "") + _capital_group(group) + CAPITAL_GROUPS[place]
        gap = not group
    return re.sub("零+", "零", words).strip("零")


def capital(amount: Decimal | int) -> str:
    """An amount of money as cheques and decisions write it: 人民币壹拾万元整.

    Raises:
        ValueError: negative, finer than a fen, or beyond what a cheque can say (10^12).
    """
    fen = Decimal(amount) * 100
    if fen < 0 or fen != fen.to_integral_value() or fen >= 10**14:
        raise ValueError(f"no amount of money: {amount}")
    yuan, (jiao, odd) = int(fen) // 100, divmod(int(fen) % 100, 10)
    words = _capital_yuan(yuan) + "元" if yuan else ""
    if jiao:
        words += CAPITALS[jiao] + "角"
    elif odd and yuan:
        words += "零"
    if odd:
        return f"人民币{words}{CAPITALS[odd]}分"
    return f"人民币{words or '零元'}整"


def money(amount: Decimal | int) -> str:
    """人民币壹拾万元整（￥100,000.00）: capitals and figures side by side, as a decision shows them."""
    return f"{capital(amount)}（￥{Decimal(amount):,.2f}）"


def spans(numbers: list[int]) -> str:
    """Item numbers in ascending order for a sentence: 1、2、4; five in a row and more are 1至5."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return "、".join(f"{row[0]}至{row[-1]}" if len(row) > 4 else "、".join(map(str, row)) for row in rows)
