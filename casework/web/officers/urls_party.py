"""What officers enter for the party: its signed papers, its consent to electronic service."""

from django.urls import path

from casework.web.officers import consents

urlpatterns = [
    path("enterprises/<int:pk>/consent/", consents.consent, name="enterprise_consent"),
]
