"""Announcing a round: the programme, its window and text; the criteria are frozen as they stand that day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from casework.accounts.queries import agencies_of
from casework.accreditation.models import Programme, Round
from casework.core.now import today
from casework.organisations.models import Agency
from casework.web.access import officers_only
from casework.web.forms.fields import DateField, OfficersField, OfficersWidget, TextField, officer_choices
from workflows.accreditation.opening import announce

ANNOUNCE = "accreditation.announce"
TAKEN = "这个项目已经有同名的批次。请改一个名称。"


def announcing(user: Any) -> Agency | None:
    """The provincial office in which the person may announce rounds, if any."""
    return agencies_of(user, ANNOUNCE).filter(region__level="province").first()


class RoundForm(forms.Form):
    title = TextField(label="批次名称", max_length=80, help_text="例如：2027年第一批。")
    opens_on = DateField(label="申报开始")
    closes_on = DateField(label="申报截止")
    announcement = TextField(label="申报通知", rows=10, max_length=8000, help_text="申报范围、材料要求、联系方式。")
    officers = OfficersField(label="经办人", widget=OfficersWidget(3), help_text="至少两人。第三人可以不选。")

    def __init__(self, *args: Any, programme: Programme, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.programme = programme
        self.fields["officers"].offer(officer_choices(agency))

    def clean_title(self) -> str:
        title = self.cleaned_data["title"]
        if Round.objects.filter(programme=self.programme, title=title).exists():
            raise forms.ValidationError(TAKEN)
        return title

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        opens, closes = given.get("opens_on"), given.get("closes_on")
        if opens and opens < today():
            self.add_error("opens_on", "申报开始不能早于今天。")
        if opens and closes and closes < opens:
            self.add_error("closes_on", "申报截止不能早于申报开始。")
        if lacking := unready(self.programme):
            self.add_error(None, lacking)
        return given


def unready(programme: Programme) -> str:
    """Why a round of this programme cannot be announced yet."""
    if not programme.categories.exists():
        return "这个项目还没有认定类别。请系统管理员先设置类别和名额。"
    empty = programme.categories.filter(slots=None).first()
    if empty is not None:
        return f"“{empty}”还没有名额。请系统管理员先设置。"
    if not programme.criteria.exists():
        return "这个项目还没有认定条件。请系统管理员先设置。"
    return ""


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """First the programme (``?programme=``), then its round."""
    agency = announcing(request.user)
    if agency is None:
        raise Http404
    code = request.GET.get("programme", "")
    if not code:
        return render(request, "officers/accreditation/round_programme.html", {"programmes": Programme.objects.all()})
    programme = get_object_or_404(Programme.objects.prefetch_related("criteria", "categories__slots"), pk=code)
    form = RoundForm(request.POST or None, programme=programme, agency=agency)
    if request.method == "POST" and form.is_valid() and (made := publish(form, agency)):
        messages.success(request, f"已发布{made}，认定条件已固定。")
        return redirect("round", made.pk)
    context = {"programme": programme, "form": form, "unready": unready(programme)}
    return render(request, "officers/accreditation/round_new.html", context, status=422 if form.errors else 200)


def publish(form: RoundForm, agency: Agency) -> Round | None:
    """The round with its frozen criteria; None where a colleague has just announced one of that name."""
    given = {name: form.cleaned_data[name] for name in ("title", "opens_on", "closes_on", "announcement", "officers")}
    try:
        return announce(programme=form.programme, agency=agency, announced_on=today(), **given)
    except IntegrityError:
        form.add_error("title", TAKEN)
        return None
