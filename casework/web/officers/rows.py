"""Rows of case lists as finished strings: a template that only prints is several times as fast as one that formats.

Everything a page of rows needs is read in one query per kind, whatever the length of the page.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from casework.clock import deadlines
from casework.clock.models import Deadline, DeadlineStatus
from casework.enforcement.models import Finding
from casework.enforcement.states import OPEN, CaseState
from casework.organisations import names
from casework.web import wording
from documents.models import DossierUserObjectPermission

COLUMNS = ("id", "dossier_id", "number", "party_name", "region_code", "industry_id", "state", "due_on", "opened_on")
NEVER = date(9999, 12, 31)
LEVELS = {CaseState.OVERDUE: "red", CaseState.EXPIRED: "red", CaseState.REPORTED: "amber", CaseState.CLOSED: "green"}
LABELS = dict(CaseState.choices)


def light_of(state: str, due_on: date) -> deadlines.Light:
    """The light of a case by its nearest date; a matter that is over runs no clock."""
    if state == CaseState.OVERDUE and due_on == NEVER:
        return deadlines.Light("red", "未改正")  # found so by re-inspection: no date runs, and yet it is the worst
    if state not in OPEN or due_on == NEVER:
        return deadlines.Light("off", "不计时")
    row = Deadline(due_on=due_on, lapses_at=deadlines.midnight(due_on + timedelta(days=1)))
    row.status = DeadlineStatus.RUNNING
    return deadlines.light(row)


def names_of(dossiers: Sequence[int]) -> dict[int, list[str]]:
    """Names of those in charge, by dossier, in the order they were put in charge."""
    grants = DossierUserObjectPermission.objects.filter(content_object__in=dossiers).order_by("id")
    names: dict[int, list[str]] = defaultdict(list)
    for dossier, name in grants.values_list("content_object", "user__name"):
        names[dossier].append(name)
    return names


def officers_of(dossiers: Sequence[int]) -> dict[int, str]:
    """The same as a row has room for."""
    return {dossier: said(names) for dossier, names in names_of(dossiers).items()}


def said(names: Sequence[str]) -> str:
    """Two short names in full; otherwise the first and how many there are."""
    whole = "、".join(names)
    return whole if len(whole) <= 7 else f"{names[0]}等{len(names)}人" if len(names) > 1 else names[0]


def violations_of(cases: Sequence[int]) -> dict[int, str]:
    """``未如实记录等3项``: the first finding's violation and how many there are, by case."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Finding.objects.filter(case__in=cases).order_by("case", "number")
    for case, name in rows.values_list("case", "violation__name"):
        found[case].append(name)
    return {case: names[0] + (f"等{len(names)}项" if len(names) > 1 else "") for case, names in found.items()}


def case_rows(found: Sequence[Mapping[str, Any]], trades: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of one page, ready to print."""
    dossiers, cases = [row["dossier_id"] for row in found], [row["id"] for row in found]
    officers, violations = officers_of(dossiers), violations_of(cases)
    where = names.regions()
    return [_row(row, officers, violations, where, trades) for row in found]


def _row(
    row: Mapping[str, Any],
    officers: Mapping[int, str],
    violations: Mapping[int, str],
    where: Mapping[str, str],
    trades: Mapping[str, str],
) -> dict[str, Any]:
    light = light_of(row["state"], row["due_on"])
    return {
        "id": row["id"],
        "href": reverse("case", args=[row["id"]]),
        "number": row["number"] or "未编号",
        "party": row["party_name"],
        "place": where.get(row["region_code"], row["region_code"]),
        "industry": trades.get(row["industry_id"], row["industry_id"]),
        "violation": violations.get(row["id"], "—"),
        "state": LABELS.get(row["state"], row["state"]),
        "level": light.level,
        "left": light.text,
        "due": "—" if row["due_on"] == NEVER else wording.short_day(row["due_on"]),
        "officers": officers.get(row["dossier_id"], "—"),
        "opened": wording.short_day(row["opened_on"]),
    }
