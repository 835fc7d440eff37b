"""What many papers share: the head, the addressee, the ways of remedy, the signatures, the seal, the opinions."""

from documents.build.wml import (
    Cell,
    Row,
    blank,
    cell,
    each,
    fill,
    label,
    paragraph,
    picture,
    row,
    rows,
    stamp,
    text,
    when,
)

SEAL_MM = 42
SEAL_X = 87.5  # the middle of the signature block (styles.SIGN_AT) less half the seal
SEAL_Y = -0.5


def heading() -> str:
    return paragraph("{{ title }}", style="Heading") + when("number", paragraph("{{ number }}", style="Number"))


def dated() -> str:
    """The day a form was filled: forms have no signature block to carry it."""
    return paragraph("填表日期：{{ date }}", style="CellRight")


def in_case(room: int) -> tuple[str, str]:
    """The name of the case in a sentence; most names end with 案 already."""
    return fill("case", room), "{{ '' if case.endswith('案') else '一案' }}"


def addressee() -> str:
    return paragraph(fill("addressee", 16), "：", style="Flush")


def body(*parts: str, keep: bool = False) -> str:
    return paragraph(*parts, style="Body", keep=keep)


def items(name: str) -> str:
    """A numbered list: each member is a text, numbered by its place."""
    return each(f"item in {name}", body("{{ loop.index }}．{{ item }}"))


def paragraphs(name: str) -> str:
    """A list whose members say their own numbers."""
    return each(f"line in {name}", body("{{ line }}"))


def remedy(act: str, then: str = "") -> str:
    """Where and until when the party may go against it (行政复议法 20, 24; 行政诉讼法 46), and what follows if not."""
    return body(
        f"如果不服本{act}，可以依法在60日内向",
        fill("government", 10),
        "申请行政复议，或者在6个月内依法向",
        fill("court", 10),
        f"提起行政诉讼，但本{act}不停止执行，法律另有规定的除外。{then}",
        keep=True,
    )


def officers() -> str:
    """A line for each officer: room for the signature, the name to read it by, the certificate."""
    line = ("行政执法人员（签名）：", blank(4), "{{ officer.shown }}　证号：", fill("officer.certificate", 7))
    return each("officer in officers", paragraph(*line, style="Signing", keep=True))


def party(who: str) -> str:
    return paragraph(f"{who}（签名）：", blank(8), "　日期：", blank(7), style="Signing", keep=True)


def seal() -> str:
    """The agency and the date under the seal, whose picture has a paragraph of its own; kept with what follows."""
    picture_line = paragraph(stamp("seal", SEAL_MM, SEAL_X, SEAL_Y), style="SealSpace", keep=True)
    return (
        when("pictures.seal", picture_line)
        + when("not pictures.seal", paragraph(style="SealSpace", keep=True))
        + paragraph("{{ agency }}（印章）", style="Sign", keep=True)
        + paragraph("{{ date }}", style="Sign", keep=True)
    )


def copies(other: str, ours: str = "应急管理部门") -> str:
    return paragraph(f"本文书一式两份：一份由{ours}备案，一份交{other}。", style="Copies")


def drawn_signature(who: str, name: str, after: str = "") -> str:
    """A line for a signature given on the screen, or by pen where there is none."""
    return when(f"pictures.{name}", paragraph(who, picture(name, 25, 10), after, style="Signature", keep=True)) + when(
        f"not pictures.{name}", paragraph(who, blank(8), after, style="Signature", keep=True)
    )


# Forms: four columns, a label before each field.
COLUMNS = (1680, 2620, 1560, 2680)


def pair(first: str, fact: str, second: str, other: str) -> Row:
    return row(label(first), cell(f"{{{{ {fact} }}}}"), label(second), cell(f"{{{{ {other} }}}}"))


def wide(name: str, fact: str) -> Row:
    return row(label(name), cell(f"{{{{ {fact} }}}}", span=3))


def particulars() -> tuple[Row, ...]:
    """The party in full, whichever it is; the rows come with the facts."""
    paired = (label("{{ p.label }}"), cell("{{ p.text }}"), label("{{ p.label2 }}"), cell("{{ p.text2 }}"))
    return (
        *rows("p in particulars.wide", row(label("{{ p.label }}"), cell("{{ p.text }}", span=3))),
        *rows("p in particulars.pairs", row(*paired)),
    )


def listed(name: str, loop: str, words: str, height: int = 1600) -> Row:
    """A tall field of several paragraphs, which may run over the page."""
    return row(
        label(name), Cell(each(loop, paragraph(words, style="Cell")) + paragraph(style="Tail"), 3), height=height
    )


def opinions() -> tuple[Row, ...]:
    """A field for each opinion of the approval flow, in the order of signing; empty ones are written by hand."""
    said = paragraph("{{ opinion.text }}", style="Cell") + paragraph(
        "签名：", fill("opinion.signed", 5), "　", "{{ opinion.date }}", style="CellRight"
    )
    return rows("opinion in opinions", row(label("{{ opinion.label }}"), Cell(said, 3)))


def strong(words: str) -> str:
    return text(words, "Strong")
