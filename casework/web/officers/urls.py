"""The officers' wing."""

from django.urls import path

from casework.web.officers import desk, ledger

urlpatterns = [
    path("desk/", desk.workbench, name="workbench"),
    path("ledger/", ledger.ledger, name="ledger"),
]
