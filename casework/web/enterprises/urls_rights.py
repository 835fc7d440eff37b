"""Penalties and stops of production, below /my/."""

from django.urls import path

from casework.web.enterprises import penalties, suspensions

urlpatterns = [
    path("penalties/<int:pk>/", penalties.penalty, name="my_penalty"),
    path("penalties/<int:pk>/hearing.ics", penalties.calendar, name="my_hearing_calendar"),
    path("penalties/<int:pk>/steps/<slug:step>/", penalties.step, name="my_penalty_step"),
    path("suspensions/<int:pk>/", suspensions.suspension, name="my_suspension"),
    path("suspensions/<int:pk>/steps/<slug:step>/", suspensions.step, name="my_suspension_step"),
]
