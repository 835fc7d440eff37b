"""Holidays, periods and thresholds: kept by the system administrator, confirmed elsewhere by legal staff."""

from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin
from casework.clock.models import Holiday, Period, Threshold
from casework.core.admin import ConfirmedByLegal

REFERENCE = "admin.reference"


@admin.register(Holiday)
class HolidayAdmin(GovernedAdmin):
    permission = REFERENCE
    deletable = True
    list_display = ["date", "name", "is_workday", "region", "provisional", "source"]
    list_filter = ["provisional", "is_workday", "region"]
    date_hierarchy = "date"
    search_fields = ["name", "source"]


@admin.register(Period)
class PeriodAdmin(ConfirmedByLegal, GovernedAdmin):
    """A figure that changed by law is a new row with its own day of entry; a slip is mended in place."""

    permission = REFERENCE
    list_display = ["name", "label", "amount", "unit", "rolls", "article", "valid_from", "confirmed"]
    list_filter = ["confirmed", "unit"]
    search_fields = ["name", "label", "article", "source"]


@admin.register(Threshold)
class ThresholdAdmin(ConfirmedByLegal, GovernedAdmin):
    permission = REFERENCE
    list_display = ["name", "label", "value", "unit", "article", "valid_from", "confirmed"]
    list_filter = ["confirmed"]
    search_fields = ["name", "label", "article", "source"]
