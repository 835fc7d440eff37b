"""The officers' wing."""

from django.urls import include, path

from casework.web.officers import desk, ledger

urlpatterns = [
    path("", include("casework.web.officers.urls_people")),
    path("desk/", desk.workbench, name="workbench"),
    path("ledger/", ledger.ledger, name="ledger"),
]
