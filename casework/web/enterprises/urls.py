"""The enterprises' wing, below /my/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
