"""Where in a Word file something stands, in the words of somebody who has it open: paragraph, cell, text."""

import re
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
PARTS = (("word/header", "页眉"), ("word/footer", "页脚"), ("word/footnotes", "脚注"), ("docProps/", "文件属性"))
AROUND = 16  # characters of a paragraph that are shown


@dataclass(frozen=True)
class Fault:
    """What is wrong with a template, where, and how to mend it."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}：{self.words}" if self.where else self.words


@dataclass(frozen=True)
class Paragraph:
    where: str
    text: str
    element: etree._Element


def part_words(name: str) -> str:
    return next((words for start, words in PARTS if name.startswith(start)), "正文")


def own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of a text box within it."""
    runs = paragraph.iter(f"{W}t", f"{W}delText")
    return "".join(t.text or "" for t in runs if next(t.iterancestors(f"{W}p")) is paragraph)


def _cell(paragraph: etree._Element, tables: list[etree._Element]) -> str:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return ""
    row, table = next(cell.iterancestors(f"{W}tr")), next(cell.iterancestors(f"{W}tbl"))
    line, column = list(table.iterchildren(f"{W}tr")).index(row), list(row.iterchildren(f"{W}tc")).index(cell)
    return f"第{tables.index(table) + 1}个表格第{line + 1}行第{column + 1}格"


def paragraphs(name: str, root: etree._Element) -> list[Paragraph]:
    """Every paragraph of a part in the order of its text, with its place."""
    tables = list(root.iter(f"{W}tbl"))
    found, number = [], 0
    for element in root.iter(f"{W}p"):
        text = own_text(element)
        cell = _cell(element, tables)
        number += not cell
        place = cell or (f"第{number}段" if part_words(name) == "正文" else "")
        shown = f"“{text[:AROUND]}{'…' if len(text) > AROUND else ''}”" if text else ""
        found.append(Paragraph(f"{part_words(name)}{place}{shown}", text, element))
    return found


def numbered(source: str) -> str:
    """The part with a line for each paragraph, so that jinja's line numbers are numbers of paragraphs."""
    source = re.sub(r"[\r\n]+", " ", source)

    def row(found: re.Match[str]) -> str:
        """A row that vanishes with its statement leaves its lines behind."""
        inside = found.group()
        if "{%tr" not in re.sub(r"<[^>]*>", "", inside):
            return inside
        return "\n" * inside.count("\n") + inside.replace("\n", "")

    lines = re.sub(r"(?=<w:p[ />])", "\n", source)
    return re.sub(r"<w:tr[ >](?:(?!<w:tr[ >]).)*?</w:tr>", row, lines, flags=re.DOTALL)


def place_of(line: int | None, found: list[Paragraph], name: str) -> str:
    """Where the statement of a line stands: its paragraph, or the next one that holds a brace."""
    for paragraph in found[max((line or 0) - 2, 0) :]:
        if "{" in paragraph.text:
            return paragraph.where
    return part_words(name)
