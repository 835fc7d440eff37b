"""The page of a stop of production as its party sees it, and the request to have it lifted after acceptance."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import in_charge
from casework.penalties.models import Suspension
from casework.web.access import enterprises_only, get_owned
from casework.web.enterprises import papers
from casework.web.enterprises.cases import life
from casework.web.enterprises.penalties import desk
from casework.web.reply import penalty_rights, suspension_page
from casework.web.reply.penalty_forms import FORMS
from casework.web.steps import take_step
from workflows.registry import page_of


def owned(request: HttpRequest, pk: int) -> Suspension:
    rows = Suspension.objects.select_related("dossier__agency", "enterprise", "agency", "decision__document", "measure")
    return get_owned(rows, request.user, pk)


@enterprises_only
@require_GET
def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    row = owned(request, pk)
    page = page_of(row)(row, by=request.user)
    title, lede = suspension_page.sentence(row)
    listed = papers.listed(request, row.dossier)
    act = suspension_page.act_of(row)
    words = "逐项附上整改好的证明材料，执法人员到现场验收。"
    context = {
        "suspension": row,
        "title": title,
        "lede": lede,
        "why": suspension_page.why(row),
        "act": next((paper for paper in listed if act and paper["pk"] == act.pk), None),
        "right": penalty_rights.right(page, "request_acceptance", words, address="my_suspension_step"),
        "findings": suspension_page.findings(row),
        "acceptances": suspension_page.acceptances(row),
        "answer_by": suspension_page.answer_by(row),
        "cuts": row.power_cuts.order_by("-id"),
        "defiances": row.defiances.order_by("-id"),
        "papers": listed,
        "sealed": [paper for paper in listed if paper["sealed"]],
        "officers": in_charge(row.dossier),
        **life(row.dossier),
    }
    return render(request, "enterprises/suspension/page.html", context)


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    row = owned(request, pk)
    form = FORMS.get(("suspension", step))
    if form is None:
        raise Http404
    return take_step(desk(request, row, form, reverse("my_suspension", args=[pk])))
