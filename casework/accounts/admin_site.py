"""The administrators' site, entered through the product's own login."""

from django.contrib.admin.apps import AdminConfig


class CaseworkAdminConfig(AdminConfig):
    pass
