"""Rows of this chapter that an administrator edits, with history: they set up a fifth programme without code."""

from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin
from casework.accreditation.models import (
    Applicant,
    Category,
    Countersigner,
    Criterion,
    Expert,
    ExpertTie,
    Programme,
    Slot,
)
from casework.core.admin import ConfirmedByLegal


@admin.register(Programme)
class ProgrammeAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["name", "basis", "bodies", "partners", "source"]
    search_fields = ["name", "basis"]


@admin.register(Countersigner)
class CountersignerAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["programme", "department"]
    list_filter = ["programme"]
    list_select_related = ["programme", "department"]


@admin.register(Category)
class CategoryAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["programme", "code", "name", "industry", "position"]
    list_filter = ["programme"]
    list_select_related = ["programme", "industry"]
    search_fields = ["name", "code"]


@admin.register(Slot)
class SlotAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["category", "number", "source"]
    list_filter = ["category__programme"]
    list_select_related = ["category"]


@admin.register(Criterion)
class CriterionAdmin(ConfirmedByLegal, GovernedAdmin):
    """A round keeps the criteria with which it was announced: a change is for the next one."""

    permission = "admin.reference"
    list_display = ["programme", "code", "text", "weight", "veto", "core", "confirmed"]
    list_filter = ["programme", "confirmed", "veto", "core"]
    list_select_related = ["programme"]
    search_fields = ["code", "text"]


@admin.register(Applicant)
class ApplicantAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["enterprise", "body"]
    list_filter = ["body"]
    search_fields = ["enterprise__name", "enterprise__credit_code"]
    autocomplete_fields = ["enterprise"]


@admin.register(Expert)
class ExpertAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["name", "employer", "title", "valid_from", "valid_to"]
    search_fields = ["name", "employer"]
    filter_horizontal = ["categories"]
    autocomplete_fields = ["user"]


@admin.register(ExpertTie)
class ExpertTieAdmin(GovernedAdmin):
    permission = "admin.reference"
    list_display = ["expert", "enterprise", "kind", "since", "until"]
    list_filter = ["kind"]
    list_select_related = ["expert", "enterprise"]
    autocomplete_fields = ["expert", "enterprise"]
