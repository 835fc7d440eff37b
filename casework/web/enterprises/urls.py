"""The enterprises' wing, below /my/."""

from django.urls import include, path

urlpatterns = [
    path("", include("casework.web.enterprises.urls_access")),
]
