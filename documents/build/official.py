"""A letter as GB/T 9704 sets it: 22 lines of 28 characters in 16 points between margins of 37, 28, 26 and 35 mm.

The lines are exact and the characters drawn together by a quarter point, so that Word, WPS and LibreOffice all come to
the same page; the grid is declared as well, for whoever goes on writing in it.
"""

from documents.build.wml import TWIPS_PER_MM, each, paragraph, stamp, when

TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35  # mm
LINES, CHARACTERS = 22, 28
PAGE = (210, 297)  # mm
LINE = int((PAGE[1] - TOP - BOTTOM) * TWIPS_PER_MM / LINES)  # twips
SIZE = 16  # points: 三号
CLOSER = -5  # twentieths of a point: 28 characters of 16 points are 6 points wider than the room between the margins
SEAL_MM, SEAL_X, SEAL_Y = 42, 94, -4.0


def section() -> str:
    """The page's own properties: size, margins, grid; what stands in head and foot is the sheet's."""
    top, left, right, bottom = (round(mm * TWIPS_PER_MM) for mm in (TOP, LEFT, RIGHT, BOTTOM))
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="567"'
        f' w:gutter="0"/><w:titlePg/><w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
    )


def head_of_letter() -> str:
    """The agency in red, its number, the red line, the title."""
    return (
        paragraph("{{ agency }}", style="Mark")
        + paragraph("{{ number }}", style="MarkNumber")
        + paragraph("{{ title }}", style="OfficialTitle")
    )


def official_addressee(words: str) -> str:
    return paragraph(words, style="OfficialFlush")


def official_body(*parts: str, keep: bool = False) -> str:
    return paragraph(*parts, style="Official", keep=keep)


def official_items(name: str) -> str:
    """A numbered list, a unit a line."""
    return each(f"item in {name}", official_body("{{ loop.index }}．{{ item }}"))


def official_seal() -> str:
    """Agency and date under the seal, kept together."""
    picture = paragraph(stamp("seal", SEAL_MM, SEAL_X, SEAL_Y), style="OfficialFlush", keep=True)
    return (
        when("pictures.seal", picture)
        + when("not pictures.seal", paragraph(style="OfficialFlush", keep=True))
        + paragraph("{{ agency }}", style="OfficialSign", keep=True)
        + paragraph("{{ date }}", style="OfficialSign")
    )
