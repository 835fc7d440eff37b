"""The collecting bank's list of receipts (罚缴分离): a CSV, read line by line; what is wrong is named by its line.

Nothing is booked here: workflows/penalty/banking.py takes the step for each line.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
HEADINGS = {
    "缴款凭证号": "receipt",
    "凭证号": "receipt",
    "电子票据号": "receipt",
    "决定书文号": "number",
    "处罚决定书文号": "number",
    "决定书号": "number",
    "金额": "amount",
    "缴款金额": "amount",
    "缴款日期": "paid_on",
    "日期": "paid_on",
}
NEEDED = {"receipt": "缴款凭证号", "number": "决定书文号", "amount": "金额", "paid_on": "缴款日期"}
DAY = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
BRACKETS = str.maketrans("()[]【】﹝﹞［］", "（）〔〕〔〕〔〕〔〕")


class Unreadable(ValueError):
    """The file as a whole cannot be read; one Chinese sentence."""


@dataclass(frozen=True)
class Receipt:
    """One line of the bank. ``number`` is that of the decision."""

    line: int
    receipt: str
    number: str
    amount: Decimal
    paid_on: date


@dataclass
class Listing:
    """What a file says. ``errors``: [{"line", "words"}], as PaymentImport keeps them."""

    sha256: str
    receipts: list[Receipt] = field(default_factory=list)
    errors: list[dict[str, object]] = field(default_factory=list)


class Wrong(ValueError):
    """What is wrong with a line; one Chinese sentence."""


def read(data: bytes) -> Listing:
    """Read a file of the bank.

    Raises:
        Unreadable: not a CSV, too large, or a column is missing.
    """
    found = Listing(hashlib.sha256(data).hexdigest())
    seen: dict[str, int] = {}
    for line, row in numbered_rows(data):
        try:
            receipt = receipt_of(line, row)
            if earlier := seen.get(receipt.receipt):
                raise Wrong(f"凭证号{receipt.receipt}与第{earlier}行重复。")
        except Wrong as wrong:
            found.errors.append({"line": line, "words": str(wrong)})
        else:
            seen[receipt.receipt] = line
            found.receipts.append(receipt)
    return found


def numbered_rows(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Each filled line with its number in the file and its cells by name."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件超过{MOST_BYTES // 1024 // 1024} MB。请分成几个再导入。")
    lines = lines_of(data)
    heads = [HEADINGS.get("".join(cell.split()), "") for cell in next(lines, [])]
    if missing := [label for name, label in NEEDED.items() if name not in heads]:
        raise Unreadable(f"表头缺少：{'、'.join(missing)}。")
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Unreadable(f"文件超过{MOST_ROWS}行。请分成几个再导入。")
        if any(cell.strip() for cell in cells):
            row = {name: cell.strip() for name, cell in zip(heads, cells, strict=False) if name}
            yield number, dict.fromkeys(NEEDED, "") | row


def lines_of(data: bytes) -> Iterator[list[str]]:
    """UTF-8 with or without a mark, or GBK as banks write it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            if "\0" in text:
                continue
            return iter(list(csv.reader(io.StringIO(text, newline=""), strict=True)))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Unreadable("这个文件打不开。请另存为 CSV（UTF-8 或 GBK）再导入。")


def receipt_of(line: int, row: dict[str, str]) -> Receipt:
    # Excel is kept from making figures of a long number by a tab or an apostrophe before it.
    receipt = row["receipt"].lstrip("'\t ").strip()
    number = "".join(row["number"].split()).translate(BRACKETS)
    if not receipt or len(receipt) > 60:
        raise Wrong("缴款凭证号要填，最多60个字。")
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", receipt):
        raise Wrong(f"凭证号“{receipt}”被表格软件改成了科学记数。请按文本格式重新导出。")
    if not number:
        raise Wrong("决定书文号要填。")
    return Receipt(line, receipt, number, amount_of(row["amount"]), day_of(row["paid_on"]))


def amount_of(text: str) -> Decimal:
    plain = re.sub(r"[,，￥¥元\s]", "", text)
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise Wrong(f"金额“{text}”不是数字。") from None
    if not amount.is_finite() or not 0 < amount < 10**12 or amount != round(amount, 2):
        raise Wrong(f"金额“{text}”不对。金额须大于零，最多两位小数。")
    return amount


def day_of(text: str) -> date:
    found = DAY.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise Wrong(f"缴款日期“{text}”不对。请写成2026-06-01。")
