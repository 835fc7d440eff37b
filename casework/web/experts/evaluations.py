"""An expert's desk: what he has to score, what he has submitted, and nothing of what the others say before that."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accreditation import expert_desk
from casework.accreditation.models import Evaluation
from casework.accreditation.states import EvaluationState as S
from casework.clock import deadlines
from casework.clock.models import Deadline
from casework.web import wording
from casework.web.access import experts_only
from casework.web.experts import sheet
from casework.web.experts.forms import FORMS
from casework.web.steps import Desk, take_step

ALWAYS = "recuse"  # whoever turns out to be tied opens nothing, but may still say so


def rows_of(request: HttpRequest) -> QuerySet[Evaluation]:
    rows = Evaluation.objects.of_expert(request.user)
    return rows.select_related("application__round__programme", "application__category", "dossier", "seat__panel")


def find(request: HttpRequest, pk: int, *, tied: bool = False) -> Evaluation:
    """One's own evaluation.

    Raises:
        Http404: somebody else's, one of a panel he has left, or of applicants to whom he is tied.
    """
    rows = rows_of(request)
    row = rows.filter(pk=pk).first()
    if row is None or (not tied and expert_desk.tied(rows.filter(pk=pk))):
        raise Http404
    return row


@experts_only
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Everything to be scored first, with its last day; then what has been submitted."""
    rows = list(rows_of(request).order_by("application__round", "application__party_name", "pk"))
    tied = set(expert_desk.tied(rows_of(request))) if rows else set()
    due = {d.record: d for d in running(rows)}
    lines = [line(row, due.get(row.application_id), row.seat.panel_id in tied) for row in rows]
    context = {
        "waiting": [made for made in lines if made["state"] == S.ASSIGNED],
        "submitted": [made for made in lines if made["state"] == S.SUBMITTED],
    }
    return render(request, "experts/desk.html", context)


def running(rows: list[Evaluation]) -> QuerySet[Deadline]:
    ids = [row.application_id for row in rows]
    return Deadline.objects.filter(kind="application", record__in=ids, name="evaluation", status="running")


def line(row: Evaluation, due: Deadline | None, tied: bool) -> dict[str, Any]:
    """One application on the desk; of an applicant he is tied to nothing but that it is so."""
    application = row.application
    light = deadlines.light(due) if due else None
    return {
        "state": row.state,
        "tied": tied,
        "party": application.party_name,
        "what": f"{application.round.programme}（{application.category}）",
        "href": reverse("expert_step", args=[row.pk, ALWAYS]) if tied else reverse("expert_evaluation", args=[row.pk]),
        "act": "申请回避" if tied else "查看" if row.state == S.SUBMITTED else "评审",
        "light": light,
        "submitted": wording.moment(row.submitted_at) if row.submitted_at else "",
    }


@experts_only
@require_GET
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """One application with what it says; before the first look he declares that nothing ties him to it."""
    row = find(request, pk)
    if row.declared_at is None:
        return redirect("expert_step", pk, "declare")
    return render(request, "experts/evaluation.html", sheet.of(row, request.user))


@experts_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the expert's steps."""
    row = find(request, pk, tied=step == ALWAYS)
    form = FORMS.get(("evaluation", step))
    if form is None:
        raise Http404
    if step == "submit" and row.declared_at is None and request.method != "POST":
        return redirect("expert_step", pk, "declare")
    back = reverse("expert_evaluation", args=[pk]) if step in ("declare", "submit") else reverse("expert_desk")
    leave = reverse("expert_desk") if step in ("declare", ALWAYS) else back
    return take_step(desk_of(request, row, form, back, leave))


@experts_only
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's report on the application that his own evaluation is about."""
    row = find(request, pk)
    form = FORMS["application", "conclude_evaluation"]
    back = reverse("expert_evaluation", args=[pk])
    return take_step(desk_of(request, row.application, form, back, back))


def desk_of(request: HttpRequest, record: Any, form: Any, back: str, leave: str) -> Desk:
    """``leave``: where somebody goes who does not take the step."""
    return Desk(
        request, record, form, back, template="experts/step.html", barred="experts/barred.html",
        preview="officers/step_preview.html", internal=True, extra={"leave": leave},
    )  # fmt: skip
