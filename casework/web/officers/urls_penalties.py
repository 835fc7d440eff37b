"""Penalties, hearings, stops, remedies, payments."""

from django.urls import path

from casework.web.officers import hearings, payments, penalties, penalty_list, penalty_opening, remedies, suspensions

urlpatterns = [
    path("penalties/", penalty_list.penalties, name="penalties"),
    path("penalties/<int:pk>/", penalties.penalty, name="penalty"),
    path("cases/<int:pk>/penalties/new/", penalty_opening.penalty_new, name="penalty_new"),
    path("hearings/", hearings.hearings, name="hearings"),
    path("hearings/calendar.ics", hearings.hearings_file, name="hearings_file"),
    path("hearings/<int:pk>/calendar.ics", hearings.hearing_file, name="hearing_file"),
    path("suspensions/", suspensions.suspensions, name="suspensions"),
    path("suspensions/<int:pk>/", suspensions.suspension, name="suspension"),
    path("payments/", payments.payments, name="payments"),
    path("payments/blank/", payments.payments_blank, name="payments_blank"),
    path("remedies/", remedies.remedies, name="remedies"),
    path("remedies/<int:pk>/", remedies.remedy, name="remedy"),
    path("remedies/<int:pk>/file/", remedies.remedy_file, name="remedy_file"),
    path("dossiers/<int:pk>/remedies/new/", remedies.remedy_new, name="remedy_new"),
]
