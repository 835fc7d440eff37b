"""The enterprise's way in."""

from django.urls import path

from casework.web.public import claims

urlpatterns = [path("claim/", claims.claim, name="claim")]
