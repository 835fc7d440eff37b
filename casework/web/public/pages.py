"""What anybody may read about this installation."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def source(request: HttpRequest) -> HttpResponse:
    """The licence's offer of the source (AGPL-3.0, section 13): everybody who uses the service may have it."""
    return render(request, "public/source.html", {"address": settings.SOURCE_URL})
