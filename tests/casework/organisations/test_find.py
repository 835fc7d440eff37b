"""Enterprises found by two characters of their name."""

import pytest

from casework.organisations.models import Enterprise, Industry, Region
from casework.organisations.queries import grams, pieces

pytestmark = pytest.mark.django_db

NAMES = ["桂海示例化工有限公司", "南湖示例机械厂", "示例南工机械", "ABC示例烟花厂", "𠮷山示例矿业"]


@pytest.fixture(autouse=True)
def _enterprises(db):
    region = Region.objects.create(code="450100", name="南宁市", level="city")
    industry = Industry.objects.create(code="other", name="其他")
    for n, name in enumerate(NAMES):
        Enterprise.objects.create(name=name, credit_code=f"91450100TEST{n:06}", region=region, industry=industry)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("化工", [0]),
        ("机械", [1, 2]),
        ("南", [1, 2]),
        ("南湖示例", [1]),
        ("例机械", [1]),
        (" 桂海 示例 ", [0]),
        ("abc", [3]),
        ("𠮷山", [4]),
        ("000004", [4]),
        ("工机", [2]),
        ("化械", []),
        ("海示化工", []),
        ("%", []),
        ("_", []),
        ("", [0, 1, 2, 3, 4]),
    ],
)
def test_find(text, found):
    assert [NAMES.index(e.name) for e in Enterprise.objects.find(text).order_by("pk")] == found


def test_a_renamed_enterprise_is_found_by_its_new_name_only():
    enterprise = Enterprise.objects.find("桂海").get()
    enterprise.name = "邕江示例化工有限公司"
    enterprise.save()
    assert not Enterprise.objects.find("桂海") and Enterprise.objects.find("邕江").get() == enterprise


def test_pieces():
    assert pieces("") == [] and pieces("南") == ["南"] and pieces("南 宁a") == ["南宁", "宁A"]
    assert grams("南宁") == {"南", "宁", "南宁"}
