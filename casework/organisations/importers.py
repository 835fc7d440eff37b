"""Enterprises from a table an office already has: CSV or XLSX, all rows or none, each mistake named by its line."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import openpyxl
from django.core.exceptions import ValidationError
from django.db import transaction

from casework.organisations.models import Enterprise, Industry, Region

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 20_000

HEADINGS = {
    "企业名称": "name",
    "统一社会信用代码": "credit_code",
    "所在地": "region",
    "行业": "industry",
    "地址": "address",
    "法定代表人": "representative",
    "职务": "representative_post",
    "联系电话": "phone",
    "邮政编码": "postcode",
    "电子邮箱": "email",
    "从业人员数": "headcount",
    "危险化学品生产企业": "producer",
}
NEEDED = ("企业名称", "统一社会信用代码", "所在地", "行业", "地址", "法定代表人")
YES, NO = {"是", "1", "Y", "YES"}, {"", "否", "0", "N", "NO"}


class Unreadable(ValueError):
    """The table as a whole cannot be read; one Chinese sentence."""


class Mistake(NamedTuple):
    line: int
    text: str


@dataclass
class Outcome:
    """What the table brought; with a mistake in it, nothing was written."""

    created: int = 0
    updated: int = 0
    same: int = 0
    mistakes: list[Mistake] = field(default_factory=list)


def import_enterprises(data: bytes, filename: str) -> Outcome:
    """Create the enterprises of a table, bring those of known credit codes up to date.

    Raises:
        Unreadable: not a table, too large, or a needed column is missing.
    """
    rows = list(numbered_rows(data, filename))
    outcome, places = Outcome(), Places()
    with transaction.atomic():
        codes = Counter(row["credit_code"] for _, row in rows)
        for line, row in rows:
            if codes[row["credit_code"]] > 1:
                outcome.mistakes.append(Mistake(line, "统一社会信用代码在表中重复。"))
            else:
                import_row(line, row, places, outcome)
        if outcome.mistakes:
            transaction.set_rollback(True)
    return Outcome(mistakes=outcome.mistakes) if outcome.mistakes else outcome


def import_row(line: int, row: dict[str, str], places: "Places", outcome: Outcome) -> None:
    enterprise = Enterprise.objects.filter(credit_code=row["credit_code"]).first() or Enterprise()
    known = enterprise.pk is not None
    before = {name: getattr(enterprise, name) for name in COLUMNS} if known else {}
    mistakes = fill(enterprise, row, places)
    try:
        enterprise.full_clean(exclude=["region", "industry"])
    except ValidationError as error:
        mistakes += [
            f"{Enterprise._meta.get_field(name).verbose_name}：{text}"
            for name, texts in error.message_dict.items()
            for text in texts
        ]
    outcome.mistakes += [Mistake(line, text) for text in mistakes]
    if mistakes:
        return
    if before == {name: getattr(enterprise, name) for name in COLUMNS}:
        outcome.same += 1
        return
    enterprise.save()
    outcome.updated += known
    outcome.created += not known


COLUMNS = [name if name not in {"region", "industry"} else f"{name}_id" for name in HEADINGS.values()]
PLAIN = [name for name in COLUMNS if not name.endswith("_id") and name not in {"headcount", "producer"}]


def fill(enterprise: Enterprise, row: dict[str, str], places: "Places") -> list[str]:
    """Put a line's values into the enterprise; a column the table does not have leaves its value. Returns mistakes."""
    mistakes = []
    for name in PLAIN:
        if name in row:
            setattr(enterprise, name, row[name])
    for name, found in (("region", places.region(row["region"])), ("industry", places.industry(row["industry"]))):
        if found is None:
            label = Enterprise._meta.get_field(name).verbose_name
            mistakes.append(f"{label}“{row[name]}”找不到。请写全称或代码。")
        else:
            setattr(enterprise, name, found)
    if "headcount" in row:
        enterprise.headcount = whole_number(row["headcount"], mistakes)
    if "producer" in row:
        enterprise.producer = yes(row, mistakes)
    return mistakes


def whole_number(text: str, mistakes: list[str]) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        mistakes.append(f"从业人员数“{text}”不是数字。")
        return None
    return int(text)


def yes(row: dict[str, str], mistakes: list[str]) -> bool:
    text = row["producer"].upper()
    if text not in YES | NO:
        mistakes.append("危险化学品生产企业请写“是”或“否”。")
    return text in YES


class Places:
    """Regions and industries by code, name or full name; a name two regions share finds neither."""

    def __init__(self) -> None:
        self.industries = {key: i for i in Industry.objects.all() for key in (i.code, i.name)}
        self.regions: dict[str, Region | None] = {}
        for region in Region.objects.select_related("parent"):
            parent = region.parent.name if region.parent else ""
            for key in {region.code, region.name, parent + region.name}:
                self.regions[key] = None if key in self.regions else region

    def region(self, text: str) -> Region | None:
        return self.regions.get(text.removeprefix("广西壮族自治区") or text)

    def industry(self, text: str) -> Industry | None:
        return self.industries.get(text)


def numbered_rows(data: bytes, filename: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each filled line with its number in the table and its cells by column name."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"表格超过{MOST_BYTES // 1024 // 1024} MB。请分成几个再导入。")
    lines = read_xlsx(data) if filename.lower().endswith(".xlsx") else read_csv(data)
    heads = [cell.strip() for cell in next(lines, [])]
    if missing := [name for name in NEEDED if name not in heads]:
        raise Unreadable(f"表头缺少：{'、'.join(missing)}。")
    for number, cells in enumerate(lines, 2):
        if number > MOST_ROWS + 1:
            raise Unreadable(f"表格超过{MOST_ROWS}行。请分成几个再导入。")
        if any(cell.strip() for cell in cells):
            row = {HEADINGS[h]: " ".join(c.split()) for h, c in zip(heads, cells, strict=False) if h in HEADINGS}
            yield number, {HEADINGS[name]: "" for name in NEEDED} | row


def read_csv(data: bytes) -> Iterator[list[str]]:
    """Lines of a CSV as Excel in China writes it: UTF-8 with or without a mark, or GB 18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return iter(list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True)))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise Unreadable("这个文件打不开。请另存为 XLSX 或 UTF-8 的 CSV。")


def read_xlsx(data: bytes) -> Iterator[list[str]]:
    """Lines of the first sheet as text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Unreadable("表格解开后太大。请另存为 CSV 再导入。")
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        return iter([[cell_text(value) for value in line] for line in sheet.iter_rows(values_only=True)])
    except Unreadable:
        raise
    except Exception:  # openpyxl raises whatever a broken file makes it raise
        raise Unreadable("这个表格打不开。请用 Excel 重新保存后再导入。") from None


def cell_text(value: Any) -> str:
    """A cell as a person typed it: Excel turns a phone number into a float."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
