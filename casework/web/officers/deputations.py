"""A leader's page: who signs for me while I am away."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from casework.accounts import deputation
from casework.accounts.models import Deputation, User
from casework.core.now import today
from casework.organisations.models import Agency
from casework.web.access import officers_only
from workflows.registry import PAGES


def signed_steps() -> list[tuple[str, str]]:
    """Steps that need signatures, as ``case.close`` with their labels."""
    return [
        (f"{kind}.{name}", f"{page.title}：{effects.label}")
        for kind, page in PAGES.items()
        for name, effects in page.steps().items()
        if effects.approval
    ]


class DeputationForm(forms.Form):
    agency = forms.ModelChoiceField(Agency.objects.none(), label="机关", empty_label=None)
    deputy = forms.ModelChoiceField(User.objects.none(), label="代理人", empty_label="请选择")
    since = forms.DateField(label="自", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="至", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="事由", max_length=200, help_text="例如：外出学习、休假。")
    excluded = forms.MultipleChoiceField(
        label="不代理的事项",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, principal: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(pk__in=deputation.givers(principal).values("agency"))
        self.fields["agency"].queryset = agencies
        people = User.objects.none()
        for agency in agencies:
            people |= deputation.colleagues(agency, principal)
        self.fields["deputy"].queryset = people.distinct()
        self.fields["excluded"].choices = signed_steps()


def own(request: HttpRequest) -> Any:
    """Deputations the visitor gave or holds, the running and coming ones first."""
    mine = Deputation.objects.filter(principal=request.user) | Deputation.objects.filter(deputy=request.user)
    return mine.select_related("principal", "deputy", "agency").order_by("-valid_to", "-pk")


@officers_only
def deputations(request: HttpRequest) -> HttpResponse:
    """My deputations, and a form to give one."""
    giver = deputation.givers(request.user).exists()
    if not giver and not own(request).exists():
        raise Http404
    form = DeputationForm(request.POST if request.method == "POST" else None, principal=request.user) if giver else None
    if form and form.is_valid():
        given = form.cleaned_data
        try:
            row = deputation.give(
                request.user,
                given["deputy"],
                given["agency"],
                given["since"],
                given["until"],
                given["reason"],
                given["excluded"],
            )
        except deputation.DeputationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"已委托{row.deputy.name}代理签批。")
            return redirect("deputations")
    rows = [(row, row.ended_at is None and row.valid_to >= today()) for row in own(request)]
    labels = dict(signed_steps())
    shown = [(row, running, [labels.get(name, name) for name in row.excluded]) for row, running in rows]
    return render(request, "officers/people/deputations.html", {"form": form, "rows": shown})


@officers_only
@require_POST
def deputation_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(own(request), pk=pk)
    try:
        deputation.end(row, request.user)
    except deputation.DeputationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{row.deputy.name}不再代理签批。")
    return redirect("deputations")
