"""All addresses: three audiences, the people's pages, the administrators' site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("casework.web.urls")),
    path("", include("casework.accounts.urls")),
    path("admin/", admin.site.urls),
]
