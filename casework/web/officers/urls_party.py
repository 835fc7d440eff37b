"""What officers enter for the party: its signed papers, its consent to electronic service."""

from django.urls import path

from casework.web.officers import consents, paper_entry

urlpatterns = [
    path("cases/<int:pk>/paper-report/", paper_entry.paper_report, name="paper_report"),
    path("cases/<int:pk>/paper-extension/", paper_entry.paper_extension, name="paper_extension"),
    path("enterprises/<int:pk>/consent/", consents.consent, name="enterprise_consent"),
    path("enterprises/<int:pk>/consent/paper/", consents.consent_paper, name="consent_paper"),
]
