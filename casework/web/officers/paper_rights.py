"""The party's steps in penalties and stops of production, entered by an officer in charge from its signed paper."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from casework.web.access import officers_only
from casework.web.officers.steps import find_record, home_of
from casework.web.reply.penalty_forms import FORMS, on_paper
from casework.web.steps import Desk, take_step


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, pk: int, kind: str, step: str) -> HttpResponse:
    record = find_record(kind, request.user, pk)
    return take_step(
        Desk(
            request, record, on_paper(FORMS[kind, step]), home_of(record), template="officers/step.html",
            barred="officers/step_barred.html", preview="officers/step_preview.html", from_party=True,
        )
    )  # fmt: skip
