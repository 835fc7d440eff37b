"""Where officers act."""

from django.urls import path

from casework.web.officers import steps

urlpatterns = [
    path("steps/<slug:kind>/<int:pk>/<slug:step>/", steps.step, name="step"),
]
