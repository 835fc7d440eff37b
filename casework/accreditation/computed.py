"""Criteria that a figure answers: the figure with its source where this system has the facts, else a plain word.

Rosters, trainers and training results are not kept in this system yet, so no rate can be said to be reached. What
inspections found is: people found untrained or without a certificate, as long as that is not put right, cap the rate.
"""

from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from django.db.models import Count, QuerySet

from casework.accreditation.models import Application
from casework.accreditation.models.programme import Demand
from casework.enforcement.models import Finding
from casework.enforcement.standing import SETTLED

# computed criterion -> violations that speak against it, and the column of the application that counts the people
FOUND = {
    Demand.Computed.PASSED: (("V1", "V2"), "staff"),
    Demand.Computed.CERTIFIED: (("V3",), "special_staff"),
}
NO_FACTS = "本系统还没有{what}的数据，不能算出。请填写说明并附证明材料。"


@dataclass(frozen=True)
class Figure:
    """``value`` is empty where nothing can be computed; ``source`` says where it comes from, or what is not there."""

    label: str
    value: str
    source: str
    against: list[str] = field(default_factory=list)


def figure(application: Application, computed: str) -> Figure:
    """What this system knows of a computed criterion of this application."""
    what = Demand.Computed(computed)
    codes, column = FOUND.get(what, ((), ""))
    rows = list(unsettled(application.enterprise_id, codes)) if codes else []
    people = sum(row.people for row in rows)
    total = getattr(application, column) if column else None
    against = [f"{row.case.number or '检查发现'}：{row.fact}" for row in rows]
    if not people or not total:
        return Figure(what.label, "", NO_FACTS.format(what=what.label), against)
    left = max(total - people, 0)
    rate = (Decimal(left * 100) / total).quantize(Decimal("0.1"), ROUND_DOWN)
    source = f"填报{total}人，检查发现{people}人不符合且还没有改正，合格的至多{left}人。改正并经复查后重新计算。"
    return Figure(what.label, f"不高于{rate}%", source, against)


def unsettled(enterprise: int, codes: tuple[str, ...]) -> QuerySet[Finding]:
    """Findings of these violations at the enterprise that are not put right; ``people`` counts who was named."""
    rows = Finding.objects.filter(case__enterprise=enterprise, violation__in=codes).exclude(standing__in=SETTLED)
    return rows.select_related("case").annotate(people=Count("workers")).order_by("pk")
