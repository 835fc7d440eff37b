"""The month in figures, for the visitor's own agencies."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from casework.core.now import today
from casework.enforcement.models import Finding, Inspection
from casework.enforcement.states import Standing
from casework.web import access
from documents.models import Service, ServiceState


def of_month(request: HttpRequest) -> list[dict[str, str]]:
    """Four figures since the first of the month, each from one query."""
    first = today().replace(day=1)
    agencies = {row.agency_id for row in access.memberships(request) if row.agency_id}
    visits = Inspection.objects.filter(agency__in=agencies, started_at__date__gte=first)
    seen = visits.aggregate(n=Count("enterprise", distinct=True))["n"]
    findings = Finding.objects.filter(inspection__agency__in=agencies, inspection__started_at__date__gte=first).count()
    return [
        {"label": "检查企业", "value": f"{seen}家"},
        {"label": "发现问题", "value": f"{findings}项"},
        {"label": "按期整改率", "value": in_time(agencies, first)},
        {"label": "文书一次送达率", "value": at_once(agencies, first)},
    ]


def share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "—"


def in_time(agencies: Any, first: Any) -> str:
    """Findings judged this month: how many were done."""
    judged = Finding.objects.filter(case__agency__in=agencies, settled_on__gte=first)
    counted = judged.aggregate(
        done=Count("pk", filter=Q(standing=Standing.DONE)),
        all=Count("pk", filter=Q(standing__in=[Standing.DONE, Standing.NOT_DONE])),
    )
    return share(counted["done"], counted["all"])


def at_once(agencies: Any, first: Any) -> str:
    """Papers served this month: how many needed no second attempt."""
    served = Service.objects.filter(dossier__agency__in=agencies, state=ServiceState.SERVED, served_on__gte=first)
    counted = served.aggregate(once=Count("pk", filter=Q(attempts=0)), all=Count("pk"))
    return share(counted["once"], counted["all"])
