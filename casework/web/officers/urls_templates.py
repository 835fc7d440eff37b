"""The templates of papers an office keeps itself."""

from django.urls import path

from casework.web.officers import template_versions, templates

urlpatterns = [
    path("templates/", templates.templates, name="templates"),
    path("templates/<slug:kind>/", templates.template, name="template"),
    path("templates/<slug:kind>/file/", templates.template_file, name="template_file"),
    path("templates/<slug:kind>/sample/", templates.template_sample, name="template_sample"),
    path("template-versions/<int:pk>/", template_versions.version, name="template_version"),
    path("template-versions/<int:pk>/file/", template_versions.version_file, name="template_version_file"),
    path("template-versions/<int:pk>/approve/", template_versions.version_approve, name="template_approve"),
    path("template-versions/<int:pk>/refuse/", template_versions.version_refuse, name="template_refuse"),
    path("template-versions/<int:pk>/stop/", template_versions.version_stop, name="template_stop"),
]
