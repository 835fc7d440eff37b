"""THE view that takes a step, for every audience: show the form, check it, preview its papers, ask the gate.

The audience's own module finds the record (404 what may not be seen) and says which form and templates; everything
between the button and the gate is here. Order of a POST: one-time token, files taken in, form, stale check, gate.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from casework.trail.models import Event
from casework.web import drafts, once, previews
from casework.web.forms.base import StepForm
from casework.web.forms.fields import whole
from documents.evidence import BadUpload, accept_all
from documents.models import Document, Service, ServiceState
from workflows import approval, engine
from workflows import facts as facts_of
from workflows.acting import thaw
from workflows.models import Proposal
from workflows.options import Option, options
from workflows.registry import page_of

ROUTES = dict(Proposal.Route.choices)


@dataclass
class Desk:
    """Where a step is taken: the record, its form, and how the audience's pages look and where they go next."""

    request: HttpRequest
    record: Any
    form_class: type[StepForm]
    back: str
    template: str
    barred: str
    preview: str
    from_party: bool = False
    internal: bool = False  # what is handed in with the step is not the party's to see
    most_files: int = 0
    service_href: Callable[[Service], str] | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.form_class.step

    @property
    def user(self) -> Any:
        return self.request.user


def take_step(desk: Desk) -> HttpResponse:
    option = find_option(desk.record, desk.name, desk.user)
    if desk.request.method != "POST":
        if refusal := barrier(desk, option):
            return refusal
        form = make_form(desk, None, option)
        form.initial |= {**drafts.initial(desk.form_class, desk.record), **proposed(desk)}
        form.initial |= {"version": desk.record.version, "token": once.new_token()}
        form.recall()
        return show(desk, option, form)
    if option is None or not option.mine:
        return repeated(desk) or bar(desk, option)
    return posted(desk, option)


def proposed(desk: Desk) -> dict[str, Any]:
    """What an earlier proposal of the same step held (``?from=``), so that a returned one need not be typed again."""
    pk = whole(desk.request.GET.get("from"))
    kind, record = page_of(desk.record).kind, desk.record.pk
    row = Proposal.objects.filter(pk=pk, kind=kind, record=record, step=desk.name, proposer=desk.user).first()
    if row is None:
        return {}
    ticks = {True: "yes", False: "no"}
    facts = {name: ticks[value] if name == "granted" else value for name, value in thaw(row.facts).items()}
    return {**facts, "opinion": row.opinion}


def find_option(record: Any, name: str, user: Any) -> Option | None:
    """How the step stands for this person; None where no step of this name leads out of the record's state."""
    return next((option for option in options(record, user) if option.name == name), None)


def posted(desk: Desk, option: Option) -> HttpResponse:
    data, uploads = take_in(desk, option)
    only_shown = desk.form_class.adjust(data)
    form = make_form(desk, data, option, uploads)
    if "preview" in data:
        return previewed(desk, option, form)
    if "keep" in data and form.keeps:
        return keep(desk, option, form)
    if only_shown:
        form.hush()
        return show(desk, option, form)
    token = data.get("token", "")
    if earlier := once.answer(desk.user, token) if token else "":
        return redirect(earlier)
    answer = attempt(desk, option, form)
    if answer is None:
        once.done(desk.user, token, desk.back)
        return redirect(desk.back)
    once.release(desk.user, token)
    return answer


def keep(desk: Desk, option: Option, form: StepForm) -> HttpResponse:
    """Save what was written and come back to it; what somebody else wrote meanwhile is not overwritten unseen."""
    if drafts.wrong(form):
        return show(desk, option, form, status=422)
    if words := drafts.keep(form, form.data.get("seen", "")):
        form.hush()
        form.refuse(words)
        return show(desk, option, form, status=409)
    messages.success(desk.request, drafts.SAVED)
    return redirect(desk.request.path)


def repeated(desk: Desk) -> HttpResponse | None:
    """The answer to a second click whose first click has already moved the record on."""
    token = desk.request.POST.get("token", "")
    if token and (earlier := once.answer(desk.user, token)):
        return redirect(earlier)
    once.release(desk.user, token)
    return None


def attempt(desk: Desk, option: Option, form: StepForm) -> HttpResponse | None:
    """Ask the gate; None when the step was taken or proposed."""
    if str(desk.record.version) != form.data.get("version", str(desk.record.version)):
        return refused(desk, option, form, stale_words(desk.record, form))
    if not form.is_valid():
        return show(desk, option, form, status=422)
    before = Before.of(desk.record)
    try:
        done = approval.request(
            desk.record,
            desk.name,
            by=desk.user,
            **{"opinion": form.cleaned_data.get("opinion", ""), **guarded(form, desk.record, desk.user)},
        )
    except engine.Stale:
        return refused(desk, option, form, stale_words(desk.record, form))
    except engine.Refused as refusal:
        return refused(desk, option, form, str(refusal))
    if form.keeps:
        drafts.drop(desk.record, form.step)
    messages.success(desk.request, outcome(desk, option, form, done, before))
    return None


def refused(desk: Desk, option: Option, form: StepForm, words: str) -> HttpResponse:
    form.refuse(words)
    return show(desk, option, form, status=409)


def guarded(form: StepForm, record: Any, by: Any) -> dict[str, Any]:
    """The facts with the version they were made for; a proposal freezes facts alone. Some routes hang on the facts."""
    facts, page_class = form.facts(), page_of(record)
    page = page_class(record, by=by, facts=facts_of.with_defaults(page_class, form.step, facts))
    routed = engine.route_of(page, page.effects(form.step), before=True)
    return facts if routed else {**facts, "version": record.version}


@dataclass(frozen=True)
class Before:
    """The last paper and proposal of the dossier before a step: what comes after is the step's."""

    paper: int
    proposal: int

    @classmethod
    def of(cls, record: Any) -> "Before":
        keys = [
            model.objects.filter(dossier=record.dossier_id).order_by("-id").values_list("id", flat=True).first()
            for model in (Document, Proposal)
        ]
        return cls(*(key or 0 for key in keys))


def stale_words(record: Any, form: StepForm) -> str:
    """Who was faster, when and with what; the form now carries the new version, so that it can be sent again."""
    record.refresh_from_db()
    form.data["version"] = str(record.version)
    page = page_of(record)
    event = Event.objects.filter(kind=page.kind, record=record.pk).order_by("-seq").first()
    effects = page.steps().get(event.step) if event else None
    if event is None or effects is None:
        return "已被他人更改，请核对后再办。"
    return f"{event.by_name}{timezone.localtime(event.at):%H:%M}办理了“{effects.label}”。请核对后再办。"


# --- the form -----------------------------------------------------------------------------------------------------
def make_form(desk: Desk, data: Any, option: Option | None, uploads: dict[str, str] | None = None) -> StepForm:
    return desk.form_class(
        data, record=desk.record, user=desk.user, route=option.route if option else "", uploads=uploads
    )


def take_in(desk: Desk, option: Option | None) -> tuple[Any, dict[str, str]]:
    """Take the files of a POST into the dossier and name them in its data, so that they survive a refused form.

    Returns:
        The data with the keys of the new files, and for each field whose files were refused the sentence.
    """
    data, wrong = desk.request.POST.copy(), {}
    if getattr(desk.request, "htmx", False):
        return data, wrong  # only a preview: nothing is kept of it
    for part, name, fld in make_form(desk, data, option).file_fields():
        key = part.add_prefix(name)
        if not (files := [*desk.request.FILES.getlist(key), *fld.drawn(data, key)]):
            continue
        try:
            rows = accept_all(
                files, dossier=desk.record.dossier, by=desk.user, kind=fld.kind, from_party=desk.from_party,
                internal=desk.internal, most=desk.most_files,
            )  # fmt: skip
        except BadUpload as bad:
            wrong[key] = str(bad)
        else:
            before = [] if fld.single else data.getlist(f"{key}_kept")
            data.setlist(f"{key}_kept", [*before, *(str(row.pk) for row in rows)])
    return data, wrong


# --- pages --------------------------------------------------------------------------------------------------------
def show(desk: Desk, option: Option | None, form: StepForm, status: int = 200, **more: Any) -> HttpResponse:
    effects = page_of(desk.record).steps()[desk.name]
    label = str(effects.label)
    route = f"须经{ROUTES[form.route]}" if form.route in ROUTES else ""
    kept = drafts.of(desk.record, form.step) if form.keeps else None
    context = {
        "kept": drafts.words(kept),
        "seen": drafts.mark(kept),
        "form": form,
        "subject": subject_of(desk.record),
        "dossier": desk.record.dossier,
        "party": getattr(desk.record, "party_name", "") or desk.record.dossier.about,
        "label": label,
        "title": form.title or label,
        "submit": form.submit or (f"提请审批：{label}" if form.route else label),
        "law": effects.law,
        "route": route,
        "note": route or form.note,
        "back": desk.back,
        "paper": more.get("paper"),
        "previews": form.previews,
        **desk.extra,
    }
    return render(desk.request, desk.template, context, status=status)


def subject_of(record: Any) -> str:
    """What the page calls the record: a service by its paper."""
    return f"{record.document.title} {record.document.number}" if isinstance(record, Service) else str(record)


def barrier(desk: Desk, option: Option | None) -> HttpResponse | None:
    """Why the form is not even shown, if so: not his, not lawful now, or already waiting for signatures."""
    if option is None or not option.mine or not option.lawful:
        return bar(desk, option)
    waiting = Proposal.objects.filter(kind=page_of(desk.record).kind, record=desk.record.pk, outcome="").first()
    if option.route and waiting:
        return bar(desk, option, [f"“{waiting.label}”正在等待签批，办结或撤回后才能再提请审批。"])
    return None


def bar(desk: Desk, option: Option | None, reasons: list[str] | None = None) -> HttpResponse:
    """The page that says why not: 403 for a wrong person, 409 for a wrong time."""
    effects = page_of(desk.record).steps()[desk.name]
    if option is None:
        words = [f"现在是“{engine.state_label(desk.record)}”，不能办理这一事项。"]
    elif not option.mine:
        words = [f"这一事项须由{option.who}办理。"]
    else:
        words = reasons or list(option.why)
    context = {
        "label": str(effects.label),
        "law": effects.law,
        "reasons": words,
        "back": desk.back,
    }
    status = 403 if option is not None and not option.mine else 409
    return render(
        desk.request, desk.barred, {**context, "subject": subject_of(desk.record), **desk.extra}, status=status
    )


def previewed(desk: Desk, option: Option, form: StepForm) -> HttpResponse:
    """The papers the step would issue: a piece for htmx, the whole page without."""
    form.is_valid()
    paper = previews.of(desk.record, desk.name, form, by=desk.user)
    if getattr(desk.request, "htmx", False):
        return render(desk.request, desk.preview, {"form": form, "paper": paper, "oob": True})
    return show(desk, option, form, paper=paper)


# --- the sentence afterwards --------------------------------------------------------------------------------------
def outcome(desk: Desk, option: Option, form: StepForm, done: Any, before: Before) -> str:
    """Result and next step."""
    if isinstance(done, Proposal):
        return f"已提请审批“{option.label}”，等待{signers(done)}签批。"
    dossier = desk.record.dossier_id
    papers = list(Document.objects.filter(dossier=dossier, pk__gt=before.paper).order_by("id"))
    waiting = Service.objects.filter(document__in=papers, state=ServiceState.PENDING).order_by("id").first()
    issued = "、".join(f"{row.title}{row.number}" if row.number else row.title for row in papers)
    words = f"已签发{issued}" if papers else form.done or f"已办理：{option.label}"
    late = Proposal.objects.filter(dossier=dossier, outcome="", pk__gt=before.proposal).last()
    more = f"，补批已提请，等待{signers(late)}签批" if late else ""
    if waiting and desk.service_href:
        return format_html('{}{}，还没有送达。<a href="{}">登记送达</a>', words, more, desk.service_href(waiting))
    return f"{words}{more}{'，还没有送达' if waiting else ''}。"


def signers(proposal: Proposal) -> str:
    """Who may sign next, by name."""
    tasks = proposal.task_set.filter(status__in=approval.OPEN)
    names = dict.fromkeys(user.name for task in tasks for user in approval.candidates(task))
    return "、".join(names) or "审批人"


def step_href(kind: str, pk: int, step: str) -> str:
    return reverse("step", args=[kind, pk, step])
