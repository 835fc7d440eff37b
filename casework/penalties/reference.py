"""Reference data of penalties: example grades of a discretion benchmark, each marked as an example and unconfirmed."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from casework.core.reference import put, read_yaml
from casework.penalties.models import Benchmark


def load() -> dict[str, Counter[str]]:
    """Bring the example grades up to date; violations must be loaded first."""
    rows = benchmarks(read_yaml("benchmarks.yaml"))
    return {"benchmarks": Counter(put(Benchmark, key, values) for key, values in rows)}


def benchmarks(data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Key and values of each row: every violation, tier and grade of the file."""
    for violation in data["violations"]:
        for scale in data["tiers"]:
            for grade, fines in scale["fines"].items():
                key = {name: scale[name] for name in ("tier", "personal")} | {"grade": grade}
                yield (
                    key | {"violation_id": violation, "valid_from": data["from"]},
                    values(data["heads"][grade], fines, data["source"]),
                )


def values(heads: dict[str, Any], fines: list[int], source: str) -> dict[str, Any]:
    low, high = heads["heads"]
    return {
        "condition": heads["condition"],
        "heads_min": low,
        "heads_max": high,
        "fine_min": Decimal(fines[0]),
        "fine_max": Decimal(fines[1]),
        "source": source,
        "example": True,
    }
