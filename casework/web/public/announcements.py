"""拟认定名单公示: lists under notice, one list, an objection to a unit on it, and what became of an objection."""

import re
from typing import Any

from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from casework.accreditation.models import Application, Listing, Objection, Ranked
from casework.accreditation.publicity import publicity_of
from casework.accreditation.states import ApplicationState, ListingState
from casework.clock import deadlines
from casework.web import wording
from documents.evidence import BadUpload
from workflows.accreditation.objecting import OPEN_TO_ALL, in_time, receive
from workflows.engine import Refused

MOST = 100
TOO_MANY = "提交次数过多，请10分钟后再试。"
OVER = {
    ApplicationState.DESIGNATED: "已命名",
    ApplicationState.NOT_DESIGNATED: "不予认定",
    ApplicationState.WITHDRAWN: "已撤回申报",
}


@login_not_required
@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    """Every list that was publicised, the newest first."""
    rows = Listing.objects.exclude(publicised_on=None).select_related("round__programme", "category", "agency")
    rows = rows.order_by("-publicised_on", "-pk")[:MOST]
    context = {
        "rows": [
            {
                "href": reverse("public_listing", args=[row.pk]),
                "what": f"{row.round.programme}（{row.category}）",
                "round": row.round.title,
                "agency": str(row.agency),
                "on": row.publicised_on,
                "state": "公示中" if row.state == ListingState.PUBLICISED else "公示结束",
            }
            for row in rows
        ]
    }
    return render(request, "public/announcements.html", context)


@login_not_required
@require_GET
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    """The units on a list with the last day of each one's notice; who objects finds the form here."""
    rows = Listing.objects.exclude(publicised_on=None).select_related("round__programme", "category", "agency")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    shown = row.ranked.exclude(publicised_on=None).select_related("application__enterprise__region").order_by("rank")
    context = {"listing": row, "units": [unit(one) for one in shown]}
    return render(request, "public/announcement.html", context)


def unit(row: Ranked) -> dict[str, Any]:
    """A unit as the notice names it: who it is, and until when anybody may object. No score, no person."""
    application = row.application
    notice = publicity_of(application)
    state = ApplicationState(application.state)
    open_now = in_time(application)
    return {
        "name": application.party_name,
        "region": str(application.enterprise.region),
        "code": application.enterprise.credit_code,
        "until": wording.full_day(notice.due_on) if notice and not deadlines.stands_still(notice) else "",
        "held": notice is not None and deadlines.stands_still(notice),
        "words": OVER.get(state, "公示中" if open_now else "公示期满"),
        "open": open_now,
        "href": reverse("public_object", args=[row.listing_id, application.pk]) if state in OPEN_TO_ALL else "",
    }


# --- objections ---------------------------------------------------------------------------------------------------
class Several(forms.FileInput):
    allow_multiple_selected = True


class UploadsField(forms.FileField):
    """Several files at once, or none."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [super(UploadsField, self).clean(one, initial) for one in data or []]


class ObjectionForm(forms.Form):
    """Signed, with grounds; the files are looked at when they are taken in."""

    name = forms.CharField(label="姓名或者单位名称", max_length=60, help_text="请用真实姓名。不会告诉被异议的单位。")
    contact = forms.CharField(label="联系方式", max_length=60, help_text="手机号或者电子邮箱，用来核实情况和答复您。")
    grounds = forms.CharField(
        label="异议内容和理由", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写明具体事实，不超过4000字。",
    )  # fmt: skip
    evidence = UploadsField(
        label="证据材料", required=False, widget=Several(attrs={"multiple": True}),
        help_text="可以选几个文件。PDF、Word、照片，每个不超过20 MB。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def find(listing: int, application: int) -> Application:
    """A unit on a list that was publicised.

    Raises:
        Http404: it is on no such list, or nobody may object to it now.
    """
    rows = Application.objects.filter(pk=application, ranked__listing=listing, state__in=OPEN_TO_ALL)
    found = rows.exclude(ranked__publicised_on=None).select_related("dossier", "round__programme", "category").first()
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, listing: int, application: int) -> HttpResponse:
    """Object to a unit. One who comes late is told that his objection waits for a review."""
    record = find(listing, application)
    posted = request.method == "POST"
    form = ObjectionForm(*((request.POST, request.FILES) if posted else ()))
    status = 200
    if posted and not ratelimit.consume(request, action="objection", key=str(record.pk)):
        form.add_error(None, TOO_MANY)
        status = 429
    elif posted:
        status = 422
        if form.is_valid() and (made := taken(record, form)) is not None:
            return redirect(f"{reverse('public_objection')}?receipt={made.receipt}")
    context = {"form": form, "application": record, "listing": listing, "late": not in_time(record)}
    return render(request, "public/object.html", context, status=status)


def taken(record: Application, form: ObjectionForm) -> Objection | None:
    """The objection, or nothing where it was refused: the form then says why."""
    told = {name: form.cleaned_data[name] for name in ("name", "contact", "grounds")}
    try:
        return receive(record, uploads=form.cleaned_data["evidence"], **told)
    except BadUpload as bad:
        form.add_error("evidence", str(bad))
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


@login_not_required
@never_cache
@require_GET
def objection(request: HttpRequest) -> HttpResponse:
    """What became of an objection, for whoever holds its receipt."""
    asked = re.sub(r"[^0-9A-Z-]", "", request.GET.get("receipt", "").upper())[:14]
    row = Objection.objects.filter(receipt=asked).select_related("application__round__programme").first()
    context = {"asked": asked, "row": row}
    return render(request, "public/objection.html", context, status=404 if asked and row is None else 200)
