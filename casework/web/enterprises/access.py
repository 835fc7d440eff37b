"""Who acts for my enterprises, and how I give my authority back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from casework.accounts import claims
from casework.accounts.models import AccessClaim, Membership
from casework.accounts.queries import enterprises_of
from casework.accounts.roles import Role
from casework.web.access import enterprises_only


@enterprises_only
def my_access(request: HttpRequest) -> HttpResponse:
    """POST ends the visitor's own authority for one enterprise."""
    mine = Membership.objects.in_force().filter(user=request.user, role=Role.REPRESENTATIVE)
    if request.method == "POST":
        chosen = request.POST.get("end", "")
        membership = get_object_or_404(mine.select_related("enterprise"), pk=int(chosen) if chosen.isdecimal() else 0)
        claims.end(membership)
        messages.success(request, f"您不再是{membership.enterprise}的经办人。")
        return redirect("home")
    acting = Membership.objects.in_force().filter(enterprise__in=enterprises_of(request.user), role=Role.REPRESENTATIVE)
    context = {
        "rows": acting.select_related("user", "enterprise").order_by("enterprise", "valid_from", "pk"),
        "asked": AccessClaim.objects.filter(user=request.user)
        .select_related("code__enterprise", "code__document__dossier")
        .order_by("-pk"),
    }
    return render(request, "enterprises/access/people.html", context)
