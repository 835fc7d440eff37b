"""All addresses: three audiences, the people's pages, the administrators' site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("casework.web.urls")),
    path("", include("casework.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler403 = "casework.web.errors.refused"
handler404 = "casework.web.errors.not_found"
handler500 = "casework.web.errors.failed"
