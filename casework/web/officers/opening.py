"""Bring in a correction case that began on paper: its dossier, its number and its true dates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.accounts.queries import agencies_of
from casework.core.now import today
from casework.enforcement.models import Case, Violation
from casework.enforcement.states import RUNNING, CaseState, Standing
from casework.organisations.models import Agency, Enterprise
from casework.web import once
from casework.web.access import officers_only
from casework.web.forms.base import RowForm
from casework.web.forms.fields import ChoiceField, DateField, OfficersField, PersonField, TextField, officer_choices
from casework.web.officers.inspections import found, picked
from workflows.engine import Refused, begin
from workflows.opening import open_dossier

IMPORT = "matter.import"
STATES = [(state.value, state.label) for state in (CaseState.FOUND, *RUNNING, CaseState.CORRECTED)]
STANDINGS = [(s.value, s.label) for s in Standing]
ROWS = 5


class ImportRow(RowForm):
    """One finding of the paper case."""

    violation = ChoiceField(label="违法行为", required=False)
    fact = TextField(label="违法事实", required=False, rows=2, max_length=500)
    due_on = DateField(label="整改期限", required=False)
    standing = ChoiceField(label="整改情况", choices=STANDINGS, blank="", required=False)

    def __init__(self, *args: Any, violations: list[tuple[str, str]], number: int, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.subject = f"第{number}项"
        self.fields["violation"].offer(violations)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if bool(given.get("violation")) != bool(given.get("fact")):
            raise forms.ValidationError("违法行为和违法事实都要填。")
        return given


class ImportForm(forms.Form):
    refused = False  # by the gate, when the form itself was right

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    agency = PersonField(label="承办机关", missing="请选择机关。")
    officers = OfficersField(label="承办人")
    number = TextField(label="指令书文号", max_length=60, help_text="照纸质指令书填写，例如（南）应急责改〔2026〕3号。")
    opened_on = DateField(label="发现日期")
    served_on = DateField(label="指令书送达日期", required=False, help_text="还没有送达的留空。")
    state = ChoiceField(label="现在的阶段", choices=STATES, missing="请选择现在的阶段。")

    def __init__(self, data: Any = None, *, agencies: list[Agency], enterprise: Enterprise, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.enterprise, self.agencies = enterprise, {agency.pk: agency for agency in agencies}
        self.fields["agency"].offer((agency.pk, agency.name) for agency in agencies)
        self.fields["officers"].offer(dict(row for agency in agencies for row in officer_choices(agency)).items())
        self.initial |= {"agency": str(agencies[0].pk)}
        violations = [(row.pk, str(row)) for row in Violation.objects.all()]
        self.rows = [ImportRow(data, prefix=f"r{n}", violations=violations, number=n) for n in range(1, ROWS + 1)]

    def is_valid(self) -> bool:
        rows = [row.is_valid() for row in self.rows]
        return super().is_valid() and all(rows)

    @property
    def problems(self) -> list[tuple[str, str]]:
        found = [("", str(words)) for words in self.non_field_errors()]
        for part in (self, *self.rows):
            subject = f"{part.subject}，" if isinstance(part, ImportRow) else ""
            if part is not self:
                found += [("", f"{subject}{words}") for words in part.non_field_errors()]
            found += [(f.auto_id, f"{subject}{f.label}：{words}") for f in part for words in f.errors]
        return found

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not any(row["fact"].value() for row in self.rows):
            raise forms.ValidationError("至少写一项问题。")
        opened, served = given.get("opened_on"), given.get("served_on")
        if opened and opened > today():
            self.add_error("opened_on", "发现日期不能晚于今天。")
        if opened and served and not opened <= served <= today():
            self.add_error("served_on", "送达日期不能早于发现日期，也不能晚于今天。")
        agency = self.agencies.get(given.get("agency") or 0)
        if agency and not self.enterprise.region_id.startswith(agency.region.prefix):
            self.add_error("agency", "该企业不在本机关辖区内。")
        return given

    def facts(self) -> dict[str, Any]:
        given = self.cleaned_data
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("fact")]
        ordered = given["state"] != CaseState.FOUND
        findings = [
            {
                "violation": row["violation"],
                "fact": row["fact"],
                "due_on": row["due_on"] if ordered else None,
                "served_on": given["served_on"],
                "standing": row["standing"] or Standing.OPEN,
            }
            for row in rows
        ]
        return {**{name: given[name] for name in ("opened_on", "number", "state")}, "findings": findings}


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Find the enterprise, then enter its running case."""
    agencies = list(agencies_of(request.user, IMPORT).select_related("region"))
    if not agencies:
        raise Http404
    enterprise = picked(request)
    if enterprise is None:
        return render(request, "officers/import_find.html", found(request))
    form = ImportForm(request.POST or None, agencies=agencies, enterprise=enterprise)
    if request.method == "POST":
        answer = posted(request, form)
        if answer is not None:
            return answer
    form.initial["token"] = once.new_token()
    status = 409 if form.refused else 422 if form.errors or form.is_bound else 200
    return render(request, "officers/import.html", {"form": form, "enterprise": enterprise}, status=status)


def posted(request: HttpRequest, form: ImportForm) -> HttpResponse | None:
    """Where to go once the case is in; None when the form must be shown again."""
    token = request.POST.get("token", "")
    if earlier := once.answer(request.user, token) if token else "":
        return redirect(earlier)
    if form.is_valid():
        try:
            case = bring_in(form, request.user)
        except Refused as refused:
            form.refused = True
            form.add_error(None, str(refused))
        else:
            href = reverse("case", args=[case.pk])
            once.done(request.user, token, href)
            messages.success(request, f"已导入{case.number}，期限按真实日期计算。")
            return redirect(href)
    once.release(request.user, token)
    return None


@transaction.atomic
def bring_in(form: ImportForm, by: User) -> Case:
    """Dossier and case at once, or neither."""
    given, party = form.cleaned_data, form.enterprise
    agency = form.agencies[given["agency"]]
    dossier = open_dossier("case", agency, party, User.objects.filter(pk__in=given["officers"]))
    case = Case(
        dossier=dossier, agency=agency, enterprise=party, party_name=party.name, region_code=party.region_id,
        industry_id=party.industry_id,
    )  # fmt: skip
    return begin(case, "open_imported", by=by, **form.facts())
