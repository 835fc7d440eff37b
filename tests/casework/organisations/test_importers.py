"""Enterprises from a table: mistakes by line, nothing half done."""

import io
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from casework.core.checks import credit_check
from casework.organisations.importers import HEADINGS, MOST_ROWS, Mistake, Unreadable, import_enterprises
from casework.organisations.models import Enterprise
from tests import reference

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _places(db):
    reference.load()


def code(n: int) -> str:
    body = f"91450100MAEXMP{n:03}"
    return body + credit_check(body)


def row(n: int = 1, **changed: str) -> dict[str, str]:
    return {
        "企业名称": f"示例机械厂{n}",
        "统一社会信用代码": code(n),
        "所在地": "兴宁区",
        "行业": "金属冶炼",
        "地址": "示例路1号",
        "法定代表人": "示例甲",
        "从业人员数": "120",
        "危险化学品生产企业": "否",
    } | changed


def table(*rows: dict[str, str], encoding: str = "utf-8-sig") -> bytes:
    heads = list(rows[0])
    return "\r\n".join([",".join(heads)] + [",".join(r.values()) for r in rows]).encode(encoding)


def workbook(*rows: dict) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(list(rows[0]))
    for r in rows:
        book.active.append(list(r.values()))
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_as_excel_writes_it(encoding):
    outcome = import_enterprises(table(row(1), row(2), encoding=encoding), "企业.csv")
    assert (outcome.created, outcome.mistakes) == (2, [])
    enterprise = Enterprise.objects.get(credit_code=code(1))
    assert (enterprise.region_id, enterprise.industry_id, enterprise.headcount) == ("450102", "metallurgy", 120)


def test_xlsx_with_numbers_for_text():
    data = workbook(row(1, **{"联系电话": 7715550001.0, "从业人员数": 80, "邮政编码": 530000}))
    assert import_enterprises(data, "企业.XLSX").created == 1
    enterprise = Enterprise.objects.get()
    assert (enterprise.phone, enterprise.headcount, enterprise.postcode) == ("7715550001", 80, "530000")


def test_a_known_code_is_brought_up_to_date_with_history():
    import_enterprises(table(row(1), row(2)), "a.csv")
    outcome = import_enterprises(table(row(1, 企业名称="改名机械厂"), row(2), row(3)), "a.csv")
    assert (outcome.created, outcome.updated, outcome.same) == (1, 1, 1)
    assert Enterprise.objects.get(credit_code=code(1)).history.count() == 2


def test_a_column_the_table_lacks_is_left_alone():
    import_enterprises(table(row(1)), "a.csv")
    short = {k: v for k, v in row(1, 企业名称="新名").items() if k not in {"从业人员数", "危险化学品生产企业"}}
    import_enterprises(table(short), "a.csv")
    assert Enterprise.objects.get().headcount == 120


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"统一社会信用代码": code(1)[:17] + ("0" if code(1)[17] != "0" else "1")}, "校验位不对"),
        ({"统一社会信用代码": "123"}, "应为18位"),
        ({"企业名称": ""}, "企业名称：此字段不能为空"),
        ({"所在地": "某某区"}, "所在地“某某区”找不到"),
        ({"行业": "渔业"}, "行业“渔业”找不到"),
        ({"从业人员数": "约100"}, "从业人员数“约100”不是数字"),
        ({"危险化学品生产企业": "也许"}, "请写“是”或“否”"),
    ],
)
def test_a_mistake_names_its_line_and_nothing_is_written(changed, text):
    outcome = import_enterprises(table(row(2), row(1, **changed)), "a.csv")
    assert [m.line for m in outcome.mistakes] == [3] and text in outcome.mistakes[0].text
    assert (outcome.created, Enterprise.objects.count()) == (0, 0)


def test_the_same_code_twice():
    outcome = import_enterprises(table(row(1), row(1)), "a.csv")
    assert outcome.mistakes == [Mistake(2, "统一社会信用代码在表中重复。"), Mistake(3, "统一社会信用代码在表中重复。")]


@pytest.mark.parametrize("place", ["450102", "兴宁区", "南宁市兴宁区", "广西壮族自治区南宁市兴宁区"])
def test_ways_to_write_a_place(place):
    assert import_enterprises(table(row(1, 所在地=place)), "a.csv").created == 1


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (b"\xff\xfe\x00", "a.csv", "打不开"),
        (b"PK\x03\x04 no", "a.xlsx", "打不开"),
        (table({"企业名称": "甲"}), "a.csv", "表头缺少：统一社会信用代码、所在地、行业、地址、法定代表人。"),
        (b"", "a.csv", "表头缺少"),
        (b"x" * (11 * 1024 * 1024), "a.csv", "超过10 MB"),
    ],
)
def test_unreadable(data, name, text):
    with pytest.raises(Unreadable, match=text):
        import_enterprises(data, name)


def test_too_many_rows():
    with pytest.raises(Unreadable, match="行"):
        import_enterprises(table(row(1)) + b"\r\na" * (MOST_ROWS + 1), "a.csv")


def test_command(tmp_path):
    out = StringIO()
    (tmp_path / "a.csv").write_bytes(table(row(1)))
    call_command("import_enterprises", str(tmp_path / "a.csv"), stdout=out)
    assert "1 created" in out.getvalue()
    (tmp_path / "a.csv").write_bytes(table(row(2, 行业="渔业")))
    with pytest.raises(CommandError, match="line 2"):
        call_command("import_enterprises", str(tmp_path / "a.csv"))


def test_every_column_is_a_field():
    fields = {f.name for f in Enterprise._meta.get_fields()}
    assert set(HEADINGS.values()) <= fields
