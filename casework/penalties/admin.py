"""Reference rows of this chapter that an administrator edits, with history."""

from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin
from casework.core.admin import ConfirmedByLegal
from casework.penalties.models import Benchmark


@admin.register(Benchmark)
class BenchmarkAdmin(ConfirmedByLegal, GovernedAdmin):
    """A grid that was replaced gets its last day; the new one is new rows with their own day of entry."""

    permission = "admin.reference"
    list_display = [
        "violation", "tier", "personal", "grade", "condition", "fine_min", "fine_max", "valid_from", "valid_to",
        "example", "confirmed",
    ]  # fmt: skip
    list_filter = ["confirmed", "example", "tier", "personal", "violation"]
    list_select_related = ["violation"]
    search_fields = ["grade", "condition", "source"]
