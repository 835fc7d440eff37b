"""Pages open to everybody."""

from django.urls import path

from casework.web.public import verify

urlpatterns = [
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:code>/", verify.verify, name="verify_code"),
]
