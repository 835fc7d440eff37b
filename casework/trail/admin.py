"""What the auditor reads of the trail, and the check he can run on it."""

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from casework.accounts.admin_site import GovernedAdmin
from casework.trail.models import Fault, Seal, SealLeaf
from casework.trail.verify import Broken, verify_dossier, verify_seals

CHECKED = 200  # dossiers of one check in the page; manage.py verify_trail checks all of them


def check(seal: Seal | None) -> tuple[int, list[Broken]]:
    """Check every seal, and the dossiers the given seal holds: how many, and what is broken."""
    found = [verify_seals()]
    leaves = list(SealLeaf.objects.filter(seal=seal).values_list("dossier", flat=True)[:CHECKED])
    found += [verify_dossier(dossier, files=False) for dossier in leaves]
    return len(leaves), [broken for broken in found if broken]


@admin.register(Seal)
class SealAdmin(GovernedAdmin):
    permission = "admin.audit"
    read_only = True
    list_display = ["id", "at", "leaves", "root", "digest"]
    change_list_template = "admin/trail/seal/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        check_all = self.admin_site.admin_view(self.check_view)
        return [path("check/", check_all, name="trail_seal_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """The seals, and the dossiers that moved last."""
        if not self.has_view_permission(request):
            raise Http404
        seal = Seal.objects.order_by("-pk").first()
        dossiers, broken = check(seal)
        context = {
            **self.admin_site.each_context(request),
            "title": _("留痕校验"),
            "opts": self.model._meta,
            "seals": Seal.objects.count(),
            "dossiers": dossiers,
            "broken": broken,
        }
        return render(request, "admin/trail/seal/check.html", context)


@admin.register(Fault)
class FaultAdmin(GovernedAdmin):
    """What the nightly check found; it ends by itself when the check finds it whole again."""

    permission = "admin.audit"
    read_only = True
    list_display = ["words", "dossier", "created_at", "ended_at"]
    list_display_links = ["words"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["dossier"]
