from django.contrib.admin.apps import AdminConfig


class CaseworkAdminConfig(AdminConfig):
    default_site = "casework.accounts.admin_site.CaseworkAdminSite"
