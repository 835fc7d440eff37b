"""Claims, deputations and the hand-over list."""

from django.urls import path

from casework.web.officers import deputations, handover, people

urlpatterns = [
    path("claims/", people.claim_list, name="claims"),
    path("claims/<int:pk>/", people.claim_review, name="claim_review"),
    path("claims/<int:pk>/proof/", people.claim_proof, name="claim_proof"),
    path("claims/enterprise/<int:pk>/", people.enterprise_access, name="enterprise_access"),
    path("claims/enterprise/<int:pk>/people/", people.own_access, name="own_access"),
    path("deputations/", deputations.deputations, name="deputations"),
    path("deputations/<int:pk>/end/", deputations.deputation_end, name="deputation_end"),
    path("handover/", handover.handover, name="handover"),
    path("handover/<int:pk>/", handover.handover_officer, name="handover_officer"),
]
