"""Inspections: the list, opening one at an enterprise, and the page one works from on the spot."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.models import User
from casework.accounts.queries import agencies_of, in_charge, territory
from casework.clock.queries import desk_of
from casework.enforcement.models import Inspection
from casework.enforcement.states import InspectionState
from casework.organisations.models import Agency, Enterprise
from casework.web import actions, clocks, lists, once, wording
from casework.web.access import get_visible, officers_only
from casework.web.forms.fields import ChoiceField, OfficersField, PersonField, officer_choices, whole
from casework.web.officers import casefile
from casework.web.officers.rows import officers_of as officers_by_dossier
from casework.web.steps import step_href
from workflows.opening import open_inspection

HANDLE = "matter.handle"
FOUND = 20  # enterprises a search offers
BUSY = ("", InspectionState.PLANNED, InspectionState.STARTED)
LABELS = {"": "未开始", **dict(InspectionState.choices)}
GROUNDS = dict(Inspection.Ground.choices)
COLUMNS = ("id", "dossier_id", "enterprise__name", "state", "ground", "planned_on", "started_at", "place")
ORDER = lists.Order("id", descending=True)
VIEWS = (("", "进行中"), ("mine", "我承办的"), ("all", "全部"))


@officers_only
@require_GET
def inspections(request: HttpRequest) -> HttpResponse:
    """Inspections of the territory, the latest first."""
    view = request.GET.get("view", "")
    rows = Inspection.objects.visible_to(request.user)
    if view == "mine":
        rows = rows.filter(dossier__in=desk_of(request.user))
    elif view != "all":
        rows = rows.filter(state__in=BUSY)
    shown = lists.page(rows, ORDER, request.GET.dict(), COLUMNS)
    shown.words = f"本页{len(shown.rows)}次"
    names = officers_by_dossier([row["dossier_id"] for row in shown.rows])
    context = {
        "page": shown,
        "rows": [list_row(row, names) for row in shown.rows],
        "views": [(key, label, key == view) for key, label in VIEWS],
        "may_open": agencies_of(request.user, HANDLE).exists(),
    }
    return render(request, "officers/inspections.html", context)


def list_row(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    busy = row["state"] in BUSY
    return {
        "href": reverse("inspection_site" if busy else "inspection", args=[row["id"]]),
        "enterprise": row["enterprise__name"],
        "state": LABELS[row["state"]],
        "level": "amber" if row["state"] == InspectionState.STARTED else "",
        "ground": GROUNDS[row["ground"]],
        "when": wording.moment(row["started_at"]) if row["started_at"] else wording.day(row["planned_on"]),
        "place": row["place"] or "—",
        "officers": names.get(row["dossier_id"], "—"),
    }


# --- opening ------------------------------------------------------------------------------------------------------
class OpeningForm(forms.Form):
    """Where, by whom, and whether it is planned or begins at once."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    agency = PersonField(label="机关", missing="请选择机关。")
    officers = OfficersField()
    next = ChoiceField(
        label="怎样开始",
        choices=[("start", "现在就去检查"), ("plan", "先列入计划")],
        segmented=True,
        help_text="没有计划的检查须有举报线索或紧急危险，开始后补办审批。",
        missing="请选择怎样开始。",
    )

    def __init__(self, *args: Any, agencies: list[Agency], user: User, enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.user, self.enterprise, self.agencies = user, enterprise, {agency.pk: agency for agency in agencies}
        self.fields["agency"].offer((agency.pk, agency.name) for agency in agencies)
        choices = [row for agency in agencies for row in officer_choices(agency)]
        self.fields["officers"].offer(dict(choices).items())
        self.initial |= {"agency": str(agencies[0].pk), "officers": [user.pk], "next": "start"}
        if len(agencies) == 1:
            self.fields["agency"].widget = forms.HiddenInput()

    def clean_agency(self) -> Agency:
        agency = self.agencies[self.cleaned_data["agency"]]
        if not self.enterprise.region_id.startswith(agency.region.prefix):
            raise forms.ValidationError("该企业不在本机关辖区内。")
        return agency

    def clean_officers(self) -> list[int]:
        chosen = self.cleaned_data["officers"]
        if self.user.pk not in chosen:
            raise forms.ValidationError("两名执法人员里要有您本人。别人的检查请由本人登记。")
        return chosen


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_new(request: HttpRequest) -> HttpResponse:
    """Find the enterprise, then open the inspection of it."""
    agencies = list(agencies_of(request.user, HANDLE).select_related("region"))
    if not agencies:
        raise Http404
    enterprise = picked(request)
    if enterprise is None:
        return render(request, "officers/inspection_find.html", found(request))
    form = OpeningForm(request.POST or None, agencies=agencies, user=request.user, enterprise=enterprise)
    if request.method == "POST":
        token = request.POST.get("token", "")
        if earlier := once.answer(request.user, token) if token else "":
            return redirect(earlier)
        if form.is_valid():
            href = opened(form.cleaned_data, enterprise)
            once.done(request.user, token, href)
            return redirect(href)
        once.release(request.user, token)
    form.initial["token"] = once.new_token()
    context = {"enterprise": enterprise, "form": form}
    return render(request, "officers/inspection_new.html", context, status=422 if form.errors else 200)


def opened(given: dict[str, Any], enterprise: Enterprise) -> str:
    """Open the dossier; where the first step is taken."""
    officers = User.objects.filter(pk__in=given["officers"])
    inspection = open_inspection(given["agency"], enterprise, officers)
    return step_href("inspection", inspection.pk, given["next"])


def reachable(user: User) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(territory(user, field="region")).select_related("region", "industry")


def picked(request: HttpRequest) -> Enterprise | None:
    """The enterprise named in the address or the form.

    Raises:
        Http404: it is outside the visitor's territory.
    """
    pk = request.POST.get("enterprise") or request.GET.get("enterprise", "")
    if not pk:
        return None
    enterprise = reachable(request.user).filter(pk=whole(pk) or 0).first()
    if enterprise is None:
        raise Http404
    return enterprise


def found(request: HttpRequest) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()[:60]
    rows = list(reachable(request.user).find(text).order_by("name")[: FOUND + 1]) if text else []
    return {"q": text, "rows": rows[:FOUND], "more": len(rows) > FOUND}


# --- on the spot --------------------------------------------------------------------------------------------------
@officers_only
@require_GET
def inspection_site(request: HttpRequest, pk: int) -> HttpResponse:
    """What has been found so far, and the next thing to do; made for the phone."""
    rows = Inspection.objects.select_related("dossier", "enterprise__industry", "agency")
    record = get_visible(rows, request.user, pk)
    possible = actions.of(record, request.user)
    known = {action.name: action for action in (*possible.lawful, *possible.more)}
    proposals = casefile.proposals(record.dossier)
    known = {name: known[name] for name in known if known[name].label not in {row["label"] for row in proposals}}
    bar = [known.pop(name) for name in ("conclude", "record_finding", "start", "plan") if name in known]
    context = {
        "inspection": record,
        "officers": "、".join(user.name for user in in_charge(record.dossier)),
        "findings": casefile.found_at(record),
        "bar": bar[-2:],
        "more": list(known.values()),
        "locked": possible.locked if record.state in BUSY else [],
        "clocks": [clock for clock in clocks.of(record.dossier) if clock.running],
        "proposals": proposals,
        "cases": list(record.cases.all()),
    }
    if not bar and record.state in BUSY:
        messages.warning(request, "您不是这次检查的承办人，只能查看。")
    return render(request, "officers/inspection_site.html", context)
