"""The pages of the three audiences."""

from django.urls import path

urlpatterns: list[path] = []
