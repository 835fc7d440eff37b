"""What the auditor reads of the templates offices brought: who, when, and every decision in the row's history."""

from django.contrib import admin

from casework.accounts.admin_site import GovernedAdmin
from documents.models import TemplateVersion


@admin.register(TemplateVersion)
class TemplateVersionAdmin(GovernedAdmin):
    permission = "admin.audit"
    read_only = True
    list_display = ["kind", "agency", "no", "status", "author", "decided_by", "effective_from", "effective_to"]
    list_filter = ["status", "agency"]
    search_fields = ["kind", "note"]
    exclude = ["file"]  # its page in the office's wing hands it out
