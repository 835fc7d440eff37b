"""The ledger: every case of the territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.enforcement.models import Case
from casework.web.access import officers_only


@officers_only
def ledger(request: HttpRequest) -> HttpResponse:
    rows = Case.objects.visible_to(request.user).order_by("due_on", "id")[:25]
    return render(request, "officers/ledger.html", {"rows": rows})
