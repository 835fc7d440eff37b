"""The styles of every paper: fonts by the names an office's Windows knows, sizes in half points."""

from documents.build.official import CLOSER, LINE, SIZE
from documents.build.wml import NAMESPACES

# GB names of sizes: 小二 18 pt, 小三 15, 四号 14, 小四 12, 小五 9.
TITLE_FONT, BODY_FONT, FORM_FONT = "华文中宋", "仿宋", "宋体"
ALT_NAMES = {"仿宋": "FangSong", "华文中宋": "STZhongsong", "宋体": "SimSun", "楷体": "KaiTi", "黑体": "SimHei"}


def _fonts(east: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{east}" w:hint="eastAsia"/>'


def _font(east: str = "", size: float = 0, bold: bool = False, red: bool = False) -> str:
    out = _fonts(east) if east else ""
    out += "<w:b/>" if bold else ""
    out += '<w:color w:val="FF0000"/>' if red else ""
    out += f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>' if size else ""
    return f"<w:rPr>{out}</w:rPr>" if out else ""


def _style(name: str, label: str, look: str, font: str = "", based: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{label}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{look}</w:pPr>{font}</w:style>'
    )


def _rule(side: str, kind: str, size: int, space: int, colour: str = "auto") -> str:
    return f'<w:pBdr><w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{colour}"/></w:pBdr>'


def _lines(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{points * 20:.0f}" w:lineRule="exact"/>'


def _grid(after: int = 0) -> str:
    """A line of the letter's own pitch."""
    return f'<w:spacing w:before="0" w:after="{after}" w:line="{LINE}" w:lineRule="exact"/>'


# Drawn together so that a line holds its characters.
CLOSE = (
    f'<w:rPr>{_fonts(BODY_FONT)}<w:spacing w:val="{CLOSER}"/><w:sz w:val="{SIZE * 2}"/><w:szCs w:val="{SIZE * 2}"/>'
    "</w:rPr>"
)


def _spaced(before: int, after: int) -> str:
    """Lines as high as their letters, with so many twips around the paragraph."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


AUTO = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
CENTRE, RIGHT, LEFT = (f'<w:jc w:val="{side}"/>' for side in ("center", "right", "left"))
CELL = '<w:spacing w:before="40" w:after="40" w:line="320" w:lineRule="exact"/>'
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="560"/>'
# Latin text said to be Chinese is broken by LibreOffice at any digit: an account, a sum or a year over two lines.
# Unbroken, they would draw a justified line apart: lines begin at the left and end where they end.
UNBROKEN = '<w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
SIGN_AT = '<w:ind w:left="3740"/>'  # the seal's middle stands over the middle of what is right of this (blocks.SEAL_X)

PARAGRAPHS = (
    ("Banner", "机关", _rule("bottom", "double", 6, 6) + AUTO + CENTRE, _font(TITLE_FONT, 18, bold=True)),
    ("Running", "续页", _rule("bottom", "single", 4, 4) + AUTO + CENTRE, _font(FORM_FONT, 9)),
    ("Heading", "文书名称", '<w:keepNext/><w:spacing w:before="120" w:after="60"/>' + CENTRE, _font(TITLE_FONT, 18)),
    ("Number", "文号", '<w:keepNext/><w:spacing w:before="0" w:after="160"/>' + CENTRE, _font(BODY_FONT, 15)),
    ("Body", "正文", INDENT, ""),
    ("Flush", "顶格", '<w:ind w:firstLine="0"/>', ""),
    ("Sign", "署名", SIGN_AT + CENTRE, ""),
    ("SealSpace", "印章位置", "<w:keepNext/>" + _lines(32), ""),
    (
        "Copies",
        "份数",
        _rule("top", "single", 6, 6) + _lines(20).replace('w:before="0"', 'w:before="200"'),
        _font(size=12),
    ),
    ("Boxed", "提示", _lines(20) + INDENT.replace("560", "480"), _font("楷体", 12)),
    ("Signing", "签名", '<w:ind w:firstLine="0"/>' + LEFT, _font(size=12)),
    (
        "Signature",
        "签名图",
        '<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>' + LEFT,
        _font(size=12),
    ),
    ("Cell", "表格文字", CELL + LEFT, _font(size=12)),
    ("Label", "表格栏目", CELL + CENTRE, _font(FORM_FONT, 12)),
    ("CellRight", "表格落款", CELL + RIGHT, _font(size=12)),
    ("Tail", "表格末行", _lines(1), ""),
    ("Note", "注", _lines(16), _font(FORM_FONT, 9)),
    ("PlacardTitle", "证书名称", _spaced(200, 160) + CENTRE, _font(TITLE_FONT, 40, bold=True)),
    ("PlacardNumber", "证书编号", _spaced(60, 60) + CENTRE, _font(BODY_FONT, 14)),
    ("PlacardUnit", "证书单位", _spaced(320, 160) + CENTRE, _font(TITLE_FONT, 28, bold=True)),
    ("PlacardName", "证书命名", _spaced(160, 160) + CENTRE, _font(TITLE_FONT, 30, bold=True)),
    ("PlacardText", "证书正文", _spaced(60, 60) + CENTRE, _font(BODY_FONT, 18)),
    ("PlacardNote", "证书核验", AUTO + CENTRE, _font(FORM_FONT, 10)),
    ("PlacardSign", "证书落款", _spaced(80, 80) + CENTRE, _font(BODY_FONT, 18)),
    ("Foot", "页脚", AUTO, _font(FORM_FONT, 9)),
    ("FootRight", "页码", AUTO + RIGHT, _font(FORM_FONT, 9)),
)

# A letter of GB/T 9704 (official.py): the red head, the title, lines of 28 characters.
OFFICIAL = (
    ("Mark", "发文机关标志", _lines(45) + CENTRE, _font(TITLE_FONT, 30, bold=True, red=True)),
    (
        "MarkNumber",
        "发文字号",
        _rule("bottom", "single", 12, 8, "FF0000") + _grid(after=LINE) + CENTRE,
        _font(BODY_FONT, SIZE),
    ),
    (
        "OfficialTitle",
        "公文标题",
        "<w:keepNext/>" + _lines(35).replace('w:after="0"', f'w:after="{LINE}"') + CENTRE,
        _font(TITLE_FONT, 22),
    ),
    ("Official", "公文正文", _grid() + '<w:ind w:firstLineChars="200" w:firstLine="630"/>', CLOSE),
    ("OfficialFlush", "公文顶格", _grid() + '<w:ind w:firstLine="0"/>', CLOSE),
    ("OfficialSign", "公文署名", _grid() + '<w:ind w:left="4400"/>' + CENTRE, CLOSE),
)

TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="Plain"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="Form"><w:name w:val="表格"/><w:basedOn w:val="Plain"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="{6 if side in ("top", "left", "bottom", "right") else 4}" w:space="0"'
        ' w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def styles(official: bool = False) -> str:
    """styles.xml: defaults in 仿宋 14 points on lines of 25 points, then the paragraph, character and table styles."""
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT)}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_lines(25)}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:pPr>{LEFT}</w:pPr>{UNBROKEN}</w:style>"
    )
    marks = (
        '<w:style w:type="character" w:customStyle="1" w:styleId="Blank"><w:name w:val="填写"/>'
        '<w:rPr><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="character" w:customStyle="1" w:styleId="Strong"><w:name w:val="强调"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    own = "".join(_style(*row) for row in (*PARAGRAPHS, *(OFFICIAL if official else ())))
    return f"<w:styles {NAMESPACES}>{defaults}{own}{marks}{TABLES}</w:styles>"


def font_table() -> str:
    """fontTable.xml: each Chinese name with its English one, so that either finds the font."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ALT_NAMES.items()
    )
    return f"<w:fonts {NAMESPACES}>{rows}</w:fonts>"
