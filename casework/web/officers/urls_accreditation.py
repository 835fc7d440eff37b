"""Applications for accreditation."""

from django.urls import path

from casework.web.officers import applications

urlpatterns = [
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application, name="application"),
]
