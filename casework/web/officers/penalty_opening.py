"""立案: from a correction case to a penalty case, for the unit or for one person; then to the form of ``file``."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casework.accounts.grants import is_in_charge
from casework.accounts.models import User
from casework.accounts.queries import in_charge
from casework.core.checks import check_id_number
from casework.enforcement.models import Case, Escalation
from casework.penalties.models import Penalty, Person
from casework.web import once
from casework.web.access import get_visible, officers_only
from casework.web.forms.fields import REQUIRED, ChoiceField, TextField
from casework.web.steps import step_href
from workflows.opening import open_penalty

UNIT, PERSON = "unit", "person"


class OpenForm(forms.Form):
    """Who is the party, and which tier of the law."""

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    party = ChoiceField(
        label="当事人", choices=[(UNIT, "单位"), (PERSON, "个人")], segmented=True, missing="请选择单位或个人。"
    )
    tier = ChoiceField(label="档次", choices=Penalty.Tier.choices, missing="请选择档次。")
    name = TextField(label="姓名", required=False, max_length=40, help_text="当事人是个人的，填下面各项。")
    id_number = TextField(label="身份证号", required=False, max_length=18)
    role = ChoiceField(label="身份", choices=Person.Role.choices, required=False)
    post = TextField(label="职务", required=False, max_length=60)
    address = TextField(label="家庭住址", required=False, max_length=160)
    phone = TextField(label="联系电话", required=False, max_length=20)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.case = case

    def clean_tier(self) -> int:
        return int(self.cleaned_data["tier"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("party") == PERSON:
            for name in ("name", "id_number", "role"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, REQUIRED)
            if given.get("id_number"):
                self.check_number(given["id_number"].upper())
        self.known = self.waiting(given)
        return given

    def check_number(self, number: str) -> None:
        try:
            check_id_number(number)
        except forms.ValidationError as wrong:
            self.add_error("id_number", wrong)

    def waiting(self, given: dict[str, Any]) -> Penalty | None:
        """One opened for the same party and tier that is not yet filed: it is gone on with, not doubled."""
        rows = Penalty.objects.filter(case=self.case, state="", tier=given.get("tier") or 0)
        if given.get("party") == UNIT:
            return rows.filter(person=None).first()
        return rows.filter(person__id_number=given.get("id_number", "").upper()).first()


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def penalty_new(request: HttpRequest, pk: int) -> HttpResponse:
    """For each proposed party one case of its own."""
    case = get_visible(Case.objects.select_related("dossier", "enterprise", "agency", "industry"), request.user, pk)
    if not is_in_charge(request.user, case.dossier):
        raise Http404
    form = OpenForm(request.POST or None, case=case, initial=proposed(case, request))
    if request.method == "POST":
        token = request.POST.get("token", "")
        if earlier := once.answer(request.user, token) if token else "":
            return redirect(earlier)
        if form.is_valid():
            href = step_href("penalty", opened(form, case).pk, "file")
            once.done(request.user, token, href)
            messages.success(request, "已建处罚案卷。请填写立案审批。")
            return redirect(href)
        once.release(request.user, token)
    form.initial["token"] = once.new_token()
    context = {"case": case, "form": form, "parties": parties(case), "filed": filed(case)}
    return render(request, "officers/penalties/new.html", context, status=422 if form.errors else 200)


def proposed(case: Case, request: HttpRequest) -> dict[str, Any]:
    """The values of the party named in the address (``?party=``), else of the unit."""
    row = next((row for row in parties(case) if str(row.pk) == request.GET.get("party", "")), None)
    tier = str(int(Penalty.Tier.OVERDUE if case.state == "overdue" or row else Penalty.Tier.FIRST))
    if row is None or not row.person:
        return {"party": UNIT, "tier": tier}
    return {"party": PERSON, "tier": tier, "name": row.party, "post": row.post, "role": Person.Role.RESPONSIBLE}


def parties(case: Case) -> list[Escalation]:
    return list(case.escalations.filter(propose=True).order_by("pk"))


def filed(case: Case) -> list[Penalty]:
    return list(case.penalties.select_related("person").order_by("pk"))


def beside(case: Case, user: User) -> dict[str, Any]:
    """For the page of the correction case: its penalties, and who was proposed and has none yet."""
    known, asked = filed(case), parties(case)
    names = {row.party_name for row in known}
    return {
        "penalties": known,
        "unfiled": [row for row in asked if row.party not in names],
        "may_file": bool(case.state) and is_in_charge(user, case.dossier),
    }


@transaction.atomic
def opened(form: OpenForm, case: Case) -> Penalty:
    given = form.cleaned_data
    if form.known is not None:
        return form.known
    person = None
    if given["party"] == PERSON:
        names = ("name", "role", "post", "address", "phone")
        person = Person.objects.create(**{n: given[n] for n in names}, id_number=given["id_number"].upper())
    return open_penalty(case, in_charge(case.dossier), tier=given["tier"], person=person)
