"""Reference data of accreditation: programmes, categories, slots and criteria of the plan."""

from collections import Counter
from decimal import Decimal
from typing import Any

from casework.accreditation.models import Category, Countersigner, Criterion, Programme, Slot
from casework.core.reference import put, read_yaml

FLAGS = ("veto", "core")


def load() -> dict[str, Counter[str]]:
    """Bring the programmes up to date; departments and industries must be loaded first. Slots are only ever added."""
    data = read_yaml("programmes.yaml")
    outcomes: dict[str, Counter[str]] = {name: Counter() for name in ("programmes", "categories", "slots", "criteria")}
    for position, row in enumerate(data["programmes"], 1):
        outcomes["programmes"][load_programme(row, position, data["plan"])] += 1
        load_categories(row, data["plan"], outcomes)
        for place, criterion in enumerate(row["criteria"], 1):
            key = {"programme_id": row["code"], "code": criterion["code"]}
            outcomes["criteria"][put(Criterion, key, demand(criterion, place, data["ours"]))] += 1
    return outcomes


def load_programme(row: dict[str, Any], position: int, source: str) -> str:
    values = {name: row[name] for name in ("name", "basis", "bodies")}
    outcome = put(
        Programme,
        {"code": row["code"]},
        {**values, "partners": row.get("partners", []), "position": position, "source": source},
    )
    for department in row["departments"] if outcome == "created" else ():
        put(Countersigner, {"programme_id": row["code"], "department_id": department}, {})
    return outcome


def load_categories(row: dict[str, Any], source: str, outcomes: dict[str, Counter[str]]) -> None:
    for position, part in enumerate(row["categories"], 1):
        key = {"programme_id": row["code"], "code": part["code"]}
        values = {"name": part["name"], "industry_id": part.get("industry"), "position": position}
        outcome = put(Category, key, values)
        outcomes["categories"][outcome] += 1
        category = Category.objects.get(**key)
        if outcome != "created":  # the rows are the office's: a slot it took away does not come back
            outcomes["slots"]["same"] += category.slots.count()
            continue
        for number in range(1, part["slots"] + 1):
            outcomes["slots"][put(Slot, {"category": category, "number": number}, {"source": source})] += 1


def demand(row: dict[str, Any], position: int, source: str) -> dict[str, Any]:
    """The columns of a criterion."""
    return {
        **{name: row[name] for name in ("text", "evidence", "guide")},
        **{flag: row.get(flag, False) for flag in FLAGS},
        "weight": Decimal(str(row["weight"])),
        "computed": row.get("computed", ""),
        "position": position,
        "source": source,
    }
