"""评审组: who sits, how they were drawn, how far each evaluation is. No score stands here before it is submitted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from casework.accounts.queries import may, territory
from casework.accreditation.models import Application, Evaluation, Expert, Panel, Seat
from casework.accreditation.panels import matches, redraw, vacant
from casework.accreditation.results import submitted, totals
from casework.accreditation.states import EvaluationState as S
from casework.web import wording
from casework.web.access import officers_only
from casework.web.scores import matrix, points
from workflows.options import options

KINDS = {S.SUBMITTED: "ok", S.RECUSED: "warn", S.REPLACED: "warn", S.VOIDED: "warn"}
ACTS = {S.ASSIGNED: "replace", S.SUBMITTED: "void"}


@officers_only
@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel of a category with everything it has to judge."""
    rows = Panel.objects.filter(territory(request.user, field="round__agency__region_id"), pk=pk)
    row = rows.select_related("round__programme", "category", "by").first()
    if row is None:
        raise Http404
    seats = list(row.seats.select_related("expert").order_by("place"))
    context = {
        "panel": row,
        "seats": [seat_line(seat, leader_of(seats)) for seat in seats],
        "vacant": vacant(row),
        "sound": matches(row),
        "order": order(row),
        "applications": judged(row, request.user),
    }
    return render(request, "officers/accreditation/panel.html", context)


def leader_of(seats: list[Seat]) -> Seat | None:
    return next((seat for seat in seats if seat.left_on is None), None)


def seat_line(seat: Seat, leader: Seat | None) -> dict[str, Any]:
    left = f"{wording.short_day(seat.left_on)}退出：{seat.left_reason}" if seat.left_on else ""
    silent = seat.left_on is None and seat.expert.user_id is None
    known = (("组长", seat == leader), ("由负责人指定", seat.named), ("没有账户，不能在线评分", silent))
    marks = [words for words, holds in known if holds]
    return {"seat": seat, "left": left, "marks": marks}


def order(row: Panel) -> list[str]:
    """The whole order of the draw by name, as anybody computes it again from seed and pool."""
    names = dict(Expert.objects.filter(pk__in=row.pool).values_list("pk", "name"))
    return [f"{names[expert]}（{expert}号）" for expert in redraw(row)]


def judged(row: Panel, user: Any) -> list[dict[str, Any]]:
    """Each application with where its evaluations stand; the mean only once all are in."""
    rows = Application.objects.filter(round=row.round_id, category=row.category_id, evaluations__seat__panel=row)
    found = totals(submitted(row.round, row.category))
    return [
        {
            "application": application,
            "evaluations": [
                evaluation_line(e, found.get(application.pk, []), user)
                for e in application.evaluations.select_related("seat__expert", "dossier__agency").order_by(
                    "seat__place"
                )
            ],
        }
        for application in rows.distinct().order_by("pk")
    ]


def evaluation_line(row: Evaluation, scored: list[tuple[int, Any, Any]], user: Any) -> dict[str, Any]:
    total = next((total for expert, total, _core in scored if expert == row.seat.expert_id), None)
    act = ACTS.get(S(row.state)) if row.state else None
    can = [o for o in options(row, user) if o.name == act and o.lawful and o.mine] if act else []
    return {
        "expert": row.seat.expert,
        "state": row.get_state_display(),
        "declared": row.state == S.ASSIGNED and row.declared_at is not None,
        "kind": KINDS.get(S(row.state), "") if row.state else "",
        "total": points(total) if row.state == S.SUBMITTED else "",
        "reason": row.reason,
        "acts": [(o.label, reverse("step", args=["evaluation", row.pk, o.name])) for o in can],
    }


def of_application(application: Application, user: Any) -> dict[str, Any]:
    """What the page of an application shows of its panel, to the office that organises the round alone."""
    row = Panel.objects.filter(round=application.round_id, category=application.category_id).first()
    if row is None or not may(user, "matter.view", application.agency_id):
        return {"panel": None, "matrix": None, "report": None}
    shown = application.evaluations.exists()
    report = getattr(application, "site_report", None)
    return {"panel": row, "matrix": matrix(application) if shown else None, "report": report}
