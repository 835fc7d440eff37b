"""Anybody holding a paper asks whether it is ours: by the code printed below its QR."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from documents.models import Document


@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    if code := request.GET.get("code", "").strip():
        return redirect("verify_code", code=code)
    return render(request, "public/verify_ask.html")


@login_not_required
def verify(request: HttpRequest, code: str) -> HttpResponse:
    document = Document.objects.filter(code=code.upper().replace("-", "")).first()
    if document is None:
        raise Http404
    return render(request, "public/verify.html", {"document": document})
