"""Nothing gets past the gate that could run code, fetch a file, eat the machine, or print a paper that says less."""

import io
import zipfile

import pytest

from documents.catalogue import KINDS
from documents.templating import gate
from tests.documents.office_template import ORDER, changed, factory_file, with_paragraph

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def faults(body: bytes, kind: str = ORDER) -> str:
    return "\n".join(str(fault) for fault in gate.inspect(kind, body).faults)


@pytest.mark.parametrize("kind", KINDS)
def test_every_template_of_the_factory_passes(kind):
    report = gate.inspect(kind, factory_file(kind))
    assert not report.faults and not report.warnings


CODE = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"
REFUSED = [
    (CODE, "不允许的写法（调用）"),
    ("{{ cycler.__init__.__globals__ }}", "没有“cycler”这个字段"),
    ("{{ title.__class__.__mro__ }}", "没有“title.__class__”这个字段"),
    ("{{ 'a' * 3000000000 }}", "不允许的写法（乘法）"),
    ("{{ 9 ** 99999999 }}", "不允许的写法（乘方）"),
    ("{{ range(999999999) }}", "不允许的写法（调用）"),
    ("{{ items.append(1) }}", "不允许的写法（调用）"),
    ("{{ title.format(title) }}", "不允许的写法（调用）"),
    ("{{ title['x'] }}", "不允许的写法（方括号）"),
    ("{{ title|safe }}", "不允许的写法（过滤器 safe）"),
    ("{{ title ~ title }}", "不允许的写法（连接）"),
    ("{%p set x = 1 %}", "不允许的写法（赋值）"),
    ("{%p include '/etc/passwd' %}", "不允许的写法（引入）"),
    ("{%p import 'x' as y %}", "不允许的写法（引入）"),
    ("{%p macro x() %}\n{%p endmacro %}", "不允许的写法（宏）"),
    ("{%p autoescape false %}\n{{ title }}\n{%p endautoescape %}", "不允许的写法"),
    ("\n".join(f"{{%p for a{n} in items %}}" for n in range(4)) + "\n{%p endfor %}" * 4, "最多3层"),
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "最多3层"),
    ("{{ adressee }}", "没有“adressee”这个字段。是不是“addressee”？"),
    ("{%p for g in groups %}\n{{ g.days }}\n{%p endfor %}", "没有“groups.days”这个字段"),
    ("{{ items }}", "“items”是一组内容，不能直接填进文字"),
    ("{%p for x in title %}\n{%p endfor %}", "“title”不是一组内容"),
    ("{%p if title %}", "是否成对"),
    ("{{ title", "是否成对"),
    ("｛｛ title ｝｝", "花括号是全角的"),
    ("前面的话{%p if title %}\n{%p endif %}", "必须单独成段"),
    ("{%p\u00a0if title %}\n{%p endif %}", "不间断空格"),
    ("{{r title }}", "不能用“{{r ”这种写法"),
    ("{{ '" + "长" * 301 + "' }}", "引号里的文字太长"),
]


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[line[:24] for line, _ in REFUSED])
def test_what_a_template_may_not_say(line, words):
    found = faults(with_paragraph(line))
    assert words in found and found.startswith("正文"), found


def test_a_fault_is_named_by_its_paragraph():
    assert faults(with_paragraph("先写一段\n这里写错了{{ adressee }}")) == (
        "正文第6段“这里写错了{{ adressee…”：没有“adressee”这个字段。是不是“addressee”？"
    )


def test_a_fault_in_a_table_is_named_by_its_cell():
    table = changed(("{{ opinion.label }}", "{{ opinion.lable }}"), kind="approval-form")
    found = faults(table, "approval-form")
    assert "正文第1个表格第" in found and "opinions.lable" in found and "“{{ opinion.lab" in found


def test_text_in_the_row_of_a_statement_would_be_lost():
    tag = "{%tr for opinion in opinions %}</w:t></w:r></w:p></w:tc>"
    cell = "<w:tc><w:p><w:r><w:t>同行的话</w:t></w:r></w:p></w:tc>"
    assert "单独占一行" in faults(changed((tag, tag + cell), kind="approval-form"), "approval-form")


@pytest.mark.parametrize("part", ["docProps/core.xml", "word/header2.xml", "word/footer1.xml"])
def test_code_is_found_in_every_part(part):
    old = {
        "docProps/core.xml": "{{ agency }}",
        "word/header2.xml": "{{ agency }}",
        "word/footer1.xml": "{{ foot_note }}",
    }
    assert "不允许的写法（调用）" in faults(changed((old[part], CODE), part=part))


def test_the_properties_of_an_uploaded_file_never_reach_a_paper():
    from documents import render, samples

    body = changed(("<dc:title>", "<dc:title>悄悄话"), part="docProps/core.xml")
    drawn, _ = render.render(render.compile_body(body), samples.sample(ORDER))
    with zipfile.ZipFile(io.BytesIO(drawn)) as archive:
        assert "悄悄话" not in archive.read("docProps/core.xml").decode()


def relation(target: str, kind: str = IMAGE) -> tuple[str, str]:
    row = f'<Relationship Id="rEvil" Type="{kind}" Target="{target}" TargetMode="External"/>'
    return "</Relationships>", f"{row}</Relationships>"


@pytest.mark.parametrize("target", ["http://evil.example/x.png", "file:///etc/passwd", "\\\\evil\\share\\x.png"])
def test_a_linked_picture_is_refused(target):
    body = changed(relation(target), part="word/_rels/document.xml.rels")
    assert f"指向外部的链接（{target}）" in faults(body)


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ('<w:p><w:r><w:object/></w:r></w:p>', "嵌入对象"),
        ('<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>加的</w:t></w:r></w:ins></w:p>', "修订"),
        ('<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>删的</w:delText></w:r></w:del></w:p>', "修订"),
        ('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', "批注"),
        ('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE http://x/ "/></w:p>', "不能用域“INCLUDEPICTURE”"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
            '<w:r><w:instrText>AUTO cmd</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "不能用域“DDEAUTO”",
        ),
    ],
)  # fmt: skip
def test_what_a_word_file_may_not_hold(xml, words):
    assert words in faults(with_paragraph(xml))


def test_macros_files_of_other_kinds_and_bombs_are_refused():
    assert "宏" in faults(changed(**{"word__vbaProject.bin": b"x"}))
    assert "不是 Word 文档" in faults(b"%PDF-1.7") == faults(b"PK\x03\x04 broken")
    assert "文件太大" in faults(changed(**{"word__bomb.xml": b" " * 30_000_000}))
    assert "文件太大" in faults(b"x" * (gate.MEMORY // 200))
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    assert faults(changed(**{"word__entity.xml": entity}))


def test_a_grid_that_halves_the_lines_is_warned_of():
    body = changed(("<w:titlePg/>", '<w:titlePg/><w:docGrid w:type="linesAndChars" w:linePitch="312"/>'))
    report = gate.inspect(ORDER, body)
    assert not report.faults and "只指定行网格" in str(report.warnings[0])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ number }}", "", "没有用到“number”"),
        ("申请行政复议，", "申请复查，", "“行政复议”不见了"),
        ("{{ item }}", "", "没有用到“items”"),
        ('descr="seal"', 'descr="章"', "找不到印章的位置"),
    ],
)
def test_a_paper_that_would_say_less_is_refused(old, new, words):
    body = changed((old, new), (old, new)) if old == 'descr="seal"' else changed((old, new))
    assert words in faults(body)


def test_a_required_fact_behind_a_condition_is_missed_in_the_trial():
    body = changed(("{{ court or", "{{ '' if access_code else court or"))
    assert "找不到内容：court" in faults(body)


def test_split_braces_as_word_writes_them_are_read():
    run = '</w:t></w:r><w:r><w:rPr><w:lang w:val="zh-CN"/></w:rPr><w:t>'
    assert not faults(changed(("{{ number }}", f"{{{run}{{ num{run}ber }}{run}}}")))


def test_too_much_memory_or_time_is_a_fault(monkeypatch):
    """Allowed syntax, ruinous all the same: three loops of forty rows round a long text."""
    loops = "\n".join(f"{{%p for a{n} in items %}}" for n in range(3))
    body = with_paragraph(f"{loops}\n" + "{{ a2 }}" * 400 + "\n{%p endfor %}" * 3)
    report = gate.inspect_apart(ORDER, body)
    assert [str(fault) for fault in report.faults] in ([gate.TOO_MUCH], [gate.TOO_LONG])


def test_apart_it_finds_the_same():
    assert gate.inspect_apart(ORDER, factory_file()) == gate.Report()
    body = with_paragraph(CODE)
    assert gate.inspect_apart(ORDER, body) == gate.inspect(ORDER, body)
