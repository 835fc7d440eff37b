"""Bring in the matters of an office from one table: look at its mistakes first, then all rows or none."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.models import User
from casework.accounts.queries import agencies_of
from casework.organisations.importers import MOST_BYTES, Unreadable
from casework.organisations.models import Agency
from casework.web import once
from casework.web.access import officers_only
from casework.web.forms.fields import OfficersField, PersonField, officer_choices
from casework.web.officers.opening import IMPORT
from workflows.importing import HEADINGS, NEEDED, SERIES, Outcome, import_matters

SHOWN = 100  # mistakes on one page
EXAMPLE = ("91450102MA5TEXAMPL", "（{short}）" + SERIES + "〔2026〕3号", "2026-03-02", "2026-03-03", "V1")
EXAMPLE += ("3名操作工未经培训上岗", "2026-03-18", "待整改", "", "张三、李四")


class TableForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    agency = PersonField(label="承办机关", missing="请选择机关。")
    table = forms.FileField(
        label="表格",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text="XLSX或CSV，一行一项问题，同一文号的各行是一个案件。",
        error_messages={"required": "还没有选表格。", "invalid": "还没有选表格。"},
    )
    officers = OfficersField(label="承办人", required=False, help_text="表格里没有写承办人的案件归他们，可以不选。")

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.agencies = {agency.pk: agency for agency in agencies}
        self.fields["agency"].offer((agency.pk, agency.name) for agency in agencies)
        self.fields["officers"].offer(dict(row for agency in agencies for row in officer_choices(agency)).items())
        self.fields["officers"].validate = self.nobody_or_two
        self.initial |= {"agency": str(agencies[0].pk)}
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()

    def nobody_or_two(self, value: list[int]) -> None:
        if value:
            OfficersField.validate(self.fields["officers"], value)

    def clean_table(self) -> Any:
        if self.cleaned_data["table"].size > MOST_BYTES:
            raise forms.ValidationError(f"表格超过{MOST_BYTES // 1024 // 1024} MB。请分成几个再导入。")
        return self.cleaned_data["table"]


def own_agencies(request: HttpRequest) -> list[Agency]:
    if agencies := list(agencies_of(request.user, IMPORT).select_related("region").order_by("pk")):
        return agencies
    raise Http404


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def import_table(request: HttpRequest) -> HttpResponse:
    """Check a table, or bring its matters in."""
    form = TableForm(request.POST or None, request.FILES or None, agencies=own_agencies(request))
    outcome, token = None, request.POST.get("token", "")
    if form.is_valid():
        check = "check" in request.POST
        if not check and token and (earlier := once.answer(request.user, token)):
            return redirect(earlier)
        outcome = tried(form, request.user, check)
        if outcome and not check and not outcome.mistakes:
            words = f"已导入{len(outcome.cases)}件，另有{len(outcome.known)}件早已导入。"
            messages.success(request, words)
            once.done(request.user, token, request.path)
            return redirect("import_table")
        once.release(request.user, token)
    form.initial["token"] = once.new_token()
    context = {"form": form, "outcome": outcome, "headings": list(HEADINGS), "needed": NEEDED, "shown": SHOWN}
    wrong = form.errors or (outcome and outcome.mistakes)
    return render(request, "officers/import_table.html", context, status=422 if wrong else 200)


def tried(form: TableForm, by: User, check: bool) -> Outcome | None:
    """What the table brought or would bring; None when it is no such table, which the form then says."""
    given = form.cleaned_data
    officers = User.objects.filter(pk__in=given["officers"] or [])
    try:
        return import_matters(
            given["table"].read(),
            given["table"].name,
            form.agencies[given["agency"]],
            by,
            officers=officers,
            check=check,
        )
    except Unreadable as wrong:
        form.add_error("table", str(wrong))
        return None


@officers_only
@require_GET
def blank_table(request: HttpRequest) -> HttpResponse:
    """The headings and one line to write over, as Excel opens it."""
    short = own_agencies(request)[0].short
    text = io.StringIO()
    csv.writer(text).writerows([list(HEADINGS), [cell.format(short=short) for cell in EXAMPLE]])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="import-matters.csv"'
    return response
