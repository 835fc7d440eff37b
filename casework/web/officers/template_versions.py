"""One uploaded template: what it changes, how papers look with it, and the decision of a second person."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from casework.core.now import today
from casework.web.access import may, officers_only
from casework.web.officers.templates import TAGS, known, own_agency, word_file
from documents import preview, samples
from documents import render as papers
from documents.models import TemplateVersion
from documents.templating import compare, versions
from documents.templating.versions import VersionRefused

NO_REASON = "请写明退回的原因。"


class ApproveForm(forms.Form):
    begins = forms.DateField(
        label="起用日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="这一天起签发的文书用新模板",
        error_messages={"required": "还没有填起用日期。", "invalid": "日期没有填对，例如2026-12-01。"},
    )
    ends = forms.DateField(
        label="停用日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="可以不填；过了这一天用回系统自带的模板",
        error_messages={"invalid": "日期没有填对，例如2026-12-01。"},
    )


def own_version(request: HttpRequest, pk: int) -> TemplateVersion:
    rows = TemplateVersion.objects.select_related("agency", "author", "decided_by")
    row = rows.filter(pk=pk, agency=own_agency(request)).first()
    if row is None:
        raise Http404
    return row


@officers_only
@require_GET
def version(request: HttpRequest, pk: int) -> HttpResponse:
    return shown(request, own_version(request, pk), ApproveForm(initial={"begins": today() + timedelta(1)}))


def shown(request: HttpRequest, row: TemplateVersion, form: ApproveForm) -> HttpResponse:
    body = versions.body_of(row)
    base, other = versions.compared_with(row)
    cases = samples.cases(row.kind)
    case = request.GET.get("case", "")
    case = case if case in cases else next(iter(cases))
    drawn = papers.draw(row.kind, cases[case], papers.compile_body(body))
    waits = row.status == "waiting" and may(request, "template.approve")
    context = {
        "row": row,
        "kind": known(row.kind),
        "tag": TAGS[row.status],
        "lines": compare.side_by_side(other, body),
        "base": base,
        "cases": list(cases),
        "case": case,
        "sheet": preview.html(drawn),
        "form": form,
        "may_decide": waits and row.author_id != request.user.pk,
        "own": waits and row.author_id == request.user.pk,
        "may_stop": counts_on(row) and may(request, "template.approve"),
    }
    return render(request, "officers/template_version.html", context, status=422 if form.is_bound else 200)


def counts_on(row: TemplateVersion) -> bool:
    """Whether papers of a coming day would still be drawn with it."""
    return row.status == "approved" and (row.effective_to is None or row.effective_to > today())


@officers_only
@require_GET
def version_file(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_version(request, pk)
    return word_file(versions.body_of(row), f"模板-{known(row.kind).title}-第{row.no}版.docx")


def decided(request: HttpRequest, row: TemplateVersion, decide: Callable[[], Any], words: str) -> HttpResponse:
    try:
        decide()
    except VersionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)
    return redirect("template_version", row.pk)


def for_approver(request: HttpRequest, pk: int) -> TemplateVersion:
    if not may(request, "template.approve"):
        raise Http404
    return own_version(request, pk)


@officers_only
@require_POST
def version_approve(request: HttpRequest, pk: int) -> HttpResponse:
    row = for_approver(request, pk)
    form = ApproveForm(request.POST)
    if not form.is_valid():
        return shown(request, row, form)
    days = form.cleaned_data
    words = f"已批准第{row.no}版，{days['begins']:%Y年%-m月%-d日}起用。"
    return decided(request, row, lambda: versions.approve(row, **days, by=request.user), words)


@officers_only
@require_POST
def version_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row, reason = for_approver(request, pk), request.POST.get("reason", "").strip()[:200]
    if not reason:
        messages.error(request, NO_REASON)
        return redirect("template_version", row.pk)
    return decided(request, row, lambda: versions.refuse(row, reason=reason, by=request.user), f"已退回第{row.no}版。")


@officers_only
@require_POST
def version_stop(request: HttpRequest, pk: int) -> HttpResponse:
    row = for_approver(request, pk)
    words = f"已停用第{row.no}版。今天之后的文书用系统自带的模板。"
    return decided(request, row, lambda: versions.stop(row, by=request.user), words)
