"""Every string is cleaned once, at the boundary, before it becomes a fact of a paper.

A control character, a lone surrogate or a reversed-text mark in a company's name can silently cut a paper short or make
it read differently from what it says; names in private-use characters print as a blank.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError

MAX_TEXT = 10_000  # characters in one value
MAX_LINES = 400  # lines in one value
MAX_TOTAL = 400_000  # characters in all values of one paper
MAX_DEPTH = 8

DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")

Facts = dict[str, "Fact"]
Fact = str | int | bool | list["Fact"] | Facts


class BadText(ValidationError):
    """A text that cannot be printed, with a sentence that says which and what to do."""

    def __str__(self) -> str:
        return "".join(self.messages)


def clean(value: str, *, limit: int = MAX_TEXT) -> str:
    """The text as it may be printed: composed characters (NFC), plain line breaks, nothing invisible.

    Raises:
        BadText: too long, too many lines, or a private-use character (a name nobody else could read).
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", DROPPED.sub("", text).replace("\t", " "))
    if private := PRIVATE.search(text):
        around = text[max(0, private.start() - 6) : private.end() + 6].replace(private.group(), "□")
        raise BadText(f"“{around}”里有自造字，别的电脑显示不出来。请改用标准汉字，或者用拼音代替。", code="private")
    if len(text) > limit:
        raise BadText(f"“{text[:12]}…”有{len(text)}个字，最多{limit}个。请缩短，或者另附页。", code="long")
    if text.count("\n") >= MAX_LINES:
        raise BadText(f"“{text[:12]}…”超过{MAX_LINES}行。请缩短，或者另附页。", code="lines")
    return text


def _clean(value: object, depth: int) -> Fact:
    if depth > MAX_DEPTH:
        raise TypeError("facts are nested too deeply")
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {str(key): _clean(item, depth + 1) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} is no fact: facts are str, int, bool, list and dict")


def _length(value: Fact) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_length(item) for item in value.values())
    return sum(_length(item) for item in value) if isinstance(value, list) else 0


def clean_facts(facts: dict[str, object]) -> Facts:
    """All facts of a paper, cleaned, ``None`` becoming an empty text; only plain types pass.

    Raises:
        BadText: see ``clean``; also when all texts together are too long for one paper.
        TypeError: a model instance, a date, a float …: a mistake of ours, not of the user's.
    """
    cleaned = {str(key): _clean(value, 1) for key, value in facts.items()}
    if (total := _length(cleaned)) > MAX_TOTAL:
        raise BadText(f"这份文书共{total}字，最多{MAX_TOTAL}字。请缩短，或者另附页。", code="long")
    return cleaned
