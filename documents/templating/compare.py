"""Two Word files side by side, as text: what a change of a template says, line by line."""

import io
import zipfile
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import etree

from documents.render import PARSER
from documents.templating.places import paragraphs, part_words

SHOWN_AROUND = 1  # lines that stayed, above and below a change
READ = ("word/document.xml", "word/header", "word/footer", "word/footnotes")


@dataclass(frozen=True)
class Line:
    """A line of both files: ``kind`` is same, changed, gone, new, or skipped (then ``old`` says how many lines)."""

    kind: str
    old: str = ""
    new: str = ""


def lines(body: bytes) -> list[str]:
    """Every paragraph with text, after the heading of its part."""
    said: list[str] = []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = sorted((n for n in archive.namelist() if n.startswith(READ) and n.endswith(".xml")), key=_first)
        for name in names:
            texts = [p.text for p in paragraphs(name, etree.fromstring(archive.read(name), PARSER)) if p.text]
            said += [f"【{part_words(name)}】", *texts] if texts else []
    return said


def _first(name: str) -> tuple[bool, str]:
    return name != "word/document.xml", name


def side_by_side(old: bytes, new: bytes) -> list[Line]:
    """What changed, with a line of what stayed around it; empty when the text is the same."""
    left, right = lines(old), lines(new)
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _same(left[a:b])
            continue
        for n in range(max(b - a, d - c)):
            was, now = (left[a + n] if a + n < b else ""), (right[c + n] if c + n < d else "")
            found.append(Line("changed" if was and now else "gone" if was else "new", was, now))
    return found if any(line.kind not in ("same", "skipped") for line in found) else []


def _same(stayed: list[str]) -> list[Line]:
    """The ends of a passage that stayed, and how much of it is left out."""
    if len(stayed) <= 2 * SHOWN_AROUND + 1:
        return [Line("same", text, text) for text in stayed]
    first, last = stayed[:SHOWN_AROUND], stayed[-SHOWN_AROUND:]
    skipped = Line("skipped", f"（有{len(stayed) - 2 * SHOWN_AROUND}行没有变）")
    return [*(Line("same", t, t) for t in first), skipped, *(Line("same", t, t) for t in last)]
