"""The experts' wing, below /expert/."""

from django.urls import path

from casework.web.experts import evaluations
from casework.web.notices import notices

urlpatterns = [
    path("", evaluations.desk, name="expert_desk"),
    path("messages/", notices, name="expert_notices"),
    path("evaluations/<int:pk>/", evaluations.evaluation, name="expert_evaluation"),
    path("evaluations/<int:pk>/conclude/", evaluations.conclude, name="expert_conclude"),
    path("evaluations/<int:pk>/<str:step>/", evaluations.step, name="expert_step"),
]
