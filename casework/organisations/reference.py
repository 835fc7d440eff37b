"""Reference data of the bodies: regions, departments, industries, and an agency for every region."""

import csv
import re
from collections import Counter

from casework.core.reference import DATA, edited, put, read_yaml
from casework.organisations.models import UNFILLED, Agency, Department, Industry, Region

NATIONALITY = re.compile(r"(各|苗|侗|瑶|壮|仫佬|毛南)族自治县$")


def load() -> dict[str, Counter[str]]:
    """Bring regions, departments, industries and agencies up to date; see ``put`` for what is left alone."""
    return {
        "regions": load_regions(),
        "departments": load_departments(),
        "industries": load_industries(),
        "agencies": load_agencies(),
    }


def load_regions() -> Counter[str]:
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return Counter(
            put(
                Region,
                {"code": row["code"]},
                {"name": row["name"], "level": row["level"], "parent_id": row["parent"] or None},
            )
            for row in csv.DictReader(file)
        )


def load_departments() -> Counter[str]:
    rows = read_yaml("organisations.yaml")["departments"]
    return Counter(put(Department, {"code": r["code"]}, {"name": r["name"], "duty": r["duty"]}) for r in rows)


def load_industries() -> Counter[str]:
    rows = enumerate(read_yaml("organisations.yaml")["industries"], 1)
    return Counter(
        put(Industry, {"code": r["code"]}, {"name": r["name"], "note": r.get("note", ""), "position": n})
        for n, r in rows
    )


def load_agencies() -> Counter[str]:
    """One department per region, superiors first. Found again by its region, so that it may be renamed."""
    words = read_yaml("organisations.yaml")["agencies"]
    return Counter(load_agency(region, words) for region in Region.objects.select_related("parent").order_by("code"))


def load_agency(region: Region, words: dict) -> str:
    existing = Agency.objects.filter(region=region).order_by("pk").first()
    if existing:  # its profile belongs to the agency from the first load on
        return "kept" if edited(existing) else "same"
    return put(Agency, {"name": agency_name(region, words)}, agency_profile(region, words))


def agency_name(region: Region, words: dict) -> str:
    return words["province"]["name"] if region.level == Region.Level.PROVINCE else f"{full_name(region)}应急管理局"


def agency_profile(region: Region, words: dict) -> dict:
    return {
        "short": short_word(region, words),
        "region": region,
        "superior": Agency.objects.filter(region_id=region.parent_id).first() if region.parent_id else None,
        "reconsideration_government": government(region),
        "court": f"{UNFILLED}人民法院",
        "address": UNFILLED,
        "postcode": "",
        "contact": UNFILLED,
        "phone": UNFILLED,
        "site_confirmed": False,
    }


def full_name(region: Region) -> str:
    """A district carries its city's name before its own; counties and county-level cities stand alone."""
    return f"{region.parent.name}{region.name}" if region.parent and region.name.endswith("区") else region.name


def government(region: Region) -> str:
    """Who reconsiders: the people's government of the same level (行政复议法 24)."""
    return f"{full_name(region)}人民政府"


def short_word(region: Region, words: dict) -> str:
    """The region's word in a number: 桂, a city's own word, or the city's word and the county's bare name."""
    if region.level == Region.Level.PROVINCE:
        return words["province"]["short"]
    if region.level == Region.Level.CITY:
        return words["cities"][region.code]
    return words["cities"][region.parent_id] + bare_name(region.name)


def bare_name(name: str) -> str:
    """龙胜 of 龙胜各族自治县, 横州 of 横州市; a name of two characters stays whole."""
    if NATIONALITY.search(name):
        return NATIONALITY.sub("", name)
    return name[:-1] if len(name) > 2 else name
