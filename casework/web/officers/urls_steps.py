"""Where officers act."""

from django.urls import path

from casework.web.officers import approvals, inspections, opening, services, steps

urlpatterns = [
    path("inspections/", inspections.inspections, name="inspections"),
    path("inspections/new/", inspections.inspection_new, name="inspection_new"),
    path("inspections/<int:pk>/site/", inspections.inspection_site, name="inspection_site"),
    path("steps/<slug:kind>/<int:pk>/<slug:step>/", steps.step, name="step"),
    path("services/", services.services, name="services"),
    path("services/<int:pk>/", services.service, name="service"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("approvals/<int:pk>/", approvals.proposal, name="proposal"),
    path("approvals/<int:pk>/withdraw/", approvals.proposal_withdraw, name="proposal_withdraw"),
    path("imports/", opening.imports, name="imports"),
]
