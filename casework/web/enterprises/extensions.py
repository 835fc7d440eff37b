"""Asking for more time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from casework.web.access import enterprises_only
from casework.web.enterprises.answers import owned
from casework.web.reply import requests
from casework.web.reply.standing import File

NOTHING = "现在没有可以申请延期的问题。"
DONE = "延期申请已提交，执法人员会书面答复。答复前不认定逾期。"


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    case = owned(request, pk)
    findings = requests.extendable(case)
    if not findings:
        messages.error(request, NOTHING)
        return redirect("my_case", pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form, files = requests.form_for(case, findings, *posted), []
    if posted:
        version = request.POST.get("version", "")
        asked, files = requests.ask(form, case, by=request.user, version=int(version) if version.isdecimal() else None)
        if asked:
            messages.success(request, DONE)
            return redirect("my_case", pk)
        case.refresh_from_db()
    context = {"case": case, "form": form, "kept": [File.of(row) for row in files]}
    return render(request, "enterprises/extension.html", context, status=422 if posted else 200)
