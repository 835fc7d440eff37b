"""How papers reach the enterprise: its consent to electronic service, given and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from casework.accounts.queries import enterprises_of
from casework.organisations.models import Enterprise
from casework.web.access import enterprises_only
from casework.web.reply.consents import ConsentForm
from documents.models import ElectronicConsent
from documents.serve import withdraw_consent

GIVEN = "已确认。今后文书可以电子送达，到达时发消息和邮件。"
WITHDRAWN = "已撤回。今后文书改用其他方式送达，此前的电子送达仍然有效。"


@enterprises_only
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """The confirmation in force, or the form to sign one. POST signs; with ``withdraw`` it takes it back."""
    sites = list(enterprises_of(request.user).order_by("name"))
    site = chosen(request, sites)
    form = ConsentForm.beginning(site, str(request.user))
    if request.method == "POST" and "withdraw" in request.POST:
        withdraw_consent(site)
        messages.success(request, WITHDRAWN)
        return redirect(address(site))
    if request.method == "POST":
        form = ConsentForm(request.POST, request.FILES)
        if form.record(site, request.user):
            messages.success(request, GIVEN)
            return redirect(address(site))
    rows = ElectronicConsent.objects.filter(enterprise=site).select_related("by").order_by("-id")
    context = {
        "site": site,
        "sites": [(row, address(row)) for row in sites] if len(sites) > 1 else [],
        "form": form,
        "current": next((row for row in rows if row.withdrawn_on is None), None),
        "ended": [row for row in rows if row.withdrawn_on is not None],
    }
    return render(request, "enterprises/consent.html", context, status=422 if form.is_bound else 200)


def address(site: Enterprise) -> str:
    return f"{reverse('my_consent')}?site={site.pk}"


def chosen(request: HttpRequest, sites: list[Enterprise]) -> Enterprise:
    """The enterprise named in the address, else the first.

    Raises:
        Http404: the person does not act for it, or for none.
    """
    named = request.GET.get("site", "")
    found = next((row for row in sites if str(row.pk) == named), None if named else next(iter(sites), None))
    if found is None:
        raise Http404
    return found
