"""The enterprise's consent to electronic service, signed before the officers or handed in on paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from casework.accounts.queries import territory
from casework.organisations.models import Enterprise
from casework.web.access import may, officers_only
from casework.web.reply.consents import ConsentForm
from documents.models import ElectronicConsent
from documents.serve import withdraw_consent

RECORD = "matter.serve"


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
