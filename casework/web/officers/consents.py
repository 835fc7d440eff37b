"""The enterprise's consent to electronic service, signed before the officers or handed in on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from casework.accounts.queries import agencies_of, territory
from casework.organisations.models import Enterprise
from casework.web.access import may, officers_only
from casework.web.downloads import disposition
from casework.web.files import DOCX
from casework.web.reply.consents import ConsentForm
from documents.confirmation import confirmation
from documents.models import ElectronicConsent
from documents.serve import withdraw_consent

RECORD = "matter.serve"
PAPER = "address-confirmation"


@officers_only
@require_GET
def consent_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmation as a Word file, to be signed by pen and handed back."""
    enterprise = get_object_or_404(Enterprise.objects.filter(territory(request.user, RECORD, "region_id")), pk=pk)
    agency = agencies_of(request.user, RECORD).first()
    if agency is None:
        raise Http404
    response = HttpResponse(confirmation(PAPER, enterprise, agency), content_type=DOCX)
    response["Content-Disposition"] = disposition(f"送达地址确认书 {enterprise}.docx")
    return response


@officers_only
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a confirmation; with ``withdraw`` note that the enterprise took it back in writing."""
    if not may(request, RECORD):
        raise Http404
    enterprise = get_object_or_404(Enterprise.objects.filter(territory(request.user, RECORD, "region_id")), pk=pk)
    form = ConsentForm.beginning(enterprise)
    if request.method == "POST" and "withdraw" in request.POST:
        withdraw_consent(enterprise)
        messages.success(request, f"已登记{enterprise}撤回电子送达确认。")
        return redirect("enterprise_consent", pk)
    if request.method == "POST":
        form = ConsentForm(request.POST, request.FILES)
        if form.record(enterprise, request.user):
            messages.success(request, f"已登记{enterprise}的电子送达确认书。")
            return redirect("enterprise", pk)
    rows = ElectronicConsent.objects.filter(enterprise=enterprise).select_related("by").order_by("-id")
    context = {
        "enterprise": enterprise,
        "form": form,
        "current": next((row for row in rows if row.withdrawn_on is None), None),
        "ended": [row for row in rows if row.withdrawn_on is not None],
    }
    return render(request, "officers/consent.html", context, status=422 if form.is_bound else 200)
