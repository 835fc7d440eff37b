"""The pages of the three audiences."""

from django.urls import include, path

from casework.web.home import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("casework.web.officers.urls")),
    path("my/", include("casework.web.enterprises.urls")),
    path("", include("casework.web.public.urls")),
]
