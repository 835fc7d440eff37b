"""缴款导入: the collecting bank's list, line by line, and the lists brought in before."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.models import User
from casework.accounts.queries import agencies_of
from casework.organisations.models import Agency
from casework.penalties.models import PaymentImport
from casework.penalties.payments import MOST_BYTES, NEEDED, Unreadable
from casework.web import once
from casework.web.access import officers_only
from casework.web.forms.fields import PersonField, whole
from workflows.penalty.banking import import_payments

IMPORT = "matter.collect"
LAST = 30  # lists shown
SHOWN = 100  # mistakes on one page
EXAMPLE = ("2026060100001234", "（南）应急罚〔2026〕3号", "30000.00", "2026-06-01")


class ImportForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    agency = PersonField(label="机关", missing="请选择机关。")
    table = forms.FileField(
        label="缴款清单",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv"}),
        help_text="CSV，UTF-8或GBK，一行一张凭证。",
        error_messages={"required": "还没有选清单。", "invalid": "还没有选清单。"},
    )

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.agencies = {agency.pk: agency for agency in agencies}
        self.fields["agency"].offer((agency.pk, agency.name) for agency in agencies)
        self.initial |= {"agency": str(agencies[0].pk)}
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()

    def clean_table(self) -> Any:
        if self.cleaned_data["table"].size > MOST_BYTES:
            raise ValidationError(f"清单超过{MOST_BYTES // 1024 // 1024} MB。请分成几个再导入。")
        return self.cleaned_data["table"]


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def payments(request: HttpRequest) -> HttpResponse:
    mine = list(agencies_of(request.user, IMPORT).order_by("pk"))
    form = ImportForm(request.POST or None, request.FILES or None, agencies=mine) if mine else None
    if request.method == "POST":
        if form is None:
            raise Http404
        token = request.POST.get("token", "")
        if earlier := once.answer(request.user, token) if token else "":
            return redirect(earlier)
        if form.is_valid() and (batch := booked(form, request.user)):
            href = f"{reverse('payments')}?batch={batch.pk}"
            if batch.taken:
                messages.success(request, f"已入账{batch.taken}笔。")
            once.done(request.user, token, href)
            return redirect(href)
        once.release(request.user, token)
    return shown(request, form)


def shown(request: HttpRequest, form: ImportForm | None) -> HttpResponse:
    rows = imports(request.user)
    if form is not None:
        form.initial["token"] = once.new_token()
    context = {
        "form": form,
        "batch": rows.filter(pk=whole(request.GET.get("batch")) or 0).first(),
        "rows": list(rows[:LAST]),
        "shown": SHOWN,
    }
    wrong = form is not None and form.is_bound and form.errors
    return render(request, "officers/penalties/payments.html", context, status=422 if wrong else 200)


def imports(user: User) -> QuerySet[PaymentImport]:
    """Those of the agencies the visitor serves in."""
    return PaymentImport.objects.filter(agency__in=agencies_of(user)).select_related("agency", "by")


def booked(form: ImportForm, by: User) -> PaymentImport | None:
    """None when it is no such list, which the form then says."""
    table = form.cleaned_data["table"]
    try:
        return import_payments(table.read(), table.name, form.agencies[form.cleaned_data["agency"]], by)
    except Unreadable as wrong:
        form.add_error("table", str(wrong))
        return None


@officers_only
@require_GET
def payments_blank(request: HttpRequest) -> HttpResponse:
    """The headings and one line to write over, as Excel opens it."""
    text = io.StringIO()
    csv.writer(text).writerows([list(NEEDED.values()), EXAMPLE])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="payments.csv"'
    return response
