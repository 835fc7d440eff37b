"""The bodies of the product as loaded: complete, repeatable, and never over an administrator's hand."""

import csv

import pytest

from casework.core.reference import DATA, put
from casework.organisations import reference
from casework.organisations.models import Agency, Department, Industry, Region

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def loaded():
    return reference.load()


def test_every_region_of_the_file_stands_under_its_parent(loaded):
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["code"], r["name"], r["level"], r["parent"]) for r in rows} == {
        (r.code, r.name, r.level, r.parent_id or "") for r in Region.objects.all()
    }
    assert Region.objects.filter(level="city").count() == 14


def test_five_departments_and_the_industries_of_the_plan(loaded):
    assert set(Department.objects.values_list("code", flat=True)) == {"yjt", "rst", "jyt", "czt", "mkj"}
    codes = list(Industry.objects.values_list("code", flat=True))
    assert codes == ["hazchem", "coal", "noncoal", "metallurgy", "fireworks", "oilgas", "other"]


def test_loading_again_changes_nothing(loaded):
    again = reference.load()
    assert all(set(counts) == {"same"} for counts in again.values())


@pytest.mark.parametrize(
    ("region", "name", "short", "superior", "government"),
    [
        ("450000", "广西壮族自治区应急管理厅", "桂", None, "广西壮族自治区人民政府"),
        ("450300", "桂林市应急管理局", "桂林", "450000", "桂林市人民政府"),
        ("450103", "南宁市青秀区应急管理局", "南青秀", "450100", "南宁市青秀区人民政府"),
        ("450328", "龙胜各族自治县应急管理局", "桂林龙胜", "450300", "龙胜各族自治县人民政府"),
        ("450422", "藤县应急管理局", "梧藤县", "450400", "藤县人民政府"),
        ("451081", "靖西市应急管理局", "百靖西", "451000", "靖西市人民政府"),
        ("451225", "罗城仫佬族自治县应急管理局", "河罗城", "451200", "罗城仫佬族自治县人民政府"),
    ],
)
def test_agency_of_a_region(loaded, region, name, short, superior, government):
    agency = Agency.objects.get(region_id=region)
    assert (agency.name, agency.short, agency.reconsideration_government) == (name, short, government)
    assert (agency.superior and agency.superior.region_id) == superior


def test_what_only_the_agency_knows_is_left_unfilled_and_unconfirmed(loaded):
    assert Agency.objects.count() == Region.objects.count()
    for agency in Agency.objects.all():
        assert agency.site_confirmed is False
        assert reference.UNFILLED in agency.court and agency.bank_account == ""


def test_a_row_an_administrator_edited_stays_as_he_left_it(loaded):
    industry = Industry.objects.get(pk="other")
    industry.name = "其他行业"
    industry.save()
    agency = Agency.objects.get(region_id="450100")
    agency.court = "南宁铁路运输法院"
    agency.save()

    outcome = reference.load()

    assert outcome["industries"]["kept"] == 1 and outcome["agencies"]["kept"] == 1
    assert Industry.objects.get(pk="other").name == "其他行业"
    assert Agency.objects.get(region_id="450100").court == "南宁铁路运输法院"


def test_a_row_nobody_edited_follows_new_data(loaded):
    assert put(Industry, {"code": "other"}, {"name": "工贸行业"}) == "updated"
    assert put(Industry, {"code": "other"}, {"name": "工贸行业"}) == "same"
    assert Industry.objects.get(pk="other").history.count() == 2


def test_a_renamed_agency_is_found_again_by_its_region(loaded):
    Agency.objects.filter(region_id="450100").update(name="南宁市应急管理委员会")
    reference.load()
    assert Agency.objects.filter(region_id="450100").count() == 1
