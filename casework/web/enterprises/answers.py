"""Answering the findings of one due date: save, add and remove files, submit. Everything works without JavaScript."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from casework.enforcement import drafts
from casework.enforcement.models import Case, Finding
from casework.enforcement.states import RUNNING, Standing
from casework.web.access import enterprises_only, get_owned
from casework.web.enterprises.cases import show
from casework.web.reply import standing
from casework.web.reply.forms import AnswersForm
from documents.evidence import BadUpload, accept_all
from workflows import approval
from workflows.engine import Refused

KIND = "整改材料"
CHANGED = "有同事刚改过这一项，没有覆盖。请核对下面的文字后再保存。"
ALREADY = "这一期限的材料已经提交，不用再交。"
AUTOMATIC = "X-Saved-By-Script"
SAVED = "已保存，还没有提交。"


def owned(request: HttpRequest, pk: int) -> Case:
    return get_owned(Case.objects.select_related("dossier__agency", "enterprise", "agency"), request.user, pk)


def day(text: str) -> date:
    """The due date named by an address.

    Raises:
        Http404: it is no date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def place(case: Case, anchor: str = "") -> str:
    return reverse("my_case", args=[case.pk]) + (f"#{anchor}" if anchor else "")


@enterprises_only
@require_POST
def answer(request: HttpRequest, pk: int, due: str) -> HttpResponse:
    """Keep what was written; then, by the button pressed, remove a file, submit the date, or nothing more."""
    case, on = owned(request, pk), day(due)
    items = items_of(case, on)
    if case.state not in RUNNING or not items:
        return refuse(request, case)
    findings = drafts.asked(case)[on]
    stored = {item.pk: item.text for item in items}
    form = AnswersForm(request.POST, request.FILES, findings=findings, texts=stored)
    if not form.is_valid():
        wrong = [(f"finding-{name.partition('_')[2]}", error[0]) for name, error in form.errors.items()]
        return show(request, case, wrong=wrong, typed=typed(form))
    if repeated(request, case, form, stored):
        messages.info(request, ALREADY)
        return redirect(place(case, f"due-{due}"))
    try:
        wrong = keep(request, case, on, form, stored)
    except drafts.NoDraft as refusal:
        messages.error(request, str(refusal))
        return redirect(place(case))
    if wrong:
        return show(request, case, wrong=wrong, typed=typed(form))
    if request.POST.get("action") == "submit":
        return submit(request, case, on, form.cleaned_data["version"])
    if AUTOMATIC in request.headers:
        return marks(case, on)
    return done(request, case, request.POST.get("remove", ""), due)


def refuse(request: HttpRequest, case: Case) -> HttpResponse:
    state = case.get_state_display()
    messages.error(request, drafts.GONE if case.state in RUNNING else drafts.CLOSED.format(state=state))
    return redirect(place(case))


def items_of(case: Case, on: date) -> list[standing.Item]:
    return next((group.items for group in standing.matter(case).groups if group.due_on == on), [])


def typed(form: AnswersForm) -> dict[int, str]:
    """What stood in the boxes, also what is too long to be kept."""
    names = {row.pk: f"text_{row.pk}" for row in form.findings}
    return {pk: form.data[name] for pk, name in names.items() if name in form.data}


def repeated(request: HttpRequest, case: Case, form: AnswersForm, stored: dict[int, str]) -> bool:
    """The same form sent once more after it was submitted: everything is reported and nothing is new."""
    reported = all(row.standing == Standing.REPORTED for row in form.findings)
    new = any(stored.get(pk) != text for pk, text in form.texts().items()) or any(form.uploads().values())
    return reported and not new and not drafts.answers(case) and not request.POST.get("remove")


def keep(
    request: HttpRequest, case: Case, on: date, form: AnswersForm, stored: dict[int, str]
) -> list[tuple[str, str]]:
    """Save the texts and take the files in; returns what could not be kept, by anchor."""
    changed = form.changed_meanwhile(stored)
    texts = {pk: text for pk, text in form.texts().items() if pk not in {row.pk for row in changed}}
    drafts.write(case, on, texts, by=request.user)
    wrong = [(f"finding-{row.pk}", f"第{row.number}项：{CHANGED}") for row in changed]
    for row in form.findings:
        try:
            if files := form.uploads()[row.pk]:
                take_in(request, case, row, files)
        except BadUpload as refusal:
            wrong.append((f"finding-{row.pk}", f"第{row.number}项：{refusal}"))
    finding, _, file = request.POST.get("remove", "").partition(":")
    if finding.isdecimal() and file.isdecimal():
        drafts.detach(case, int(finding), int(file))
    return wrong


def take_in(request: HttpRequest, case: Case, finding: Finding, files: list[Any]) -> None:
    made = accept_all(files, dossier=case.dossier, by=request.user, kind=KIND, from_party=True)
    drafts.attach(case, finding, made, by=request.user)


def submit(request: HttpRequest, case: Case, on: date, version: int | None) -> HttpResponse:
    """Report the findings of the date through the gate; what is lacking is said item by item."""
    items = items_of(case, on)
    if lacking := standing.missing(items):
        return show(request, case, wrong=[(f"finding-{pk}", words) for pk, words in lacking.items()])
    answers = [{"finding": i.pk, "text": i.text, "evidence": [file.pk for file in i.files]} for i in items]
    try:
        approval.request(case, "report", by=request.user, version=version, due_on=on, answers=answers)
    except Refused as refusal:
        return show(request, case, wrong=[(f"due-{on.isoformat()}", str(refusal))])
    numbers = "、".join(str(item.number) for item in items)
    messages.success(request, f"已提交第{numbers}项，等待执法人员复查。复查前可以补充。")
    return redirect(place(case, f"due-{on.isoformat()}"))


def marks(case: Case, on: date) -> JsonResponse:
    """What the script that saves while one writes needs to know: the marks of the texts now stored."""
    return JsonResponse({f"seen_{item.pk}": item.seen for item in items_of(case, on)})


def done(request: HttpRequest, case: Case, removed: str, due: str) -> HttpResponse:
    messages.success(request, "已从草稿里去掉这份材料，文字也已保存。" if removed else SAVED)
    finding = (removed or request.POST.get("action", "")).removeprefix("save:").partition(":")[0]
    return redirect(place(case, f"finding-{finding}" if finding.isdecimal() else f"due-{due}"))


@enterprises_only
@require_POST
def again(request: HttpRequest, pk: int, due: str) -> HttpResponse:
    """Open a reported date for more material: a new draft that begins with what was reported."""
    case, on = owned(request, pk), day(due)
    try:
        drafts.write(case, on, {}, by=request.user)
    except drafts.NoDraft as refusal:
        messages.error(request, str(refusal))
    return redirect(place(case, f"due-{due}"))


@enterprises_only
@require_POST
def upload(request: HttpRequest, pk: int, finding: int) -> HttpResponse:
    """Files for one finding, sent by the script as they are chosen: the answer is the list of its files."""
    case = owned(request, pk)
    row = next((f for rows in drafts.asked(case).values() for f in rows if f.pk == finding), None)
    if row is None:
        raise Http404
    wrong, status = "", 200
    try:
        if case.state not in RUNNING:
            raise drafts.NoDraft(drafts.CLOSED.format(state=case.get_state_display()))
        if not (files := request.FILES.getlist("file")):
            raise drafts.NoDraft("请选择文件。")
        take_in(request, case, row, files)
    except (BadUpload, drafts.NoDraft) as refusal:
        wrong, status = str(refusal), 422
    item = next(entry for entry in items_of(case, row.due_on) if entry.pk == row.pk)
    context = {"item": item, "wrong": wrong, "name": request.POST.get("name", "")[:160], "editable": True}
    return render(request, "enterprises/parts/uploads.html", context, status=status)
