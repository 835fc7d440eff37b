"""Rounds, applicants and experts in numbers, as plain rows: for what is asked of many at once."""

from datetime import date, timedelta

from casework.accreditation.models import Application, Category, Expert, Round
from casework.core.now import today
from casework.organisations.models import Enterprise
from documents.models import Dossier
from tests.people import credit_code

SINCE = date(2020, 1, 1)


def open_round(people, programme: str = "training_base") -> Round:
    day = today()
    return Round.objects.create(
        programme_id=programme, agency=people.province, title="第一批", announced_on=day, opens_on=day,
        closes_on=day + timedelta(20), announcement="请按申报条件准备材料。",
    )  # fmt: skip


def applications(people, of: Round, category: Category, count: int, first: int = 100) -> list[Application]:
    """So many units, each with an application for the category; not yet begun."""
    units = Enterprise.objects.bulk_create(
        Enterprise(
            name=f"示例{category.code}第{n}公司", credit_code=credit_code(n), region_id="450102",
            industry_id=category.industry_id or "other", address="示例路", representative="示例法人",
        )
        for n in range(first, first + count)
    )  # fmt: skip
    folders = Dossier.objects.bulk_create(
        Dossier(kind="application", agency=people.province, region_code="450102", enterprise=u, title=u.name)
        for u in units
    )
    return Application.objects.bulk_create(
        Application(
            dossier=folder, agency=people.province, enterprise=unit, party_name=unit.name, region_code="450102",
            round=of, category=category,
        )
        for unit, folder in zip(units, folders, strict=True)
    )  # fmt: skip


def experts(category: Category, count: int) -> list[Expert]:
    found = Expert.objects.bulk_create(
        Expert(name=f"示例专家{n}", employer=f"示例研究院{n}", valid_from=SINCE) for n in range(1, count + 1)
    )
    for expert in found:
        expert.categories.add(category)
    return found
