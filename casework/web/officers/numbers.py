"""Numbers taken out of a series for forms filled where there is no network, and the register of void ones."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from casework.accounts.models import User
from casework.accounts.queries import agencies_of, officers_of
from casework.core.audit import note
from casework.organisations.models import Agency
from casework.web import access, lists, wording
from casework.web.access import officers_only
from casework.web.shell import address
from documents import numbering
from documents.catalogue import SERIES
from documents.models import ReservedNumber

ORDER = lists.Order("id", descending=True)
COLUMNS = (
    *("id", "agency__short", "series", "year", "serial", "status", "reason", "holder__name", "created_at"),
    *("document__title", "document_id"),
)
TAGS = {"reserved": "warn", "used": "ok", "void": "", "paper": ""}
CHOICES = [(series, f"{title}（{series}）") for series, title in SERIES.items()]


class ReserveForm(forms.Form):
    """A block of numbers for one officer."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="机关", empty_label=None)
    series = forms.ChoiceField(label="文书", choices=CHOICES)
    count = forms.IntegerField(
        label="个数",
        min_value=1,
        max_value=numbering.BLOCK,
        initial=5,
        error_messages={
            "required": "还没有填个数。",
            "invalid": "个数要填数字。",
            "min_value": "至少预留1个。",
            "max_value": f"一次最多预留{numbering.BLOCK}个。用完再来。",
        },
    )
    holder = forms.ModelChoiceField(
        User.objects.none(), label="领用人", empty_label="请选择", error_messages={"required": "还没有选领用人。"}
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = agencies_of(user, "number.reserve")
        holders = User.objects.none()
        for agency in agencies:
            holders |= officers_of(agency)
        self.fields["agency"].queryset = agencies
        self.fields["holder"].queryset = holders

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        agency, holder = given.get("agency"), given.get("holder")
        if agency and holder and not officers_of(agency).filter(pk=holder.pk).exists():
            self.add_error("holder", "领用人不是这个机关的执法人员，请另选。")
        return given


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    if not access.may(request, "number.reserve"):
        raise Http404
    form = ReserveForm(request.POST or None, user=request.user)
    if form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            taken = numbering.reserve(given["agency"].pk, given["series"], given["count"], given["holder"])
            first, last = taken[0].serial, taken[-1].serial
            note(request.user, taken[0], f"预留{given['series']}{first}号至{last}号，{given['holder']}领用")
        messages.success(request, f"已预留{len(taken)}个文号：{given['series']}{first}号至{last}号。")
        return redirect("numbers")
    mine = ReservedNumber.objects.filter(agency__in=agencies_of(request.user, "number.reserve"))
    status = request.GET.get("status", "")
    shown = mine.filter(status=status) if status in ReservedNumber.Status.values else mine
    page = lists.page(shown, ORDER, request.GET.dict(), COLUMNS)
    page.words = lists.count_words(lists.capped_count(shown), "个")
    context = {
        "form": form,
        "page": page,
        "rows": [line(row) for row in page.rows],
        "status": status,
        "tabs": tabs(),
        "register": address("number_register"),
    }
    return render(request, "officers/numbers.html", context, status=422 if form.is_bound else 200)


def tabs() -> list[tuple[str, str]]:
    return [("", "全部"), *ReservedNumber.Status.choices]


def line(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "pk": row["id"],
        "number": numbering.written(row["agency__short"], row["series"], row["year"], row["serial"]),
        "state": ReservedNumber.Status(row["status"]).label,
        "kind": TAGS[row["status"]],
        "open": row["status"] == ReservedNumber.Status.RESERVED,
        "holder": row["holder__name"],
        "at": wording.moment(row["created_at"]),
        "paper": row["document__title"] or "",
        "document": row["document_id"],
        "reason": row["reason"],
    }


@officers_only
@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a number in the void register, with its reason."""
    mine = ReservedNumber.objects.filter(agency__in=agencies_of(request.user, "number.void"))
    row = get_object_or_404(mine.select_related("agency"), pk=pk)
    number = numbering.written(row.agency.short, row.series, row.year, row.serial)
    try:
        with transaction.atomic():
            numbering.void(row, request.POST.get("reason", "")[:200])
            note(request.user, row, f"作废{number}：{request.POST['reason'][:200]}")
    except ValueError as refusal:
        messages.error(request, f"{number}没有作废：{refusal}")
    else:
        messages.success(request, f"已作废{number}，不会再用。")
    return redirect("numbers")
