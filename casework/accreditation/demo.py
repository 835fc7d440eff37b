"""Who takes part in the demonstration's accreditations beside its offices: colleges, experts, the five departments.

Safe to run again: what is there is found, not made twice.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from casework.accounts.demo import PASSWORD
from casework.accounts.roles import Role
from casework.accreditation.models import Applicant, Category, Expert, ExpertTie
from casework.core.checks import credit_check
from casework.core.now import today
from casework.core.reference import read_yaml
from casework.organisations.demo import YEAR, DemoCast, account, member
from casework.organisations.models import Department, Enterprise


@dataclass
class AccreditationCast:
    """``bodies`` by kind of unit; people as in ``cast``."""

    cast: DemoCast
    bodies: dict[str, list[Enterprise]] = field(default_factory=dict)
    experts: list[Expert] = field(default_factory=list)


def applicants_and_experts(cast: DemoCast) -> AccreditationCast:
    data, key, made = read_yaml("demo.yaml"), make_password(PASSWORD), AccreditationCast(cast)
    for number, row in enumerate(data["bodies"], 1):
        unit = body(number, row)
        user = account(row["account"], f"院校机构经办人{number:02}", key)
        member(user, Role.REPRESENTATIVE, enterprise=unit, title="办公室主任")
        cast.representatives[unit.pk] = user
        made.bodies.setdefault(row["body"], []).append(unit)
    for number, row in enumerate(data["experts"], 1):
        made.experts.append(expert(number, row, key))
    for department in Department.objects.all():
        user = account(f"bm-{department.pk}", f"{department.name}会签人", key)
        member(user, Role.DEPARTMENT, department=department)
    return made


def body(number: int, row: dict[str, Any]) -> Enterprise:
    code = f"12{row['region']}MADM{number:05}"
    unit, new = Enterprise.objects.get_or_create(
        credit_code=code + credit_check(code),
        defaults={
            "name": row["name"], "region_id": row["region"], "industry_id": "other",
            "address": f"示例教育路{number}号", "postcode": "530000", "representative": f"示例负责人{number:02}",
            "representative_post": "主任", "phone": f"0771-00002{number:02}", "email": f"yx{number:02}@example.com",
            "headcount": row["headcount"],
        },
    )  # fmt: skip
    if new:
        Applicant.objects.create(enterprise=unit, body=row["body"])
    return unit


def expert(number: int, row: dict[str, Any], key: str) -> Expert:
    """In the pool for all categories; one works for an enterprise of the demonstration and is tied to it."""
    user = account(f"zj{number:02}", row["name"], key)
    since = today() - 3 * YEAR
    made, new = Expert.objects.get_or_create(user=user, defaults={**row, "valid_from": since, "phone": "0771-0000300"})
    if new:
        made.categories.set(Category.objects.all())
        employer = Enterprise.objects.filter(name=row["employer"]).first()
        if employer is not None:
            ExpertTie.objects.create(
                expert=made, enterprise=employer, kind=ExpertTie.Kind.EMPLOYED, since=since, words="工作单位"
            )
    return made
