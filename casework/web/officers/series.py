"""The register of a number series of the own agency: what became of every number, month by month, to look at and to
print; and letting a series go on after the last number given on paper. Reserving and voiding is in ``numbers.py``.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from casework.accounts.queries import agencies_of
from casework.core.audit import note
from casework.core.now import today
from casework.organisations.models import Agency
from casework.web.access import officers_only
from casework.web.officers.register import Register
from documents import numbering
from documents.catalogue import SERIES
from documents.models import Serial

KEEP = "number.reserve"
FIRST = "应急责改"  # what an office asks for most
MOST = 99_999
CLOSED = "往年的字号不再编号。请选今年的。"
WHOLE = f"请填1至{MOST}之间的整数。"


class BeginForm(forms.Form):
    last = forms.IntegerField(
        label="纸质文书用到几号",
        min_value=1,
        max_value=MOST,
        help_text="填最后一个纸质文号的序号，下一份从后一号开始。登记后不能改小。",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WHOLE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def of_query(request: HttpRequest) -> Register:
    """The register the address names: of the first own agency, of orders and of this year where it names none.

    Raises:
        Http404: no agency in which the visitor keeps the numbers, or no such series or year.
    """
    agencies = {str(agency.pk): agency for agency in agencies_of(request.user, KEEP).order_by("pk")}
    agency = agencies.get(request.GET.get("agency") or next(iter(agencies), ""))
    series, year = request.GET.get("series") or FIRST, request.GET.get("year") or str(today().year)
    if agency is None or series not in SERIES or not (year.isascii() and year.isdigit() and len(year) == 4):
        raise Http404
    return Register(agency, series, int(year))


def query(register: Register) -> str:
    return urlencode({"agency": register.agency.pk, "series": register.series, "year": register.year})


def years_of(agency: Agency) -> list[int]:
    known = Serial.objects.filter(agency=agency).values_list("year", flat=True)
    return sorted({*known, today().year}, reverse=True)


def show(request: HttpRequest, register: Register, form: BeginForm, status: int = 200) -> HttpResponse:
    asked = request.GET.get("month", "")
    month = int(asked) if asked.isascii() and asked.isdigit() and int(asked) <= 12 else None
    context = {
        "register": register,
        "title": SERIES[register.series],
        "entries": register.of_month(month),
        "month": month,
        "query": query(register),
        "agencies": agencies_of(request.user, KEEP).order_by("pk"),
        "series": [(code, f"{title}（{code}）") for code, title in SERIES.items()],
        "years": years_of(register.agency),
        "form": form if register.year == today().year else None,
    }
    return render(request, "officers/numbers_register.html", context, status=status)


@officers_only
@require_GET
def number_register(request: HttpRequest) -> HttpResponse:
    """What became of every number of a series and year."""
    return show(request, of_query(request), BeginForm())


@officers_only
@require_POST
def number_begin(request: HttpRequest) -> HttpResponse:
    """Let this year's series go on after the last number given on paper."""
    register, form = of_query(request), BeginForm(request.POST)
    if register.year != today().year:
        messages.error(request, CLOSED)
        return redirect(f"{reverse('number_register')}?{query(register)}")
    if form.is_valid():
        last = form.cleaned_data["last"]
        try:
            with transaction.atomic():
                numbering.begin_after(register.agency.pk, register.series, register.year, last, request.user)
                row = Serial.objects.get(agency=register.agency, series=register.series, year=register.year)
                note(request.user, row, f"登记纸质文号用到{register.number(last)}")
        except ValueError as refused:
            form.add_error("last", str(refused))
        else:
            messages.success(request, f"已登记，下一份从{register.number(last + 1)}开始。")
            return redirect(f"{reverse('number_register')}?{query(register)}")
    return show(request, register, form, 422)
