"""WordprocessingML in small words. Every function gives a piece of XML; jinja tags pass through untouched.

Word reads widths from the cells, LibreOffice from the grid: ``table`` writes both.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape

EMU_PER_MM = 36_000
TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
TEXT_WIDTH = 8540  # twips between the margins: 427 points, 30 characters of 14 points

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)

# The placeholder pictures, in the order of their relationship ids (sheet.py).
PICTURES = ("qr", "seal", "officer_1", "officer_2", "party")


def text(words: str, style: str = "") -> str:
    """A run. ``style`` names a character style."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def fill(expression: str, room: int = 8) -> str:
    """An underlined blank filled with a fact; left empty it stays as wide as ``room`` characters, to write on."""
    blank = "\u3000" * room
    return text(f"{{{{ {expression} or '{blank}' }}}}", "Blank")


def blank(room: int = 8) -> str:
    """An underlined blank for a pen."""
    return text("\u3000" * room, "Blank")


def inline(tag: str) -> str:
    """A jinja statement between the runs of a paragraph: inline("if x") … inline("endif")."""
    return f"<w:r><w:t>{{%r {tag} %}}</w:t></w:r>"


def paragraph(*parts: str, style: str = "", keep: bool = False) -> str:
    """A paragraph of runs; plain words become runs. ``keep`` holds it on the page of the next one."""
    body = "".join(part if part.startswith("<w:") else text(part) for part in parts)
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    look += "<w:keepNext/>" if keep else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{body}</w:p>" if look else f"<w:p>{body}</w:p>"


def statement(tag: str) -> str:
    """A jinja statement in a paragraph of its own, which vanishes with it."""
    return f"<w:p><w:r><w:t>{{%p {tag} %}}</w:t></w:r></w:p>"


def each(loop: str, *blocks: str) -> str:
    """Blocks repeated: each("item in items", …)."""
    return statement(f"for {loop}") + "".join(blocks) + statement("endfor")


def when(condition: str, *blocks: str) -> str:
    """Blocks that stand only where the condition holds."""
    return statement(f"if {condition}") + "".join(blocks) + statement("endif")


@dataclass(frozen=True)
class Cell:
    body: str
    span: int = 1
    label: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    header: bool = False
    height: int = 0  # least height in twips


def cell(*parts: str, span: int = 1, label: bool = False) -> Cell:
    """A cell: plain words become one paragraph, ready paragraphs stay as they are."""
    if parts and parts[0].startswith("<w:p>"):
        return Cell("".join(parts), span, label)
    return Cell(paragraph(*parts, style="Label" if label else "Cell"), span, label)


def label(words: str, span: int = 1) -> Cell:
    return cell(words, span=span, label=True)


def row(*cells: Cell, header: bool = False, height: int = 0) -> Row:
    return Row(cells, header, height)


def rows(loop: str, *repeated: Row) -> tuple[Row, ...]:
    """Rows repeated for each member of a list."""
    start, end = (
        Row((Cell(f"<w:p><w:r><w:t>{{%tr {tag} %}}</w:t></w:r></w:p>"),)) for tag in (f"for {loop}", "endfor")
    )
    return (start, *repeated, end)


def _cells(line: Row, widths: tuple[int, ...]) -> str:
    out, column = "", 0
    for item in line.cells:
        width = sum(widths[column : column + item.span])
        column += item.span
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{item.span}"/>' if item.span > 1 else ""
        look += '<w:vAlign w:val="center"/>' if not line.height or item.label else ""
        out += f"<w:tc><w:tcPr>{look}</w:tcPr>{item.body}</w:tc>"
    return out


def _row(line: Row, widths: tuple[int, ...]) -> str:
    look = "" if line.height else "<w:cantSplit/>"
    look += f'<w:trHeight w:val="{line.height}" w:hRule="atLeast"/>' if line.height else ""
    look += "<w:tblHeader/>" if line.header else ""
    return f"<w:tr><w:trPr>{look}</w:trPr>{_cells(line, widths)}</w:tr>"


def table(widths: tuple[int, ...], *lines: Row, style: str = "Form") -> str:
    """A table of the given column widths in twips."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
    )
    body = "".join(_row(line, widths) for line in lines)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _graphic(name: str, width: int, height: int) -> str:
    number = PICTURES.index(name) + 1
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}.png" descr="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rPic{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def picture(name: str, width_mm: float, height_mm: float) -> str:
    """A picture in the line; its file is replaced when the paper is drawn."""
    width, height = int(width_mm * EMU_PER_MM), int(height_mm * EMU_PER_MM)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{PICTURES.index(name) + 1}" name="{name}" descr="{name}"/>'
        f"{_graphic(name, width, height)}</wp:inline></w:drawing></w:r>"
    )


def stamp(name: str, size_mm: float, x_mm: float, y_mm: float) -> str:
    """A picture lying over the text, measured from the column's left edge and its paragraph's top."""
    size, x, y = (int(mm * EMU_PER_MM) for mm in (size_mm, x_mm, y_mm))
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="9"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{size}" cy="{size}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{PICTURES.index(name) + 1}" name="{name}" descr="{name}"/>'
        f"{_graphic(name, size, size)}</wp:anchor></w:drawing></w:r>"
    )


def page_field(field: str) -> str:
    """A PAGE or NUMPAGES field with a cached result, without which a reader may show nothing."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
