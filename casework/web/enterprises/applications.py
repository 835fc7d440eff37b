"""The applicant's page of an application, its form while it is a draft, its preview, its steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import in_charge
from casework.accreditation import computed, drafts
from casework.accreditation.models import Application
from casework.accreditation.states import ApplicationState
from casework.web.access import enterprises_only, get_owned
from casework.web.downloads import disposition
from casework.web.enterprises import papers
from casework.web.enterprises.cases import life
from casework.web.files import DOCX
from casework.web.reply import application_page
from casework.web.reply.application_forms import FORMS, DraftForm
from casework.web.steps import Desk, make_form, take_in, take_step
from documents import preview
from documents.issue import issue
from documents.models import Document
from documents.render import draw
from documents.text import BadText
from workflows.registry import page_of

PAPER, BLANK = "application-form", "（未填）"
RELATED = ("dossier__agency", "enterprise", "agency", "city", "round__programme", "category")


def owned(request: HttpRequest, pk: int) -> Application:
    return get_owned(Application.objects.select_related(*RELATED), request.user, pk)


@enterprises_only
@require_GET
def application(request: HttpRequest, pk: int) -> HttpResponse:
    row = owned(request, pk)
    page = page_of(row)(row, by=request.user)
    title, lede = application_page.sentence(row)
    listed = papers.listed(request, row.dossier)
    writing = row.state == ApplicationState.DRAFT
    lacking = application_page.lacking(page) if writing else []
    context = {
        "application": row,
        "title": title,
        "lede": lede,
        "writing": writing,
        "lacking": lacking,
        "rights": application_page.rights(page, bool(lacking)),
        "clocks": application_page.dates(row),
        "supplements": application_page.supplements(row),
        "designation": getattr(row, "designation", None),
        "papers": listed,
        "sealed": [paper for paper in listed if paper["sealed"]],
        "officers": in_charge(row.dossier),
        **life(row.dossier),
    }
    return render(request, "enterprises/accreditation/application.html", context)


# --- the draft ----------------------------------------------------------------------------------------------------
@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the application says; saved as often as one likes, checked when it is submitted."""
    row = owned(request, pk)
    if row.state != ApplicationState.DRAFT:
        messages.error(request, drafts.OVER)
        return redirect("my_application", pk)
    desk = desk_of(request, row, DraftForm)
    if request.method != "POST":
        return show(request, row, make_form(desk, None, None), drafts.mark(row))
    data, uploads = take_in(desk, None)
    filled, seen = make_form(desk, data, None, uploads), data.get("seen", "")
    if not filled.is_valid():
        return show(request, row, filled, seen, status=422)
    try:
        save(row, filled, seen)
    except drafts.NoDraft as refusal:
        filled.refuse(str(refusal))
        row.refresh_from_db()
        return show(request, row, filled, drafts.mark(row), status=409)
    messages.success(request, "已保存，还没有提交。")
    return redirect("my_application" if "check" in data else "my_application_form", pk)


def save(row: Application, filled: DraftForm, seen: str) -> None:
    partners = [other for part in filled.partners if (other := part.other)]
    drafts.keep(row, filled.columns(), [part.answer for part in filled.criteria], partners, seen)


def show(request: HttpRequest, row: Application, filled: Any, seen: str, status: int = 200) -> HttpResponse:
    for part in filled.criteria:
        asked = part.criterion.computed
        part.figure = computed.figure(row, asked) if asked else None
    context = {"application": row, "form": filled, "seen": seen}
    return render(request, "enterprises/accreditation/form.html", context, status=status)


# --- the form as a paper ------------------------------------------------------------------------------------------
def sheet(row: Application, user: Any) -> Document:
    """The application form as it would be issued now; nothing of it is kept.

    Raises:
        BadText: it holds characters that no paper can print, or the office's own profile has blanks.
    """
    paper = issue(PAPER, record=row, by=user, rehearsal=True)
    paper.facts |= {name: BLANK for name in ("applicant", "mobile") if not paper.facts[name]}
    return paper


@enterprises_only
@require_GET
def form_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The 申报书 drawn from what is filled in, on the page or as a Word file (``?as=word``)."""
    row = owned(request, pk)
    context: dict[str, Any] = {"application": row, "sheet": "", "wrong": ""}
    try:
        paper = sheet(row, request.user)
    except BadText as bad:
        return render(request, "enterprises/accreditation/preview.html", {**context, "wrong": str(bad)}, status=409)
    file = draw(paper.kind, paper.facts)
    if request.GET.get("as") == "word":
        answer = HttpResponse(file, content_type=DOCX)
        answer["Content-Disposition"] = disposition(f"{row.party_name}{paper.title}（预览）.docx")
        return answer
    context["sheet"] = preview.html(file, draft=True)
    return render(request, "enterprises/accreditation/preview.html", context)


# --- the steps ----------------------------------------------------------------------------------------------------
@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One of the applicant's steps."""
    row = owned(request, pk)
    form_class = FORMS.get(("application", step))
    if form_class is None:
        raise Http404
    return take_step(desk_of(request, row, form_class))


def desk_of(request: HttpRequest, row: Application, form_class: Any) -> Desk:
    return Desk(
        request, row, form_class, reverse("my_application", args=[row.pk]),
        template="enterprises/penalty/step.html", barred="enterprises/penalty/barred.html",
        preview="officers/step_preview.html", from_party=True, most_files=drafts.MOST_FILES,
    )  # fmt: skip
