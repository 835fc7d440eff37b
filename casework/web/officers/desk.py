"""The workbench: what an officer has to do, by when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.core.now import today
from casework.web.access import officers_only


@officers_only
def workbench(request: HttpRequest) -> HttpResponse:
    return render(request, "officers/workbench.html", {"today": today()})
