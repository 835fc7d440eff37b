"""A person's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.accounts.deputation import givers
from casework.accounts.middleware import has_factor
from casework.accounts.models import AccessClaim, Deputation, Membership, OfficerCertificate


def profile(request: HttpRequest) -> HttpResponse:
    """Who I am here: roles, certificate, deputations, password and second factor."""
    mine = Deputation.objects.in_force().select_related("principal", "deputy", "agency")
    context = {
        "person": request.user,
        "memberships": Membership.objects.in_force().filter(user=request.user).select_related("agency", "enterprise"),
        "own": request.user.own_dossiers.filter(personal=True).order_by("-pk"),
        "certificates": OfficerCertificate.objects.filter(user=request.user).order_by("-valid_to"),
        "given": mine.filter(principal=request.user),
        "held": mine.filter(deputy=request.user),
        "claims": AccessClaim.objects.filter(user=request.user)
        .select_related("code__enterprise", "code__document__dossier")
        .order_by("-pk"),
        "has_factor": has_factor(request.user),
        "may_depute": givers(request.user).exists(),
    }
    return render(request, "account/profile.html", context)
