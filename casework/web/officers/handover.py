"""What lies on whose desk, and moving it when an officer leaves."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from casework.accounts.handover import Matter, dossiers_of, loads, matters_of
from casework.accounts.models import Membership, OfficerCertificate, User
from casework.accounts.queries import agencies_of, in_charge, officers_of
from casework.accounts.roles import holders
from casework.web.access import officers_only
from workflows.engine import Refused, take
from workflows.registry import PAGES, page_of

ASSIGN = "matter.assign"


@dataclass
class Desk:
    """One officer of the unit: certificate, and how much is in his charge."""

    user: User
    certificate: OfficerCertificate | None
    matters: int


def is_open(matter: Matter) -> bool:
    """Whether the matter still asks for somebody in charge."""
    return matter.record is not None and matter.record.state not in page_of(matter.record).ended


def unit(request: HttpRequest) -> Any:
    """Agencies whose matters the visitor may move."""
    agencies = agencies_of(request.user, ASSIGN)
    if not agencies:
        raise Http404
    return agencies


@officers_only
@require_GET
def handover(request: HttpRequest) -> HttpResponse:
    """The officers of the unit, those who left and still have matters too."""
    agencies = unit(request)
    posts = Membership.objects.filter(agency__in=agencies, role__in=holders("matter.handle"))
    people = User.objects.filter(pk__in=posts.values("user")).order_by("name", "pk")
    papers = {row.user_id: row for row in OfficerCertificate.objects.filter(user__in=people).order_by("valid_to")}
    counts: Counter[int] = Counter()
    for user_pk, kind, state, number in loads(agencies):
        counts[user_pk] += number if kind in PAGES and state not in PAGES[kind].ended else 0
    desks = [Desk(user, papers.get(user.pk), counts[user.pk]) for user in people]
    return render(request, "officers/people/handover.html", {"desks": desks})


class HandoverForm(forms.Form):
    dossiers = forms.TypedMultipleChoiceField(
        label="移交的事项", coerce=int, error_messages={"required": "还没有选事项。至少选一项。"}
    )
    successor = forms.ModelChoiceField(User.objects.none(), label="交给", empty_label="请选择")
    note = forms.CharField(label="交接说明", max_length=200, required=False)

    def __init__(self, *args: Any, matters: list[Matter], successors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossiers"].choices = [(matter.dossier.pk, str(matter.dossier)) for matter in matters]
        self.fields["successor"].queryset = successors


@officers_only
def handover_officer(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in one officer's charge with its next date, and the form that moves it."""
    agencies = unit(request)
    user = get_object_or_404(User.objects.filter(Q(memberships__agency__in=agencies)).distinct(), pk=pk)
    matters = [matter for matter in matters_of(user, agencies) if is_open(matter)]
    successors = User.objects.none()
    for agency in agencies:
        successors |= officers_of(agency)
    given = request.POST if request.method == "POST" else None
    form = HandoverForm(given, matters=matters, successors=successors.exclude(pk=user.pk).distinct())
    if form.is_valid():
        chosen = [matter for matter in matters if matter.dossier.pk in form.cleaned_data["dossiers"]]
        move(request, user, chosen, form.cleaned_data["successor"], form.cleaned_data["note"])
        return redirect("handover_officer", user.pk)
    ended = dossiers_of(user).filter(agency__in=agencies).count() - len(matters)
    context = {"officer": user, "matters": matters, "form": form, "ended": ended}
    return render(request, "officers/people/desk.html", context)


def move(request: HttpRequest, user: User, chosen: list[Matter], successor: User, note: str) -> None:
    """Take ``assign`` in each matter; one that is refused stays where it is and is named with the reason."""
    moved = 0
    for matter in chosen:
        rest = [pk for pk in in_charge(matter.dossier).values_list("pk", flat=True) if pk != user.pk]
        officers = [*rest, *([] if successor.pk in rest else [successor.pk])]
        try:
            take(matter.record, "assign", by=request.user, officers=officers, note=note)
            moved += 1
        except Refused as refused:
            messages.error(request, f"{matter.dossier}没有移交：{refused}")
    if moved:
        messages.success(request, f"已把{moved}件移交给{successor.name}。")
