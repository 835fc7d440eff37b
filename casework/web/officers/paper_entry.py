"""The party's steps, entered by an officer in charge from its signed paper; the scan goes into the dossier."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casework.accounts.models import User
from casework.enforcement import drafts
from casework.enforcement.models import Case, Finding
from casework.enforcement.states import RUNNING
from casework.web import wording
from casework.web.access import get_visible, officers_only
from casework.web.reply import requests
from casework.web.reply.forms import PaperAnswersForm
from casework.web.reply.standing import File
from documents.evidence import BadUpload, accept_all
from documents.models import Attachment
from workflows import approval
from workflows.engine import Refused

KIND = "纸质整改材料"
NOTHING = "现在没有要报告的问题：指令书还没有送达，或者问题都已了结。"
NOT_EXTENDABLE = "现在没有可以申请延期的问题。"


def visible(request: HttpRequest, pk: int) -> Case:
    return get_visible(Case.objects.select_related("dossier", "enterprise", "agency"), request.user, pk)


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def paper_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one due date (``?due=``), the nearest where none is named."""
    case = visible(request, pk)
    dates = drafts.asked(case) if case.state in RUNNING else {}
    if not dates:
        messages.error(request, NOTHING)
        return redirect("case", pk)
    on = chosen(request.GET.get("due", ""), dates)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperAnswersForm(*posted, findings=dates[on], dossier=case.dossier, initial={"version": case.version})
    kept: dict[str, list[Attachment]] = {}
    if posted:
        kept = files_of(form, request.user)
        if form.is_valid() and enter(form, case, on, kept, request.user):
            messages.success(request, f"已录入{case.party_name}的整改报告，请在期限内复查。")
            return redirect("case", pk)
    context = {
        "case": case,
        "form": form,
        "on": on,
        "dates": [(day, wording.short_day(day)) for day in dates],
        "rows": [row_of(form, finding, kept) for finding in dates[on]],
        "kept_scan": [File.of(row) for row in kept.get("scan", [])],
    }
    return render(request, "officers/paper_report.html", context, status=422 if posted else 200)


def chosen(text: str, dates: dict[date, list[Finding]]) -> date:
    return next((day for day in dates if day.isoformat() == text), next(iter(dates)))


def row_of(form: PaperAnswersForm, finding: Finding, kept: dict[str, list[Attachment]]) -> dict[str, Any]:
    name = f"files_{finding.pk}"
    return {
        "finding": finding,
        "text": form[f"text_{finding.pk}"],
        "files": form[name],
        "name": name,
        "kept": [File.of(row) for row in kept.get(name, [])],
    }


def files_of(form: PaperAnswersForm, by: User) -> dict[str, list[Attachment]]:
    """Take in what was chosen, beside what an earlier try brought; what is wrong stands on its field."""
    form.full_clean()
    found = {}
    for name in ("scan", *(f"files_{row.pk}" for row in form.findings)):
        found[name] = form.kept(name)
        try:
            if files := form.cleaned_data.get(name):
                found[name] += accept_all(files, dossier=form.dossier, by=by, kind=KIND, from_party=True)
        except BadUpload as refusal:
            form.add_error(name, str(refusal))
    return found


def enter(form: PaperAnswersForm, case: Case, on: date, kept: dict[str, list[Attachment]], by: User) -> bool:
    """Report through the gate; False when the form now says why not."""
    scan = [row.pk for row in kept["scan"]]
    answers = [
        {"finding": pk, "text": text, "evidence": [*scan, *(row.pk for row in kept[f"files_{pk}"])]}
        for pk, text in form.texts().items()
    ]
    facts = {"due_on": on, "answers": answers, "from_paper": True}
    try:
        approval.request(case, "report", by=by, version=form.cleaned_data["version"], **facts)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def paper_extension(request: HttpRequest, pk: int) -> HttpResponse:
    case = visible(request, pk)
    findings = requests.extendable(case)
    if not findings:
        messages.error(request, NOT_EXTENDABLE)
        return redirect("case", pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form, files = requests.form_for(case, findings, *posted), []
    form.fields["files"].label = "签字盖章的申请书扫描件和证明材料"
    if posted:
        version = request.POST.get("version", "")
        asked, files = requests.ask(form, case, by=request.user, version=int(version) if version.isdecimal() else None)
        if asked:
            messages.success(request, f"已录入{case.party_name}的延期申请，请按期答复。")
            return redirect("case", pk)
        case.refresh_from_db()
    context = {"case": case, "form": form, "kept": [File.of(row) for row in files]}
    return render(request, "officers/paper_extension.html", context, status=422 if posted else 200)
