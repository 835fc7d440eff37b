"""The page of unconfirmed parameters."""

from django.urls import path

from casework.web.officers import parameters

urlpatterns = [
    path("parameters/", parameters.parameters, name="parameters"),
    path("parameters/<slug:slug>/<int:pk>/confirm/", parameters.parameter_confirm, name="parameter_confirm"),
]
