"""Rounds to apply in, and the applications of my enterprises."""

from django.urls import path

from casework.web.enterprises import applications, designations, rounds

urlpatterns = [
    path("rounds/", rounds.rounds, name="my_rounds"),
    path("rounds/<int:pk>/apply/", rounds.apply, name="my_apply"),
    path("applications/<int:pk>/", applications.application, name="my_application"),
    path("applications/<int:pk>/form/", applications.form, name="my_application_form"),
    path("applications/<int:pk>/preview/", applications.form_preview, name="my_application_preview"),
    path("applications/<int:pk>/steps/<slug:step>/", applications.step, name="my_application_step"),
    path("designations/<int:pk>/", designations.designation, name="my_designation"),
    path("designations/<int:pk>/steps/<slug:step>/", designations.step, name="my_designation_step"),
]
