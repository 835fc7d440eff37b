"""The door: sends each audience to its own place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from casework.web import access
from casework.web.shell import address

PLACES = {
    "administrator": "admin:index",
    "officer": "workbench",
    "enterprise": "my_home",
    "expert": "expert_desk",
    "department": "countersign",
}


def home(request: HttpRequest) -> HttpResponse:
    place = PLACES.get(access.audience(request))
    if place and (href := address(place)):
        return redirect(href)
    return render(request, "errors/no_place.html", {"claim_url": address("claim")})
