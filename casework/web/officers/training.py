"""The movable clock of a training installation: put it forward, run the daily sweep, see what happened. For everybody
who is logged in there; on any other installation the page does not exist.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.accounts.queries import territory
from casework.clock.models import Deadline, DeadlineStatus
from casework.core import training as mode
from casework.core.audit import note
from casework.core.now import now, today
from casework.core.training_clock import NotForward, put_forward, reading
from casework.notices.models import Notice
from casework.trail.models import Event
from casework.web.access import audience
from casework.web.forms.fields import ChoiceField, DateField
from documents.queries import party_of
from workflows.registry import PAGES
from workflows.tick import TOLD_ELSEWHERE, tick

LAYOUTS = {"officer": "layouts/officers.html", "enterprise": "layouts/enterprises.html"}
SHOWN = 50
FAR = 400
WAYS = [("days", "往后几天"), ("date", "到某一天"), ("next", "到下一个期限届满")]
WHOLE = f"请填1至{FAR}之间的整数。"


class MoveForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    way = ChoiceField(label="怎么拨", choices=WAYS, segmented=True, missing="请选择怎么拨。")
    days = forms.IntegerField(
        label="几天",
        required=False,
        min_value=1,
        max_value=FAR,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WHOLE),
    )
    on = DateField(label="哪一天", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("way") == "days" and not given.get("days") and "days" not in self.errors:
            self.add_error("days", WHOLE)
        if given.get("way") == "date" and not given.get("on") and "on" not in self.errors:
            self.add_error("on", "请填写年、月、日。")
        if given.get("way") == "next" and next_lapse() is None:
            self.add_error("way", "没有正在计算的期限。")
        return given

    def moment(self) -> datetime:
        """Where the clock is to stand: the same time of another day, or the first instant after a deadline."""
        given = self.cleaned_data
        if given["way"] == "next":
            return next_lapse() or now()
        days = given["days"] if given["way"] == "days" else (given["on"] - today()).days
        return now() + timedelta(days=days)


def next_lapse() -> datetime | None:
    """The first instant after the deadline that runs out next, a second later so that it has surely passed."""
    waiting = Deadline.objects.filter(status=DeadlineStatus.RUNNING, fired_at=None, lapses_at__gt=now())
    first = waiting.filter(lapses_at__lt=now() + timedelta(days=FAR)).order_by("lapses_at").first()
    return first.lapses_at + timedelta(seconds=1) if first else None


@dataclass
class Happening:
    """Something the clock did in a matter the visitor may see."""

    what: str
    where: str
    href: str


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Move the clock, or look at what its last move brought about."""
    if not mode.is_on():
        raise Http404
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"way": "next", "days": 1})
    if form.is_valid() and (answer := moved(request, form)):
        return answer
    context = {
        "layout": LAYOUTS.get(audience(request), "layouts/public.html"),
        "form": form,
        "seen": reading(),
        "next": next_lapse(),
        "now": now(),
        "happened": happened(request.user, mark(request, "event"))
        + ran_out(request.user, mark(request, "since", 2**37)),
        "told": Notice.objects.filter(to=request.user, pk__gt=mark(request, "notice"))[:SHOWN],
        "asked": "event" in request.GET,
    }
    return render(request, "officers/training.html", context, status=422 if form.is_bound else 200)


def moved(request: HttpRequest, form: MoveForm) -> HttpResponse | None:
    """Put the clock forward and sweep; None when it cannot be put there, which the form then says."""
    events, notices = last(Event), last(Notice)
    try:
        with transaction.atomic():
            row = put_forward(form.moment(), form.cleaned_data["seen"])
            note(request.user, row, f"演练时钟拨到{today():%Y-%m-%d}")
    except NotForward as refused:
        form.add_error(None, str(refused))
        return None
    since, done = int(now().timestamp()), tick()
    words = f"触发{done['fired']}个期限，提醒{done['warned']}个" if done["fired"] or done["warned"] else "没有期限届满"
    messages.success(request, f"已拨到{today():%Y年%-m月%-d日}，{words}。")
    return redirect(f"{reverse('training')}?event={events}&notice={notices}&since={since}")


def last(model: Any) -> int:
    return int(model.objects.aggregate(last=Max("pk"))["last"] or 0)


def mark(request: HttpRequest, name: str, never: int = 2**63 - 1) -> int:
    """The last row before the move, or its second; without one, nothing is shown."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 and int(asked) < never else never


def happened(user: User, after: int) -> list[Happening]:
    """What the clock has done since, in the visitor's territory or in his enterprises' matters."""
    mine = party_of(user, "dossier__") | territory(user, field="dossier__region_code")
    rows = Event.objects.filter(mine, pk__gt=after, by=None, kind__in=PAGES).select_related("dossier").order_by("pk")
    return [
        Happening(str(PAGES[row.kind].steps()[row.step].label), str(row.dossier), href(row))
        for row in rows[:SHOWN]
        if row.step in PAGES[row.kind].steps()
    ]


def ran_out(user: User, since: int) -> list[Happening]:
    """Deadlines of the officer's territory that have run out since, beside those whose end is a step of its own."""
    begun = datetime.fromtimestamp(since, tz=UTC)
    rows = Deadline.objects.filter(territory(user, field="dossier__region_code"), fired_at__gte=begun)
    rows = rows.exclude(name__in=TOLD_ELSEWHERE).select_related("dossier").order_by("lapses_at", "pk")
    return [Happening(f"“{row.label}”期限届满", str(row.dossier), href(row)) for row in rows[:SHOWN]]


def href(row: Event | Deadline) -> str:
    return reverse("dossier", args=[row.dossier_id])
