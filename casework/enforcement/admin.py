"""Kinds of violation and their articles: kept by the system administrator, confirmed elsewhere by legal staff."""

from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin
from casework.core.admin import ConfirmedByLegal
from casework.enforcement.models import Basis, Violation

REFERENCE = "admin.reference"


@admin.register(Violation)
class ViolationAdmin(GovernedAdmin):
    permission = REFERENCE
    list_display = ["code", "name", "needs_workers", "may_be_guidance"]


@admin.register(Basis)
class BasisAdmin(ConfirmedByLegal, GovernedAdmin):
    """A rule that changed by law is a new row with its own day of entry; the old row gets its last day."""

    permission = REFERENCE
    list_display = [
        "violation", "industry", "producer", "tier", "party", "penalised_by", "valid_from", "valid_to", "confirmed",
    ]  # fmt: skip
    list_filter = ["confirmed", "tier", "party", "violation", "industry"]
    list_select_related = ["violation", "industry"]
    search_fields = ["breached", "penalised_by", "source"]
