"""The pages of the five audiences, and the few that several of them share."""

from django.urls import include, path

from casework.web import files, notices
from casework.web.home import home
from casework.web.trail import trail

urlpatterns = [
    path("", home, name="home"),
    path("dossiers/<int:pk>/", files.dossier, name="dossier"),
    path("dossiers/<int:pk>/trail/", trail, name="trail"),
    path("files/documents/<int:pk>/", files.document, name="document"),
    path("files/attachments/<int:pk>/", files.attachment, name="attachment"),
    path("messages/", notices.notices, name="notices"),
    path("messages/<int:pk>/", notices.open_message, name="message"),
    path("", include("casework.web.officers.urls")),
    path("", include("casework.web.officers.urls_firstday")),
    path("countersign/", include("casework.web.departments.urls")),
    path("my/", include("casework.web.enterprises.urls")),
    path("expert/", include("casework.web.experts.urls")),
    path("", include("casework.web.public.urls")),
]
