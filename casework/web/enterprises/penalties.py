"""The rights page of a penalty: what is proposed or decided, what its party may do and until when, what it owes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import in_charge
from casework.penalties.models import Penalty
from casework.web.access import enterprises_only, get_owned
from casework.web.downloads import disposition
from casework.web.enterprises import papers
from casework.web.enterprises.cases import life
from casework.web.reply import invitation, penalty_page, penalty_rights
from casework.web.reply.penalty_forms import FORMS
from casework.web.reply.penalty_page import day_of
from casework.web.reply.penalty_words import yuan
from casework.web.steps import Desk, take_step
from workflows.registry import page_of


def owned(request: HttpRequest, pk: int) -> Penalty:
    rows = Penalty.objects.select_related("dossier__agency", "enterprise", "agency", "person", "case")
    return get_owned(rows, request.user, pk)


@enterprises_only
@require_GET
def penalty(request: HttpRequest, pk: int) -> HttpResponse:
    row = owned(request, pk)
    page = page_of(row)(row, by=request.user)
    known = penalty_rights.running(row)
    money = penalty_page.money_of(page)
    title, lede, due = penalty_page.sentence(page, known, money)
    listed = papers.listed(request, row.dossier)
    context = {
        "penalty": row,
        "you": penalty_page.you(row),
        "title": title,
        "lede": lede,
        "due": due,
        "lamp": penalty_rights.pressing(due, row.state),
        "told": penalty_page.told(page),
        "rights": penalty_rights.of(page, known),
        "reviews": penalty_rights.reviews(row.dossier_id, known),
        "defences": penalty_page.defences(row),
        "hearing": penalty_page.hearing(page),
        "papers": listed,
        "sealed": [paper for paper in listed if paper["sealed"]],
        "by_pk": {paper["pk"]: paper for paper in listed},
        "officers": in_charge(row.dossier),
        "figures": penalty_page.figures(),
        **decided(page, money),
        **life(row.dossier),
    }
    return render(request, "enterprises/penalty/page.html", context)


def decided(page: Any, money: Any) -> dict[str, Any]:
    """What is shown of the decision once it was served."""
    decision = page.decision if page.decision and page.decision.served_on else None
    remedies = page.dossier.remedies.exclude(state="").prefetch_related("stays").order_by("-id")
    return {
        "decision": decision,
        "money": money,
        "bill": penalty_page.bill(money) if money else [],
        "owed": yuan(money.owed) if money else "",
        "excess": yuan(money.excess) if money and money.excess else "",
        "requests": penalty_page.requests(decision) if decision else [],
        "demands": penalty_page.demands(decision) if decision else [],
        "suspension": getattr(decision, "suspension", None) if decision else None,
        "publication": decision.publications.filter(withdrawn_on=None).first() if decision else None,
        "remedies": remedies,
    }


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the party's steps."""
    row = owned(request, pk)
    form = FORMS.get(("penalty", step))
    if form is None:
        raise Http404
    return take_step(desk(request, row, form, reverse("my_penalty", args=[pk])))


def desk(request: HttpRequest, row: Any, form: Any, back: str) -> Desk:
    return Desk(
        request, row, form, back, template="enterprises/penalty/step.html",
        barred="enterprises/penalty/barred.html", preview="officers/step_preview.html", from_party=True,
    )  # fmt: skip


@enterprises_only
@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The hearing as an entry for a calendar, once its notice was served."""
    row = owned(request, pk)
    found = page_of(row)(row).hearing
    if found is None or not found.served_on or not found.held_at or found.outcome:
        raise Http404
    answer = HttpResponse(invitation.calendar(found, row), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = disposition(f"听证会{day_of(found.held_at):%Y%m%d}.ics")
    return answer
