"""The wing of the departments that countersign."""

from django.urls import path

from casework.web.departments import countersigning

urlpatterns = [
    path("", countersigning.inbox, name="countersign"),
    path("<int:pk>/", countersigning.proposal, name="countersign_proposal"),
    path("<int:pk>/papers/<int:document>/", countersigning.paper, name="countersign_paper"),
]
