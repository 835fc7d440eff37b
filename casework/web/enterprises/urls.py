"""The enterprises' wing, below /my/."""

from django.urls import include, path

from casework.web.enterprises import answers, cases, consent, extensions, home, papers
from casework.web.notices import notices

urlpatterns = [
    path("", include("casework.web.enterprises.urls_access")),
    path("", include("casework.web.enterprises.urls_rights")),
    path("", include("casework.web.enterprises.urls_accreditation")),
    path("", home.home, name="my_home"),
    path("notices/", notices, name="my_notices"),
    path("consent/", consent.consent, name="my_consent"),
    path("cases/<int:pk>/", cases.case, name="my_case"),
    path("cases/<int:pk>/answers/<str:due>/", answers.answer, name="my_answer"),
    path("cases/<int:pk>/answers/<str:due>/again/", answers.again, name="my_answer_again"),
    path("cases/<int:pk>/findings/<int:finding>/files/", answers.upload, name="my_upload"),
    path("cases/<int:pk>/extension/", extensions.extension, name="my_extension"),
    path("inspections/<int:pk>/", cases.inspection, name="my_inspection"),
    path("papers/<int:pk>/", papers.paper, name="my_paper"),
]
