"""Rows of this chapter that an administrator edits, with history: they set up a fifth programme without code."""

from typing import Any

from django import forms
from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin, GovernedInline
from casework.accreditation.models import (
    Applicant,
    Body,
    Category,
    Countersigner,
    Criterion,
    Expert,
    ExpertTie,
    Programme,
    Slot,
)
from casework.core.admin import ConfirmedByLegal


def ticked(label: str, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=Body, widget=forms.CheckboxSelectMultiple, **more)


class ProgrammeForm(forms.ModelForm):
    """Kinds of units are ticked; nobody has to write JSON."""

    bodies = ticked("可以申报的单位类型")
    partners = ticked("联合申报单位类型", required=False, help_text="都不选：单独申报。")

    class Meta:
        model = Programme
        fields = ["code", "name", "basis", "bodies", "partners", "position", "source"]


class CountersignerInline(GovernedInline, admin.TabularInline):
    permission = "admin.reference"
    deletable = True
    model = Countersigner
    extra = 0


class CategoryInline(GovernedInline, admin.TabularInline):
    permission = "admin.reference"
    model = Category
    extra = 0
    show_change_link = True


class SlotInline(GovernedInline, admin.TabularInline):
    """A slot may go as long as nobody was ever designated on it: the database protects the others."""

    permission = "admin.reference"
    deletable = True
    model = Slot
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(GovernedAdmin):
    permission = "admin.reference"
    form = ProgrammeForm
    inlines = [CategoryInline, CountersignerInline]
    list_display = ["name", "basis", "bodies", "partners", "source"]
    search_fields = ["name", "basis"]

    def get_readonly_fields(self, request: Any, obj: Any = None) -> list[str]:
        """The code is the row's key: another one would be another programme."""
        return ["code"] if obj else []


@admin.register(Category)
class CategoryAdmin(GovernedAdmin):
    permission = "admin.reference"
    inlines = [SlotInline]
    list_display = ["programme", "code", "name", "industry", "position"]
    list_filter = ["programme"]
    list_select_related = ["programme", "industry"]
    search_fields = ["name", "code"]


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
