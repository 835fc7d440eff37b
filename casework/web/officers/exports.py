"""Export of the ledger: say what for, watch it being written, take it. Each is on record."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from casework.core.now import now
from casework.enforcement.models import Case
from casework.web import access, lists
from casework.web.access import officers_only
from casework.web.downloads import disposition
from casework.web.models import Export
from casework.web.officers import workbook
from casework.web.officers.filters import Filters

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ExportForm(forms.Form):
    purpose = forms.CharField(
        label="用途",
        min_length=4,
        max_length=200,
        help_text="写清给谁、作什么用。导出人、时间、条件和用途都会留存。",
        error_messages={
            "required": "还没有写用途。请写清给谁、作什么用。",
            "min_length": "用途太短。请写清给谁、作什么用。",
        },
    )


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    if not access.may(request, "ledger.export"):
        raise Http404
    filters = Filters.read(dict(parse_qsl(request.POST.get("query", ""))) if request.POST else request.GET)
    form = ExportForm(request.POST or None)
    query = urlencode(filters.query)
    if form.is_valid():
        made = workbook.ask(request.user, query, filters.words, form.cleaned_data["purpose"])
        return redirect("export_progress", pk=made.pk)
    cases = filters.apply(Case.objects.visible_to(request.user), request.user)
    context = {
        "form": form,
        "filters": filters,
        "query": query,
        "count": lists.count_words(lists.capped_count(cases)),
        "past": Export.objects.filter(user=request.user)[:10],
    }
    return render(request, "officers/export.html", context, status=422 if form.is_bound else 200)


@officers_only
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it got; the page asks again by itself until it is ready (with or without script)."""
    row = get_object_or_404(Export, pk=pk, user=request.user)
    busy = row.status in (Export.Status.WAITING, Export.Status.WRITING)
    template = "officers/export_state.html" if request.htmx else "officers/export_progress.html"  # type: ignore[attr-defined]
    response = render(request, template, {"export": row, "busy": busy})
    if busy and not request.htmx:  # type: ignore[attr-defined]
        response["Refresh"] = "10"
    return response


@officers_only
@require_POST
def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking the file is noted on its row, so it is a POST."""
    row = get_object_or_404(Export, pk=pk, user=request.user, status=Export.Status.READY)
    Export.objects.filter(pk=pk).update(downloaded_at=now())
    response = FileResponse(row.file.open("rb"), content_type=XLSX)
    response["Content-Disposition"] = disposition(f"执法台账{row.created_at:%Y%m%d}-{row.pk}.xlsx")
    return response
