"""Applications for accreditation on the desk of their applicant."""

from datetime import date
from typing import Any

from django.urls import reverse

from casework.accreditation.models import Application
from casework.accreditation.states import ENDED, WITH_PARTY
from casework.clock.models import Deadline, DeadlineStatus
from casework.web import wording
from casework.web.enterprises.penalty_home import MOST, of_site, unopened
from casework.web.reply.application_page import sentence
from casework.web.reply.penalty_rights import lamp

OVER = (*ENDED, "designated")  # what was designated goes on as a designation
CLOCKS = ("application_window", "supplement")


def groups(user: Any, site: Any, ended: bool) -> list[dict[str, Any]]:
    found = of_site(Application, user, site).select_related("round__programme", "category", "ranked__listing")
    rows = list((found.filter(state__in=OVER) if ended else found.exclude(state__in=OVER))[:MOST])
    dossiers = [row.dossier_id for row in rows]
    dates = waiting(dossiers)
    sealed = unopened(dossiers)
    made = [line(row, dates.get(row.dossier_id), sealed.get(row.dossier_id, 0)) for row in rows]
    made.sort(key=lambda row: row["on"] or date.max)
    return [{"key": "applications", "title": "认定申报", "rows": made}] if made else []


def waiting(dossiers: list[int]) -> dict[int, date]:
    """Dossier -> the day until which the applicant must hand something in."""
    rows = Deadline.objects.filter(dossier__in=dossiers, status=DeadlineStatus.RUNNING, name__in=CLOCKS)
    return dict(rows.order_by("-due_on").values_list("dossier", "due_on"))


def line(row: Application, due: date | None, papers: int) -> dict[str, Any]:
    due = due if row.state in WITH_PARTY else None
    level, left = lamp(due)
    return {
        "href": reverse("my_application", args=[row.pk]),
        "number": f"{row.round.programme}　{row.category}",
        "party": row.party_name,
        "own": False,
        "what": sentence(row)[0],
        "on": due,
        "due": wording.day(due) if due else "",
        "level": level,
        "left": left,
        "papers": papers,
        "act": "去填报" if due else "查看",
    }
