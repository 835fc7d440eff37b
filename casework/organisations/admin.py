"""Regions, departments, industries, agencies and enterprises, kept by the system administrator with their history."""

import secrets
from typing import Any

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from PIL import Image

from casework.accounts.admin_site import GovernedAdmin
from casework.core.admin import ConfirmedByLegal
from casework.organisations.importers import HEADINGS, Outcome, Unreadable, import_enterprises
from casework.organisations.models import Agency, Department, Enterprise, Industry, Region

REFERENCE = "admin.reference"
MOST_SEAL = 2 * 1024 * 1024
NO_PNG = "印章图片须是透明底的 PNG，不超过2 MB。请另存后再传。"


@admin.register(Region)
class RegionAdmin(GovernedAdmin):
    permission = REFERENCE
    list_display = ["code", "name", "level", "parent"]
    list_filter = ["level"]
    search_fields = ["code", "name"]


@admin.register(Department)
class DepartmentAdmin(GovernedAdmin):
    permission = REFERENCE
    list_display = ["code", "name", "duty"]


@admin.register(Industry)
class IndustryAdmin(GovernedAdmin):
    permission = REFERENCE
    list_display = ["position", "code", "name", "note"]
    list_display_links = ["code"]


class AgencyForm(forms.ModelForm):
    """The picture of a seal is checked here, not when the first paper fails for it, and kept under a name of ours."""

    def clean_seal(self) -> Any:
        seal = self.cleaned_data["seal"]
        if "seal" not in self.changed_data or not seal:
            return seal
        seal.seek(0)
        try:
            with Image.open(seal, formats=["PNG"]) as picture:
                is_clear = picture.convert("RGBA").getchannel("A").getextrema()[0] < 255
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            raise forms.ValidationError(NO_PNG) from None
        if not is_clear or seal.size > MOST_SEAL:
            raise forms.ValidationError(NO_PNG)
        seal.seek(0)
        seal.name = f"{secrets.token_hex(8)}.png"
        return seal


@admin.register(Agency)
class AgencyAdmin(ConfirmedByLegal, GovernedAdmin):
    form = AgencyForm
    permission = REFERENCE
    confirmation = {"site_confirmed": False}
    list_display = ["name", "short", "region", "superior", "reconsideration_government", "court", "site_confirmed"]
    list_filter = ["site_confirmed", "region__level"]
    list_select_related = ["region", "superior"]
    search_fields = ["name", "short"]
    autocomplete_fields = ["region", "superior"]


@admin.register(Enterprise)
class EnterpriseAdmin(GovernedAdmin):
    permission = REFERENCE
    list_display = ["name", "credit_code", "region", "industry", "producer", "ended_on"]
    list_filter = ["industry", "producer"]
    list_select_related = ["region", "industry"]
    search_fields = ["name", "credit_code"]
    autocomplete_fields = ["region", "successor"]

    def get_urls(self) -> list:
        return [
            path("import/", self.admin_site.admin_view(self.import_view), name="organisations_enterprise_import"),
            *super().get_urls(),
        ]

    def get_search_results(self, request: HttpRequest, queryset, search_term: str):
        """Two Chinese characters find an enterprise here as they do everywhere."""
        return queryset.find(search_term), False

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Enterprises from a table: all of its rows or none, with every mistake named by its line."""
        if not self.has_add_permission(request):
            raise Http404
        outcome, refusal = None, ""
        if request.method == "POST":
            outcome, refusal = self.take_table(request)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("从表格导入企业"),
            "headings": list(HEADINGS),
            "outcome": outcome,
            "refusal": refusal,
        }
        return render(request, "admin/organisations/enterprise/import.html", context)

    def take_table(self, request: HttpRequest) -> tuple[Outcome | None, str]:
        table = request.FILES.get("table")
        if table is None:
            return None, _("还没有选文件。请选择 CSV 或 XLSX 表格。")
        try:
            return import_enterprises(table.read(), table.name), ""
        except Unreadable as error:
            return None, str(error)
