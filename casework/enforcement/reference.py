"""Reference data of enforcement: kinds of violation and the articles of each."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from casework.core.reference import put, read_yaml
from casework.enforcement.models import Basis, Violation


def load() -> dict[str, Counter[str]]:
    """Bring violations and their legal bases up to date; organisations must be loaded first (industries)."""
    return {"violations": load_violations(), "bases": load_bases()}


def load_violations() -> Counter[str]:
    return Counter(put(Violation, {"code": row["code"]}, violation(row)) for row in read_yaml("violations.yaml"))


def violation(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("name", "detect", "remedy", "proof")},
        "needs_workers": row.get("needs_workers", True),
        "may_be_guidance": row.get("may_be_guidance", False),
    }


def load_bases() -> Counter[str]:
    return Counter(put(Basis, key, values) for key, values in bases(read_yaml("bases.yaml")))


def bases(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Key and values of each row: one for every violation of a rule, every tier of its scale and every party."""
    for rule in data["rules"]:
        source = data["sources"][rule["source"]]
        for code, (tier, scale) in product(rule["violations"], data["scales"][rule["scale"]].items()):
            for party in parties(rule, scale):
                yield basis_key(rule, code, tier, source) | {"party": party}, basis_values(rule, scale, source, party)


def parties(rule: dict[str, Any], scale: dict[str, Any]) -> list[str]:
    """Whom a rule makes liable: one kind of person, or the unit and, where the scale fines them, the responsible."""
    if named := rule.get("party"):
        return [named]
    return [Basis.Party.UNIT, Basis.Party.RESPONSIBLE] if "person" in scale else [Basis.Party.UNIT]


def basis_key(rule: dict[str, Any], code: str, tier: int, source: dict[str, Any]) -> dict[str, Any]:
    return {
        "violation_id": code,
        "industry_id": rule.get("industry"),
        "producer": rule.get("producer", False),
        "tier": tier,
        "valid_from": source["from"],
    }


def basis_values(rule: dict[str, Any], scale: dict[str, Any], source: dict[str, Any], party: str) -> dict[str, Any]:
    unit = party == Basis.Party.UNIT
    unit_min, unit_max = money(scale.get("unit") if unit else None)
    person_min, person_max = money(scale.get("person"))
    return {
        "breached": rule["breached"],
        "penalised_by": rule["penalised_by"],
        "consequence": scale["consequence"],
        "unit_min": unit_min,
        "unit_max": unit_max,
        "person_min": person_min,
        "person_max": person_max,
        "stop_production": unit and scale.get("stop", False),
        "stop_if_serious": unit and scale.get("stop_if_serious", False),
        "valid_to": source.get("to"),
        "source": source["text"],
        "confirmed": source["read"],
    }


def money(bounds: list[int] | None) -> tuple[Decimal | None, Decimal | None]:
    """Both bounds of a fine; none where the tier has no fine."""
    return (Decimal(bounds[0]), Decimal(bounds[1])) if bounds else (None, None)
