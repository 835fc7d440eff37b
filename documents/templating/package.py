"""The file itself: a sound Word file of bounded size that holds nothing but text, tables, pictures and our fields."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.incoming import BadUpload
from documents.incoming.office import check_office, office_kind
from documents.render import PARSER, placeholders
from documents.templating.places import Fault, Paragraph, W, paragraphs, part_words

MOST_BYTES = 5 * 1024 * 1024
MOST_PART = 2 * 1024 * 1024  # of one part unpacked: an ordinary one has forty thousand
MOST_PARTS, MOST_UNPACKED = 200, 20 * 1024 * 1024
FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange",
           "sectPrChange", "cellIns", "cellDel")  # fmt: skip
EMBEDDED = {
    "object": "嵌入对象", "altChunk": "插入的文件", "control": "控件", "subDoc": "子文档", "pict": "旧式图片或水印",
}  # fmt: skip
FULL_WIDTH = re.compile("｛[｛%％]|[%％｝]｝|｛{|{｛")
STANDS_ALONE = re.compile(r"\{%(p|tr|tc)[ \u00a0]")
ODD_TAG = re.compile(r"\{\{(p|tr|tc|r)\s|\{%-|-%\}|\{\{-|-\}\}|\{%\s*(cellbg|colspan|vm|hm)\b|\{#")

NO_WORD = "这不是 Word 文档（.docx）。请在 Word 或 WPS 里另存为 .docx 后再传。"
TOO_BIG = f"文件太大，最多{MOST_BYTES // 1024 // 1024}MB。请压缩里面的图片后再传。"
EXTERNAL = "文件里有指向外部的链接（{target}）。请去掉链接；链接的图片改为直接插入。"
CHANGED = "还有没处理的修订。请在“审阅”里接受或拒绝全部修订后再传。"
COMMENT = "还有批注。请删除批注后再传。"
FIELD = "不能用域“{name}”，只能用页码和总页数。请删掉这个域。"
ELEMENT = "有{what}，不能用在模板里。请删掉，图片改为直接插入。"
WIDE = "花括号是全角的。请改成半角的 { }。"
BESIDE = "“{tag}”必须单独成段，同一段里的其他文字会丢失。请把它们分成两段。"
BESIDE_ROW = "“{tag}”要在表格里单独占一行，同一行里的其他文字会丢失。请把它们分成两行。"
SPACE = "“{tag}”后面是不间断空格，请改成普通空格。"
ODD = "不能用“{tag}”这种写法。请改成普通的 {{{{ 字段 }}}}、{{%p if … %}} 或 {{%r if … %}}。"
GRID = "页面网格是“指定行和字符网格”，转成PDF时一行会只剩一半字。请在“页面设置—文档网格”里改成“只指定行网格”。"
PLACEHOLDER = "“{name}”的占位图不是PNG。请从当前模板重新复制占位图。"


@dataclass
class Package:
    """The parts that are read, with their paragraphs, and what was found so far."""

    body: bytes
    parts: dict[str, str] = field(default_factory=dict)
    paragraphs: dict[str, list[Paragraph]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)


def opened(body: bytes) -> Package:
    """The package with the faults that can be seen without its fields; one that is no Word file has nothing else."""
    package = Package(body)
    if len(body) > MOST_BYTES:
        package.faults.append(Fault("", TOO_BIG))
    elif office_kind(body) != "docx":
        package.faults.append(Fault("", NO_WORD))
    else:
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                _read(package, archive)
            check_office(body)
        except BadUpload as refusal:
            if not package.faults:
                package.faults.append(Fault("", str(refusal)))
        except (zipfile.BadZipFile, etree.XMLSyntaxError, UnicodeDecodeError, KeyError, AttributeError, OSError):
            package.faults.append(Fault("", NO_WORD))
    return package


def _read(package: Package, archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    sizes = [info.file_size for info in infos]
    if len(sizes) > MOST_PARTS or max(sizes) > MOST_PART or sum(sizes) > MOST_UNPACKED:
        package.faults.append(Fault("", TOO_BIG))
        return
    for info in infos:
        if info.filename.endswith(".rels"):
            package.faults += _links(etree.fromstring(archive.read(info), PARSER))
        elif info.filename.endswith(".xml") and info.filename.startswith(("word/", "docProps/")):
            source = archive.read(info).decode()
            root = etree.fromstring(source.encode(), PARSER)
            package.parts[info.filename] = source
            package.paragraphs[info.filename] = paragraphs(info.filename, root)
            package.faults += _elements(info.filename, root, package.paragraphs[info.filename])
            package.faults += (fault for p in package.paragraphs[info.filename] for fault in _tags(p))
            if any(grid.get(f"{W}type") in ("linesAndChars", "snapToChars") for grid in root.iter(f"{W}docGrid")):
                package.warnings.append(Fault(part_words(info.filename), GRID))
    if not package.faults:
        _places(package, archive)


def _links(relations: etree._Element) -> Iterator[Fault]:
    for row in relations:
        if row.get("TargetMode", "").lower() == "external":
            yield Fault("", EXTERNAL.format(target=row.get("Target", "")[:60]))


def _place(element: etree._Element, found: list[Paragraph], name: str) -> str:
    here = next((up for up in (element, *element.iterancestors()) if up.tag == f"{W}p"), None)
    inside = element.find(f".//{W}p") if here is None else here
    return next((p.where for p in found if p.element is inside), part_words(name))


def _elements(name: str, root: etree._Element, found: list[Paragraph]) -> Iterator[Fault]:
    for tag, what in EMBEDDED.items():
        for element in root.iter(f"{W}{tag}"):
            yield Fault(_place(element, found, name), ELEMENT.format(what=what))
    places = dict.fromkeys(_place(e, found, name) for e in root.iter(*(f"{W}{tag}" for tag in CHANGES)))
    yield from (Fault(place, CHANGED) for place in places)
    yield from (Fault(_place(e, found, name), COMMENT) for e in root.iter(f"{W}commentReference"))
    for element, words in _fields(root):
        if (first := words.split()[:1]) and first[0].upper() not in FIELDS:
            yield Fault(_place(element, found, name), FIELD.format(name=first[0][:30]))


def _fields(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Every field with its instruction, which Word may have split over several runs."""
    for element in root.iter(f"{W}fldSimple"):
        yield element, element.get(f"{W}instr", "")
    begun, words = None, ""
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            begun, words = element if begun is None else begun, words + (element.text or "")
        else:
            if begun is not None:
                yield begun, words
            begun, words = None, ""


def _tags(paragraph: Paragraph) -> Iterator[Fault]:
    text = paragraph.text
    if FULL_WIDTH.search(text):
        yield Fault(paragraph.where, WIDE)
    for found in ODD_TAG.finditer(text):
        yield Fault(paragraph.where, ODD.format(tag=found.group()))
    if alone := STANDS_ALONE.search(text):
        tag = text[alone.start() : text.find("%}", alone.start()) + 2] or alone.group()
        if alone.group().endswith("\u00a0"):
            yield Fault(paragraph.where, SPACE.format(tag=alone.group().strip()))
        elif text.strip() != tag or (alone[1] != "p" and _row_text(paragraph.element) != tag):
            yield Fault(paragraph.where, (BESIDE if alone[1] == "p" else BESIDE_ROW).format(tag=tag))


def _row_text(paragraph: etree._Element) -> str:
    """All that stands in the row (of a cell's paragraph): it vanishes with its statement."""
    row = next(paragraph.iterancestors(f"{W}tr"), paragraph)
    return "".join(text.text or "" for text in row.iter(f"{W}t")).strip()


def _places(package: Package, archive: zipfile.ZipFile) -> None:
    """The places of seal and square code: each a picture of its own, in a format that can be replaced."""
    found = placeholders(archive)
    package.pictures = set(found.values())
    for file, name in found.items():
        if not archive.read(file).startswith(b"\x89PNG"):
            package.faults.append(Fault("", PLACEHOLDER.format(name=name)))
