"""Pages open to everybody."""

from django.urls import include, path

from casework.web.public import pages, penalties, verify

urlpatterns = [
    path("", include("casework.web.public.urls_claims")),
    path("", include("casework.web.public.urls_accreditation")),
    path("source/", pages.source, name="source"),
    path("published/", penalties.penalties, name="public_penalties"),
    path("published/<int:pk>/", penalties.penalty, name="public_penalty"),
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:code>/", verify.verify, name="verify_code"),
]
