"""What the public may read of a decision (公示): no private person in full, no numbers and addresses of people. Pure.

行政处罚法 48 and 政府信息公开条例 15 keep what belongs to a person's private life out of a publication.
"""

import re
from collections.abc import Iterable

HIDDEN = "（隐去）"
SOMEBODY = "某"
DOUBLE = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|"
    "公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐"
)
WIDE = {ord("０") + n: str(n) for n in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("－"): "-", ord("＋"): "+"}
GAP = r"[\s\-]*"
# A number of an identity card, a bank account: fifteen figures and more, however they are set apart.
LONG = re.compile(rf"(?<!\d)\d(?:{GAP}\d){{14,}}(?:{GAP}[Xx])?")
MOBILE = re.compile(rf"(?<![\d.])(?:\+?86{GAP})?1[3-9]\d(?:{GAP}\d){{8}}(?![\d.])")
LANDLINE = re.compile(r"(?<![\d.])[（(]?0\d{2,3}[）)]?[\s\-]*\d{7,8}(?![\d.])")
HOME = re.compile(r"(?:家庭住址|住址|现住|户籍(?:所在)?地)[:：为在]?[^，。；、）)\n]+")
ROOM = re.compile(r"[\w\-]{0,40}\d+\s*(?:单元|室|房)(?!间)(?:\d+\s*(?:室|房))?")


def initials(name: str) -> str:
    """张三 -> 张某, 欧阳小明 -> 欧阳某某."""
    name = "".join(name.split())
    family = name[:2] if DOUBLE.match(name) and len(name) > 2 else name[:1]
    return family + SOMEBODY * min(len(name) - len(family), 2)


def redact(text: str, names: Iterable[str] = (), places: Iterable[str] = ()) -> str:
    """The text without numbers, addresses and full names of people.

    Args:
        names: people who may be named in it; a name with blanks between its characters is found too.
        places: addresses of theirs.
    """
    text = text.translate(WIDE)
    for pattern in (LONG, MOBILE, LANDLINE, HOME, ROOM):
        text = pattern.sub(HIDDEN, text)
    for place in sorted({p.translate(WIDE).strip() for p in places} - {""}, key=len, reverse=True):
        text = text.replace(place, HIDDEN)
    for name in sorted({"".join(n.split()) for n in names}, key=len, reverse=True):
        if len(name) > 1:
            text = re.sub(r"\s*".join(map(re.escape, name)), initials(name), text)
    return text
