"""Names of regions and industries as every list prints them: read once a minute, for they hardly ever change."""

import time
from functools import lru_cache

from casework.organisations.models import Industry, Region

MINUTE = 60


def regions() -> dict[str, str]:
    """Code -> name of every region."""
    return {code: name for code, (name, _parent) in _regions(_now()).items()}


def regions_below(codes: set[str]) -> list[tuple[str, str]]:
    """Code and name of the regions right below these, in the order of their codes."""
    return sorted((code, name) for code, (name, parent) in _regions(_now()).items() if parent in codes)


def industries() -> dict[str, str]:
    """Code -> name of every industry, in its order."""
    return dict(_industries(_now()))


def forget(**kwargs: object) -> None:
    """After a change in this process, and between tests; other processes see it within the minute."""
    _regions.cache_clear()
    _industries.cache_clear()


def _now() -> int:
    return int(time.monotonic() // MINUTE)


@lru_cache(maxsize=1)
def _regions(minute: int) -> dict[str, tuple[str, str | None]]:
    return {code: (name, parent) for code, name, parent in Region.objects.values_list("code", "name", "parent")}


@lru_cache(maxsize=1)
def _industries(minute: int) -> dict[str, str]:
    return dict(Industry.objects.values_list("code", "name"))
