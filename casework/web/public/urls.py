"""Pages open to everybody."""

from django.urls import include, path

from casework.web.public import pages, verify

urlpatterns = [
    path("", include("casework.web.public.urls_claims")),
    path("source/", pages.source, name="source"),
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:code>/", verify.verify, name="verify_code"),
]
